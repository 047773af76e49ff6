"""A panel in a browser: planned, given a paper, held, minuted, and its bundle taken away."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from documents.models import DocumentKind, Zone
from tests.browser.conftest import expect_accessible
from tests.browser.test_pages_costs import fits_a_phone, type_day
from tests.facts.rows import TODAY, add_file
from tests.house import make_house_for_good


@pytest.fixture
def review(transactional_db):
    """A review with its people and one paper shared with the panel."""
    cache.clear()
    team, case = make_house_for_good()
    add_file(case, team, DocumentKind.MINUTES, Zone.BUNDLE)
    return team, case


def test_coordinator_plans_a_panel_holds_it_and_prints_its_bundle(visitor, review):
    team, case = review
    page = visitor(team.coordinator)
    page.goto(f"/cases/{case.reference}/meetings/")
    expect(page.get_by_text("No meetings yet.")).to_be_visible()
    expect_accessible(page)
    page.get_by_role("link", name="Plan panel meeting 1").click()
    page.get_by_role("button", name="Plan it").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    type_day(page, "held_on", TODAY)
    page.get_by_label("Begins at").fill("10:00")
    page.get_by_label("Who chairs it?").fill("Ines Calder")
    page.get_by_label("Safer Glevum").check()
    expect_accessible(page)
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Panel meeting 1")
    expect_accessible(page)

    page.get_by_text("Write or change item 1, ").click()
    page.get_by_role("link", name="Add a paper to A moment").click()
    page.get_by_label("Document").select_option(index=1)
    page.get_by_label("Reading time in minutes").fill("12")
    expect_accessible(page)
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_text("about 12 minutes").last).to_be_visible()

    page.get_by_role("link", name="Record who came").click()
    page.get_by_label("Attended").check()
    expect_accessible(page)
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_text("Write or change item 1, ").click()
    page.get_by_role("link", name="Write the minutes of A moment").click()
    page.get_by_label("What was discussed").fill("The panel was silent for a minute.")
    expect_accessible(page)
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_text("Write or change item 1, ").click()
    page.get_by_role("link", name="Add an action to A moment").click()
    page.get_by_label("What is to be done?").fill("Send the dates")
    page.get_by_label("By whom?").fill("Coordinator")
    page.get_by_label("E-mail address").fill(team.coordinator.email)
    type_day(page, "due_on", TODAY)
    expect_accessible(page)
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("button", name="Hand the minutes to the chair").click()
    fits_a_phone(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Print the agenda and papers").click()
    assert download.value.suggested_filename == f"{case.reference}-meeting.pdf"

    chair = visitor(team.independent_chair)
    chair.goto(page.url)
    chair.get_by_role("button", name="Agree the minutes").click()
    expect(chair.get_by_text("Agreed", exact=False).first).to_be_visible()

    page.goto("/my-work/")
    expect(page.get_by_text("Do what a meeting asked of you", exact=True)).to_be_visible()
    page.get_by_role("link", name="Calendar", exact=True).click()
    expect(page.get_by_text("Panel meeting 1, 10:00", exact=True)).to_be_visible()
    expect_accessible(page)
    fits_a_phone(page)
    page.goto(f"/cases/{case.reference}/meetings/actions/")
    fits_a_phone(page)
    page.goto(f"/cases/{case.reference}/meetings/")
    fits_a_phone(page)
