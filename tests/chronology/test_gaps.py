"""Gaps and silences: measured from what was recorded, never by a guess."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from chronology.combine.gaps import silences
from chronology.combine.rows import merge
from tests.chronology.rows import chronologies, row

D = datetime.date
PERIOD = (D(2021, 1, 1), D(2021, 12, 31))


def told(gaps):
    return [(gap.after and gap.after.key, gap.before and gap.before.key, gap.days) for gap in gaps]


def test_a_gap_longer_than_so_many_days_is_told():
    rows = [row("a", "2021-01-01"), row("b", "2021-02-01"), row("c", "2021-02-20")]
    assert told(silences(rows, longer_than=30)) == [("a", "b", 31)]
    assert told(silences(rows, longer_than=31)) == []


def test_the_edges_of_the_period_under_review_count():
    rows = [row("a", "2021-06-01")]
    assert told(silences(rows, longer_than=90, period=PERIOD)) == [
        (None, "a", 151),
        ("a", None, 213),
    ]


def test_an_agency_without_a_row_is_silent_for_the_whole_period():
    assert told(silences([], longer_than=90, period=PERIOD)) == [(None, None, 364)]
    assert silences([], longer_than=90) == []


def test_a_date_known_to_the_month_covers_the_month_and_to_the_year_closes_nothing():
    rows = [row("a", "2021-01-01"), row("b", "2021-03"), row("c", "2021"), row("d", "2021-06-01")]
    gaps = silences(rows, longer_than=30)
    assert told(gaps) == [("a", "b", 59), ("b", "d", 62)]
    assert [gap.perhaps for gap in gaps] == [1, 1]


def test_a_long_stay_covers_the_rows_within_it():
    rows = [row("a", "2021-01-01/2021-03-20"), row("b", "2021-01-05"), row("c", "2021-04-01")]
    assert silences(rows, longer_than=30) == []


def test_rows_after_the_period_do_not_lengthen_it():
    rows = [row("a", "2021-12-01"), row("late", "2023-01-01"), row("early", "2019-01-01")]
    assert told(silences(rows, longer_than=100, period=PERIOD)) == [(None, "a", 334)]


@given(chronologies(), st.integers(0, 200))
def test_no_row_that_can_be_placed_lies_inside_a_gap(files, longer_than):
    rows = merge(files.values())
    for gap in silences(rows, longer_than=longer_than, period=PERIOD):
        assert gap.days > longer_than
        for found in rows:
            if not found.is_vague:
                first, last = found.days
                assert not (gap.first_on.toordinal() < first and last < gap.last_on.toordinal())


@given(chronologies(), st.integers(0, 200))
def test_gaps_do_not_depend_on_the_order_of_rows(files, longer_than):
    rows = merge(files.values())
    backwards = silences(reversed(rows), longer_than=longer_than)
    assert [(gap.first_on, gap.last_on) for gap in silences(rows, longer_than=longer_than)] == [
        (gap.first_on, gap.last_on) for gap in backwards
    ]
