"""The end of a session is told in time, and nobody's long text is lost with it (S07)."""

import datetime
import re

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from dhr_cases.models import Draft
from tests.browser.conftest import expect_accessible
from tests.house import make_house_for_good

pytestmark = pytest.mark.django_db(transaction=True)
HALF = "What the school knew, and when"


@pytest.fixture
def review(transactional_db):
    """The cast and their review."""
    return make_house_for_good()


def test_warning_comes_two_minutes_before_and_one_may_stay(visitor, review):
    team, case = review
    page = visitor(team.coordinator)
    page.clock.install()
    page.goto(f"/cases/{case.reference}/notes/")
    warning = page.get_by_role("dialog", name=re.compile("You will be signed out in"))
    page.clock.fast_forward("27:30")
    expect(warning).to_be_hidden()
    page.clock.fast_forward("00:45")
    expect(warning).to_be_visible()
    expect(warning.get_by_role("button")).to_have_count(1)
    expect_accessible(page)
    page.keyboard.press("Enter")  # the dialog has the focus, on the button that keeps one here
    expect(warning).to_be_hidden()
    page.clock.fast_forward("27:30")
    expect(warning).to_be_hidden()
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=31)):
        page.clock.fast_forward("02:45")
        expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    expect(page.get_by_text("kept as a draft")).to_be_visible()
    expect_accessible(page)


def test_long_text_is_kept_each_minute_by_itself(visitor, review):
    team, case = review
    page = visitor(team.coordinator)
    page.clock.install()
    page.goto(f"/cases/{case.reference}/notes/")
    page.get_by_label("Note", exact=True).fill(HALF)
    page.clock.fast_forward("01:01")
    expect(page.get_by_role("status").filter(has_text="Draft saved at")).to_be_visible()
    assert Draft.objects.get().texts["text"] == HALF
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.goto("/drafts/")
    expect_accessible(page)
    page.get_by_role("main").get_by_role("link", name="Notes").click()
    expect(page.get_by_label("Note", exact=True)).to_have_value(HALF)
    expect_accessible(page)


def test_draft_is_kept_and_thrown_away_without_scripts(visitor, review):
    team, case = review
    page = visitor(team.coordinator, javascript=False)
    page.goto(f"/cases/{case.reference}/notes/")
    page.get_by_label("Note", exact=True).fill(HALF)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Only you can see it", exact=False).first).to_be_visible()
    expect(page.get_by_label("Note", exact=True)).to_have_value(HALF)
    page.get_by_role("button", name="Throw the draft away").click()
    expect(page.get_by_label("Note", exact=True)).to_have_value("")
