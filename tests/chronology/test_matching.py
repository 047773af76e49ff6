"""Pairs that may be one event: proposed by closeness and wording, across agencies alone."""

import datetime
import random

from hypothesis import given

from chronology.combine.rows import Row, merge
from chronology.compare import matching
from chronology.compare.matching import ENOUGH, WINDOW, closeness, days_apart, propose
from chronology.compare.words import account_of, likeness, weights, words_of
from tests.chronology.rows import FIRST, chronologies, row

POLICE = "Officers attended Elm Road after a neighbour reported shouting. Bruise to left arm seen."
HEALTH = "Neighbour reported shouting; police officers attended Elm Road. Left arm was bruised."
OTHER = "Rent arrears letter sent. Tenant asked for a repayment plan by telephone."


def pairs(*rows):
    return [(pair.one, pair.other) for pair in propose(rows)]


def test_close_in_time_and_wording_is_proposed():
    one = row("a", "2021-05-03", "police", text=POLICE)
    other = row("b", "2021-05-04", "health", text=HEALTH)
    third = row("c", "2021-05-03", "housing", text=OTHER)
    assert pairs(third, other, one) == [("a", "b")]


def test_rows_of_one_agency_are_never_proposed():
    assert pairs(row("a", "2021-05-03", text=POLICE), row("b", "2021-05-03", text=POLICE)) == []


def test_beyond_the_window_nothing_is_proposed():
    one = row("a", "2021-05-03", "police", text=POLICE)
    assert pairs(one, row("b", "2021-05-10", "health", text=HEALTH)) != []
    assert pairs(one, row("b", "2021-05-11", "health", text=HEALTH)) == []


def test_a_month_can_match_a_day_but_a_year_cannot():
    one = row("a", "2021-05-03", "police", text=POLICE)
    assert pairs(one, row("b", "2021-05", "health", text=HEALTH)) != []
    assert pairs(one, row("b", "2021", "health", text=HEALTH)) == []


def test_different_events_of_one_day_are_not_proposed():
    assert (
        pairs(
            row("a", "2021-05-03", "police", text=POLICE),
            row("b", "2021-05-03", "housing", text=OTHER),
        )
        == []
    )


def test_nearer_dates_are_closer():
    base = row("a", "2021-05-03")
    near = [closeness(base, row("b", f"2021-05-{day:02d}")) for day in range(3, 12)]
    assert near == sorted(near, reverse=True) and near[0] == 100 and near[-1] == 0
    assert closeness(base, row("b", "2021-05")) < closeness(base, row("b", "2021-05-03"))
    assert closeness(row("a", "2021-05-03", at="09:00"), row("b", "2021-05-03", at="18:30")) < 100
    assert days_apart(base, row("b", "unknown")) is None


def test_the_same_words_are_wholly_alike_and_few_words_never():
    telling = weights([words_of(POLICE), words_of(OTHER)])
    whole, few = account_of(words_of(POLICE), telling), account_of(("arm",), telling)
    assert likeness(whole, whole, telling) == 100
    assert likeness(few, few, telling) == 0


@given(chronologies())
def test_proposals_are_repeatable_and_keep_to_the_rules(files):
    rows = merge(files.values())
    found = propose(rows)
    assert propose(list(reversed(rows))) == found
    by_key = {row.key: row for row in rows}
    seen = set()
    for pair in found:
        one, other = by_key[pair.one], by_key[pair.other]
        assert one.agency != other.agency
        assert pair.score >= ENOUGH and pair.days_apart <= WINDOW
        assert pair.keys not in seen
        seen.add(pair.keys)


def test_of_many_rows_few_are_compared(monkeypatch):
    """Each row with every other in the window would be some 80 comparisons a row."""
    chance = random.Random(4)
    vocabulary = [f"word{number}" for number in range(4000)]
    rows = [
        Row(
            f"k{number}",
            f"agency{number % 12}",
            str(FIRST + datetime.timedelta(days=chance.randrange(700))),
            "",
            number,
            " ".join(chance.choices(vocabulary, k=25)),
        )
        for number in range(8_000)
    ]
    compared = []
    monkeypatch.setattr(matching, "likeness", lambda *given, **more: compared.append(given) or 0)
    propose(rows)
    assert 0 < len(compared) < 8 * len(rows)
