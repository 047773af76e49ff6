"""Accuracy checks, reading by the family and the content checklist over HTTP (S132 to S134)."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.actors import acting
from dhr_cases.models import (
    AgencyRequest,
    DateToAvoid,
    DraftReading,
    FamilyMember,
    ReadingComment,
    Wish,
)
from documents.models import DocumentKind, Zone
from tests.facts.rows import TODAY, add_file, ask_agency, day, person, small_pdf
from tests.house import text_of, typed_day
from workflow import checklist as rules
from workflow.guards.review import agencies_have_checked_accuracy
from workflow.models import AccuracyCopy, ChecklistAnswer, Correction, ReadingVersion
from workflow.own_tasks import for_this_person

pytestmark = pytest.mark.usefixtures("confirmed")
WRONG = {"place": "14.3", "says": "On the Monday", "should_say": "On the Tuesday"}


@pytest.fixture
def team(db, house):
    """Everybody of the house."""
    return house[0]


@pytest.fixture
def home(case):
    """The address of the report."""
    return f"/cases/{case.reference}/report/"


@pytest.fixture
def page(signed_in, team):
    """Somebody of the cast on the test client."""
    return lambda name: signed_in(team.people[name])


@pytest.fixture
def version(case, team):
    """The first overview report."""
    return add_file(case, team, DocumentKind.OVERVIEW_REPORT, Zone.DRAFT)


@pytest.fixture
def send(case, team, page, home, version):
    """The police, which gave a return, are sent a copy; gives their request."""

    def send(**changed):
        if not case.agencyrequests.exists():
            with acting(team.coordinator):
                ask_agency(case, team, "review", team.bodies.police, form="imr")
        typed = {"file": version.pk, "sections": "14.3 to 14.9", **typed_day("due_on", day(14))}
        return page("coordinator").post(f"{home}accuracy/police/send/", typed | changed)

    return send


@pytest.fixture
def asked(send, case):
    """Their request, with an extract."""
    answer = send(extract=SimpleUploadedFile("Marisol.pdf", small_pdf("Extract")))
    assert answer.status_code == 302, text_of(answer)
    return AgencyRequest.objects.get(case=case, kind="accuracy")


@pytest.fixture
def ours(asked):
    """The address of the check for the agency."""
    return f"/agency/requests/{asked.token}/accuracy/"


def told(user, task):
    return [row for row in for_this_person(user, day(0)) if row["task"] == task]


def test_agency_that_gave_a_return_waits_to_be_sent_its_part(page, home, case, team):
    with acting(team.coordinator):
        ask_agency(case, team, "review", team.bodies.police, form="imr")
    seen = text_of(page("independent_chair").get(f"{home}accuracy/"))
    assert "Severnshire Constabulary" in seen and "Not sent" in seen and "Send a copy" in seen
    assert page("coordinator").get(f"{home}accuracy/refuge/send/").status_code == 404


def test_agency_corrects_one_by_one_and_reads_each_answer(page, home, ours, asked, team, case):
    assert agencies_have_checked_accuracy(case.progress, team.coordinator)
    author = page("agency_author")
    assert "14.3 to 14.9" in text_of(author.get(ours))
    assert f"{ours}" in text_of(author.get(f"/agency/requests/{asked.token}/"))
    assert author.post(f"{ours}corrections/new/", WRONG).status_code == 302
    author.post(f"{ours}corrections/new/", WRONG | {"place": "14.5"})
    first, second = asked.corrections.all()
    author.post(f"{ours}corrections/{second.token}/remove/")
    changed = WRONG | {"version": first.version, "shown_by": "The log"}
    author.post(f"{ours}corrections/{first.token}/", changed)
    chair = page("independent_chair")
    assert "On the Tuesday" not in text_of(chair.get(f"{home}accuracy/")), "theirs until it is sent"
    assert told(team.independent_chair, "correction") == []
    author = page("agency_author")
    assert "Select what you have done" in text_of(author.post(f"{ours}send/", {}))
    author.post(f"{ours}send/", {"copy_back": "destroyed"})
    asked.refresh_from_db()
    assert (asked.outcome, asked.received_on, asked.answer) == ("received", TODAY, "1 correction.")
    assert asked.receipts.count() == 1
    assert agencies_have_checked_accuracy(case.progress, team.coordinator) is None
    assert AccuracyCopy.objects.get().copy_back == "destroyed"
    for late in ("corrections/new/", "send/", "extract/", f"corrections/{first.token}/"):
        assert page("agency_author").get(ours + late).status_code == 404
    chair = page("independent_chair")
    seen = text_of(chair.get(f"{home}accuracy/"))
    assert "On the Tuesday" in seen and "1 correction, 1 not answered" in seen
    assert len(told(team.independent_chair, "correction")) == 1
    address = f"{home}accuracy/corrections/{first.token}/"
    first.refresh_from_db()
    bare = {"version": first.version, "answer": "changed"}
    assert "why not" in text_of(chair.post(address, bare))
    chair.post(address, bare | {"answer_words": "14.3 has the Tuesday."})
    assert told(team.independent_chair, "correction") == []
    assert "14.3 has the Tuesday." in text_of(page("agency_senior").get(ours))


def test_agency_is_asked_again_after_a_change(page, home, ours, asked, team, case, send, version):
    police, chair = page("agency_author"), "independent_chair"
    police.post(f"{ours}corrections/new/", WRONG)
    page("agency_author").post(f"{ours}send/", {"copy_back": "destroyed"})
    assert "Ask again once there is a newer version" in text_of(
        page("coordinator").get(f"{home}accuracy/police/send/", follow=True)
    )
    newer = add_file(case, team, DocumentKind.OVERVIEW_REPORT, Zone.DRAFT, words="Changed")
    assert "Answer what this agency corrected" in text_of(send(file=newer.pk))
    first = Correction.objects.get(case=case)
    answered = {"answer": "changed", "answer_words": "In 14.3", "version": first.version}
    page(chair).post(f"{home}accuracy/corrections/{first.token}/", answered)
    assert send(file=newer.pk).status_code == 302
    assert agencies_have_checked_accuracy(case.progress, team.coordinator)
    words = text_of(page("agency_author").get(ours))
    assert "What you told us before" in words and "In 14.3" in words
    change = f"{ours}corrections/{first.token}/"
    assert page("agency_author").get(change).status_code == 404
    page("agency_author").post(f"{ours}corrections/new/", WRONG | {"place": "15.1"})
    assert "14.3" in text_of(page(chair).get(f"{home}accuracy/"))
    page("agency_author").post(f"{ours}send/", {"copy_back": "destroyed"})
    asked.refresh_from_db()
    assert asked.answer == "1 correction."
    numbers = Correction.objects.filter(case=case).values_list("place", "check_number")
    assert dict(numbers) == {"14.3": 1, "15.1": 2}


def test_agency_may_say_that_all_is_accurate(page, ours, asked):
    page("agency_author").post(f"{ours}send/", {"copy_back": "none"})
    asked.refresh_from_db()
    assert asked.answer == "All of it is accurate." and not AccuracyCopy.objects.get().copy_back
    assert "All of it is accurate." in text_of(page("agency_author").get(ours))


def test_extract_is_a_pdf_that_carries_its_reader(page, ours, send, asked, case):
    word = SimpleUploadedFile("x.txt", b"Words")
    assert "Add the extract as a PDF" in text_of(send(extract=word))
    answer = page("agency_author").get(f"{ours}extract/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert "Marisol" not in answer["Content-Disposition"]
    kept = AccuracyCopy.objects.get().extract
    assert (kept.zone, kept.is_distressing) == (Zone.WORKING, True)
    listed = text_of(page("panel_member").get(f"/cases/{case.reference}/documents/"))
    assert kept.token not in listed


def test_overdue_agency_is_listed_with_what_was_done(page, home, asked, team):
    asked.due_on = day(-9)
    with acting(team.coordinator):
        asked.save()
    seen = text_of(page("coordinator").get(f"{home}accuracy/"))
    assert "Overdue by" in seen and "Not chased yet." in seen and "Ask somebody to step in" in seen
    asked.outcome, asked.what_was_done = "not_received", "A letter to its chief officer."
    with acting(team.coordinator):
        asked.save()
    seen = text_of(page("coordinator").get(f"{home}accuracy/"))
    assert "Overdue by" not in seen and "A letter to its chief officer." in seen


def test_correction_by_post_is_written_down_once_the_answer_came(page, home, asked, team):
    address = f"{home}accuracy/police/corrections/new/"
    assert page("coordinator").get(address).status_code == 404
    asked.outcome, asked.received_on = "received", TODAY
    with acting(team.coordinator):
        asked.save()
    page("coordinator").post(address, WRONG)
    assert Correction.objects.get().written_by == team.coordinator
    page("coordinator").post(f"{home}accuracy/police/copy/", {"copy_back": "returned"})
    assert "Returned" in text_of(page("coordinator").get(f"{home}accuracy/"))
    late = page("coordinator").get(f"{home}accuracy/police/send/", follow=True)
    assert "This agency has answered already" in text_of(late)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"sections": ""}, "Enter the sections or pages"),
        ({"file": "x"}, "choose one of the answers in the list"),
        ({"sections": "Marisol, 14"}, "a real name"),
    ],
)
def test_wrong_copy_is_told(send, case, team, typed, said):
    with acting(team.coordinator):
        person(case, "Marisol Quintero", "died")
    answer = send(**typed)
    assert answer.status_code == 200 and said.lower() in text_of(answer).lower()
    assert not AccuracyCopy.objects.exists() and mail.outbox == []


def test_nobody_else_finds_an_agencys_check(page, ours, home, asked):
    for who in ("stranger", "panel_member", "coordinator", "action_owner", "expired"):
        for rest in ("", "corrections/new/", "send/", "extract/"):
            assert page(who).get(ours + rest).status_code == 404
    for who, status in (("panel_member", 403), ("partnership_chair", 403), ("stranger", 404),
                        ("agency_author", 404)):  # fmt: skip
        assert page(who).get(f"{home}accuracy/").status_code == status
        assert page(who).get(f"{home}accuracy/police/send/").status_code == status


# Reading by the family


@pytest.fixture
def reading(case, team, version):
    """A sister reads in nine days, on a day to avoid; she has said one thing."""
    with acting(team.family_lead):
        member = FamilyMember(
            case=case, person=person(case, "Ingrid Halvorsen", "family"), relation="Sister",
            wish=Wish.INVOLVED, preferred_name="Inga",
        )  # fmt: skip
        member.save()
        row = DraftReading(
            case=case, member=member, reading_on=day(9), place="Her advocate's office",
            hours_allowed=4, sits_with="Her advocate",
        )  # fmt: skip
        row.save()
        DateToAvoid(case=case, member=member, day=day(9), kind="birthday").save()
        ReadingComment(case=case, reading=row, words="She sang in the choir.").save()
    return row


def test_reading_meets_its_version_and_waits_on_the_leads_work_page(
    page, home, team, reading, version, case
):
    seen = text_of(page("family_lead").get(f"{home}family/"))
    for words in ("Inga", "Her advocate", "Avoid this day", "She sang in the choir.", "4 hours",
                  "1 comment waits"):  # fmt: skip
        assert words in seen
    assert [row["about"] for row in told(team.family_lead, "reading")] == [case.reference]
    assert told(team.coordinator, "reading") == told(team.panel_member, "reading") == []
    typed = {"version": 0, "file": version.pk}
    page("family_lead").post(f"{home}family/readings/{reading.token}/version/", typed)
    assert ReadingVersion.objects.get().file == version
    assert "version 1" in text_of(page("family_lead").get(f"{home}family/"))
    comment = reading.comments.get()
    comment.answer, comment.answer_words = "changed", "It is on page 3."
    with acting(team.family_lead):
        comment.save()
    assert told(team.family_lead, "reading") == []
    assert "Offer a second reading" in text_of(page("family_lead").get(f"{home}family/"))


def test_letter_answers_each_point_and_counts_as_told(page, home, team, reading, case):
    address = f"{home}family/{reading.member.token}/letter/"
    lead = page("family_lead")
    assert "1 comment waits for an answer" in text_of(lead.get(address))
    typed = {"how": "hand", **typed_day("sent_on", TODAY)}
    assert "Answer every comment first." in text_of(lead.post(address, typed))
    comment = reading.comments.get()
    comment.answer, comment.answer_words = "kept", "Another record says so too."
    with acting(team.family_lead):
        comment.save()
    seen = text_of(lead.get(address))
    for words in ("Dear Inga", "She sang in the choir.", "We left it as it is.", "Another record"):
        assert words in seen
    tomorrow = typed | typed_day("sent_on", day(1))
    assert "must be today or in the past" in text_of(lead.post(address, tomorrow))
    assert lead.post(address, typed).status_code == 302
    comment.refresh_from_db()
    letter = case.letters.get(code="L33")
    assert (comment.told_on, letter.audience, letter.addressee) == (TODAY, "family", "Inga")
    assert page("panel_member").get(address).status_code == 404


def test_nobody_is_written_to_who_is_not_to_be_contacted(page, home, team, reading):
    with acting(team.family_lead):
        member, comment = reading.member, reading.comments.get()
        member.do_not_contact, member.do_not_contact_reason = True, "Her wish"
        member.save()
        comment.answer, comment.answer_words = "kept", "It stands."
        comment.save()
    address = f"{home}family/{reading.member.token}/letter/"
    typed = {"how": "hand", **typed_day("sent_on", TODAY)}
    assert "not to be contacted" in text_of(page("family_lead").post(address, typed))


def test_nobody_else_learns_that_the_family_reads(page, home, team, reading, version, case):
    with acting(team.family_lead):
        ReadingVersion(case=case, reading=reading, file=version).save()
    assert "With the family" in text_of(page("independent_chair").get(home))
    for who in ("panel_member", "partnership_chair", "coordinator"):
        seen = text_of(page(who).get(home))
        assert "With the family" not in seen and "by the family" not in seen
    for who in ("panel_member", "coordinator", "partnership_chair", "stranger", "auditor"):
        for rest in ("family/", f"family/readings/{reading.token}/version/"):
            assert page(who).get(home + rest).status_code == 404


# The content checklist


def still_to_do(case):
    return rules.still_to_do(case.checklistanswers.all(), rules.report_of(case))


def answer(client, home, item, **typed):
    return client.post(f"{home}checklist/{item}/", {"version": 0, **typed})


def test_list_has_every_point_for_which_reports_were_sent_back():
    assert len(rules.ITEMS) == 30


def test_points_are_met_with_their_page_and_lead_to_the_next(page, home, case, version):
    chair = page("independent_chair")
    seen = text_of(chair.get(f"{home}checklist/"))
    assert "0 of 30 points are done, in version 1" in seen and "Not started" in seen
    refused = text_of(answer(chair, home, "real-names", state="met"))
    assert "Page reference missing" in refused
    went = answer(chair, home, "real-names", state="met", pages="12")
    assert went["Location"].endswith("/checklist/birth-dates/")
    refused = text_of(answer(chair, home, "children", state="not_applicable"))
    assert "Say why it does not apply" in refused
    answer(chair, home, "children", state="not_applicable", reason="There were none.")
    refused = text_of(answer(chair, home, "bias", state="not_met"))
    assert "Say what is still to do" in refused
    answer(chair, home, "bias", state="not_met", reason="Write 15.6.")
    assert still_to_do(case) == 28
    assert ChecklistAnswer.objects.get(item="real-names").file == version


def test_new_version_asks_to_look_again(page, home, case, team, version):
    answer(page("coordinator"), home, "real-names", state="met", pages="12")
    assert still_to_do(case) == 29
    upload = {"file": SimpleUploadedFile("b.pdf", small_pdf("Two")), "what_changed": "All."}
    page("coordinator").post(f"{home}files/overview_report/new/", upload)
    seen = text_of(page("coordinator").get(f"{home}checklist/"))
    assert "Checked on version 1, look again" in seen and "1 point was checked" in seen
    assert still_to_do(case) == 30
    row = ChecklistAnswer.objects.get()
    again = {"version": row.version, "state": "met", "pages": "13"}
    assert "look again" in text_of(page("coordinator").get(f"{home}checklist/real-names/"))
    page("coordinator").post(f"{home}checklist/real-names/", again)
    assert still_to_do(case) == 29
    shown = text_of(page("coordinator").get(f"/cases/{case.reference}/submission/"))
    assert "29 points are not done for this version" in shown


def test_list_without_a_report_says_so(page, home):
    refused = answer(page("coordinator"), home, "real-names", state="met", pages="1")
    assert "Put in the overview report first." in text_of(refused)
    assert page("coordinator").get(f"{home}checklist/nothing/").status_code == 404
    for who, status in (("panel_member", 403), ("stranger", 404), ("agency_author", 404)):
        assert page(who).get(f"{home}checklist/").status_code == status
        assert page(who).post(f"{home}checklist/real-names/", {}).status_code == status
