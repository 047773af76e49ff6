"""Letters, notes and the story: what is told to whom, and what stays behind its wall."""

from datetime import timedelta

import pytest

from accounts.roles import Role
from audit.actors import job
from audit.models import AuditEvent, Event
from dhr_cases import policy
from tests.workflow.pages import day, put_at, today
from workflow import clocks
from workflow.letters import WALLED, audiences_for
from workflow.models import Audience, Letter, Note, Status
from workflow.services import perform


def at(case, rest):
    return f"/cases/{case.reference}/{rest}"


def write(team, audience, words):
    with job("tests"):
        Letter(
            case=team.case,
            audience=audience,
            purpose="other",
            addressee=words,
            sent_on=today(),
            how="post",
            recorded_by=team.coordinator,
        ).save()


@pytest.fixture
def every_letter(team):
    """One letter to each kind of reader."""
    for audience in Audience:
        write(team, audience, f"mark-{audience.value}")
    return team


def read(client, user, case, rest):
    client.force_login(user)
    return client.get(at(case, rest)).content.decode()


def marks(page):
    return {audience.value for audience in Audience if f"mark-{audience.value}" in page}


def test_coordinator_knows_of_no_family_letter(every_letter, client):
    page = read(client, every_letter.coordinator, every_letter.case, "letters/")
    assert marks(page) == set(Audience.values) - {"family"}
    assert "Family or friend" not in page


def test_independent_chair_knows_of_all(every_letter, client):
    page = read(client, every_letter.lead_reviewer, every_letter.case, "letters/")
    assert marks(page) == set(Audience.values)


def test_family_lead_is_given_the_familys_letters(every_letter, client):
    team = every_letter
    with job("tests"):
        policy.assign(
            team.case,
            team.coordinator,
            Role.FAMILY_LEAD,
            by=team.chair,
            on=today(),
            reason="Trusted",
        )
    assert "family" in marks(read(client, team.coordinator, team.case, "letters/"))


def test_auditor_with_content_on_reason_sees_neither_family_nor_the_other_side(
    every_letter, client
):
    team = every_letter
    with job("tests"):
        policy.assign(
            team.case,
            team.auditor,
            Role.CONTENT_ON_REASON,
            by=team.chair,
            on=today(),
            reason="A complaint",
            last_day_on=today() + timedelta(days=5),
        )
    page = read(client, team.auditor, team.case, "letters/")
    assert marks(page) == set(Audience.values) - {"family", "perpetrator"}


def test_form_offers_only_what_one_may_know_of(team, client):
    page = read(client, team.coordinator, team.case, "letters/record/")
    assert "Family or friend" not in page and "Coroner" in page
    assert {value for value, _ in audiences_for(())} == set(Audience.values) - set(WALLED)


def typed(**changes):
    letter = {
        "audience": "home_office",
        "purpose": "decision",
        "addressee": "The review team",
        "how": "secure_email",
        "code": "l08",
        "about": "The decision, with its reasons",
    }
    return letter | day(today(), "sent_on") | changes


def test_letter_is_recorded_by_whoever_sent_it_and_ends_its_clock(team, client):
    with job("tests"):
        clocks.start(team.case, "tell_home_office", on=today())
    client.force_login(team.coordinator)
    assert client.post(at(team.case, "letters/record/"), typed()).status_code == 302
    letter = Letter.objects.get()
    assert (letter.recorded_by, letter.code) == (team.coordinator, "L08")
    assert team.case.deadlines.get(rule__name="tell_home_office").met_on == today()
    assert AuditEvent.objects.filter(event=Event.LETTER_SENT).exists()


@pytest.mark.parametrize(
    "change, words",
    [
        ({"audience": "family"}, "choose one of the answers in the list"),
        ({"audience": ""}, "Choose to whom it went"),
        ({"purpose": ""}, "Choose what it was for"),
        ({"addressee": ""}, "Enter the name or office"),
        ({"how": ""}, "Choose how it was sent or made"),
        ({"code": "L99"}, "Enter a letter code from L01 to L48"),
        (day(today() + timedelta(days=1), "sent_on"), "must be today or in the past"),
    ],
)
def test_letter_that_cannot_be_keeps_what_was_typed(team, client, change, words):
    client.force_login(team.coordinator)
    page = client.post(at(team.case, "letters/record/"), typed(**change)).content.decode()
    assert words in page and "The decision, with its reasons" in page
    assert not Letter.objects.exists()


def test_story_tells_nobody_of_walled_letters(every_letter, client):
    team = every_letter
    for user in (team.coordinator, team.lead_reviewer):
        page = read(client, user, team.case, "story/")
        assert "County partner: other" in page
        for words in ("Family", "Coroner", "Police", "Person thought responsible"):
            assert f"{words}" not in page.split("rv-timeline")[1]


def test_story_can_be_read_from_either_end(team, client):
    case = put_at(team.case, Status.CSP_APPROVAL)
    with job("tests"):
        Note(case=case, text="A first note", written_by=team.coordinator,
             written_on=today() - timedelta(days=2)).save()  # fmt: skip
    perform(case.progress, "send_back", by=team.chair, on=today(), answers={"reason": "Thin"})
    newest = read(client, team.coordinator, case, "story/")
    oldest = read(client, team.coordinator, case, "story/?order=oldest")
    assert newest.index("Send back") < newest.index("A first note")
    assert oldest.index("Send back") > oldest.index("A first note")
    assert "Thin" in newest


def test_story_keeps_reasons_and_notes_from_those_who_read_no_papers(team, client):
    case = put_at(team.case, Status.CSP_APPROVAL)
    with job("tests"):
        Note(case=case, text="A first note", written_by=team.coordinator, written_on=today()).save()
    perform(case.progress, "send_back", by=team.chair, on=today(), answers={"reason": "Thin"})
    page = read(client, team.auditor, case, "story/")
    assert "Send back to the chair" in page
    assert "Thin" not in page and "A first note" not in page


def test_note_is_added_and_never_changed(team, client):
    client.force_login(team.coordinator)
    assert client.post(at(team.case, "notes/"), {"text": "Rang the office"}).status_code == 302
    assert "Rang the office" in client.get(at(team.case, "notes/")).content.decode()
    assert "Write the note" in client.post(at(team.case, "notes/"), {"text": " "}).content.decode()
    with pytest.raises(TypeError), job("tests"):
        note = Note.objects.get()
        note.text = "Something else"
        note.save()


def test_reader_of_papers_writes_no_note(team, client):
    with job("tests"):
        policy.assign(
            team.case,
            team.auditor,
            Role.CONTENT_ON_REASON,
            by=team.chair,
            on=today(),
            reason="A complaint",
            last_day_on=today() + timedelta(days=5),
        )
    client.force_login(team.auditor)
    assert client.get(at(team.case, "notes/")).status_code == 200
    assert client.post(at(team.case, "notes/"), {"text": "No"}).status_code == 403
