"""Signing in, in a browser: what is asked, what is refused, and where one arrives."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from accounts.models import User
from audit.actors import job
from tests.browser.conftest import expect_accessible, expect_error

PASSWORD = "marmalade tractor Venice"


@pytest.fixture
def ann(transactional_db):
    """Somebody with an account."""
    cache.clear()
    with job("tests"):
        return User.objects.create_user("ann.archer@example.org", "Ann Archer", PASSWORD)


def test_page_asks_for_sign_in_first(page):
    page.goto("/account/")
    expect(page).to_have_url(re.compile(r"/sign-in/"))
    expect_accessible(page)


def test_missing_answers_are_named_beside_their_fields(page):
    page.goto("/sign-in/")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    text = page.locator(".govuk-error-summary a").first.inner_text()
    expect_error(page, "login", text)
    expect_accessible(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_person_signs_in_by_typing(visitor, ann, javascript):
    page = visitor(javascript=javascript)
    page.goto("/sign-in/?next=/account/")
    page.locator("#id_login").fill(ann.email)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("main")).to_contain_text("Ann Archer")


def test_visitor_with_a_session_is_known(visitor, ann):
    page = visitor(ann)
    page.goto("/account/")
    expect(page.get_by_role("main")).to_contain_text("Ann Archer")
    expect_accessible(page)
