"""The order of the combined chronology, and rows that people settled to be one event (S80)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from govuk.dates import UncertainDate

VAGUE_DAYS = 92
"""A date that may lie anywhere in more days than this says too little to measure by."""


@lru_cache(maxsize=65_536)
def days_of(text: str) -> tuple[int, int] | None:
    """The first and the last day a recorded date can mean, as day numbers; None when not known."""
    when = UncertainDate(text) if text else UncertainDate.unknown()
    if when.earliest is None or when.latest is None:
        return None
    return when.earliest.toordinal(), when.latest.toordinal()


@dataclass(frozen=True, slots=True)
class Row:
    """One row as merging and comparing need it.

    `key` is the row's lineage, which stays when its agency sends it again. `agency` is the body's
    permanent key. `on` is the canonical text of an uncertain date, `at` is "14:30" or nothing.
    `place` is its number in its own file.
    """

    key: str
    agency: str
    on: str
    at: str = ""
    place: int = 0
    text: str = ""

    @property
    def days(self) -> tuple[int, int] | None:
        """The first and last day it can have been, as day numbers."""
        return days_of(self.on)

    @property
    def span(self) -> tuple[int, int]:
        """The same, for rows that are known to have a date."""
        return self.days or (0, 0)

    @property
    def is_vague(self) -> bool:
        """Whether its date says too little to measure by."""
        return self.days is None or self.days[1] - self.days[0] > VAGUE_DAYS

    @property
    def order(self) -> tuple[str, str, str, int, str]:
        """Where it stands: by date as recorded, by time, then agency and place in its file.

        A day without a time stands before the timed rows of that day, a month before its days,
        and what nobody could date stands last.
        """
        return (self.on or "unknown", self.at, self.agency, self.place, self.key)


@dataclass(frozen=True, slots=True)
class Event:
    """What stands under one heading: one row, or several that people settled to be one event."""

    rows: tuple[Row, ...]

    @property
    def first(self) -> Row:
        return self.rows[0]


def merge(files: Iterable[Iterable[Row]]) -> list[Row]:
    """Every row of every file in one order, whatever the order the files came in."""
    return sorted((row for rows in files for row in rows), key=lambda row: row.order)


def gather(rows: Sequence[Row], same: Iterable[tuple[str, str]]) -> list[Event]:
    """The rows in their order, those settled to be the same event together under the earliest.

    `same` are pairs of keys; a pair one half of which is not there (its agency took it back, or
    a filter left it out) joins nothing.
    """
    same = list(same)
    if not same:
        return [Event((row,)) for row in rows]
    known = {row.key for row in rows}
    head: dict[str, str] = {}

    def top(key: str) -> str:
        while key in head:
            key = head[key]
        return key

    place = {row.key: number for number, row in enumerate(rows)}
    for one, other in same:
        if one in known and other in known:
            tops = sorted({top(one), top(other)}, key=place.__getitem__)
            if len(tops) == 2:
                head[tops[1]] = tops[0]
    gathered: dict[str, list[Row]] = {}
    for row in rows:
        gathered.setdefault(top(row.key), []).append(row)
    return [Event(tuple(found)) for found in gathered.values()]


def as_day(number: int) -> datetime.date:
    """The day of a day number."""
    return datetime.date.fromordinal(number)
