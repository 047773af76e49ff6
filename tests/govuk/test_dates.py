"""An uncertain date keeps what was recorded: no more, and no less."""

import calendar
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govuk.dates import FIRST_YEAR, LAST_YEAR, UncertainDate

years = st.integers(FIRST_YEAR, LAST_YEAR)
days = st.dates(datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31))
points = st.one_of(
    years.map(UncertainDate.from_parts),
    st.builds(UncertainDate.from_parts, years, st.integers(1, 12)),
    days.map(UncertainDate.from_date),
)


@st.composite
def ranges(draw):
    start = draw(points)
    end = draw(points.filter(lambda end: starts_and_ends_later(end, start)))
    return UncertainDate.between(start, end)


def starts_and_ends_later(end, start):
    return start.earliest < end.earliest and start.latest < end.latest


known = st.one_of(points, ranges())
anything = st.one_of(known, st.just(UncertainDate.unknown()))


@given(anything)
def test_text_comes_back_as_the_same_date(date):
    assert UncertainDate(date.text) == date


@given(anything, anything)
def test_what_was_certainly_earlier_sorts_first(one, other):
    if one.is_known and other.is_known and one.latest < other.earliest:
        assert one < other
        assert one.text.encode() < other.text.encode()


@given(known)
def test_not_known_sorts_last(date):
    assert date < UncertainDate.unknown()


@given(points)
def test_no_part_is_ever_invented(date):
    given_parts = date.text.count("-") + 1
    assert [part is None for part in date.parts] == [number >= given_parts for number in range(3)]
    shown = str(date).split()
    assert len(shown) == given_parts
    assert (date.kind == "day") is (date.earliest == date.latest)


@given(known)
def test_limits_hold_the_whole_of_the_date(date):
    assert date.earliest <= date.latest
    assert date.earliest == date.start.earliest
    assert date.latest == date.end.latest


@given(st.text())
def test_any_text_is_either_kept_whole_or_refused(text):
    try:
        date = UncertainDate(text)
    except ValueError:
        return
    assert date.text == text


@given(st.integers(FIRST_YEAR, LAST_YEAR))
def test_february_has_no_day_it_does_not_have(year):
    last = calendar.monthrange(year, 2)[1]
    assert UncertainDate.from_parts(year, 2, last).latest.day == last
    with pytest.raises(ValueError, match=f"February {year} has {last} days"):
        UncertainDate.from_parts(year, 2, last + 1)


@pytest.mark.parametrize(
    ("text", "shown", "kind"),
    [
        ("2026", "2026", "year"),
        ("2026-05", "May 2026", "month"),
        ("2026-05-03", "3 May 2026", "day"),
        ("2026-05-01/2026-05-14", "1 May 2026 to 14 May 2026", "range"),
        ("2019/2021", "2019 to 2021", "range"),
        ("unknown", "Not known", "unknown"),
    ],
)
def test_date_is_shown_as_it_was_recorded(text, shown, kind):
    assert (str(UncertainDate(text)), UncertainDate(text).kind) == (shown, kind)


@pytest.mark.parametrize(
    "text",
    [
        "", "26", "1899", "2101", "2026-13", "2026-00", "2026-02-30", "2026-5", "2026-05-00",
        "2026-05-03/", "2026/2026", "2027/2026", "2026/2026-05", "2026/2027/2028", "unknown/2026",
        "٢٠٢٦", "2026-05-03T10:00",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError):
        UncertainDate(text)


def test_day_without_its_month_is_refused():
    with pytest.raises(ValueError, match="needs a month"):
        UncertainDate.from_parts(2026, None, 3)


def test_not_known_has_no_limits():
    unknown = UncertainDate.unknown()
    assert (unknown.earliest, unknown.latest, unknown.parts) == (None, None, (None, None, None))
    assert not unknown.is_known
    assert unknown.__lt__("2026") is NotImplemented
