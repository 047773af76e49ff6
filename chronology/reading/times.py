"""Times as people write them: 14:30, 2.30pm, 1430hrs, noon, or words that are kept as told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from functools import lru_cache

CLOCK = r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?:[:.]\d{2})?)?"
HALF = r"(?P<half>[ap]\.?\s?m\.?)"
TIME = re.compile(rf"^(?:at\s+)?{CLOCK}\s*{HALF}?\s*(?:hrs?|hours|h)?$", re.IGNORECASE)
FOUR = re.compile(r"^(?:at\s+)?(?P<hour>\d{2}):?(?P<minute>\d{2})\s*(?:hrs?|hours|h)?$", re.I)
BETWEEN = re.compile(r"\s*(?:-|–|—|\bto\b|\buntil\b)\s*", re.IGNORECASE)  # noqa: RUF001 - dashes
NAMED = {"noon": time(12), "midday": time(12), "12 noon": time(12), "midnight": time(0)}


@dataclass(frozen=True, slots=True)
class ReadTime:
    """What a text says of a time: the time, the end if it gives one, and whether it is at fault.

    Words without numbers (“evening”) are no fault: they are kept as told.
    """

    start: time | None = None
    end: time | None = None
    is_fault: bool = False


@lru_cache(maxsize=8192)
def read_time(text: str) -> ReadTime:
    """The time a cell tells of; never a time that it does not say."""
    written = " ".join(text.replace("\u2019", "'").split()).strip(" ,;")
    if not written:
        return ReadTime()
    one = _one(written)
    if one is not None:
        return ReadTime(one)
    halves = BETWEEN.split(written)
    if len(halves) == 2:
        start, end = _one(halves[0]), _one(halves[1])
        if start is not None and end is not None:
            return ReadTime(start, end)
    return ReadTime(is_fault=any(letter.isdigit() for letter in written))


def _one(text: str) -> time | None:
    lowered = text.casefold().strip()
    if lowered in NAMED:
        return NAMED[lowered]
    match = FOUR.match(lowered) or TIME.match(lowered)
    if not match or not lowered.isascii():
        return None
    parts = match.groupdict()
    hour, minute, half = int(parts["hour"]), int(parts["minute"] or 0), parts.get("half")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    elif parts["minute"] is None:
        return None  # “3” alone may be anything
    return time(hour, minute) if hour < 24 and minute < 60 else None
