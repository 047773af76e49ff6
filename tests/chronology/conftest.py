"""A review whose chronology has rows of three agencies."""

import pytest

from audit.actors import acting
from chronology.models import Entry
from tests.facts.combined import terms, three_agencies


@pytest.fixture
def three(team, case):
    """The accepted files of the police, health and the refuge; terms with two questions."""
    with acting(team.coordinator):
        files = three_agencies(case, team)
        terms(case)
    return files


@pytest.fixture
def rows(three):
    """The lasting name of each row, by its source."""
    return dict(Entry.objects.counting().order_by().values_list("source", "lineage"))
