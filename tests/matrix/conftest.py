"""The whole cast and one case, shared by the tests of a module."""

import pytest

from tests import factories
from tests.house import make_cast
from tests.prepared import shared


@pytest.fixture(scope="module")
def team(django_db_setup, django_db_blocker):
    """Everybody, with the rules loaded."""
    with shared(django_db_blocker):
        yield make_cast()


@pytest.fixture(scope="module")
def case(team):
    """A case just notified, on which everybody has their roles."""
    return factories.make_case(team)
