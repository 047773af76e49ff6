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


@pytest.mark.parametrize("status", Status)
def test_every_status_is_reached_by_steps(status, team):
    case = factories.case_at(status, team)
    assert case.progress.status == status
    taken = list(case.steps_taken.values_list("name", flat=True))
    assert taken == [step.name for step in path_to(status)]
