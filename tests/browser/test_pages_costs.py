"""Money and time in a browser: an agreement, a cost beyond what was approved, and the delay."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from tests.browser.conftest import expect_accessible, expect_error
from tests.facts.rows import TODAY, day
from tests.house import make_house_for_good


@pytest.fixture
def review(transactional_db):
    """A review with its people."""
    cache.clear()
    return make_house_for_good()


def type_day(page, name, on):
    """Type a day into its three boxes."""
    for part, number in (("day", on.day), ("month", on.month), ("year", on.year)):
        page.locator(f"[name={name}_{part}]").fill(str(number))


def fits_a_phone(page):
    """Nothing is cut off at 320 pixels, and nothing there is inaccessible."""
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    expect_accessible(page)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_coordinator_shares_a_cost_and_explains_the_delay(visitor, review):
    team, case = review
    page = visitor(team.coordinator)
    page.goto("/settings/funding/")
    expect_accessible(page)
    page.get_by_role("link", name=f"Record an agreement made for {team.bodies.county}").click()
    type_day(page, "starts_on", day(-30))
    type_day(page, "ends_on", day(300))
    page.get_by_label("Where it was agreed").fill("Officer decision")
    for body in (team.bodies.police, team.bodies.district):
        page.get_by_label(str(body), exact=True).check()
    expect_accessible(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Say who pays for: independent chair and author").click()
    police, district = team.bodies.police, team.bodies.district
    page.locator(f"[name=how_{police.pk}][value=percent]").check()
    page.locator(f"[name=percent_{police.pk}]").fill("50")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("nobody takes the rest")).to_be_visible()
    expect_accessible(page)
    page.locator(f"[name=how_{district.pk}][value=rest]").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("an equal part of the rest")).to_be_visible()
    fits_a_phone(page)

    page.goto(f"/cases/{case.reference}/costs/")
    page.get_by_role("button", name="Record a cost").click()
    page.get_by_label("Independent chair and author").check()
    page.get_by_label("What it pays for").fill("Chairing")
    page.get_by_label("Shared under the agreement for").select_option(index=1)
    page.get_by_label("Approved up to").fill("1,000")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Record an invoice for Chairing").click()
    page.get_by_label("Invoice number").fill("17")
    type_day(page, "dated_on", TODAY)
    page.get_by_label("Amount").fill("£1,200")
    page.get_by_role("button", name="Save").click()
    expect_error(page, "over_limit_reason", "£1,200.00 is charged")
    page.get_by_label("Why it goes beyond").fill("Two more meetings; the chair agreed")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("row", name="Safer Glevum")).to_contain_text("£600.00")
    fits_a_phone(page)
    page.goto("/insight/costs/")
    fits_a_phone(page)
    page.goto(f"/cases/{case.reference}/delay/")
    expect(page.get_by_role("heading", name="Delay explained")).to_be_visible()
    expect_accessible(page)
    fits_a_phone(page)
