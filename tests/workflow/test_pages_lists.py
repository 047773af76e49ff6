"""The list of reviews and one's own work: walls, filters, orders, empty states, every role."""

from datetime import date, timedelta

import pytest

from accounts.models import Organisation
from accounts.roles import Role
from audit.actors import job
from audit.models import AuditEvent, Event
from dhr_cases import policy
from dhr_cases.models import AgencyRequest
from tests.workflow.pages import body, person, put_at, today
from workflow.listing import at_stage
from workflow.models import CountyAsked, Progress, Status
from workflow.services import perform
from workflow.status import STAGES, stage_number, statuses_of


def get(client, user, address):
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def other(team):
    """A review of another partnership, which nobody of the team may see."""
    team.lead = body("southshire", area_code="SOU")
    outsider = person("Oona Pike", Role.COORDINATOR, team.lead)
    case = team.open(known_as="Someone else")
    case.outsider = outsider
    return case


def test_list_shows_only_what_one_may_see(team, other, client):
    page = get(client, team.coordinator, "/cases/")
    assert team.case.reference in page
    assert other.reference not in page and "Someone else" not in page
    assert team.case.reference not in get(client, other.outsider, "/cases/")


def test_barred_person_finds_the_list_empty(team, client):
    with job("tests"):
        policy.bar(team.case, team.chair, by=team.coordinator, on=today(), reason="A neighbour")
    page = get(client, team.chair, "/cases/")
    assert "No reviews yet" in page and team.case.reference not in page


def test_two_empty_states_are_told_apart(team, client):
    assert "No reviews yet. When a notice arrives" in get(client, team.stranger, "/cases/")
    page = get(client, team.coordinator, "/cases/?stage=12")
    assert "No reviews match. Remove a filter." in page


@pytest.mark.parametrize(
    "query, is_there",
    [
        ("stage=1", True),
        ("stage=2", False),
        ("timeliness=on_time", True),
        ("timeliness=overdue", False),
        ("paused=on", False),
        ("no_review=on", False),
        (f"year={today().year}", True),
        ("year=2019", False),
        ("chair=Reed", False),
        ("death_kind=not_known", True),
        ("death_kind=suicide", False),
    ],
)
def test_filters_keep_what_they_say(team, client, query, is_there):
    assert (team.case.reference in get(client, team.coordinator, f"/cases/?{query}")) is is_there


def test_filter_that_is_not_understood_is_left_out_and_said(team, client):
    page = get(client, team.coordinator, "/cases/?stage=forty&year=x&sort=;drop&page=zzz")
    assert team.case.reference in page
    assert "Stage, Year of the notice" in page and "left out" in page


def test_filter_in_force_can_be_removed_by_itself(team, client):
    page = get(client, team.coordinator, "/cases/?stage=1&paused=on")
    assert 'href="?stage=1"' in page and 'href="?paused=on"' in page


def test_sorted_column_says_so(team, client):
    assert 'aria-sort="descending"' in get(client, team.coordinator, "/cases/?sort=-next")


def test_twenty_five_reviews_stand_on_a_page(team, client):
    for _ in range(26):
        team.open()
    page = get(client, team.coordinator, "/cases/")
    assert page.count('<th scope="row"') == 25 and "27 reviews" in page
    assert get(client, team.coordinator, "/cases/?page=2").count('<th scope="row"') == 2


def test_export_holds_the_rows_without_names_and_is_recorded(team, other, client):
    text = get(client, team.coordinator, "/cases/export.csv?stage=1")
    assert team.case.reference in text
    assert "Ama" not in text and other.reference not in text
    event = AuditEvent.objects.filter(event=Event.EXPORTED).last()
    assert event.actor == team.coordinator and event.details["rows"] == 1


@pytest.mark.parametrize("number", range(1, len(STAGES) + 1))
def test_stage_filter_agrees_with_the_stage_of_each_review(number):
    for status, phase in statuses_of(number):
        assert stage_number(status, phase or "scoping") == number


def test_stage_filter_finds_a_review_in_progress_by_its_phase(team):
    case = put_at(team.case, Status.IN_REVIEW)
    assert Progress.objects.get(case=case).stage_number == 5
    assert type(case).objects.filter(at_stage(5)).get() == case
    assert not type(case).objects.filter(at_stage(6)).exists()


def test_start_leads_to_work(team, client):
    client.force_login(team.coordinator)
    assert client.get("/")["Location"] == "/my-work/"


def test_nobody_signed_in_is_asked_to_sign_in(db, client):
    assert "/sign-in/" in client.get("/my-work/")["Location"]


def test_overdue_clock_stands_first_and_only_for_those_who_work_on_the_review(team, client):
    late = team.open(received_on=today() - timedelta(days=60))
    page = get(client, team.coordinator, "/my-work/")
    assert "Overdue (1)" in page and late.reference in page
    viewer = person("Bo Lark", Role.BOARD_VIEWER, team.lead)
    assert "Overdue (1)" not in get(client, viewer, "/my-work/")


def test_work_without_anything_overdue_names_the_next_date(team, client):
    page = get(client, team.coordinator, "/my-work/")
    assert "Nothing is overdue. The next date is" in page
    assert f"for {team.case.reference}" in page


def test_overdue_alone_does_not_break_the_page(team, client):
    team.open(received_on=today() - timedelta(days=60))
    put_at(team.case, Status.TRANSFERRED)
    assert "Nothing is due in the next 14 days" in get(client, team.coordinator, "/my-work/")


def test_ended_review_is_never_overdue(team, client):
    late = put_at(team.open(received_on=date(2025, 1, 1)), Status.TRANSFERRED)
    assert "Nothing is overdue" in get(client, team.coordinator, "/my-work/")
    assert late.reference not in get(client, team.coordinator, "/cases/?timeliness=overdue")


def test_chair_is_asked_to_decide_and_county_for_its_view(team, client):
    case = put_at(team.case, Status.DECISION_DUE)
    county = person("Cato Finch", Role.COUNTY_PARTNER, team.county)
    with job("tests"):
        CountyAsked(
            case=case,
            decision_round=1,
            asked_on=today(),
            answer_by_on=today() + timedelta(days=5),
            asked_by=team.coordinator,
        ).save()
    assert "Decide whether to hold a review" in get(client, team.chair, "/my-work/")
    assert "Give the county partner&#x27;s view" in get(client, county, "/my-work/")
    waiting = get(client, team.coordinator, "/my-work/")
    assert "Greater-North: view on the decision" in waiting


def test_agency_author_finds_their_request_and_no_review(team, client):
    police = body("police", Organisation.Kind.AGENCY)
    author = person("Ada Wren", Role.AGENCY_AUTHOR, police, team.case)
    with job("tests"):
        request = AgencyRequest(
            case=team.case,
            organisation=police,
            kind="scoping",
            asked_on=today(),
            due_on=today() + timedelta(days=9),
            asked_by=team.coordinator,
        )
        request.save()
    page = get(client, author, "/my-work/")
    assert "For you to answer (1)" in page
    assert "Ama" not in page
    assert f"/agency/requests/{request.token}/" in page


def test_person_without_anything_reads_that_nothing_waits(team, client):
    assert "Nothing waits for your answer." in get(client, team.stranger, "/my-work/")


def test_since_one_was_last_here_tells_of_others_steps_only(team, client):
    case = put_at(team.case, Status.CSP_APPROVAL)
    perform(case.progress, "send_back", by=team.chair, on=today(), answers={"reason": "Thin"})
    assert "Send back to the chair" in get(client, team.coordinator, "/my-work/")
    assert "Send back to the chair" not in get(client, team.chair, "/my-work/")
