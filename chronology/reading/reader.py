"""A file becomes rows: read, with every cell kept as it came and every fault named.

Rows in are rows out: each filled row of a table with headings becomes one row, and whatever else
stands in the file is told in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePath

from chronology.reading import csvs, documents, workbooks
from chronology.reading.columns import Headings, find
from chronology.reading.dates import read_date
from chronology.reading.fill import row_of
from chronology.reading.grid import Cell, Table
from chronology.rows import Column, Row
from documents.kinds import FileRefused, extension_of

READERS: dict[str, Callable[[bytes], list[Table]]] = {
    ".xlsx": workbooks.tables_of,
    ".docx": documents.tables_of,
    ".csv": csvs.tables_of,
}
HINT = re.compile(r"\(?(?=.*[dmyh])[dmyh/:.\- ]{4,}\)?", re.IGNORECASE)
WANTED = (
    "The selected file must be an Excel workbook (.xlsx), a Word document (.docx) or a CSV file."
)
DAMAGED = (
    "The selected file could not be read. Open it, save it again as a new file, and choose that."
)


@dataclass(slots=True)
class ReadFile:
    """All that was read: how it came, its rows, its headings by table, and what is no row."""

    came_as: str
    rows: list[Row] = field(default_factory=list)
    columns: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read(name: str, content: bytes) -> ReadFile:
    """The rows of a file under the name it was handed in with.

    Raises FileRefused, in words for the person, for a file that is locked, holds macros, is too
    large, empty, disguised or damaged, or has no table with the columns we need.
    """
    extension = PurePath(name).suffix.lower()
    if extension not in READERS:
        raise FileRefused(WANTED)
    extension_of(name, content)
    try:
        tables = READERS[extension](content)
    except FileRefused:  # in words already; anything else a parser stumbles over is a refusal
        raise
    except Exception as stumble:
        raise FileRefused(DAMAGED) from stumble
    return rows_of(tables, extension.removeprefix("."))


def rows_of(tables: list[Table], came_as: str) -> ReadFile:
    """The rows of all tables that have headings we know; raises FileRefused when none has."""
    result = ReadFile(came_as)
    last: Headings | None = None
    missing: list[Column] = []
    for table in tables:
        if not table.rows:
            continue
        headings = find(table)
        if headings is not None and headings.missing:
            missing = missing or headings.missing
            headings = None
        if headings is None and last is not None and _continues(table, last):
            headings = Headings(0, 0, last.texts, last.columns)
        if headings is None:
            result.notes.append(_unread(table))
            continue
        last = headings
        _read_table(table, headings, result)
    if not result.columns:
        raise FileRefused(_no_table(missing))
    if not result.rows:
        raise FileRefused("The selected file has headings but no rows under them.")
    return result


def _read_table(table: Table, headings: Headings, result: ReadFile) -> None:
    result.columns[table.name] = headings.texts
    above = [number for number, _ in table.rows if number < headings.first]
    if above:
        result.notes.append(f"{_rows(above)}{_of(table)} above the headings: read as a title.")
    repeated, hints, begun = [], [], False
    for number, cells in table.rows:
        if number <= headings.last:
            continue
        if not begun and _is_hint(cells):
            hints.append(number)
            continue
        begun = True
        if _repeats(cells, headings):
            repeated.append(number)
            continue
        result.rows.append(
            row_of(table.name, number, cells, headings.columns, epoch_1904=table.epoch_1904)
        )
    if hints:
        words = "says how to write dates: read as part of the headings."
        result.notes.append(f"{_rows(hints)}{_of(table)} {words}")
    if repeated:
        result.notes.append(f"{_rows(repeated)}{_of(table)} repeat the headings.")


def _continues(table: Table, last: Headings) -> bool:
    """A Word table that runs on after a break: as wide as the last, and begins with a date."""
    _, cells = table.rows[0]
    at = last.columns[Column.STARTS]
    fits = len(cells) <= len(last.texts) and at < len(cells)
    return fits and read_date(cells[at].text).when is not None


def _is_hint(cells: list[Cell]) -> bool:
    """A line under the headings that says nothing but how to write: “dd/mm/yyyy”, “(hh:mm)”."""
    return all(HINT.fullmatch(cell.text) for cell in cells if cell.text)


def _repeats(cells: list[Cell], headings: Headings) -> bool:
    texts = [cell.text for cell in cells] + [""] * (len(headings.texts) - len(cells))
    return texts == headings.texts


def _unread(table: Table) -> str:
    count = len(table.rows)
    lines = "1 filled row" if count == 1 else f"{count} filled rows"
    name = f"“{table.name}”" if table.name else "The file"
    return f"{name} has no headings that we know, so {lines} there were not read as events."


def _no_table(missing: list[Column]) -> str:
    if not missing:
        return (
            "The selected file must use the template. No row with the headings "
            f"“{Column.STARTS}”, “{Column.SOURCE}” and “{Column.HAPPENED}” was found."
        )
    names = " and ".join(f"“{column}”" for column in missing)
    word = "Column" if len(missing) == 1 else "Columns"
    verb = "is" if len(missing) == 1 else "are"
    return f"The selected file must use the template. {word} {names} {verb} missing."


def _rows(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"Row {numbers[0]}"
    listed = ", ".join(str(number) for number in numbers[:10])
    more = f" and {len(numbers) - 10} more" if len(numbers) > 10 else ""
    return f"Rows {listed}{more}"


def _of(table: Table) -> str:
    return f" of “{table.name}”" if table.name else ""
