"""Signing in and setting up a second step, in a browser."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import Organisation, User
from audit.actors import job
from tests.accounts.conftest import PASSWORD, administrator, code_of
from tests.browser.conftest import expect_accessible, expect_error, walk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def make(transactional_db):
    """Make somebody with an account."""

    def make(name, **fields):
        email = f"{name.lower().replace(' ', '.')}@example.org"
        with job("tests"):
            return User.objects.create_user(email, name, PASSWORD, **fields)

    return make


def sign_in_by_hand(page, person):
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def add_virtual_authenticator(page):
    """Give this visitor a fingerprint reader that exists in the browser alone."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_passkey_is_set_up_and_opens_the_account(visitor, make, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    person = make("Ann Archer")
    page = visitor()
    add_virtual_authenticator(page)
    sign_in_by_hand(page, person)
    page.goto("/account/")
    expect(page).to_have_url(re.compile("/account/security/$"))
    expect_accessible(page)
    page.get_by_role("link", name="Add a passkey").click()
    expect_accessible(page)
    page.get_by_label("Name of this passkey").fill("work laptop")
    page.get_by_role("button", name="Add this passkey").click()
    expect(page.get_by_text("The passkey is added")).to_be_visible()
    expect(page.get_by_text("work laptop, added")).to_be_visible()
    page.goto("/account/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    sign_in_by_hand(page, person)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    expect_accessible(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    page.goto("/account/")
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()


def test_app_and_recovery_codes_without_scripts(visitor, make, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    page = visitor(javascript=False)
    sign_in_by_hand(page, make("Ann Archer"))
    page.goto("/account/")
    page.get_by_role("link", name="Set up an app").click()
    expect(page.get_by_role("img", name="Picture to scan with the app")).to_be_visible()
    secret = page.locator("code").inner_text().replace(" ", "")
    page.get_by_label("Code in the app").fill(code_of(secret))
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Get recovery codes").click()
    page.get_by_role("button", name="Show new codes").click()
    expect(page.get_by_role("listitem").locator("code")).to_have_count(10)


def test_errors_stand_beside_their_boxes(visitor, make):
    make("Ann Archer")
    page = visitor()
    page.goto("/sign-in/")
    expect_accessible(page)
    page.get_by_role("button", name="Sign in").click()
    expect_error(page, "login", "Enter your e-mail address")
    expect_accessible(page)


PAGES = [
    "/account/",
    "/account/password/",
    "/account/security/",
    "/account/security/app/",
    "/account/security/passkeys/add/",
    "/session/",
    "/sign-out/",
    "/settings/people/",
    "/settings/people/invite/",
    "/settings/people/{pk}/",
    "/settings/organisations/",
    "/settings/organisations/add/",
    "/settings/organisations/northshire/",
    "/settings/organisations/northshire/name/",
]


def test_pages_are_accessible_and_fit_a_narrow_screen(visitor, make):
    ada, ann = administrator(make("Ada Admin")), make("Ann Archer")
    with job("tests"):
        Organisation.objects.create(
            key="northshire", kind=Organisation.Kind.AGENCY, name="Northshire Council"
        )
    page = visitor()
    page.set_viewport_size({"width": 320, "height": 900})
    sign_in_by_hand(page, ada)
    walk(page, [address.format(pk=ann.pk) for address in PAGES])
