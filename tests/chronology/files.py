"""Files as agencies send them, made for tests."""

import csv
import io

import xlsxwriter
from docx import Document

HEADINGS = ["Start date", "Source of information", "What happened"]


def workbook(*sheets, merges=(), **options):
    """An Excel workbook with sheets of rows; `merges` are ranges of the first sheet."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, **options}) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for down, row in enumerate(rows):
                for at, value in enumerate(row):
                    sheet.write(down, at, value)
            if rows is sheets[0]:
                for top, left, bottom, right, text in merges:
                    sheet.merge_range(top, left, bottom, right, text)
    return held.getvalue()


def table_document(*tables):
    """A Word document with tables of rows."""
    document = Document()
    for rows in tables:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for cells, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(cells.cells, row, strict=True):
                cell.text = text
        document.add_paragraph("Between")
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def csv_file(rows, *, encoding="utf-8", mark=","):
    """A CSV file in an encoding."""
    held = io.StringIO(newline="")
    csv.writer(held, delimiter=mark).writerows(rows)
    return held.getvalue().encode(encoding)
