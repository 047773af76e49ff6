"""A cast and a review that is ready to be sent, made once for each module that asks."""

import time

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY

from tests.factories import cast, fresh
from tests.prepared import load_rules, shared
from tests.reports.review import ready_case


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Team and case; each test rolls back to them."""
    with shared(django_db_blocker):
        load_rules()
        team = cast()
        yield team, ready_case(team)


@pytest.fixture
def team(made, db):
    """One person per role."""
    return made[0]


@pytest.fixture
def case(made, db):
    """The review, as the database has it."""
    return fresh(made[1])


@pytest.fixture
def open_as(client):
    """A client on which somebody has just shown who they are: `open_as(person)`."""

    def sign_in(person):
        client.force_login(person)
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "password", "at": time.time(), "email": person.email}
        ]
        session.save()
        return client

    return sign_in
