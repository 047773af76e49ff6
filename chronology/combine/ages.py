"""How old somebody was at an event, as far as both dates are known (S80, S83)."""

from __future__ import annotations

import datetime

from chronology.combine.rows import as_day, days_of

MONTHS_UNDER = 2
"""Under this age, in years, it is told in months: it matters to know how young a baby was."""


def age_at(born_on: str, on: str) -> str:
    """The age in words, for two canonical uncertain dates: `aged 6`, `aged 6 or 7`, `aged 5 to 7`.

    `not born yet` when the event certainly came first, nothing when either date is not known.
    """
    born, event = days_of(born_on), days_of(on)
    if born is None or event is None:
        return ""
    if event[1] < born[0]:
        return "not born yet"
    youngest = _months(born[1], event[0])
    oldest = _months(born[0], event[1])
    if youngest < 0:
        return f"not born yet, or {_span(0, oldest)}"
    return _span(youngest, oldest)


def _span(youngest: int, oldest: int) -> str:
    low, high = youngest // 12, oldest // 12
    if high < MONTHS_UNDER:
        if youngest == oldest:
            return f"aged {oldest} month" + ("" if oldest == 1 else "s")
        return f"aged {youngest} to {oldest} months"
    if low == high:
        return f"aged {low}"
    return f"aged {low} or {high}" if high == low + 1 else f"aged {low} to {high}"


def _months(born: int, on: int) -> int:
    """Full months from a birth to a day; below 0 when the birth came later."""
    birth, day = as_day(born), as_day(on)
    months = (day.year - birth.year) * 12 + day.month - birth.month
    return months - (_day_in_month(birth, day) > day.day)


def _day_in_month(birth: datetime.date, day: datetime.date) -> int:
    """Somebody born on the 31st is a month older on the last day of a shorter month."""
    following = (day.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
    return min(birth.day, (following - datetime.timedelta(days=1)).day)
