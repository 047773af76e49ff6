"""A chronology sent again keeps its events' lasting names, in whatever order it comes."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from chronology.resending import difference, follow
from chronology.rows import Row
from govuk.dates import UncertainDate

TOLD = ("She rang about shouting next door.", "He was seen at the surgery for his back.",
        "A referral was made to housing.", "The school noted an absence.", "")  # fmt: skip
rows = st.lists(
    st.builds(
        Row,
        starts=st.sampled_from([None, UncertainDate("2019"), UncertainDate("2019-04-03")]),
        source=st.sampled_from(["Log 1", "Log 2"]),
        happened=st.sampled_from(TOLD),
    ),
    max_size=8,
)


def named(found):
    follow([], found)
    return found


def copies(found):
    return [replace(row, lineage="") for row in found]


@given(rows, st.randoms(use_true_random=False))
def test_the_same_rows_in_another_order_are_the_same_events(before, chance):
    before = named(before)
    now = copies(before)
    chance.shuffle(now)
    follow(before, now)
    told = difference(before, now)
    assert (told.added, told.changed, told.gone, told.same) == ([], [], [], len(before))


@given(rows, rows)
def test_every_row_has_one_lasting_name_and_none_is_lost(before, now):
    before = named(before)
    follow(before, now)
    names = [row.lineage for row in now]
    assert len(set(names)) == len(names)
    assert all(names)
    told = difference(before, now)
    assert len(told.added) + len(told.changed) + told.same == len(now)
    assert len(told.gone) + len(told.changed) + told.same == len(before)


@given(rows, rows, st.randoms(use_true_random=False))
def test_the_order_of_either_file_changes_nothing(before, now, chance):
    before = named(before)
    first, second = copies(now), copies(now)
    follow(before, first)
    shuffled = list(zip(range(len(second)), second, strict=True))
    chance.shuffle(shuffled)
    turned = list(before)
    chance.shuffle(turned)
    follow(turned, [row for _, row in shuffled])
    one, other = difference(before, first), difference(before, second)
    assert len(one.added) == len(other.added)
    assert {row.lineage for row in one.gone} == {row.lineage for row in other.gone}


def test_a_row_put_right_stays_the_same_event():
    before = named(
        [
            Row(starts=UncertainDate("2019-04-03"), source="Log", happened=TOLD[0]),
            Row(starts=UncertainDate("2019-05"), source="Log", happened=TOLD[1]),
        ]
    )
    dated = replace(before[0], lineage="", starts=UncertainDate("2018-04-03"))
    worded = replace(before[1], lineage="", happened="He was seen at the surgery for pain.")
    new = Row(starts=UncertainDate("2020"), source="Log", happened="A letter came.")
    follow(before, now := [new, worded, dated])
    told = difference(before, now)
    assert [row.lineage for row in (dated, worded)] == [row.lineage for row in before]
    assert told.added == [new]
    assert [fields for *_, fields in told.changed] == [["happened"], ["starts"]]
