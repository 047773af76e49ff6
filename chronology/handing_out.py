"""The templates agencies fill in, and a file handed back with what is to be mended."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import xlsxwriter
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from chronology.rows import Column

TITLE = "Chronology of your agency's involvement"
MENDED = "What to mend"
RULES = (
    "Write one event in each row, in any order. Do not write your own agency's name.",
    "Start date: 3 April 2019, 03/04/2019, April 2019 or 2019. Write “circa” if it is about then, "
    "and “not known” if nobody knows. Leave out what you do not know; do not guess.",
    "Times, end dates and the last four columns may be left empty.",
    "Source of information: the record you took it from. Every row needs one.",
    "Person or people concerned: use one label for each person throughout, such as "
    "“person who died” or “child 1”.",
    "What happened: facts only. Name members of staff by their post, never by their name.",
    "You may leave out, move or add columns. Nothing you add is lost.",
)
WIDTHS = {
    Column.STARTS: 16, Column.START_TIME: 10, Column.ENDS: 16, Column.END_TIME: 10,
    Column.SOURCE: 24, Column.PEOPLE: 24, Column.HAPPENED: 60, Column.OUTCOME: 40,
    Column.VOICE: 30, Column.COMMENT: 30, Column.FLAGS: 24,
}  # fmt: skip
"""Characters wide, by column."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def defused(text: str) -> str:
    """A text that no spreadsheet takes for a formula, wherever it is pasted or saved next."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def excel_template() -> bytes:
    """The Excel template: the rows to fill in first, and how to fill them in on a sheet after."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, OPTIONS) as book:
        book.set_properties({"title": TITLE})
        sheet = book.add_worksheet("Chronology")
        head = _heading_format(book)
        text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        for at, column in enumerate(Column):
            sheet.set_column(at, at, WIDTHS[column], text)
            sheet.write_string(0, at, column, head)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        help_sheet = book.add_worksheet("How to fill it in")
        help_sheet.set_column(0, 0, 100, book.add_format({"text_wrap": True, "valign": "top"}))
        help_sheet.write_string(0, 0, TITLE, head)
        for at, rule in enumerate(RULES, 1):
            help_sheet.write_string(at, 0, rule)
    return held.getvalue()


def word_template(rows: int = 20) -> bytes:
    """The Word template: the same columns as a table whose headings repeat on every page."""
    document = Document()
    document.core_properties.title = TITLE
    document.core_properties.author = ""
    document.core_properties.language = "en-GB"
    document.styles["Normal"].font.size = Pt(10)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(42), Cm(29.7)  # A3 on its side
    section.left_margin = section.right_margin = Cm(1.5)
    document.add_heading(TITLE, 1)
    for rule in RULES:
        document.add_paragraph(rule, style="List Bullet")
    table = document.add_table(rows=rows + 1, cols=len(Column), style="Table Grid")
    for cell, column in zip(table.rows[0].cells, Column, strict=True):
        cell.paragraphs[0].add_run(column.value).bold = True
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def marked_workbook(tables: Iterable[tuple[str, Sequence[str], Iterable[tuple]]]) -> bytes:
    """The rows as they came, each with what to mend in a last column.

    Takes for each sheet or table its name, its headings and its rows as (cells, words to mend).
    Cells are written as text and defused, so that nothing an agency sent runs when it is opened.
    """
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, OPTIONS) as book:
        head, text = _heading_format(book), book.add_format({"text_wrap": True, "valign": "top"})
        wrong = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#F7E6C4"})
        for number, (_, headings, rows) in enumerate(tables, 1):
            # Names of sheets may hold names of people, and Excel refuses some: ours are plain.
            sheet = book.add_worksheet(f"Chronology {number}")
            last = len(headings)
            sheet.set_column(0, max(last - 1, 0), 24)
            sheet.set_column(last, last, 50)
            for at, heading in enumerate([*headings, MENDED]):
                sheet.write_string(0, at, defused(heading), head)
            for down, (cells, words) in enumerate(rows, 1):
                shown = [*cells, *[""] * (last - len(cells))][:last]
                for at, cell in enumerate(shown):
                    sheet.write_string(down, at, defused(cell[:32_767]), wrong if words else text)
                sheet.write_string(down, last, defused(words), wrong if words else text)
            sheet.freeze_panes(1, 0)
    return held.getvalue()


def _heading_format(book):
    return book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
