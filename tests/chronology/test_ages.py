"""Ages, as far as both dates are known."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology.combine.ages import age_at


@pytest.mark.parametrize(
    ("born", "on", "words"),
    [
        ("2015-06-10", "2021-06-09", "aged 5"),
        ("2015-06-10", "2021-06-10", "aged 6"),
        ("2015-06", "2021-06-15", "aged 5 or 6"),
        ("2015", "2021-03-01", "aged 5 or 6"),
        ("2015", "2021", "aged 5 or 6"),
        ("2015/2017", "2021-12-31", "aged 4 to 6"),
        ("2021-01-31", "2021-02-28", "aged 1 month"),
        ("2021-01-31", "2021-02-27", "aged 0 months"),
        ("2021-01", "2021-03-10", "aged 1 to 2 months"),
        ("2021-05-01", "2021-04-30", "not born yet"),
        ("2021", "2021-04-30", "not born yet, or aged 0 to 3 months"),
        ("2012-02-29", "2021-02-28", "aged 9"),
        ("unknown", "2021-01-01", ""),
        ("", "2021-01-01", ""),
        ("2015-06-10", "unknown", ""),
    ],
)
def test_age_in_words(born, on, words):
    assert age_at(born, on) == words


@given(st.dates(datetime.date(1930, 1, 1), datetime.date(2020, 1, 1)), st.integers(731, 20_000))
def test_a_certain_age_is_the_number_of_birthdays(born, later):
    day = born + datetime.timedelta(days=later)
    birthdays = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    if (born.month, born.day) != (2, 29):
        assert age_at(str(born), str(day)) == f"aged {birthdays}"
