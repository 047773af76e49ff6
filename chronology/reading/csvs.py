"""CSV files as a table, in whatever encoding and with whatever mark between cells they came."""

from __future__ import annotations

import csv
import io

from chronology.reading.grid import Cell, Table, clean

MARKS = ",;\t|"
LOOKED_AT = 20
"""Lines looked at to find out what stands between cells."""


def tables_of(content: bytes) -> list[Table]:
    """The one table of a CSV file; rows are numbered as a spreadsheet would number them."""
    text = _decoded(content)
    table = Table("")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_mark(text))
    for number, row in enumerate(reader, 1):
        table.add(number, [Cell(clean(cell)) for cell in row])
    return [table]


def _decoded(content: bytes) -> str:
    """UTF-8 or UTF-16 where the file is that, otherwise as older Windows programs write."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Five bytes mean nothing there; they stand as a mark that something could not be read.
        return content.decode("cp1252", errors="replace")


def _mark(text: str) -> str:
    """What stands between cells: the mark that most lines have equally often."""
    lines = [line for line in text.splitlines()[:LOOKED_AT] if line.strip()]
    return max(MARKS, key=lambda mark: sum(min(line.count(mark), 3) for line in lines))
