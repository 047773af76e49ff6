"""Which column is which, by its heading in our words or in others, wherever it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from chronology.reading.grid import Cell, Table
from chronology.rows import Column

LOOKED_AT = 25
"""Rows from the top among which the headings are looked for."""
MOST_LINES = 3
"""Lines that headings may take."""
NEEDED = (Column.STARTS, Column.SOURCE, Column.HAPPENED)

OTHER_WORDS: dict[Column, str] = {
    Column.STARTS: "date; dates; start; date from; from; from date; start date; event date; when; "
    "date of event; date of contact; contact date; date of incident; incident date; date time; "
    "date and time; date started; date of entry; entry date; date of significant event; "
    "date occurred; date of occurrence; date start",
    Column.START_TIME: "time; start time; time from; time of event; time of contact; time started; "
    "event time; contact time; from time; time start",
    Column.ENDS: "end date; date to; to; to date; end; until; date ended; finish date; date end; "
    "date finished",
    Column.END_TIME: "end time; time to; time ended; finish time; to time; time end",
    Column.SOURCE: "source; sources; source of information; information source; source of info; "
    "source document; source of evidence; evidence; record; record source; where recorded; "
    "source record; system; document; records; source of record; source and reference; "
    "document reference; file reference; evidence source",
    Column.PEOPLE: "person; people; persons; who; subject; subjects; person concerned; "
    "persons concerned; people concerned; person or people concerned; individual; individuals; "
    "family member; family members; people involved; persons involved; person involved; client; "
    "service user; patient; name; concerning; subject of contact; who was involved; relates to",
    Column.HAPPENED: "what happened; event; events; significant event; significant events; "
    "details; detail; description; event description; description of event; details of event; "
    "details of contact; event details; contact; incident; facts; narrative; summary; "
    "summary of event; summary of contact; entry; event contact; contact event; "
    "nature of contact; event and details; description of contact; information; "
    "event or contact; key event",
    Column.OUTCOME: "outcome; outcomes; action; actions; action taken; actions taken; response; "
    "action taken or outcome; action or outcome; outcome action; action outcome; result; "
    "action and outcome; agency response; actions and outcomes; decision; response or outcome; "
    "action taken outcome; decision or action",
    Column.VOICE: "voice; person seen alone; seen alone; person seen alone or their voice; "
    "voice of the person; voice of the child; voice of the victim; wishes and feelings; "
    "child seen; seen; views; voice of the person or child; person seen alone voice; "
    "views of the person; was the person seen alone; child seen alone",
    Column.COMMENT: "comment; comments; analysis; comment or analysis; significance; notes; "
    "comments and analysis; comment analysis; author comments; author's comments; reflection; "
    "reviewer comments; commentary; author's comment; imr author comments; "
    "significance comment or analysis; significance comment analysis; observations",
    Column.FLAGS: "flag; flags; missed chance or good practice; missed chance; good practice; "
    "missed opportunity; missed opportunities; missed chance good practice; "
    "good practice or missed opportunity; missed opportunity or good practice; mark; marks; "
    "good practice missed opportunity",
}
"""By column, other headings that agencies use for it."""
KNOWN = {
    words.strip(): column for column, listed in OTHER_WORDS.items() for words in listed.split(";")
}
NOT_OURS = re.compile(r"\([^)]*\)|\[[^]]*\]")


@lru_cache(maxsize=2048)
def column_of(heading: str) -> Column | None:
    """The column that a heading names, however it is written; None for others."""
    return KNOWN.get(_plain(heading)) or KNOWN.get(_plain(NOT_OURS.sub(" ", heading)))


def _plain(heading: str) -> str:
    text = heading.casefold().replace("\u2019", "'").replace("&", " and ").replace("(s)", "s")
    return " ".join(re.sub(r"[^\w']+", " ", text).split())


@dataclass(slots=True)
class Headings:
    """Where a table's headings end, what they say, and which column each known one is."""

    first: int
    last: int
    texts: list[str]
    columns: dict[Column, int]

    @property
    def known(self) -> tuple[int, int]:
        """How well these lines serve as headings: by columns known, then by taking fewer lines."""
        return len(self.columns), self.first - self.last

    @property
    def missing(self) -> list[Column]:
        """The columns without which rows say too little."""
        return [column for column in NEEDED if column not in self.columns]


def find(table: Table) -> Headings | None:
    """The headings of a table, in one to three lines among its first; None if it has none."""
    rows = table.rows[:LOOKED_AT]
    best: Headings | None = None
    for start in range(len(rows)):
        for height in range(1, MOST_LINES + 1):
            lines = rows[start : start + height]
            if len(lines) < height:
                break
            found = _read(lines)
            if len(found.columns) >= 2 and (best is None or found.known > best.known):
                best = found
    return best


def _read(lines: list[tuple[int, list[Cell]]]) -> Headings:
    width = max(len(cells) for _, cells in lines)
    texts, columns = [], {}
    for at in range(width):
        parts: list[str] = []
        for _, cells in lines:
            text = cells[at].text if at < len(cells) else ""
            if text and text not in parts:
                parts.append(text)
        texts.append(" ".join(parts))
        # A heading over several columns stands above their own: try the lowest lines alone too.
        for start in range(len(parts)):
            column = column_of(" ".join(parts[start:]))
            if column is not None and column not in columns:
                columns[column] = at
                break
    return Headings(lines[0][0], lines[-1][0], texts, columns)
