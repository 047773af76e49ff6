"""Dates written to the day, in the ways people write them."""

from __future__ import annotations

import re

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
DIGIT = re.compile(r"\d")
_MONTH = r"(" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + r"|sept)\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
DAY_MONTH = re.compile(rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}(?![a-z])(?:,?\s+(\d{{4}}|\d\d)\b)?", re.I)
MONTH_DAY = re.compile(rf"\b{_MONTH}\s+{_DAY}\b(?!\d)(?:,?\s+(\d{{4}})\b)?", re.I)
YEAR_FIRST = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b")
DAY_FIRST = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d\d)\b")

Day = tuple[int | None, int, int]


def days_written(text: str) -> list[tuple[Day, str]]:
    """Each date written to the day: (year or None, month, day) and the words it is written in.

    Takes text in plain letters.
    """
    if not DIGIT.search(text):
        return []
    found: list[tuple[Day, str]] = []
    for match in DAY_MONTH.finditer(text):
        found.append(((_year(match[3]), _month(match[2]), int(match[1])), match[0]))
    for match in MONTH_DAY.finditer(text):
        found.append(((_year(match[3]), _month(match[1]), int(match[2])), match[0]))
    for match in YEAR_FIRST.finditer(text):
        found.append(((int(match[1]), int(match[2]), int(match[3])), match[0]))
    for match in DAY_FIRST.finditer(text):
        found.append(((_year(match[3]), int(match[2]), int(match[1])), match[0]))
    return [(day, shown) for day, shown in found if 1 <= day[1] <= 12 and 1 <= day[2] <= 31]


def _month(word: str) -> int:
    return next(n for n, name in enumerate(MONTHS, start=1) if name[:3] == word[:3].lower())


def _year(digits: str | None) -> int | None:
    return int(digits) if digits else None


def same_day(written: Day, known: tuple[int, int, int]) -> bool:
    """Whether a written date, its year perhaps in two digits, is this (year, month, day)."""
    year, month, day = written
    if (month, day) != known[1:] or year is None:
        return False
    return year == known[0] or (year < 100 and year == known[0] % 100)
