"""Approval, the Home Office, publication, the actions, and the end."""

import io
import zipfile

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.whole.beginning import PERSON
from tests.browser.whole.walk import TODAY, real_pdf


def approval(who, reference):
    """The partnership approves; two other people clear each file; the report is submitted."""
    ines, colin, priya = who("independent_chair"), who("coordinator"), who("chair")
    for kind in ("executive_summary", "action_plan"):
        ines.side("Report")
        ines.follow(f"Put in the first version of the {kind.replace('_', ' ')}")
        ines.send(file=real_pdf(kind), what_changed="All of it.")
    priya.side("Report")
    priya.follow("The partnership approves")
    priya.send(meeting="Board of the partnership", held_on=TODAY, chaired_by="Priya Anand")
    colin.refused_step("Submit to the Home Office", "Check the overview report for disclosure")
    for kind in ("Overview report", "Executive summary", "Action plan"):
        _check(priya, kind, ines)
    carys = who("county")
    carys.side("Report")
    carys.follow("The county partner endorses")
    carys.send(meeting="County board", held_on=TODAY, chaired_by="Carys Powell")


def _check(walker, kind, *others):
    """One person checks a file and answers what was found; they and the others clear it."""
    walker.side("Disclosure check")
    walker.follow("Check a file or a text")
    walker.send(version={"label": f"{kind}, version 1"})
    _answer(walker)
    for person in (walker, *others):
        _clear(person, kind)


def _answer(walker):
    """Whatever the check found is answered, from its page."""
    for task in ("Must fix", "Look at"):
        if walker.body.get_by_role("link", name=task, exact=True).count():
            walker.follow(task, exact=True, within=walker.body)
            _tick_all(walker)
            walker.send(outcome="accepted", reason="An invented page without a word.")
    if walker.body.get_by_role("link", name="Words and initials to tick off").count():
        walker.follow("Words and initials to tick off", within=walker.body)
        _tick_all(walker)
        walker.send()
    walker.follow("Facts that identify somebody together", within=walker.body)
    walker.send(press="Nothing was printed.", trial="None was held.", rare="None stand here.")


def _tick_all(walker):
    for box in walker.body.locator("[name=findings]").all():
        box.check()


def _clear(walker, kind):
    walker.side("Disclosure check")
    walker.follow(f"{kind}, version 1", within=walker.body)
    walker.follow("Read the whole file, and clear it", within=walker.body)
    walker.send(passed="yes", note="Text, headers and properties.")


def pack(who, reference):
    """The pack is built, opened and read, and the report is submitted."""
    colin = who("coordinator")
    colin.side("Submission")
    colin.follow("Build the pack")
    colin.send(recipient="The review inbox", purpose="Section 9 of the Act")
    with colin.page.expect_download() as download:
        colin.main.locator("table a").first.click()
    with zipfile.ZipFile(download.value.path()) as held:
        assert held.testzip() is None
        names = " ".join(held.namelist())
        words = b" ".join(held.read(name) for name in held.namelist())
    assert "overview" in names and ".json" in names and ".csv" in names, names
    assert PERSON.encode() not in words
    colin.take_step("Submit to the Home Office", how="Secure e-mail", sent_to="The review inbox")


def quality(who, reference):
    """The Home Office's letter is content with the report."""
    colin = who("coordinator")
    colin.refused_step("Record that the report may be published", "Record the Home Office letter")
    colin.side("Documents")
    colin.follow("Add files")
    colin.send(kind="quality_letter", zone="draft", file=real_pdf("Letter"))
    colin.side("Quality assurance")
    colin.follow("Record a letter")
    colin.send(letter={"index": 1}, received_on=TODAY, outcome="content")
    colin.take_step("Record that the report may be published")


def publication(who, reference):
    """Decided, planned, told to the family, checked, published; the Commissioner has it."""
    ines, colin, priya = who("independent_chair"), who("coordinator"), who("chair")
    priya.refused_step("Publish", "Decide in what form", "Write the media plan.")
    priya.side("Publication")
    priya.follow("Decide on publication")
    priya.send(form="full", planned_on=TODAY)
    colin.side("Publication")
    colin.follow("Write the media plan")
    colin.send(press_contact="The press office", statement="Thea was loved by many.")
    ines.side("Family and friends")
    ines.follow("Record an offer")
    ines.send(
        kind="publication_notice",
        offered_on=TODAY,
        made_by="The independent chair",
        reply="accepted",
        replied_on=TODAY,
        member={"label": "Ingrid"},
    )
    priya.refused_step("Publish", "Two people, other than whoever takes this step, must clear")
    for kind in ("Overview report", "Executive summary", "Action plan"):
        _clear(colin, kind)
    _check(ines, "Home Office quality-assurance letter", colin)
    learning_summary(who)
    priya.side("Publication")
    priya.follow("See exactly what would be published")
    priya.says("These exact files, and no others.")
    priya.follow("Continue to publish")
    priya.take_step("Publish", address="https://example.org/reviews/thea/")
    colin.refused_step("Start following the actions", "Send the final report")
    colin.side("Publication")
    colin.follow("Record the report to the Commissioner")
    colin.send(sent_on=TODAY, how="Secure e-mail")
    colin.take_step("Start following the actions")


def learning_summary(who):
    """Two pages for everybody: a real name is refused, the PDF opens and says what it should."""
    ines = who("independent_chair")
    ines.side("Learning summary")
    words = {
        "who": "Thea was a sister, a baker and a friend.",
        "what_happened": "Thea was killed at home.",
        "learned": "See people alone.",
        "changed": "Every surgery now asks.",
        "get_help": "Severn Domestic Abuse Service: 01452 000000",
    }
    ines.answer(**{**words, "who": f"{PERSON} was a sister."})
    ines.main.locator("form button[type=submit]").first.click()
    assert ines.page.locator(".govuk-error-summary").count() == 1
    ines.send(**words)
    ines.side("Learning summary")
    ines.follow("Read and approve")
    ines.send(read=True)
    ines.side("Learning summary")
    ines.follow("Versions and approvals")
    ines.send("Put the approved PDF among the files")
    _check(ines, "Learning summary", who("coordinator"))
    ines.side("Learning summary")
    ines.follow("Versions and approvals")
    ines.follow("Version 1", within=ines.body)
    with ines.page.expect_download() as download:
        ines.press("Download as PDF")
    read = PdfReader(io.BytesIO(download.value.path().read_bytes()))
    text = " ".join(page.extract_text() for page in read.pages)
    assert "baker" in text and PERSON not in text and len(read.pages) <= 2


def actions(who, reference):
    """The owner reports on their own action and sees nothing else; the evidence is accepted."""
    owen, colin, priya = who("owner"), who("coordinator"), who("chair")
    owen.open("/actions/")
    owen.follow("A rule in every surgery")
    owen.send(
        milestones="The rule is in force.",
        outcome="Nine in ten are seen alone.",
        evidence="Audit of fifty visits",
        progress="evidence_awaited",
        completed_on=TODAY,
    )
    assert owen.open(f"/cases/{reference}/") == 404
    priya.refused_step("Close the review", "neither complete nor closed with a reason")
    colin.side("Recommendations")
    colin.follow("Action plan")
    colin.follow("A rule in every surgery", within=colin.body)
    colin.follow("Check the evidence")
    colin.send(verdict="accept", note="Read the audit.")
    priya.take_step("Close the review")
    expect(priya.page.locator(".rv-casebar")).to_contain_text("Complete")


def who_saw_what(who, reference):
    """The auditor sees who opened what, refusals too, and no content."""
    olu = who("auditor")
    olu.review(reference)
    olu.side("Who saw what")
    olu.says("Ines Calder")
    olu.says("Everything done or tried")
    olu.side("History")
    assert PERSON not in olu.page.content()
    assert olu.open(f"/cases/{reference}/family/") == 404


CHAPTERS = ("approval", "pack", "quality", "publication", "actions", "who_saw_what")
