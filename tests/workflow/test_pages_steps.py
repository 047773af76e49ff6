"""The step page shows what stands against a step, keeps what was typed, and takes it once."""

from datetime import timedelta

import pytest

from accounts.roles import Role
from audit.actors import job
from audit.models import AuditEvent, Event
from dhr_cases import policy
from tests.workflow.pages import confirm, day, person, put_at, today
from workflow import forms
from workflow.mending import MENDING
from workflow.models import Letter, Progress, Status, StepTaken
from workflow.views.steps import PERMISSIONS, permission_for


def address(case, name):
    return f"/cases/{case.reference}/steps/{name}/"


def letter(case, by, audience, purpose):
    with job("tests"):
        Letter(
            case=case,
            audience=audience,
            purpose=purpose,
            addressee="The office",
            sent_on=today(),
            how="post",
            recorded_by=by,
        ).save()


@pytest.fixture
def ready(team, client):
    """A review that may be joined with another one, and its coordinator signed in."""
    team.other = team.open()
    letter(team.case, team.coordinator, "notifier", "duplicate")
    client.force_login(team.coordinator)
    return team


def join(team, **changes):
    typed = {"other_case": team.other.reference, "reason": "One death, two notices"}
    return typed | day(today()) | changes


def test_every_form_named_by_a_step_exists():
    assert [step.form for step in Progress.steps() if not hasattr(forms, step.form)] == []


def test_gate_knows_every_permission_that_steps_ask_for():
    assert {step.permission for step in Progress.steps()} == set(PERMISSIONS)
    assert permission_for("no-such-step") is None


def test_every_guard_says_where_it_is_mended_or_cannot_be():
    guards = {guard.__name__ for step in Progress.steps() for guard in step.guards}
    assert guards - set(MENDING) == {"no_direction_stands"}
    assert set(MENDING) - guards == set()


def test_reasons_are_listed_instead_of_the_form(team, client):
    client.force_login(team.coordinator)
    page = client.get(address(team.case, "accept")).content.decode()
    assert "Record who told us of the death" in page
    assert "Record the date of death" in page
    assert 'name="on_day"' not in page


def test_stranger_is_told_not_found(team, client):
    client.force_login(team.stranger)
    assert client.get(address(team.case, "accept")).status_code == 404


def test_somebody_elses_step_is_refused_and_written_down(team, client):
    client.force_login(team.chair)
    assert client.get(address(team.case, "accept")).status_code == 403
    event = AuditEvent.objects.filter(event=Event.VIEW_REFUSED).last()
    assert event.details["step"] == "accept"


def test_no_such_step_is_not_found(team, client):
    client.force_login(team.coordinator)
    assert client.get(address(team.case, "fly")).status_code == 404


def test_board_viewer_takes_no_step(team, client):
    viewer = person("Bo Lark", Role.BOARD_VIEWER, team.lead)
    client.force_login(viewer)
    assert client.get(address(team.case, "accept")).status_code == 403


def test_answers_are_shown_again_before_the_step_is_taken(ready, client):
    page = client.post(address(ready.case, "close_as_duplicate"), join(ready, do="check"))
    assert "Check before you record" in page.content.decode()
    assert 'type="hidden" name="reason" value="One death, two notices"' in page.content.decode()
    assert not StepTaken.objects.exists()


def test_checked_step_is_taken_and_leads_to_the_review(ready, client):
    answer = client.post(address(ready.case, "close_as_duplicate"), join(ready, do="take"))
    assert answer.status_code == 302
    ready.case.refresh_from_db()
    assert Progress.objects.get(case=ready.case).status == Status.CLOSED_DUPLICATE
    assert ready.case.duplicate_of == ready.other
    assert ready.case.step_reasons.get().reason == "One death, two notices"


def test_second_taking_is_told_who_did_it_and_when(ready, client):
    client.post(address(ready.case, "close_as_duplicate"), join(ready, do="take"))
    answer = client.post(address(ready.case, "close_as_duplicate"), join(ready, do="take"))
    assert answer.status_code == 409
    assert "This was done by Cora Quill on" in answer.content.decode()
    assert StepTaken.objects.count() == 1


def test_refused_step_keeps_what_was_typed_and_records_the_refusal(team, client):
    team.other = team.open()
    client.force_login(team.coordinator)
    answer = client.post(address(team.case, "close_as_duplicate"), join(team, do="take"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Tell the person who sent the notice" in page
    assert "One death, two notices" in page
    assert AuditEvent.objects.filter(event=Event.STEP_REFUSED).exists()
    assert not team.case.step_reasons.exists()


@pytest.mark.parametrize(
    "wrong, words",
    [
        ({"reason": ""}, "Give the reason"),
        ({"other_case": "NOR-1999-01"}, "no review with this reference that you may see"),
        ({"on_day": "31", "on_month": "2"}, "there is no 31 February"),
        (day(today() + timedelta(days=1)), "must be today or in the past"),
        (day(today() - timedelta(days=50)), "must not be before the day the review was opened"),
    ],
)
def test_wrong_answer_is_told_beside_its_field_and_keeps_the_rest(ready, client, wrong, words):
    answer = client.post(address(ready.case, "close_as_duplicate"), join(ready, do="take") | wrong)
    page = answer.content.decode()
    assert words in page
    assert ready.other.reference in page or "other_case" in wrong
    assert not StepTaken.objects.exists()


def test_review_one_may_not_see_cannot_be_found_by_its_reference(ready, client):
    hidden = ready.open()
    with job("tests"):
        policy.bar(hidden, ready.coordinator, by=ready.chair, on=today(), reason="A neighbour")
    typed = join(ready, do="take", other_case=hidden.reference)
    answer = client.post(address(ready.case, "close_as_duplicate"), typed)
    assert "no review with this reference that you may see" in answer.content.decode()


def test_step_that_binds_people_asks_again_who_one_is(team, client):
    case = put_at(team.case, Status.CSP_APPROVAL)
    client.force_login(team.chair)
    typed = {"reason": "Chapter 4 is thin", "do": "take"} | day(today())
    answer = client.post(address(case, "send_back"), typed)
    assert answer.status_code == 302
    assert "/account/confirm/" in answer["Location"]
    assert not StepTaken.objects.exists()
    confirm(client, team.chair)
    assert client.post(address(case, "send_back"), typed).status_code == 302
    assert StepTaken.objects.get().taken_by == team.chair


def test_person_who_confirms_with_a_password_finds_the_step_taken(team, client):
    case = put_at(team.case, Status.CSP_APPROVAL)
    client.force_login(team.chair)
    typed = {"reason": "Chapter 4 is thin", "do": "take"} | day(today())
    answer = client.post(address(case, "send_back"), typed)
    client.post(answer["Location"], {"password": "marmalade tractor Venice"})
    assert StepTaken.objects.get().taken_by == team.chair


def test_page_says_what_becomes_of_the_dates(team, client):
    case = put_at(team.case, Status.CLOSED_NO_REVIEW)
    client.force_login(team.chair)
    typed = {"reason": "New information"} | day(today())
    page = client.post(address(case, "reopen_decision"), typed | {"do": "check"}).content.decode()
    assert "Begins: decide whether to hold a review, due" in page
