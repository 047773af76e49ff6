"""Gaps and silences: how long nothing is recorded, for one agency and for all (S84)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from chronology.combine.rows import Row, as_day

Period = tuple[datetime.date, datetime.date]


@dataclass(frozen=True, slots=True)
class Gap:
    """Days in which no contact is recorded.

    `after` and `before` are the rows on either side; None stands for an edge of the period under
    review. `days` counts from the last day the one can have been to the first day the other can
    have been, so it is the least the gap can be. `perhaps` counts rows dated too vaguely to close
    it which may lie inside.
    """

    after: Row | None
    before: Row | None
    first_on: datetime.date
    last_on: datetime.date
    perhaps: int = 0

    @property
    def days(self) -> int:
        """How long it is, in days, at the least."""
        return (self.last_on - self.first_on).days


def silences(rows: Iterable[Row], *, longer_than: int, period: Period | None = None) -> list[Gap]:
    """Every gap longer than so many days, in order; with a period, its edges count too.

    A date known only to the year, or not at all, closes no gap.
    """
    rows = list(rows)
    vague = [row.days for row in rows if row.is_vague and row.days is not None]
    dated = sorted((row for row in rows if not row.is_vague), key=lambda row: (row.days, row.order))
    start, end = (day.toordinal() for day in period) if period else (None, None)
    found: list[Gap] = []
    last, last_row = start, None

    def close(upto: int, before: Row | None) -> None:
        if last is None or upto - last <= longer_than:
            return
        perhaps = sum(first < upto and until > last for first, until in vague)
        found.append(Gap(last_row, before, as_day(last), as_day(upto), perhaps))

    for row in dated:
        first, until = row.days or (0, 0)
        if end is not None and first > end:
            break
        close(first, row)
        if last is None or until >= last:
            last, last_row = until, row
    if end is not None:
        close(end, None)
    return found
