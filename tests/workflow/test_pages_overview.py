"""A review at a glance: the tasks of the stage, who is waited for, and what stays behind walls."""

from datetime import date, timedelta

import pytest

from accounts.models import Organisation
from accounts.roles import Role
from audit.actors import job
from dhr_cases import policy
from dhr_cases.models import AgencyRequest, Involvement, Person
from documents.models import Document
from tests.workflow.pages import body, person, put_at, today
from workflow.elapsed import days_paused, in_words
from workflow.models import Direction, Status
from workflow.services import hold


def overview(client, user, case):
    client.force_login(user)
    answer = client.get(f"/cases/{case.reference}/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    "start, end, words",
    [
        (date(2025, 7, 23), date(2026, 11, 23), "1 year 4 months"),
        (date(2026, 11, 22), date(2026, 11, 23), "1 day"),
        (date(2026, 1, 31), date(2026, 2, 28), "1 month"),
        (date(2026, 1, 31), date(2026, 2, 27), "27 days"),
        (date(2024, 2, 29), date(2026, 2, 28), "2 years"),
        (date(2026, 11, 23), date(2026, 11, 23), "0 days"),
    ],
)
def test_time_is_told_in_words(start, end, words):
    assert in_words(start, end) == words


def test_days_of_two_pauses_at_once_count_once():
    class Pause:
        def __init__(self, started_on, ended_on):
            self.started_on, self.ended_on = started_on, ended_on

    pauses = [
        Pause(date(2026, 1, 1), date(2026, 1, 11)),
        Pause(date(2026, 1, 6), date(2026, 1, 21)),
        Pause(date(2026, 3, 1), None),
    ]
    assert days_paused(pauses, date(2026, 3, 6)) == 25


def test_coordinator_sees_what_is_done_and_what_is_not(team, client):
    with job("tests"):
        died = Person(case=team.case, name="Amara Okafor")
        died.save()
        Involvement(case=team.case, person=died, part="died").save()
    page = overview(client, team.coordinator, team.case)
    assert "Who told us, and when" in page
    assert "Not yet started" in page and "Completed" in page
    assert "You take the step that leads on" in page
    assert "Decide whether to hold a review" in page


def test_no_real_name_stands_on_the_overview(team, client):
    with job("tests"):
        Person(case=team.case, name="Amara Okafor").save()
    for user in (team.coordinator, team.chair, team.auditor):
        assert "Amara" not in overview(client, user, team.case)


def test_board_viewer_sees_the_stage_and_no_task(team, client):
    viewer = person("Bo Lark", Role.BOARD_VIEWER, team.lead)
    page = overview(client, viewer, team.case)
    assert "Who told us" not in page
    assert "Waiting for the coordinator: accept the notice" in page


def test_chair_reads_whom_they_wait_for(team, client):
    page = overview(client, team.chair, team.case)
    assert "Waiting for the coordinator: accept the notice" in page


def test_agencies_that_have_not_answered_are_told_only_to_those_who_see_returns(team, client):
    police = body("police", Organisation.Kind.AGENCY)
    with job("tests"):
        AgencyRequest(
            case=team.case,
            organisation=police,
            kind="scoping",
            asked_on=today() - timedelta(days=30),
            due_on=today() - timedelta(days=2),
            asked_by=team.coordinator,
        ).save()
    page = overview(client, team.coordinator, team.case)
    assert "Police" in page and "30 days ago" in page and "Overdue by 2 days" in page
    viewer = person("Bo Lark", Role.BOARD_VIEWER, team.lead)
    assert "Police" not in overview(client, viewer, team.case)


def test_pause_of_family_contact_is_not_hinted_at(team, client):
    facts = {
        "explanation": "They asked for quiet",
        "continues": "Everything else",
        "look_again_on": today() + timedelta(days=30),
    }
    with job("tests"):
        hold(team.case, by=team.coordinator, on=today(), reason="family",
             scope="family_contact", **facts)  # fmt: skip
    for address in ("", "story/"):
        client.force_login(team.coordinator)
        page = client.get(f"/cases/{team.case.reference}/{address}").content.decode()
        assert "quiet" not in page and "Paused" not in page and "paused" not in page


def test_pause_of_the_whole_review_is_marked_and_counted(team, client):
    with job("tests"):
        hold(
            team.case,
            by=team.coordinator,
            on=today() - timedelta(days=40),
            reason="criminal",
            explanation="The trial",
            scope="all",
            continues="Learning",
            look_again_on=today() + timedelta(days=10),
        )
    page = overview(client, team.coordinator, team.case)
    assert "since notice; 1 month paused" in page
    assert "everything except safety and family contact" in page


def test_directed_review_says_so(team, client):
    with job("tests"):
        letter = Document(case=team.case, kind="direction", title="Direction")
        letter.save()
        Direction(
            case=team.case,
            letter=letter,
            directed_body="Northshire",
            directed_on=today(),
            recorded_by=team.coordinator,
        ).save()
    assert "Directed." in overview(client, team.coordinator, team.case)


def test_ended_review_has_no_date_running(team, client):
    case = put_at(team.case, Status.TRANSFERRED)
    page = overview(client, team.coordinator, case)
    assert "No dates are running" in page
    assert "The information-governance officer may" in page


def test_family_lead_is_not_among_the_roles(team, client):
    lead = person("Fay Moss", Role.COORDINATOR, team.lead)
    with job("tests"):
        policy.assign(
            team.case, lead, Role.FAMILY_LEAD, by=team.coordinator, on=today(), reason="Trusted"
        )
    page = overview(client, team.chair, team.case)
    assert "Family lead" not in page


@pytest.mark.parametrize("status", Status)
def test_overview_opens_at_every_status(status, team, client):
    case = put_at(team.case, status)
    for user in (team.coordinator, team.chair, team.auditor, team.lead_reviewer):
        overview(client, user, case)
