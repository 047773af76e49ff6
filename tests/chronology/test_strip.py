"""The strip: everything that can be placed is placed once, and what cannot is counted."""

from itertools import pairwise

from hypothesis import given

from chronology.combine.rows import merge
from chronology.combine.strip import DIGIT, EDGE, LEFT, MOST_TICKS, RIGHT, WIDTH, draw
from tests.chronology.rows import AGENCIES, chronologies, row

LANES = {agency: agency.title() for agency in AGENCIES}


@given(chronologies())
def test_every_row_is_drawn_once_or_counted_as_left_out(files):
    rows = merge(files.values())
    strip = draw(rows, LANES, frozenset())
    if strip is None:
        assert len({row.days for row in rows if not row.is_vague}) < 2
        return
    drawn = [key for lane in strip.lanes for dot in lane.dots for key in dot.keys]
    assert len(drawn) == len(set(drawn))
    assert len(drawn) + strip.left_out == len(rows)
    for lane in strip.lanes:
        for dot in lane.dots:
            assert dot.x >= LEFT - 1 and dot.x + dot.width <= WIDTH - RIGHT + 1
            assert dot.count == len(dot.keys)
        places = [dot.x for dot in lane.dots]
        assert places == sorted(places)
    assert len(strip.ticks) <= MOST_TICKS


def test_too_few_days_draw_nothing():
    assert draw([], LANES, frozenset()) is None
    assert draw([row("a", "2021-05-03"), row("b", "2021-05-03")], LANES, frozenset()) is None


def test_marked_rows_and_periods_are_told_apart():
    rows = [row("a", "2021-01-01"), row("b", "2021-06", "health"), row("c", "2021-12-31")]
    strip = draw(rows, LANES, frozenset({"a"}))
    health, housing, police = strip.lanes
    assert [dot.marked for dot in police.dots] == [True, False]
    assert health.dots[0].is_period and not police.dots[0].is_period
    assert housing.dots == () and housing.count == 0
    assert [tick.label for tick in strip.ticks][:2] == ["Jan 2021", "Feb 2021"] or strip.ticks


def test_numbers_and_labels_never_run_into_each_other_over_twenty_years():
    days = [f"{year}-{month:02}-{day:02}" for year in range(2001, 2021) for month in range(1, 13)
            for day in (1, 4, 9, 16)]  # fmt: skip
    strip = draw([row(f"r{n}", on) for n, on in enumerate(days)], LANES, frozenset())
    dots = next(lane.dots for lane in strip.lanes if lane.dots)
    for one, next_one in pairwise(dots):
        half = DIGIT * (len(str(one.count)) + len(str(next_one.count))) / 2
        assert next_one.x - one.x >= half
    assert sum(dot.count for dot in dots) == len(days)
    assert strip.ticks[0].anchor in ("start", "middle")
    at_the_ends = [tick for tick in strip.ticks if tick.x > WIDTH - RIGHT - EDGE]
    assert all(tick.anchor == "end" for tick in at_the_ends)
