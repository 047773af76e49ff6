"""Rows as values and rows as they are kept, each from the other."""

from __future__ import annotations

from collections.abc import Iterable

from chronology.models import ChronologyFile, Entry
from chronology.rows import NAMES, Fault, FaultCode, Row

PLAIN = tuple(name for name in NAMES if name != "faults")


def row_of_entry(entry: Entry) -> Row:
    """What is kept, as a value that rules work on."""
    row = Row(**{name: getattr(entry, name) for name in PLAIN})
    row.faults = [
        Fault(FaultCode(told["code"]), told["column"], told["words"], told.get("guess", ""))
        for told in entry.faults
    ]
    return row


def entries_of(file: ChronologyFile, rows: Iterable[Row]) -> list[Entry]:
    """New entries of a file, in the order of the rows; not saved yet."""
    return [
        Entry(
            case=file.case,
            file=file,
            position=position,
            faults=[fault.as_json() for fault in row.faults],
            **{name: getattr(row, name) for name in PLAIN},
        )
        for position, row in enumerate(rows, 1)
    ]


def put_into(entry: Entry, row: Row) -> bool:
    """Bring an entry to what a row says; whether anything was different."""
    told = {name: getattr(row, name) for name in PLAIN}
    told["faults"] = [fault.as_json() for fault in row.faults]
    changed = {name: value for name, value in told.items() if getattr(entry, name) != value}
    for name, value in changed.items():
        setattr(entry, name, value)
    return bool(changed)
