"""The merge: every row once, in one order, whatever order the files come in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology.combine.rows import gather, merge
from govuk.dates import UncertainDate
from tests.chronology.rows import chronologies, row


@given(chronologies(), st.randoms())
def test_merge_does_not_depend_on_the_order_of_files_or_rows(files, chance):
    merged = merge(files.values())
    shuffled = [chance.sample(rows, len(rows)) for rows in files.values()]
    chance.shuffle(shuffled)
    assert merge(shuffled) == merged
    assert merge([merged]) == merged


@given(chronologies())
def test_merge_loses_nothing(files):
    merged = merge(files.values())
    assert sorted(row.key for row in merged) == sorted(
        row.key for rows in files.values() for row in rows
    )


@given(chronologies())
def test_what_is_certainly_earlier_stands_earlier(files):
    merged = merge(files.values())
    for number, earlier in enumerate(merged):
        for later in merged[number + 1 :]:
            if earlier.days and later.days:
                assert not later.days[1] < earlier.days[0]
            if not earlier.days:
                assert not later.days, "what nobody could date stands last"


@given(chronologies(), st.data())
def test_rows_settled_to_be_one_event_stand_together_and_none_is_lost(files, data):
    merged = merge(files.values())
    keys = [row.key for row in merged] or ["none"]
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(keys), st.sampled_from(keys))))
    events = gather(merged, pairs)
    assert sorted(row.key for event in events for row in event.rows) == sorted(
        row.key for row in merged
    )
    assert gather(merged, list(reversed(pairs))) == events
    home = {row.key: number for number, event in enumerate(events) for row in event.rows}
    for one, other in pairs:
        if one in home and other in home:
            assert home[one] == home[other]
    firsts = [merged.index(event.first) for event in events]
    assert firsts == sorted(firsts)
    for event in events:
        assert list(event.rows) == sorted(event.rows, key=merged.index)


def test_pairs_join_through_each_other():
    rows = [row("a", "2021-01-01"), row("b", "2021-01-02"), row("c", "2021-01-03")]
    assert [len(event.rows) for event in gather(rows, [("b", "c"), ("a", "c")])] == [3]
    assert [len(event.rows) for event in gather(rows, [("b", "gone")])] == [1, 1, 1]


@pytest.mark.parametrize(
    ("texts", "ordered"),
    [
        (["2021-03-02", "2021-03", "2021"], ["2021", "2021-03", "2021-03-02"]),
        (["unknown", "2021-03-02", ""], ["2021-03-02", "", "unknown"]),
    ],
)
def test_vaguer_dates_stand_before_what_lies_in_them(texts, ordered):
    rows = [row(f"k{number}", text) for number, text in enumerate(texts)]
    found = [found.on for found in merge([rows])]
    assert [text or "unknown" for text in found] == [text or "unknown" for text in ordered]
    assert all(UncertainDate(text) for text in found if text)


def test_untimed_rows_of_a_day_stand_before_timed_ones():
    late, early, untimed = (
        row("a", "2021-01-01", at="14:30"),
        row("b", "2021-01-01", at="09:00"),
        row("c", "2021-01-01"),
    )
    assert [found.key for found in merge([[late, early, untimed]])] == ["c", "b", "a"]
