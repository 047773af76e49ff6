"""Dates of birth and addresses, which zone Z3 keeps as it keeps real names."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable

from chronology.names.known import Known
from govuk.dates import UncertainDate

BIRTH, POSTCODE, ADDRESS = "[date of birth]", "[postcode]", "[address]"
POSTCODE_WRITTEN = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.IGNORECASE)
HOUSE = re.compile(r"^\s*(?:flat\s+)?\d+\w?\s*,?\s+\S+", re.IGNORECASE)


def masks(people: Iterable[Known]) -> list[tuple[re.Pattern[str], str]]:
    """Patterns of what must not be shown to those who may not see who somebody is."""
    found: list[tuple[re.Pattern[str], str]] = []
    for person in people:
        found += [(pattern, BIRTH) for pattern in _births(person.born_on)]
        for match in POSTCODE_WRITTEN.finditer(person.address):
            pattern = rf"\b{re.escape(match[1])}\s*{re.escape(match[2])}\b"
            found.append((re.compile(pattern, re.IGNORECASE), POSTCODE))
        for piece in re.split(r"[,\n]", person.address):
            if HOUSE.match(piece):
                words = r"[\s,]+".join(re.escape(word) for word in piece.split())
                found.append((re.compile(rf"\b{words}\b", re.IGNORECASE), ADDRESS))
    return found


def _births(born_on: str) -> list[re.Pattern[str]]:
    """The ways in which a day of birth is written."""
    if not born_on or UncertainDate(born_on).kind != "day":
        return []
    year, month, day = (int(part) for part in born_on.split("-"))
    long, short = calendar.month_name[month], calendar.month_abbr[month]
    years = rf"(?:{year}|{year % 100:02d})"
    named = rf"(?:{long}|{short})\.?"
    ways = (
        rf"\b0?{day}\s*[-/.]\s*0?{month}\s*[-/.]\s*{years}\b",
        rf"\b{year}-{month:02d}-{day:02d}\b",
        rf"\b0?{day}(?:st|nd|rd|th)?\s+(?:of\s+)?{named},?\s+{years}\b",
        rf"\b{named}\s+0?{day}(?:st|nd|rd|th)?,?\s+{years}\b",
    )
    return [re.compile(way, re.IGNORECASE) for way in ways]
