"""The course of a review in a browser: nothing for axe to find, one step taken by its people."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from audit.actors import job
from tests.browser.conftest import expect_accessible, expect_error, walk
from tests.workflow.pages import Team, put_at, today
from workflow.models import Letter, Note, Progress, Status
from workflow.services import hold

PAGES = (
    "/my-work/",
    "/cases/",
    "/cases/?stage=1&sort=-next",
    "/cases/?stage=12",
    "/cases/{}/",
    "/cases/{}/story/",
    "/cases/{}/notes/",
    "/cases/{}/deadlines/",
    "/cases/{}/deadlines/decide/extend/",
    "/cases/{}/pause/",
    "/cases/{}/pause/1/dates/",
    "/cases/{}/pause/1/end/",
    "/cases/{}/letters/",
    "/cases/{}/letters/record/",
    "/cases/{}/steps/accept/",
)


@pytest.fixture
def team(live_server, transactional_db):
    """A review with something on every page."""
    team = Team()
    with job("tests"):
        hold(
            team.case,
            by=team.coordinator,
            on=today(),
            reason="chair",
            explanation="The chair is away",
            scope="all",
            continues="Everything else",
            look_again_on=today() + timedelta(days=30),
        )
        Note(case=team.case, text="A note", written_by=team.coordinator, written_on=today()).save()
        Letter(
            case=team.case,
            audience="notifier",
            purpose="duplicate",
            addressee="The office",
            sent_on=today(),
            how="post",
            recorded_by=team.coordinator,
        ).save()
    return team


def test_pages_of_a_review_are_accessible_and_never_wider_than_a_phone(team, visitor):
    page = visitor(team.coordinator)
    walk(page, [address.format(team.case.reference) for address in PAGES])
    put_at(team.case, Status.IN_REVIEW)
    walk(page, [f"/cases/{team.case.reference}/phase/"])


@pytest.mark.parametrize("javascript", [True, False])
def test_step_is_checked_and_taken_with_and_without_scripts(team, visitor, javascript):
    other = team.open(known_as="Bea")
    page = visitor(team.coordinator, javascript=javascript)
    page.goto(f"/cases/{team.case.reference}/")
    page.get_by_role("link", name="join with a case already open").click()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Enter the reference of the other review").first).to_be_visible()
    if javascript:
        expect_error(page, "reason", "Give the reason")
    page.get_by_label("Reference of the review that is already open").fill(other.reference)
    page.get_by_label("Why?").fill("One death, two notices")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Check before you record")
    if javascript:
        expect_accessible(page)
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("Join with a case already open: recorded")).to_be_visible()
    assert Progress.objects.get(case=team.case).status == Status.CLOSED_DUPLICATE
