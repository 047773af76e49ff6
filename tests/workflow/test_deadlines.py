"""Date sums, by table: month ends, leap years, clock changes, bank holidays, counting back."""

from datetime import date

import pytest

from workflow.deadlines import (
    add_months,
    add_working_days,
    due_date,
    is_working_day,
    timeliness,
    working_days_between,
)

CHRISTMAS_2026 = {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}
EASTER_2026 = {date(2026, 4, 3), date(2026, 4, 6)}


@pytest.mark.parametrize(
    "day, months, due",
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),  # no 31 February
        (date(2028, 1, 31), 1, date(2028, 2, 29)),  # leap year
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),  # over the year's end
        (date(2026, 11, 23), 1, date(2026, 12, 23)),
        (date(2026, 8, 30), 6, date(2027, 2, 28)),
        (date(2027, 8, 29), 6, date(2028, 2, 29)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2000, 1, 31), 1, date(2000, 2, 29)),  # a leap century
        (date(2100, 1, 31), 1, date(2100, 2, 28)),  # no leap century
        (date(2026, 3, 28), 1, date(2026, 4, 28)),  # over the start of summer time
        (date(2026, 10, 24), 1, date(2026, 11, 24)),  # over its end
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
    ],
)
def test_a_month_ends_on_the_corresponding_day_or_the_last(day, months, due):
    assert add_months(day, months) == due


@pytest.mark.parametrize(
    "day, amount, holidays, due",
    [
        (date(2026, 11, 20), 1, (), date(2026, 11, 23)),  # Friday to Monday
        (date(2026, 11, 21), 1, (), date(2026, 11, 23)),  # Saturday to Monday
        (date(2026, 12, 22), 5, CHRISTMAS_2026, date(2026, 12, 31)),
        (date(2026, 4, 2), 1, EASTER_2026, date(2026, 4, 7)),  # Maundy Thursday to Tuesday
        (date(2026, 4, 7), -1, EASTER_2026, date(2026, 4, 2)),
        (date(2026, 12, 31), 20, CHRISTMAS_2026, date(2027, 1, 29)),
        (date(2026, 11, 21), 0, (), date(2026, 11, 21)),
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(day, amount, holidays, due):
    assert add_working_days(day, amount, holidays) == due


@pytest.mark.parametrize(
    "day, works",
    [
        (date(2026, 12, 24), True),
        (date(2026, 12, 25), False),
        (date(2026, 12, 26), False),
        (date(2026, 12, 28), False),
        (date(2026, 12, 29), True),
    ],
)
def test_a_working_day_is_neither_weekend_nor_bank_holiday(day, works):
    assert is_working_day(day, CHRISTMAS_2026) is works


@pytest.mark.parametrize(
    "start, end, days",
    [
        (date(2026, 12, 24), date(2026, 12, 29), 1),
        (date(2026, 12, 29), date(2026, 12, 24), -1),
        (date(2026, 11, 23), date(2026, 11, 23), 0),
        (date(2026, 11, 20), date(2026, 11, 23), 1),
    ],
)
def test_working_days_between_two_days(start, end, days):
    assert working_days_between(start, end, CHRISTMAS_2026) == days


@pytest.mark.parametrize("amount", [1, 2, 5, 20, 61])
@pytest.mark.parametrize("day", [date(2026, 12, 22), date(2026, 12, 26), date(2026, 4, 2)])
def test_counting_and_adding_working_days_agree(day, amount):
    holidays = CHRISTMAS_2026 | EASTER_2026
    assert working_days_between(day, add_working_days(day, amount, holidays), holidays) == amount


@pytest.mark.parametrize(
    "amount, unit, due",
    [
        (1, "months", date(2026, 4, 28)),
        (28, "days", date(2026, 4, 25)),
        (-14, "days", date(2026, 3, 14)),  # the family's notice of publication
        (5, "working_days", date(2026, 4, 7)),  # Good Friday and Easter Monday left out
        (72, "hours", date(2026, 3, 31)),  # the clocks change in between
        (1, "hours", date(2026, 3, 29)),  # a day begun
        (25, "hours", date(2026, 3, 30)),
        (0, "none", None),
    ],
)
def test_when_something_is_due(amount, unit, due):
    assert due_date(date(2026, 3, 28), amount, unit, EASTER_2026) == due


TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "due_on, met_on, paused, words, kind",
    [
        (date(2026, 11, 22), None, False, "Overdue by 1 day", "overdue"),
        (date(2026, 9, 14), None, False, "Overdue by 70 days", "overdue"),
        (date(2026, 9, 14), None, True, "Overdue by 70 days", "overdue"),
        (TODAY, None, False, "Due soon", "due-soon"),
        (date(2026, 12, 7), None, False, "Due soon", "due-soon"),
        (date(2026, 12, 8), None, False, "On time", "on-time"),
        (date(2026, 12, 8), None, True, "Paused", "paused"),
        (None, None, False, "As soon as practicable", "information"),
        (TODAY, TODAY, False, "Done", "grey"),
        (date(2026, 11, 1), TODAY, False, "Done late", "grey"),
        (None, TODAY, False, "Done", "grey"),
    ],
)
def test_how_a_date_stands(due_on, met_on, paused, words, kind):
    assert timeliness(due_on, met_on, TODAY, paused=paused) == (words, kind)
