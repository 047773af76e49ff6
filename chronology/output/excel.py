"""A table as an Excel workbook: every cell is text, none is a sum."""

from __future__ import annotations

import io

import xlsxwriter

from chronology.output.sheet import Sheet, harmless

LONGEST_CELL = 32_000
"""Letters; Excel cuts what is longer than 32,767, so it goes on in a row below."""
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(sheet: Sheet) -> bytes:
    """The bytes of the workbook, without the name of anybody in its properties."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, OPTIONS) as book:
        book.set_properties(
            {"title": f"{sheet.title} {sheet.reference}", "author": "", "company": ""}
        )
        page = book.add_worksheet(sheet.title)
        text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for column, width in enumerate(sheet.widths):
            page.set_column(column, column, width)
        marking = f"{sheet.marking} Made on {sheet.made_on}."
        page.write_string(0, 0, marking, book.add_format({"bold": True}))
        for column, name in enumerate(sheet.header):
            page.write_string(1, column, name, bold)
        at = 2
        for cells in sheet.rows:
            pieces = [_pieces(cell) for cell in cells]
            for part in range(max(map(len, pieces))):
                for column, of_cell in enumerate(pieces):
                    if part < len(of_cell) and of_cell[part]:
                        page.write_string(at, column, harmless(of_cell[part]), text)
                at += 1
        page.freeze_panes(2, 0)
        page.repeat_rows(1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.autofilter(1, 0, max(at - 1, 1), len(sheet.header) - 1)
        page.set_footer("&LReturn or shred&RPage &P of &N")
    return held.getvalue()


def _pieces(cell: str) -> list[str]:
    cut = [cell[start : start + LONGEST_CELL] for start in range(0, len(cell), LONGEST_CELL)]
    return cut or [""]
