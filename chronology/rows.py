"""One row of a chronology as plain values: what reading, checking and comparing work on.

The names are those of `chronology.models.Entry`, so that a function on rows takes either.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import time
from enum import StrEnum

from govuk.dates import UncertainDate

LONGEST_WRITTEN = 200
"""Characters of a date or time that are kept beside what was read from it; the cell has all."""


class Column(StrEnum):
    """What a column holds, and its heading in our own templates (local-practice.md 4.6)."""

    STARTS = "Start date"
    START_TIME = "Start time"
    ENDS = "End date"
    END_TIME = "End time"
    SOURCE = "Source of information"
    PEOPLE = "Person or people concerned"
    HAPPENED = "What happened"
    OUTCOME = "Action taken or outcome"
    VOICE = "Person seen alone, or their voice"
    COMMENT = "Comment or analysis"
    FLAGS = "Missed chance or good practice"


FIELD_OF: dict[Column, str] = {
    Column.STARTS: "starts",
    Column.START_TIME: "start_time",
    Column.ENDS: "ends",
    Column.END_TIME: "end_time",
    Column.SOURCE: "source",
    Column.PEOPLE: "people",
    Column.HAPPENED: "happened",
    Column.OUTCOME: "outcome",
    Column.VOICE: "voice",
    Column.COMMENT: "comment",
    Column.FLAGS: "flags",
}
"""By column, the field of a row that holds what was read from it."""


class FaultCode(StrEnum):
    """What can be wrong with a row. Only the first four keep a file from being sent."""

    DATE = "date"
    TIME = "time"
    ORDER = "order"
    EMPTY = "empty"
    SOURCE = "source"
    SCOPE = "scope"
    TWICE = "twice"
    PERSON = "person"
    STAFF = "staff"
    COLUMN = "column"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is to be mended in a row: in which column, in words, and our best guess if we have one.

    `guess` is canonical (`2019-04-03`, `14:30`), to be accepted by a person; never used unasked.
    """

    code: FaultCode
    column: str
    words: str
    guess: str = ""

    def as_json(self) -> dict[str, str]:
        """As `Entry.faults` keeps it."""
        return {
            "code": self.code.value,
            "column": self.column,
            "words": self.words,
            "guess": self.guess,
        }


@dataclass(slots=True)
class Row:
    """One row: where it stood, its cells as they came, and what was read from them."""

    sheet: str = ""
    row: int = 0
    cells: list[str] = field(default_factory=list)
    lineage: str = ""
    starts: UncertainDate | None = None
    starts_written: str = ""
    is_about: bool = False
    start_time: time | None = None
    start_time_written: str = ""
    ends: UncertainDate | None = None
    ends_written: str = ""
    end_time: time | None = None
    end_time_written: str = ""
    source: str = ""
    people: str = ""
    labels: str = ""
    happened: str = ""
    outcome: str = ""
    voice: str = ""
    comment: str = ""
    flags: str = ""
    state: str = "ready"
    kept_because: str = ""
    faults: list[Fault] = field(default_factory=list)


NAMES: tuple[str, ...] = tuple(name.name for name in fields(Row))
"""The fields a Row shares with an Entry."""
