"""Every status is reached by real steps, taken by those who may."""

import pytest

from tests import factories
from workflow.reference import path_to
from workflow.status import Status

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def team(everybody):
    """The whole cast, in place of the small one of the page tests."""
    return everybody


def walk(case, team, taken=()):
    """The case at the end of every path that begins with these steps, each step taken once."""
    yield case, taken
    paths = [path_to(status) for status in Status]
    here = len(taken)
    for step in dict.fromkeys(
        path[here] for path in paths if len(path) > here and tuple(path[:here]) == taken
    ):
        with factories.undone():
            yield from walk(factories.take(case, step, team), team, (*taken, step))


def test_every_status_is_reached_by_steps(team):
    reached = set()
    for case, taken in walk(factories.make_case(team), team):
        status = case.progress.status
        assert tuple(path_to(status)) == taken
        assert list(case.steps_taken.values_list("name", flat=True)) == [s.name for s in taken]
        reached.add(status)
    assert reached == set(Status)
