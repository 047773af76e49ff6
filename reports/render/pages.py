"""Boxes put on pages, one under another."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from reports.render.boxes import Box

MARGIN = 20 * mm


@dataclass(frozen=True)
class Turn:
    """What follows begins on a new page, upright or on its side."""

    landscape: bool = False


@dataclass
class Page:
    """One page and what stands where: boxes with the height of their top, in points."""

    landscape: bool = False
    placed: list[tuple[Box, float]] = field(default_factory=list)

    @property
    def size(self) -> tuple[float, float]:
        return (A4[1], A4[0]) if self.landscape else A4


def room(landscape: bool) -> tuple[float, float]:
    """Width and height between the margins, in points."""
    width, height = Page(landscape).size
    return width - 2 * MARGIN, height - 2 * MARGIN


def paginate(things: Iterable[Box | Turn]) -> list[Page]:
    """Put boxes on as few pages as their order allows.

    A box that keeps with the next ends no page, unless both are longer than a page. A box that
    does not fit is split where it can be, or begins the next page.
    """
    waiting = deque(things)
    pages = [Page()]
    left, gap = room(False)[1], 0.0
    while waiting:
        thing = waiting.popleft()
        page = pages[-1]
        if isinstance(thing, Turn):
            if page.placed or page.landscape != thing.landscape:
                if page.placed:
                    pages.append(Page(thing.landscape))
                else:
                    page.landscape = thing.landscape
                left, gap = room(thing.landscape)[1], 0.0
            continue
        space = max(gap, thing.before) if page.placed else 0.0
        here = left - space
        need = _needs(thing, waiting)
        if need > room(page.landscape)[1]:
            need = thing.least
        if page.placed and need > here:
            parts = None
        elif thing.height <= here:
            parts = (thing, None)
        else:
            parts = thing.split(here) or (None if page.placed else (thing, None))
        if parts is None:
            waiting.extendleft([thing, Turn(page.landscape)])
            continue
        first, rest = parts
        page.placed.append((first, MARGIN + here))
        left, gap = here - first.height, first.after
        if rest is not None:
            waiting.extendleft([rest, Turn(page.landscape)])
    if len(pages) > 1 and not pages[-1].placed:
        pages.pop()
    return pages


def _needs(box: Box, waiting: Iterable[Box | Turn]) -> float:
    """The height that must be free for the box to begin here."""
    if not box.keep_with_next:
        return box.least
    need = box.height
    for after in waiting:
        if isinstance(after, Turn):
            break
        need += max(box.after, after.before)
        if not after.keep_with_next:
            return need + after.least
        need += after.height
        box = after
    return need
