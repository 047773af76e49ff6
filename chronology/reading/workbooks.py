"""Excel workbooks as tables: values as they are shown, cells merged downwards filled."""

from __future__ import annotations

import io
import re
import zipfile

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from chronology.reading.grid import MOST_COLUMNS, Cell, Table, cell_of

MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>]")
MOST_MERGED = 20_000
LAST_COLUMN = MOST_COLUMNS + 1


def tables_of(content: bytes) -> list[Table]:
    """Every sheet of a workbook that is known to be one (`documents.kinds`)."""
    merged, formulas = _look_ahead(content)
    tables = _read(content, values=True)
    if formulas:
        _show_formulas(tables, _read(content, values=False))
    for table in tables:
        _fill_down(table, merged.get(table.name, []))
    return tables


def _look_ahead(content: bytes) -> tuple[dict[str, list[tuple[int, int, int, int]]], bool]:
    """Merged ranges by sheet, which quick reading leaves out, and whether there are formulas."""
    merged: dict[str, list[tuple[int, int, int, int]]] = {}
    formulas = False
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    parts = {sheet.title: sheet._worksheet_path for sheet in book.worksheets}
    book.close()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for title, part in parts.items():
            text = archive.read(part)
            formulas = formulas or bool(FORMULA.search(text))
            found = MERGED.findall(text)[:MOST_MERGED]
            merged[title] = [range_boundaries(ref.decode()) for ref in found]
    return merged, formulas


def _read(content: bytes, *, values: bool) -> list[Table]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=values)
    tables = []
    for sheet in book.worksheets:
        table = Table(sheet.title[:100], epoch_1904=book.epoch == CALENDAR_MAC_1904)
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(max_col=LAST_COLUMN), 1):
            cells = [
                cell_of(cell.value, cell.number_format if cell.is_date else "")
                if cell.value is not None
                else Cell()
                for cell in row
            ]
            table.add(number, cells)
        tables.append(table)
    book.close()
    return tables


def _show_formulas(tables: list[Table], written: list[Table]) -> None:
    """A formula whose result was never worked out stands as its text, not as nothing."""
    for table, other in zip(tables, written, strict=True):
        shown = dict(table.rows)
        for number, cells in other.rows:
            row = shown.setdefault(number, [])
            row += [Cell()] * (len(cells) - len(row))
            for at, cell in enumerate(cells):
                if cell.text.startswith("=") and not row[at].text:
                    row[at] = cell
        table.rows = sorted(shown.items())


def _fill_down(table: Table, merged: list[tuple[int, int, int, int]]) -> None:
    """A cell merged over several rows stands in each row; across columns it stands once."""
    rows = dict(table.rows)
    for left, top, _, bottom in merged:
        if bottom == top or top not in rows or left > len(rows[top]):
            continue
        value = rows[top][left - 1]
        for number in range(top + 1, bottom + 1):
            row = rows.get(number)
            if row is not None and value.text:
                row += [Cell()] * (left - len(row))
                row[left - 1] = value
