"""What a table that leaves in Word or Excel says, row by row; and the rows of the chronology."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chronology.lines import Heading

HEADER = (
    "No.",
    "When",
    "Agency and source",
    "Who",
    "What happened",
    "Action or outcome",
    "Voice",
    "Comment",
    "Marks and terms",
    "Ages then",
)
WIDTHS = (6, 20, 24, 18, 60, 36, 24, 36, 24, 18)
"""How wide each column is, in letters."""
RISKY = re.compile(r"^[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]")
"""How a text begins that a spreadsheet would run (security.md 1.2.10)."""
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Sheet:
    """A copy about to be written: whose review, what it is, its columns and its rows.

    `names` says how people are called in it; `widths` are in letters, one for each column.
    """

    reference: str
    names: str
    made_on: str
    rows: tuple[tuple[str, ...], ...]
    only: str = ""
    """What was chosen of the whole, in words; empty when it is the whole."""
    title: str = "Chronology"
    header: tuple[str, ...] = HEADER
    widths: tuple[int, ...] = WIDTHS

    @property
    def marking(self) -> str:
        """What stands at the head of every page."""
        part = f" Only part of it: {self.only}." if self.only else ""
        return f"OFFICIAL-SENSITIVE. {self.reference}. {self.names}.{part}"


def rows_of(headings: Iterable[Heading]) -> Iterator[tuple[str, ...]]:
    """The rows of a copy; accounts of one event share a number and have a letter each.

    The panel's notes stay out: they are read by the panel and the chair alone.
    """
    for number, heading in enumerate(headings, start=1):
        for place, line in enumerate(heading.lines):
            letter = chr(ord("a") + place % 26) if heading.is_several else ""
            written = f" (written: {line.as_written})" if line.as_written else ""
            marks = [*line.marks, *(["On the report list"] if line.on_report_list else [])]
            kept = f"\nKept as it is because: {line.kept_because}" if line.kept_because else ""
            flags = [f"Flagged by the agency: {line.flags}"] if line.flags else []
            cells = (
                f"{number}{letter}",
                line.when + written,
                f"{line.agency.name}: {line.source or 'no source given'}",
                line.people,
                line.happened + kept,
                line.outcome,
                line.voice,
                "\n".join(part for part in (line.comment, *flags) if part),
                "; ".join([*marks, *(f"Terms: {link}" for link in line.links)]),
                "; ".join(line.ages),
            )
            yield readable(cells)


def readable(cells: Iterable[str]) -> tuple[str, ...]:
    """A row without the letters that no Word or Excel file can hold."""
    return tuple(NOT_XML.sub("\ufffd", cell) for cell in cells)


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a sum: what looks like one gets an apostrophe."""
    return f"'{text}" if RISKY.match(text) else text
