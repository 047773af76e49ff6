"""One row of a table becomes one row of a chronology, with what could not be read named."""

from __future__ import annotations

import re
from functools import lru_cache

from chronology.reading.dates import read_date
from chronology.reading.grid import Cell
from chronology.reading.times import read_time
from chronology.rows import LONGEST_WRITTEN, Column, Fault, FaultCode, Row

TEXTS: dict[Column, str] = {
    Column.SOURCE: "source",
    Column.PEOPLE: "people",
    Column.HAPPENED: "happened",
    Column.OUTCOME: "outcome",
    Column.VOICE: "voice",
    Column.COMMENT: "comment",
    Column.FLAGS: "flags",
}
LONGEST_LABEL = 120
BETWEEN_PEOPLE = re.compile(r"[,;/&+\n]|\band\b", re.IGNORECASE)


def row_of(
    sheet: str,
    number: int,
    cells: list[Cell],
    columns: dict[Column, int],
    *,
    epoch_1904: bool = False,
) -> Row:
    """The row, with its cells as they came; faults of reading stand in `faults`."""

    def cell(column: Column) -> Cell:
        at = columns.get(column)
        return cells[at] if at is not None and at < len(cells) else Cell()

    row = Row(sheet=sheet, row=number, cells=[each.text for each in cells])
    for column, name in TEXTS.items():
        setattr(row, name, cell(column).text)
    read_dates(row, cell(Column.STARTS), cell(Column.ENDS), epoch_1904=epoch_1904)
    read_times(row, cell(Column.START_TIME).text, cell(Column.END_TIME).text)
    row.labels = labels_of(row.people)
    return row


def read_dates(row: Row, start: Cell, end: Cell, *, epoch_1904: bool = False) -> None:
    """Read both dates into a row, with the times that stood beside them."""
    for column, written, name in (
        (Column.STARTS, start, "starts"),
        (Column.ENDS, end, "ends"),
    ):
        setattr(row, f"{name}_written", written.text[:LONGEST_WRITTEN])
        if not written.text and column is Column.ENDS:
            continue
        found = read_date(written.text[:1000], epoch_1904=epoch_1904)
        setattr(row, name, found.when)
        time_name = "start_time" if column is Column.STARTS else "end_time"
        at = written.at or found.at
        if at is not None:
            setattr(row, time_name, at)
        if column is Column.STARTS:
            row.is_about = found.is_about
            row.end_time = found.until
        if found.why:
            row.faults.append(Fault(FaultCode.DATE, column, found.why, found.guess))


def read_times(row: Row, start: str, end: str) -> None:
    """Read both times into a row; words without numbers are kept as told."""
    for column, written, name in (
        (Column.START_TIME, start, "start_time"),
        (Column.END_TIME, end, "end_time"),
    ):
        if not written:
            continue
        setattr(row, f"{name}_written", written[:LONGEST_WRITTEN])
        found = read_time(written[:1000])
        if found.start is not None:
            setattr(row, name, found.start)
        if found.end is not None and column is Column.START_TIME:
            row.end_time = found.end
        if found.is_fault:
            words = f"“{written[:60]}” is not a time we can read."
            row.faults.append(Fault(FaultCode.TIME, column, words))


def each_person(people: str) -> list[tuple[str, str]]:
    """Each person concerned as written and as a plain label."""
    return [
        (part.strip(), label)
        for part in BETWEEN_PEOPLE.split(people)
        if (label := " ".join(part.casefold().split()).strip(" .:-")[:LONGEST_LABEL])
    ]


@lru_cache(maxsize=8192)
def labels_of(people: str) -> str:
    """Each person concerned as a plain label between semicolons: “;mother;child 1;”."""
    found = dict.fromkeys(label for _, label in each_person(people))
    return f";{';'.join(found)};" if found else ""
