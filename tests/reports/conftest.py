"""A cast and a review that is ready to be sent, made once for each module that asks."""

import pytest

from tests.factories import fresh
from tests.house import make_house
from tests.prepared import kept, shared
from tests.reports.review import ready_case
from tests.workflow.pages import confirm
from workflow.models import Status


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Team and case; each test rolls back to them."""
    with shared(django_db_blocker):
        yield kept("ready to be sent", _make_ready_case)


def _make_ready_case():
    team, case = make_house(Status.CSP_APPROVAL)
    return team, ready_case(case, team)


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
        confirm(client, person)
        return client

    return sign_in
