"""Days on which nothing is to reach the family, as everybody else may know of them: "avoid"."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dhr_cases.models import Case, DateToAvoid


@dataclass(frozen=True)
class DaysToAvoid:
    """Days without whose or why: `day in days` says whether a day is to be avoided."""

    once: frozenset[date]
    yearly: frozenset[tuple[int, int]]

    @classmethod
    def of(cls, rows: Iterable[DateToAvoid]) -> DaysToAvoid:
        """Keep of the rows the days alone; their reasons are the family's (zone Z4)."""
        rows = [row for row in rows if not row.left_out]
        return cls(
            frozenset(row.day for row in rows if not row.yearly),
            frozenset((row.day.month, row.day.day) for row in rows if row.yearly),
        )

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date):
            return False
        leap = (2, 29) in self.yearly and not calendar.isleap(day.year)
        return (
            day in self.once
            or (day.month, day.day) in self.yearly
            or (leap and (day.month, day.day) == (2, 28))
        )

    def between(self, first: date, last: date) -> list[date]:
        """The days to avoid from the first to the last, both included."""
        span = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return [day for day in span if day in self]


def dates_to_avoid(case: Case) -> DaysToAvoid:
    """The days to avoid on a review, for whoever plans letters, meetings or publication (S105).

    One query.
    """
    return DaysToAvoid.of(case.datetoavoids.all())


def is_to_avoid(case: Case, on: date) -> bool:
    """Whether a day is to be avoided."""
    return on in dates_to_avoid(case)
