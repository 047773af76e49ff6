"""The geometry of the strip: a lane for each agency, a mark for each day, a scale (S83)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chronology.combine.rows import Row, as_day

LEFT, RIGHT, TOP, LANE, FOOT = 12, 20, 10, 60, 34
WIDTH = 1000
"""Units of the drawing, not pixels: it is drawn as wide as the page is."""
STEP = 16
"""Rows nearer to each other than this on one lane are drawn as one, with their number."""
DIGIT = 8
"""How wide a figure is drawn, so that the numbers of two marks never run into each other."""
EDGE = 30
"""Labels of the scale nearer than this to an end are written inwards."""
MOST_TICKS = 12
MONTHS_APART = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True, slots=True)
class Dot:
    """One or more rows of a lane that lie close together."""

    x: float
    y: float
    width: float
    count: int
    marked: bool
    first_on: datetime.date
    last_on: datetime.date
    keys: tuple[str, ...]

    @property
    def bar_y(self) -> float:
        return self.y - 3

    @property
    def mark_x(self) -> float:
        return self.x - 5

    @property
    def mark_y(self) -> float:
        return self.y - 5

    @property
    def count_y(self) -> float:
        return self.y + 18

    @property
    def is_period(self) -> bool:
        """Whether it is drawn as a bar, being known to a month or a range."""
        return self.width > STEP


@dataclass(frozen=True, slots=True)
class Lane:
    """One agency's line."""

    agency: str
    name: str
    y: float
    dots: tuple[Dot, ...]

    @property
    def label_y(self) -> float:
        return self.y - 16

    @property
    def count(self) -> int:
        return sum(dot.count for dot in self.dots)


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the scale."""

    x: float
    label: str

    @property
    def anchor(self) -> str:
        """Which end of the label stands at the place, so that none is cut off."""
        if self.x < LEFT + EDGE:
            return "start"
        return "end" if self.x > WIDTH - RIGHT - EDGE else "middle"


@dataclass(frozen=True, slots=True)
class Strip:
    """Everything to be drawn, in units of one drawing."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    first_on: datetime.date
    last_on: datetime.date
    left_out: int
    width: int = WIDTH
    left: int = LEFT
    right: int = WIDTH - RIGHT

    @property
    def height(self) -> int:
        return TOP + LANE * len(self.lanes) + FOOT

    @property
    def floor(self) -> int:
        """Where the lanes end and the scale begins."""
        return TOP + LANE * len(self.lanes)

    @property
    def scale_y(self) -> int:
        return self.floor + 20


def draw(rows: Sequence[Row], names: Mapping[str, str], marked: frozenset[str]) -> Strip | None:
    """The strip of these rows, or None when fewer than two days are known.

    `names` gives the lanes in their order by agency; `marked` are the keys of rows with a mark.
    Rows dated too vaguely to be placed are counted in `left_out`, never placed by guess.
    """
    placed = [row for row in rows if not row.is_vague]
    spans = [row.days for row in placed if row.days]
    if not spans:
        return None
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    if first == last:
        return None
    scale = (WIDTH - LEFT - RIGHT) / (last - first)
    lanes = []
    for number, (agency, name) in enumerate(names.items()):
        y = TOP + LANE * number + LANE * 0.55
        own = sorted((row for row in placed if row.agency == agency), key=lambda row: row.span)
        lanes.append(Lane(agency, name, y, tuple(_dots(own, first, scale, y, marked))))
    left_out = len(rows) - len(placed)
    ticks = _ticks(first, last, scale)
    return Strip(tuple(lanes), ticks, as_day(first), as_day(last), left_out)


def _dots(
    rows: Sequence[Row], first: int, scale: float, y: float, marked: frozenset[str]
) -> Iterator[Dot]:
    """Rows of one lane, near ones together, in the order of their days."""
    group: list[Row] = []
    for row in rows:
        if group and (row.span[0] - group[0].span[0]) * scale >= _room(len(group)):
            yield _dot(group, first, scale, y, marked)
            group = []
        group.append(row)
    if group:
        yield _dot(group, first, scale, y, marked)


def _room(count: int) -> int:
    """How far the next mark must be from one of so many rows."""
    return max(STEP, DIGIT * len(str(count)) + 4) if count > 1 else STEP


def _dot(group: list[Row], first: int, scale: float, y: float, marked: frozenset[str]) -> Dot:
    begins, ends = group[0].span[0], max(row.span[1] for row in group)
    keys = tuple(row.key for row in group)
    return Dot(
        round(LEFT + (begins - first) * scale, 1),
        y,
        round((ends - begins) * scale, 1),
        len(group),
        not marked.isdisjoint(keys),
        as_day(begins),
        as_day(ends),
        keys,
    )


def _ticks(first: int, last: int, scale: float) -> tuple[Tick, ...]:
    """Firsts of months, as many as can be read."""
    begin, end = as_day(first), as_day(last)
    months = (end.year - begin.year) * 12 + end.month - begin.month
    apart = next((n for n in MONTHS_APART if months / n < MOST_TICKS), MONTHS_APART[-1])
    ticks = []
    for number in range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month + 1):
        day = datetime.date(number // 12, number % 12 + 1, 1)
        if number % apart == 0 and first <= day.toordinal() <= last:
            label = str(day.year) if apart >= 12 else f"{day:%b %Y}"
            ticks.append(Tick(round(LEFT + (day.toordinal() - first) * scale, 1), label))
    return tuple(ticks)
