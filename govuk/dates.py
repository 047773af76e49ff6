"""Dates as people really know them: a day, a month, a year, a range, or not known."""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import total_ordering

FIRST_YEAR, LAST_YEAR = 1900, 2100
NOT_KNOWN = "unknown"
_POINT = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
LONGEST_TEXT = len("2026-05-01/2026-05-14")


@total_ordering
@dataclass(frozen=True, eq=True)
class UncertainDate:
    """A date exactly as it was recorded; no part is ever filled in for anybody.

    `text` is canonical and sorts by itself: `2026`, `2026-05`, `2026-05-03`,
    `2026-05-01/2026-05-14` (either end may be a month or a year), `unknown` (last).
    A date that is certainly before another sorts before it.
    Raises ValueError, with a sentence, when the text is not such a date.
    """

    text: str

    def __post_init__(self) -> None:
        if self.text == NOT_KNOWN:
            return
        points = self.text.split("/")
        if len(points) > 2:
            raise ValueError(f"“{self.text}” is not a date we can read")
        limits = [_limits(point) for point in points]
        if len(points) == 2:
            (first, last), (end_first, end_last) = limits
            if not (first < end_first and last < end_last):
                raise ValueError("The end of a range must be after its start")

    @classmethod
    def unknown(cls) -> "UncertainDate":
        """The recorded fact that nobody knows the date."""
        return cls(NOT_KNOWN)

    @classmethod
    def from_parts(cls, year: int, month: int | None = None, day: int | None = None):
        """A year, a month of a year, or a day; raises ValueError when there is no such date."""
        text = f"{year:04d}"
        if month is not None:
            text += f"-{month:02d}"
        if day is not None:
            if month is None:
                raise ValueError("A day needs a month")
            text += f"-{day:02d}"
        return cls(text)

    @classmethod
    def from_date(cls, day: datetime.date) -> "UncertainDate":
        """A date that is known to the day."""
        return cls(day.isoformat())

    @classmethod
    def between(cls, start: "UncertainDate", end: "UncertainDate") -> "UncertainDate":
        """A range from one day, month or year to a later one."""
        return cls(f"{start.text}/{end.text}")

    @property
    def kind(self) -> str:
        """One of day, month, year, range, unknown."""
        if self.text == NOT_KNOWN:
            return "unknown"
        if "/" in self.text:
            return "range"
        return {4: "year", 7: "month", 10: "day"}[len(self.text)]

    @property
    def is_known(self) -> bool:
        return self.text != NOT_KNOWN

    @property
    def start(self) -> "UncertainDate":
        """Where a range begins; any other date is its own start."""
        return UncertainDate(self.text.split("/")[0])

    @property
    def end(self) -> "UncertainDate":
        """Where a range ends; any other date is its own end."""
        return UncertainDate(self.text.split("/")[-1])

    @property
    def parts(self) -> tuple[int | None, int | None, int | None]:
        """(year, month, day) of a single date, None for each part that was not recorded."""
        if self.kind in ("range", "unknown"):
            return (None, None, None)
        given = [int(part) for part in self.text.split("-")]
        return tuple(given + [None] * (3 - len(given)))

    @property
    def earliest(self) -> datetime.date | None:
        """The first day it can have been; None when not known."""
        return _limits(self.start.text)[0] if self.is_known else None

    @property
    def latest(self) -> datetime.date | None:
        """The last day it can have been; None when not known."""
        return _limits(self.end.text)[1] if self.is_known else None

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, UncertainDate):
            return NotImplemented
        return self.text < other.text

    def __str__(self) -> str:
        """As people write it: 3 May 2026, May 2026, 2026, May 2026 to July 2026, Not known."""
        if self.kind == "unknown":
            return "Not known"
        if self.kind == "range":
            return f"{self.start} to {self.end}"
        year, month, day = self.parts
        words = [str(day)] if day else []
        words += [calendar.month_name[month]] if month else []
        return " ".join([*words, str(year)])


def _limits(point: str) -> tuple[datetime.date, datetime.date]:
    """The first and last day of `2026`, `2026-05` or `2026-05-03`; ValueError otherwise."""
    match = _POINT.match(point)
    if not match or not point.isascii():
        raise ValueError(f"“{point}” is not a date we can read")
    year, month, day = (int(part) if part else None for part in match.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"The year must be between {FIRST_YEAR} and {LAST_YEAR}")
    if month is None:
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    if not 1 <= month <= 12:
        raise ValueError("The month must be between 1 and 12")
    last_day = calendar.monthrange(year, month)[1]
    if day is None:
        return datetime.date(year, month, 1), datetime.date(year, month, last_day)
    if not 1 <= day <= last_day:
        raise ValueError(f"{calendar.month_name[month]} {year} has {last_day} days")
    exact = datetime.date(year, month, day)
    return exact, exact
