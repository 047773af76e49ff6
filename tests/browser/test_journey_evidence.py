"""The evidence of one review: twelve asked, three answer, read as one, met on, paused."""

import io
import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect
from pypdf import PdfReader

from accounts.models import Organisation, User
from accounts.roles import Role
from audit.actors import acting, job
from chronology.models import Mark
from dhr_cases import policy
from dhr_cases.codes import Part
from dhr_cases.models import AgencyArea, AgencyContact, AgencyRequest
from documents.models import DocumentKind, Zone
from tests.browser.examined import elsewhere
from tests.browser.whole.walk import TODAY, Walker, day
from tests.chronology.files import HEADINGS, table_document, workbook
from tests.facts.rows import add_file, person
from tests.house import make_house_for_good

HEAD = [*HEADINGS, "Person(s) concerned"]
NEIGHBOUR = "Neighbour reported shouting. She had a bruise to her left arm. 2 children asleep."
HEALTH = [
    HEAD,
    ["3 May 2021", "Ambulance record", NEIGHBOUR, "Mother"],
    ["sometime", "Clinic letter", "Referral sent to the City Council about her safety.", "Mother"],
    ["circa March 2020", "", "She told the nurse that she was afraid.", "Mother"],
]
COUNCIL = [
    HEAD,
    ["04/05/2021", "Duty log", f"{NEIGHBOUR} Ambulance had attended. 3 children.", "Adult 1"],
    ["20 November 2021", "Housing file", "She asked for another home.", "Adult 1"],
]
AUTHORS = {"health": "Hana Webb", "council": "Dev Patel"}


@pytest.fixture
def who(transactional_db, visitor):
    """Somebody of a review just notified, at their own browser, signed in: `who("coordinator")`.

    Twelve agencies of the county can be reached safely; three have somebody who answers.
    """
    cache.clear()
    team, case = make_house_for_good(known_as="Ama")
    with job("tests"):
        for number in range(8):
            Organisation(key=f"body-{number}", kind="agency", name=f"Body {number}").save()
        for body in Organisation.objects.filter(kind="agency"):
            AgencyArea(agency=body, area=team.bodies.county).save()
            AgencyContact(
                organisation=body, part="single_point", name="Somebody", route="service",
                email="box@body.example", from_on=TODAY,
            ).save()  # fmt: skip
        for key, name in AUTHORS.items():
            team.people[key] = User(
                email=f"{key}@example.org", name=name, organisation=getattr(team.bodies, key)
            )
            team.people[key].save()
    with acting(team.coordinator):
        for key in AUTHORS:
            policy.assign(
                case, team.people[key], Role.AGENCY_AUTHOR, by=team.coordinator, on=day(-10),
                reason="Answers for the agency", organisation=getattr(team.bodies, key),
                last_day_on=day(200),
            )  # fmt: skip
        person(case, "Marit Okafor", Part.DIED)
    add_file(case, team, DocumentKind.MINUTES, Zone.BUNDLE)
    walkers, seen, others = {}, set(), elsewhere("test_journey_evidence")

    def arrive(name, **how):
        if name not in walkers:
            walkers[name] = Walker(visitor(team.people[name], **how), "", seen, others)
            walkers[name].reference = case.reference
        return walkers[name]

    arrive.case = case
    return arrive


def test_evidence_is_gathered_read_as_one_met_on_and_paused(who):
    twelve_are_asked(who)
    one_holds_nothing(who)
    one_sends_a_workbook_with_faults(who)
    one_sends_a_table_in_word(who)
    what_two_tell_is_settled(who)
    what_was_added_stays_when_one_sends_again(who)
    a_panel_is_held_and_its_papers_printed(who)
    the_trial_comes_first(who)


def twelve_are_asked(who):
    """Scoping to twelve agencies in one act; then a chronology of two of them."""
    colin = who("coordinator")
    colin.open(f"/cases/{colin.reference}/")
    colin.side("Agencies")
    colin.follow("Ask many what they hold")
    colin.follow("Select every agency")
    colin.page.get_by_label(re.compile("Marit Okafor")).check()
    colin.send("Continue to check", search_from=day(-2000), due_on=day(14))
    colin.says("12 agencies are asked")
    colin.send("Send to 12 agencies")
    colin.says("We wait for 12 answers.")
    assert AgencyRequest.objects.filter(case=who.case).count() == 12
    colin.follow("Ask for chronologies")
    for name in ("Severnshire Health Trust", "Glevum City Council", re.compile("Marit Okafor")):
        colin.page.get_by_label(name).check()
    colin.send("Continue to check", due_on=day(30), search_from=day(-2000))
    colin.says("2 agencies are asked")
    colin.send("Send to 2 agencies")
    colin.says("We wait for 14 answers.")


def one_holds_nothing(who):
    """The police hold nothing, and say so without scripts; nobody else's page tells of it."""
    arthur = who("agency_author", javascript=False)
    arthur.page.goto("/agency/")
    arthur.page.get_by_role("link", name=re.compile("Scoping")).click()
    arthur.says("Marit Okafor")
    arthur.page.get_by_role("link", name="We hold nothing").click()
    arthur.answer(completed_by="Arthur Dean", completed_by_job="Records officer")
    arthur.press("Save and continue")
    arthur.answer(systems="Crime, custody, paper.", names_searched="Both names.")
    arthur.press("Save and continue")
    arthur.press("Send: we hold nothing")
    expect(arthur.main).to_contain_text(re.compile(r"Your reference is \S+-1\."))
    colin = who("coordinator")
    colin.side("Agencies")
    colin.says("We wait for 13 answers.")


def one_sends_a_workbook_with_faults(who):
    """Each fault is named by its row and column, mended on screen, and the rows are sent."""
    hana = who("health")
    _give(hana, "rows.xlsx", workbook(HEALTH))
    hana.says("3 rows: 1 ready, 2 to fix")
    faults = hana.main.locator("tbody tr")
    expect(faults.nth(0)).to_contain_text(re.compile("3.*Start date: “sometime”", re.S))
    expect(faults.nth(1)).to_contain_text(re.compile("4.*Source of information", re.S))
    hana.follow("Change row 3")
    hana.send("Save the row", starts="June 2021")
    hana.follow("Change row 4")
    hana.send("Save the row", source="Notes of the nurse")
    hana.says("3 rows: 3 ready, 0 to fix")
    _say_who(hana)
    _send(hana)


def one_sends_a_table_in_word(who):
    """The council's table is read with its own date style; it is sent, and both are accepted."""
    dev = who("council")
    _give(dev, "rows.docx", table_document(COUNCIL))
    dev.says("2 rows: 2 ready, 0 to fix")
    assert "Ambulance record" not in dev.page.content()
    _say_who(dev)
    _send(dev)
    for agency in ("Severnshire Health Trust", "Glevum City Council"):
        _accept(who("coordinator"), agency)


def _give(walker, name, content):
    walker.open("/agency/")
    walker.follow("Chronology")
    walker.follow("Your chronology")
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    walker.send("Read the file", file=file)


def _say_who(walker):
    walker.follow("Say who they are")
    walker.send("Save", label_0="died")


def _send(walker, told="You are sending"):
    walker.follow("Go on to send")
    walker.says(told)
    walker.send("Send", statement="All that we hold.", is_complete=True)
    walker.says("Thank you")


def _newest_of(walker, agency):
    walker.open(f"/cases/{walker.reference}/chronology/files/")
    walker.main.get_by_role("row").filter(has_text=agency).get_by_role("link").first.click()
    walker.look()


def _accept(walker, agency):
    _newest_of(walker, agency)
    walker.send("Accept this version")
    walker.is_told("Accepted.")


def what_two_tell_is_settled(who):
    """The merged table; one event told twice; how many children there were, to be challenged."""
    colin = who("coordinator")
    colin.side("Chronology")
    expect(colin.main.locator("tbody tr")).to_have_count(5)
    colin.follow("Same event?")
    colin.follow("Decide whether pair 1 is one event")
    colin.send("Save", choice="same")
    colin.side("Chronology")
    colin.says("One event, 2 accounts")
    colin.follow("Contradictions")
    colin.says("children")
    colin.says("no record")
    colin.follow("Record how it stands")
    colin.send("Save", state="asked", note="Asked both on the telephone.")
    colin.says("Asked both on the telephone.")


def what_was_added_stays_when_one_sends_again(who):
    """A mark on a row, a new version of its file: the difference is told, the mark is there."""
    colin, hana = who("coordinator"), who("health")
    colin.side("Chronology")
    colin.follow("Mark the row of Severnshire Health Trust, 3 May 2021")
    colin.page.get_by_label("Missed chance", exact=True).check()
    colin.send("Save the marks")
    _newest_of(colin, "Severnshire Health Trust")
    colin.follow("Open it again for the agency")
    colin.send(because="The night of December is missing.")
    again = [row[:] for row in HEALTH]
    again[1][2] += " The crew called the police."
    again[2][0], again[3][1] = "June 2021", "Notes of the nurse"
    again.append(["9 December 2021", "Ward notes", "She came by herself at night.", "Mother"])
    _give(hana, "rows-again.xlsx", workbook(again))
    hana.says("4 rows: 4 ready, 0 to fix")
    _send(hana, "1 added, 1 changed, 0 gone, 2 as they were")
    _accept(colin, "Severnshire Health Trust")
    colin.side("Chronology")
    row = colin.main.locator("tbody tr").filter(has_text="The crew called the police.")
    expect(row).to_contain_text("Missed chance")
    colin.says("One event, 2 accounts")
    colin.says("She came by herself at night.")
    assert Mark.objects.filter(case=who.case).count() == 1


def a_panel_is_held_and_its_papers_printed(who):
    """Planned, given a paper, held, minuted; the papers carry numbers and their reader's name."""
    colin = who("coordinator")
    colin.side("Meetings")
    colin.follow("Plan panel meeting 1")
    colin.page.get_by_label("Severnshire Health Trust").check()
    colin.send("Plan it", held_on=TODAY, starts_at="10:00", chaired_by="Ines Calder")
    colin.main.get_by_text("Write or change item 1, ").click()
    colin.follow("Add a paper to")
    colin.send(document={"index": 1}, reading_minutes="12")
    colin.follow("Record who came")
    colin.page.get_by_label("Attended").first.check()
    colin.send()
    with colin.page.expect_download() as download:
        colin.main.get_by_role("link", name="Print the agenda and papers").click()
    pages = PdfReader(io.BytesIO(download.value.path().read_bytes())).pages
    words = [page.extract_text() for page in pages]
    assert len(pages) > 1 and "Agenda" in words[0]
    for number, page in enumerate(words, 1):
        assert f"Page {number} of {len(pages)}" in page and "Colin Marsh" in page, page
    assert "Okafor" not in " ".join(words)


def the_trial_comes_first(who):
    """A pause for the trial, entered a month late, with a reason the report can use."""
    colin = who("coordinator")
    colin.side("Overview")
    colin.follow("Pause")
    colin.send(
        "Pause the review",
        reason="criminal",
        explanation="The trial begins in February.",
        scope="all",
        started_on=day(-15),
        continues="Contact with the family.",
        look_again_on=day(60),
    )
    colin.open(f"/cases/{colin.reference}/delay/")
    colin.says("The trial begins in February.")
    lost = colin.main.get_by_role("row").filter(has_text="Proceedings")
    expect(lost).to_contain_text("15")
