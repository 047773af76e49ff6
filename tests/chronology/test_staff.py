"""Staff whom agencies named in their rows are known to the disclosure check."""

import pytest

from audit.actors import acting
from disclosure.finding import in_passage
from disclosure.identities import known
from disclosure.reading import Passage
from tests.facts.chronology import chronology

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
FAULT = [{"code": "staff", "column": "happened", "words": "It may name somebody.", "guess": ""}]
ROWS = (
    {"starts": "2019-04-03", "happened": "PC Thackrah came.", "faults": FAULT},
    {"starts": "2019-04-04", "happened": "The PC attended. PC Attended.", "faults": FAULT},
    {"starts": "2019-04-05", "happened": "She rang DC Oldroyd."},
)


def test_names_after_a_rank_in_marked_rows_are_looked_at(case, team):
    with acting(team.coordinator):
        chronology(case, team, rows=ROWS)
    text = Passage("text", "Thackrah Attended, then Oldroyd left. thackrah")
    found = [(hit.kind, hit.shown) for hit in in_passage(known(case), text)]
    assert found == [("staff", "Thackrah")]
