"""A partnership, an administrator or two, and people who sign in as people do."""

import time

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.utils import timezone

from accounts import standing
from accounts.models import Organisation, User
from accounts.roles import Role
from audit.actors import job

PERIOD, IN_A_HURRY = 30, 3  # seconds
PASSWORD = "marmalade tractor Venice"


@pytest.fixture(autouse=True)
def _no_guesses_yet():
    """Failed sign-ins are counted in the cache, which outlives a test's database."""
    cache.clear()


@pytest.fixture
def partnership(db):
    """A district partnership."""
    with job("tests"):
        return Organisation.objects.create(
            key="northshire",
            kind=Organisation.Kind.PARTNERSHIP_DISTRICT,
            name="Safer Northshire",
            area_code="NOR",
        )


@pytest.fixture
def make_person(db):
    """Make somebody with an account: `make_person("Ann Archer")`."""

    def make(name, **fields):
        email = fields.pop("email", f"{name.lower().replace(' ', '.')}@example.org")
        with job("tests"):
            return User.objects.create_user(email, name, fields.pop("password", PASSWORD), **fields)

    return make


@pytest.fixture
def ann(make_person):
    """Somebody with an account and nothing else."""
    return make_person("Ann Archer")


def administrator(person):
    """Make somebody look after accounts."""
    with job("tests"):
        standing.give_by_command(
            user=person, role=Role.ADMINISTRATOR, organisation=None, on=timezone.localdate()
        )
    return person


@pytest.fixture
def ada(make_person):
    """An administrator."""
    return administrator(make_person("Ada Admin"))


@pytest.fixture
def ben(make_person):
    """Another administrator."""
    return administrator(make_person("Ben Backup"))


@pytest.fixture
def required(settings):
    """An installation that is no demonstration: everybody has a second step."""
    settings.REQUIRE_SECOND_FACTOR = True


def add_app(person):
    """Give somebody an authenticator app; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def code_of(secret):
    """The six digits the app shows; like people, it waits for the next when these run out."""
    left = PERIOD - time.time() % PERIOD
    if left < IN_A_HURRY:
        time.sleep(left)
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def sign_in(client, person, password=PASSWORD, secret=None, **extra):
    """Sign in on the sign-in pages; returns the last answer."""
    answer = client.post("/sign-in/", {"login": person.email, "password": password}, **extra)
    if secret:
        answer = client.post("/sign-in/code/", {"code": code_of(secret)}, **extra)
    return answer


@pytest.fixture
def as_ada(client, ada):
    """A client on which an administrator has just signed in."""
    sign_in(client, ada)
    return client


@pytest.fixture
def today():
    """The day in England."""
    return timezone.localdate()
