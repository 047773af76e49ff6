"""The rules and bank holidays we ship, read the way an installation reads them."""

from copy import deepcopy

import pytest

from tests.house import make_cast
from tests.prepared import load_rules, shared
from tests.workflow.pages import Team


@pytest.fixture(scope="module")
def rules(django_db_setup, django_db_blocker):
    """The shipped rules, for all tests of the module."""
    with shared(django_db_blocker):
        load_rules()
        yield


@pytest.fixture(scope="module")
def small_team(django_db_setup, django_db_blocker):
    """One partnership with a review that has come in, made once for a module."""
    with shared(django_db_blocker):
        yield Team()


@pytest.fixture
def team(db, small_team):
    """That partnership, its review and one person for each role, as just made."""
    return deepcopy(small_team)


@pytest.fixture(scope="module")
def everybody(django_db_setup, django_db_blocker):
    """The rules and the whole cast, for all tests of a module."""
    with shared(django_db_blocker):
        yield make_cast()
