"""Dates and times as people write them; no part is ever filled in."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology.reading.dates import read_date
from chronology.reading.times import read_time
from govuk.dates import UncertainDate

TOLD = {
    "03/04/2019": "2019-04-03",
    "3.4.19": "2019-04-03",
    "3-4-2019": "2019-04-03",
    "03 04 2019": "2019-04-03",
    "3rd April 2019": "2019-04-03",
    "Wednesday 3rd of April, 2019": "2019-04-03",
    "April 3, 2019": "2019-04-03",
    "03-Apr-19": "2019-04-03",
    "20190403": "2019-04-03",
    "April 2019": "2019-04",
    "Apr-19": "2019-04",
    "Sept 2018": "2018-09",
    "04/2019": "2019-04",
    "2019": "2019",
    "2019-04-03": "2019-04-03",
    "43558": "2019-04-03",
    "?": "unknown",
    "Not known": "unknown",
    "?/4/2019": "2019-04",
    "00/04/2019": "2019-04",
    "xx/xx/2018": "2018",
    "1-3 May 2019": "2019-05-01/2019-05-03",
    "1 \u2013 3/5/2019": "2019-05-01/2019-05-03",
    "28 Feb to 3 March 2019": "2019-02-28/2019-03-03",
    "March to June 2018": "2018-03/2018-06",
    "between March and June 2018": "2018-03/2018-06",
    "April/May 2019": "2019-04/2019-05",
    "01/05/2019 - 03/05/2019": "2019-05-01/2019-05-03",
    "2018/19": "2018/2019",
    "2017-2018": "2017/2018",
}
ABOUT = {
    "c. 2018": "2018",
    "c2018": "2018",
    "circa March 2018": "2018-03",
    "early 2018": "2018",
    "mid-May 2019": "2019-05",
    "summer of 2017": "2017",
    "3/4/2019?": "2019-04-03",
    "approx 3 April 2019": "2019-04-03",
    "1990s": "1990/1999",
}


@pytest.mark.parametrize(("text", "canonical"), TOLD.items())
def test_dates_are_read_as_they_are_told(text, canonical):
    found = read_date(text)
    assert (found.when, found.is_about) == (UncertainDate(canonical), False)


@pytest.mark.parametrize(("text", "canonical"), ABOUT.items())
def test_about_is_kept_as_about(text, canonical):
    found = read_date(text)
    assert (found.when, found.is_about) == (UncertainDate(canonical), True)


@pytest.mark.parametrize(
    "text",
    ["03/04/2019 14:30", "3/4/19 at 2.30pm", "3 April 2019 1430hrs", "2019-04-03T14:30:00Z"],
)
def test_a_time_beside_the_date_is_read(text):
    found = read_date(text)
    assert (found.when, found.at) == (UncertainDate("2019-04-03"), time(14, 30))


def test_midnight_to_the_second_is_a_day_without_a_time():
    assert read_date("03/04/2019 00:00:00").at is None


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("04/13/2019", "2019-04-13"),
        ("some time after 3/4/2019", "2019-04-03"),
        ("30/02/2019", ""),
        ("3 April", ""),
        ("May", ""),
        ("", ""),
        ("between 3/4/2019 and the 12/4/2019 perhaps", ""),
    ],
)
def test_what_cannot_be_read_is_a_fault_with_at_most_a_guess(text, guess):
    found = read_date(text)
    assert found.when is None
    assert found.why
    assert found.guess == guess


@given(st.text(max_size=60))
def test_any_text_is_read_or_named(text):
    found = read_date(text)
    assert (found.when is None) == bool(found.why)
    assert not found.guess or UncertainDate(found.guess)
    read_time(text)


WAYS = ["%d/%m/%Y", "%d.%m.%y", "%Y-%m-%d", "%d %B %Y", "%d-%b-%y", "%A %d %b %Y", "%Y%m%d"]


@given(st.dates(date(1980, 1, 1), date(2039, 12, 31)), st.sampled_from(WAYS))
def test_every_day_is_read_in_every_way(day, way):
    assert read_date(day.strftime(way)).when == UncertainDate.from_date(day)


@given(st.dates(date(1950, 1, 1), date(2039, 12, 31)))
def test_a_month_stays_a_month_and_a_serial_is_its_day(day):
    assert read_date(day.strftime("%B %Y")).when == UncertainDate(day.isoformat()[:7])
    serial = (day - date(1899, 12, 30)).days
    assert read_date(str(serial)).when == UncertainDate.from_date(day)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("14:30", time(14, 30), None),
        ("14.30", time(14, 30), None),
        ("1430hrs", time(14, 30), None),
        ("2.30 p.m.", time(14, 30), None),
        ("12am", time(0), None),
        ("noon", time(12), None),
        ("14:30 - 15:00", time(14, 30), time(15)),
    ],
)
def test_times_are_read(text, start, end):
    found = read_time(text)
    assert (found.start, found.end, found.is_fault) == (start, end, False)


def test_words_are_kept_as_told_and_impossible_numbers_are_faults():
    assert not read_time("evening").is_fault
    assert read_time("25:70").is_fault
    assert read_time("3").is_fault
