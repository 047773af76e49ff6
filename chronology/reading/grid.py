"""A file as plain tables: what all kinds of file become before anything is understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from chronology.reading.dates import from_cell
from documents.kinds import FileRefused

MOST_ROWS, MOST_COLUMNS = 20_000, 60
"""A file with more rows, or a table with more columns, is refused: nothing is left out unsaid."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, and the time where a real date of a spreadsheet had one."""

    text: str = ""
    at: time | None = None


@dataclass(slots=True)
class Table:
    """One sheet or table: its name, and its rows with the numbers they have in the file."""

    name: str
    rows: list[tuple[int, list[Cell]]] = field(default_factory=list)
    epoch_1904: bool = False

    def add(self, number: int, cells: list[Cell]) -> None:
        """Add a row; an empty one is left out, and more than we take in is refused in words."""
        while cells and not cells[-1].text:
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise FileRefused(f"The selected file must have {MOST_COLUMNS} columns or fewer.")
        if cells:
            self.rows.append((number, cells))
        if len(self.rows) > MOST_ROWS:
            raise FileRefused(f"The selected file must have {MOST_ROWS:,} rows or fewer.")


def clean(text: str) -> str:
    """A text without what no database keeps and what Excel writes for a carriage return."""
    return text.replace("\x00", "").replace("_x000D_", "").replace("\r\n", "\n").strip()


def cell_of(value: object, number_format: str = "") -> Cell:
    """A value of a spreadsheet as a cell; a real date as the text of the day it shows."""
    if value is None:
        return Cell()
    if isinstance(value, str):
        return Cell(clean(value))
    if isinstance(value, bool):
        return Cell("Yes" if value else "No")
    if isinstance(value, datetime | date):
        text, at = from_cell(value, shows_day=shows_day(number_format))
        return Cell(text, at)
    if isinstance(value, time):
        return Cell(value.strftime("%H:%M"))
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        return Cell(f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}")
    if isinstance(value, float) and value.is_integer():
        return Cell(str(int(value)))
    return Cell(clean(str(value)))


def shows_day(number_format: str) -> bool:
    """Whether a date format shows a day: “mmm-yy” does not, and what lies behind it is a guess."""
    letters = number_format.split(";")[0].lower().replace("general", "")
    return "d" in letters or not ("m" in letters and "y" in letters)
