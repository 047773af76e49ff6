"""Fixtures of a whole house: the cast, one review at the status a module asks for, signing in.

A module says `STATUS = "closed"` if it needs its review further on than just notified.
"""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from accounts import open_sessions
from accounts.models import OpenSession
from tests import factories
from tests.prepared import kept, load_rules, shared
from workflow.reference import path_to


@pytest.fixture(scope="module")
def house(request, django_db_setup, django_db_blocker):
    """The cast and their review, made once for a module."""
    with shared(django_db_blocker):
        status = getattr(request.module, "STATUS", "")
        yield make_house(status)


def make_cast():
    """The rules and everybody."""
    return kept("cast", lambda: load_rules() or factories.cast())


def make_house(status="", **facts):
    """Everybody and their review, each stage of its road kept for whoever goes further."""
    steps = path_to(status) if status else []

    def make():
        if not steps:
            team = make_cast()
            return team, factories.make_case(team, **facts)
        team, case = make_house(str(steps[-2].target) if steps[1:] else "", **facts)
        return team, factories.take(case, steps[-1], team)

    return kept(("house", status, *sorted(facts.items())), make)


def make_house_for_good(status="", **facts):
    """The same where tests commit."""
    with transaction.atomic():
        return make_house(status, **facts)


@pytest.fixture
def team(db, house):
    """Everybody, one person per role."""
    return house[0]


@pytest.fixture
def case(db, house):
    """Their review, as the database has it."""
    return factories.fresh(house[1])


@pytest.fixture
def confirmed(monkeypatch):
    """Everybody has just shown again who they are."""
    monkeypatch.setattr("accounts.step_up.confirmed_within", lambda request, minutes: True)


def let_in(client, user, backend=None):
    """Leave the test client as signing in leaves a browser: a session of the person's, open now.

    Stands for Django's own, which writes it all down each time, thousands of times. What signing in
    does is asked of the page where one signs in (`accounts/test_sign_in.py`).
    """
    now = timezone.now()
    opened = OpenSession(user=user, session_key=get_random_string(32), address="127.0.0.1")
    opened.save(force_insert=True)
    held = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: backend or settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: user.get_session_auth_hash(),
        open_sessions.STARTED: now.timestamp(),
        open_sessions.SEEN: now.timestamp(),
        open_sessions.KEY: opened.pk,
    }
    Session(
        session_key=opened.session_key,
        session_data=Session.get_session_store_class()().encode(held),
        expire_date=now + timedelta(seconds=settings.SESSION_COOKIE_AGE),
    ).save(force_insert=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = opened.session_key


@pytest.fixture
def signed_in(client):
    """Sign somebody in on the test client: `signed_in(team.coordinator).get(…)`."""

    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


def typed_day(name, on):
    """A day as it is typed in three boxes."""
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def text_of(answer):
    """The words of an answer as its reader gets them."""
    return answer.content.decode().replace("&#x27;", "'")
