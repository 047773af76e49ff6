"""Deadlines, pauses and where the review is: what moves, what never moves, and who may."""

from datetime import timedelta

import pytest

from accounts.roles import Role
from audit.actors import job
from tests.workflow.pages import day, person, put_at, today
from workflow import clocks
from workflow.models import Extension, Hold, Progress, Status
from workflow.services import hold


def at(case, rest):
    return f"/cases/{case.reference}/{rest}"


def running(case, name):
    return case.deadlines.get(rule__name=name)


@pytest.fixture
def as_coordinator(team, client):
    """The coordinator signed in, and the report's clock running."""
    with job("tests"):
        clocks.start(team.case, "report", on=today())
        clocks.start(team.case, "tell_home_office", on=today())
    client.force_login(team.coordinator)
    return client


def new_date(to, **changes):
    typed = {
        "reason": "The trial",
        "because_of": "proceedings",
        "agreed_by": "The panel",
        "home_office_told": "yes",
    }
    return typed | day(to, "to") | day(today(), "agreed_on") | changes


def test_page_shows_the_rule_and_its_source(team, as_coordinator):
    page = as_coordinator.get(at(team.case, "deadlines/")).content.decode()
    assert "Guidance: 1 month. A source" in page
    assert "working days left" in page
    assert page.count("Change the date<") == 3


def test_reader_without_the_coordinators_part_changes_nothing(team, client):
    client.force_login(team.chair)
    assert "Change the date<" not in client.get(at(team.case, "deadlines/")).content.decode()
    for address in ("deadlines/decide/extend/", "pause/", "phase/", "letters/"):
        assert client.get(at(team.case, address)).status_code == 403
    client.force_login(team.stranger)
    for address in ("deadlines/", "pause/", "phase/", "story/", "notes/", "letters/"):
        assert client.get(at(team.case, address)).status_code == 404


def test_new_date_keeps_the_first_one_and_says_who_agreed(team, as_coordinator):
    clock = running(team.case, "report")
    to = clock.due_on + timedelta(days=30)
    answer = as_coordinator.post(at(team.case, "deadlines/report/extend/"), new_date(to))
    assert answer.status_code == 302
    after = running(team.case, "report")
    assert (after.first_due_on, after.due_on) == (clock.due_on, to)
    page = as_coordinator.get(at(team.case, "deadlines/")).content.decode()
    assert "by The panel. The Home Office has been told. The trial" in page


def test_reason_of_a_new_date_is_not_told_to_the_board(team, as_coordinator):
    to = running(team.case, "report").due_on + timedelta(days=30)
    as_coordinator.post(at(team.case, "deadlines/report/extend/"), new_date(to))
    viewer = person("Bo Lark", Role.BOARD_VIEWER, team.lead)
    as_coordinator.force_login(viewer)
    page = as_coordinator.get(at(team.case, "deadlines/")).content.decode()
    assert "by The panel" in page and "The trial" not in page


@pytest.mark.parametrize(
    "change, words",
    [
        ({"reason": ""}, "Say why the date moves"),
        ({"agreed_by": ""}, "Say who agreed"),
        ({"home_office_told": ""}, "Say whether the Home Office has been told"),
        (day(today() - timedelta(days=1), "to"), "The new date must not be in the past."),
        (day(today() + timedelta(days=1), "agreed_on"), "must be today or in the past"),
        ({"to_month": "13"}, "the month must be a number from 1 to 12"),
    ],
)
def test_new_date_that_cannot_be_is_told_beside_its_field(team, as_coordinator, change, words):
    to = running(team.case, "report").due_on + timedelta(days=30)
    typed = new_date(to, **change)
    page = as_coordinator.post(at(team.case, "deadlines/report/extend/"), typed).content.decode()
    assert words in page
    assert "Error: " in page
    assert not Extension.objects.exists()


def test_clock_that_is_not_running_has_no_page(team, as_coordinator):
    assert as_coordinator.get(at(team.case, "deadlines/publish/extend/")).status_code == 404
    assert as_coordinator.get(at(team.case, "deadlines/decide/done/")).status_code == 404


def test_what_no_step_ends_is_recorded_as_done(team, as_coordinator):
    address = at(team.case, "deadlines/tell_home_office/done/")
    early = day(today() - timedelta(days=1), "met_on")
    assert "The day must be from" in as_coordinator.post(address, early).content.decode()
    assert as_coordinator.post(address, day(today(), "met_on")).status_code == 302
    assert running(team.case, "tell_home_office").met_on == today()


def pause(**changes):
    typed = {
        "reason": "criminal",
        "explanation": "The trial comes first",
        "scope": "all",
        "continues": "Urgent learning",
    }
    typed |= day(today(), "started_on")
    return typed | day(today() + timedelta(days=40), "look_again_on") | changes


def test_pause_proposes_dates_and_moves_none(team, as_coordinator):
    before = running(team.case, "report").due_on
    answer = as_coordinator.post(at(team.case, "pause/"), pause())
    assert answer["Location"] == at(team.case, "pause/1/dates/")
    page = as_coordinator.get(answer["Location"]).content.decode()
    assert "Complete the overview report: from" in page
    assert "A pause never moves:" in page
    assert "Decide whether to hold a review, due" in page
    assert running(team.case, "report").due_on == before


def test_agreed_dates_move_by_the_length_of_the_pause_once(team, as_coordinator):
    clock = running(team.case, "report")
    as_coordinator.post(at(team.case, "pause/"), pause())
    address = at(team.case, "pause/1/dates/")
    typed = {"agreed_by": "The panel", "home_office_told": "no", "dates": [str(clock.pk)]}
    typed |= day(today(), "agreed_on")
    assert as_coordinator.post(address, typed).status_code == 302
    assert running(team.case, "report").due_on == clock.due_on + timedelta(days=40)
    again = as_coordinator.post(address, typed).content.decode()
    assert "choose one of the answers in the list" in again
    assert Extension.objects.count() == 1


def test_decision_cannot_be_moved_by_a_pause(team, as_coordinator):
    as_coordinator.post(at(team.case, "pause/"), pause())
    decide = running(team.case, "decide")
    typed = {"agreed_by": "The panel", "home_office_told": "no", "dates": [str(decide.pk)]}
    as_coordinator.post(at(team.case, "pause/1/dates/"), typed | day(today(), "agreed_on"))
    assert running(team.case, "decide").due_on == decide.due_on


@pytest.mark.parametrize(
    "change, words",
    [
        ({"reason": ""}, "Choose why the review pauses"),
        ({"scope": "the moon"}, "choose one of the answers in the list"),
        ({"continues": ""}, "Say what goes on"),
        (day(today(), "look_again_on"), "must be after today and by"),
        (day(today() + timedelta(days=99), "look_again_on"), "must be after today and by"),
        (day(today() + timedelta(days=1), "started_on"), "must be today or in the past"),
        (day(today() - timedelta(days=900), "started_on"), "the review is counted from then"),
    ],
)
def test_pause_that_cannot_be_keeps_what_was_typed(team, as_coordinator, change, words):
    page = as_coordinator.post(at(team.case, "pause/"), pause(**change)).content.decode()
    assert words in page and "The trial comes first" in page
    assert not Hold.objects.exists()


def test_pause_written_down_late_begins_and_ends_on_its_own_days(team, as_coordinator):
    began, went_on = today() - timedelta(days=9), today() - timedelta(days=2)
    as_coordinator.post(at(team.case, "pause/"), pause(**day(began, "started_on")))
    assert Hold.objects.get().started_on == began
    too_early = day(began - timedelta(days=1), "ended_on")
    page = as_coordinator.post(at(team.case, "pause/1/end/"), too_early).content.decode()
    assert "The day it ended must be from" in page
    as_coordinator.post(at(team.case, "pause/1/end/"), day(went_on, "ended_on"))
    assert Hold.objects.get().ended_on == went_on


def test_pause_is_ended_once(team, as_coordinator):
    as_coordinator.post(at(team.case, "pause/"), pause())
    page = as_coordinator.get(at(team.case, "pause/")).content.decode()
    assert "Urgent learning" in page and "End this pause" in page
    assert (
        as_coordinator.post(at(team.case, "pause/1/end/"), day(today(), "ended_on")).status_code
        == 302
    )
    assert Hold.objects.get().ended_by == team.coordinator
    assert (
        as_coordinator.post(at(team.case, "pause/1/end/"), day(today(), "ended_on")).status_code
        == 302
    )
    assert as_coordinator.get(at(team.case, "pause/2/end/")).status_code == 404


def test_paused_review_says_so_on_its_deadlines(team, as_coordinator):
    with job("tests"):
        facts = {"explanation": "x", "continues": "y", "look_again_on": today() + timedelta(9)}
        hold(team.case, by=team.coordinator, on=today(), reason="chair", scope="all", **facts)
    page = as_coordinator.get(at(team.case, "deadlines/")).content.decode()
    assert "The review is paused" in page
    assert page.count("rv-tag--paused") == 3  # the head, the report, the Home Office; not D02


def test_phase_moves_either_way_while_the_review_goes_on(team, as_coordinator):
    case = put_at(team.case, Status.IN_REVIEW)
    for phase in ("drafting", "gathering"):
        as_coordinator.post(at(case, "phase/"), {"sub_phase": phase})
        assert Progress.objects.get(case=case).sub_phase == phase
    page = as_coordinator.post(at(case, "phase/"), {"sub_phase": "moon"}).content.decode()
    assert "choose one of the answers in the list" in page


def test_phase_of_a_review_that_is_elsewhere_cannot_be_set(team, as_coordinator):
    answer = as_coordinator.post(at(team.case, "phase/"), {"sub_phase": "drafting"})
    assert answer["Location"] == at(team.case, "")
    assert Progress.objects.get(case=team.case).sub_phase == "scoping"
