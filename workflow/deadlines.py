"""Date sums. No database, no today: what they need is given to them."""

from __future__ import annotations

import calendar
from collections.abc import Container
from datetime import date, timedelta


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day if it has none (process.md A2)."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def is_working_day(day: date, holidays: Container[date]) -> bool:
    """Whether a day is neither at a weekend nor a bank holiday in England and Wales."""
    return day.weekday() < 5 and day not in holidays


def add_working_days(day: date, amount: int, holidays: Container[date]) -> date:
    """The day that many working days later, or earlier for a negative amount."""
    one = timedelta(days=1 if amount >= 0 else -1)
    left = abs(amount)
    while left:
        day += one
        if is_working_day(day, holidays):
            left -= 1
    return day


def working_days_between(start: date, end: date, holidays: Container[date]) -> int:
    """Working days after `start` up to and including `end`; negative when end is earlier."""
    sign, (first, last) = (1, (start, end)) if end >= start else (-1, (end, start))
    days = (first + timedelta(days=number + 1) for number in range((last - first).days))
    return sign * sum(is_working_day(day, holidays) for day in days)


def due_date(
    counted_from: date, amount: int, unit: str, holidays: Container[date] = ()
) -> date | None:
    """When something counted from a day is due, or None for "as soon as practicable".

    `unit` is months, days, working_days, hours or none. Hours are counted as whole days begun.
    """
    if unit == "none":
        return None
    if unit == "months":
        return add_months(counted_from, amount)
    if unit == "working_days":
        return add_working_days(counted_from, amount, holidays)
    if unit == "hours":
        return counted_from + timedelta(days=-(-amount // 24))
    return counted_from + timedelta(days=amount)


def timeliness(
    due_on: date | None,
    met_on: date | None,
    today: date,
    *,
    paused: bool = False,
    soon: int = 14,
    stopped: bool = False,
) -> tuple[str, str]:
    """How a date stands, as words and the kind of tag that goes with them (screens.md 5.4).

    `soon` is the number of days before the date from which it is due soon; a clock is `stopped`
    when its review ended before it was met.
    """
    if stopped:
        return "No longer runs", "grey"
    if met_on is not None:
        late = due_on is not None and met_on > due_on
        return ("Done late", "grey") if late else ("Done", "grey")
    if due_on is None:
        return "As soon as practicable", "information"
    if today > due_on:
        days = (today - due_on).days
        return f"Overdue by {days} day{'' if days == 1 else 's'}", "overdue"
    if paused:
        return "Paused", "paused"
    if (due_on - today).days <= soon:
        return "Due soon", "due-soon"
    return "On time", "on-time"
