"""A coordinator reads three agencies as one, settles a pair, marks and shares; the panel reads."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from audit.actors import acting
from tests.browser.conftest import expect_accessible, expect_error, walk
from tests.facts.combined import terms, three_agencies
from tests.house import make_house_for_good

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def merged(transactional_db):
    """A review with accepted chronologies of three agencies."""
    cache.clear()
    team, case = make_house_for_good(known_as="Bryony")
    with acting(team.coordinator):
        three_agencies(case, team)
        terms(case)
    return team, case


def test_three_agencies_are_read_as_one(merged, visitor):
    team, case = merged
    home = f"/cases/{case.reference}/chronology/"
    page = visitor(team.coordinator)
    page.goto(f"/cases/{case.reference}/")
    page.get_by_role("link", name="Chronology", exact=True).first.click()
    assert page.locator("tbody tr").count() == 6
    expect_accessible(page)

    page.get_by_role("link", name="Same event?").click()
    page.get_by_role("link", name="Decide whether pair 1 is one event").click()
    page.get_by_role("button", name="Save").click()
    expect_error(page, "choice", "Select what the two rows are")
    page.get_by_label("The same event: keep both accounts").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Both rows stay as they came.")).to_be_visible()

    page.goto(home)
    expect(page.get_by_text("One event, 2 accounts")).to_be_visible()
    page.get_by_role("link", name="Mark the row of Severnshire Constabulary, 3 May 2021").click()
    page.get_by_label("Strangulation").check()
    page.get_by_label("On the report list").check()
    page.get_by_role("button", name="Save the marks").click()
    page.get_by_role("link", name="Change the lines of the terms").click()
    page.get_by_label("1. How was risk understood?").check()
    page.get_by_role("button", name="Save the links").click()
    expect_accessible(page)

    page.goto(f"{home}contradictions/")
    page.get_by_role("link", name="Record how it stands").first.click()
    page.get_by_label("Asked").check()
    page.get_by_role("button", name="Save").click()
    expect_accessible(page)

    page.goto(home)
    page.get_by_role("link", name="Change how people are called").click()
    page.get_by_label("Real names").check()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_text("Hilary Hartwell rang")).to_be_visible()
    page.get_by_role("link", name="Share with the panel").click()
    page.get_by_role("button", name="Share with the panel").click()
    expect(page.get_by_text("The panel can now read")).to_be_visible()

    panel = visitor(team.panel_member)
    panel.goto(home)
    expect(panel.get_by_text("Bryony rang to say")).to_be_visible()
    assert "Hilary" not in panel.content() and "Hartwell" not in panel.content()
    panel.get_by_role("link", name="Open the row of Severnshire Constabulary, 3 May").click()
    panel.get_by_role("link", name="Add a note").click()
    panel.get_by_label("Note").fill("Ask what was done about the strangulation.")
    panel.get_by_role("button", name="Add the note").click()
    expect(panel.get_by_text("Ask what was done about")).to_be_visible()
    expect_accessible(panel)


def test_pages_of_the_chronology_wide_and_narrow(merged, visitor):
    team, case = merged
    home = f"/cases/{case.reference}/chronology/"
    walk(
        visitor(team.independent_chair),
        [
            home,
            f"{home}?gap=30&agency=health",
            f"{home}?all=1",
            f"{home}gaps/",
            f"{home}strip/",
            f"{home}matches/",
            f"{home}contradictions/",
            f"{home}taken-back/",
            f"{home}names/",
            f"{home}copy/",
        ],
    )
