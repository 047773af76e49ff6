"""The family lead keeps a promise the service reminded them of; a panel member learns nothing."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from tests.browser.conftest import expect_accessible, expect_error
from tests.facts.family import relative
from tests.facts.rows import day
from tests.house import make_house_for_good

PROMISE = "Ring before any newspaper does"
WORDS = "I found out from the newspaper."


@pytest.fixture
def review(transactional_db):
    """A review with its people, and somebody bereaved."""
    cache.clear()
    team, case = make_house_for_good()
    return team, case, relative(case, team)


def type_day(page, name, on):
    """Type a day into its three boxes."""
    for part, number in (("day", on.day), ("month", on.month), ("year", on.year)):
        page.locator(f"[name={name}_{part}]").fill(str(number))


def test_family_lead_is_reminded_of_a_promise_and_keeps_it(visitor, review):
    team, case, _ = review
    page = visitor(team.family_lead)
    page.goto(f"/cases/{case.reference}/family/")
    expect_accessible(page)
    page.get_by_role("link", name="Log a contact with Efe").click()
    expect_accessible(page)
    page.get_by_label("Telephone").check()
    page.get_by_label("What did they say?").fill(WORDS)
    page.get_by_label("What did we say?").fill("That should not have happened.")
    page.get_by_label("Did we promise something?").fill(PROMISE)
    page.get_by_role("button", name="Save and continue").click()
    expect_error(page, "promise_due_on", "Enter the day by which you will do it")
    type_day(page, "promise_due_on", day(-1))
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", name="Efe, Sister")).to_be_visible()
    expect_accessible(page)
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1280, "height": 900})

    page.goto("/my-work/")
    reminder = page.get_by_role("link", name=re.compile("Keep a promise to the family"))
    expect(reminder).to_be_visible()
    expect_accessible(page)
    reminder.click()
    page.get_by_role("link", name=re.compile(f"Efe: {PROMISE}")).click()
    expect_accessible(page)
    page.get_by_label("Kept", exact=True).check()
    page.get_by_label("What was done, or what was the answer?").fill("She was rung at seven.")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_text("She was rung at seven.")).to_be_visible()
    page.goto("/my-work/")
    expect(page.get_by_text("Keep a promise to the family")).to_have_count(0)


def test_panel_member_tries_to_learn_of_the_family_and_cannot(visitor, review):
    team, case, efe = review
    lead = visitor(team.family_lead)
    lead.goto(f"/cases/{case.reference}/family/{efe.token}/contacts/new/")
    lead.get_by_label("Telephone").check()
    lead.get_by_label("What did they say?").fill(WORDS)
    lead.get_by_label("What did we say?").fill("We will ask.")
    lead.get_by_label("Did we promise something?").fill(PROMISE)
    type_day(lead, "promise_due_on", day(3))
    lead.get_by_role("button", name="Save and continue").click()

    page = visitor(team.panel_member)
    for path in ("family/", f"family/{efe.token}/", f"family/{efe.token}/wishes/", "family/dates/",
                 "family/handover/", "family/nobody/"):  # fmt: skip
        page.goto(f"/cases/{case.reference}/{path}")
        expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
    for address in ("/my-work/", f"/cases/{case.reference}/", f"/cases/{case.reference}/history/",
                    f"/cases/{case.reference}/people/"):  # fmt: skip
        page.goto(address)
        for hint in (re.compile(r"\bEfe\b"), "promise", WORDS, "Family and friends"):
            expect(page.get_by_text(hint)).to_have_count(0)
    page.goto(f"/cases/{case.reference}/family/summary/")
    expect(page.get_by_text("Nothing agreed to share yet.")).to_be_visible()
    expect_accessible(page)
