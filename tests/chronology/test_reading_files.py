"""Real files are read however they are laid out; no row is ever dropped in silence."""

import io
import zipfile
from datetime import datetime, time

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology.checking import check
from chronology.handing_out import excel_template, marked_workbook, word_template
from chronology.reading.reader import read
from documents.kinds import FileRefused
from govuk.dates import UncertainDate
from tests.chronology.files import HEADINGS, csv_file, table_document, workbook

EVENT = ["03/04/2019", "Log 12", "She rang."]


def test_our_own_templates_are_understood_and_hold_no_rows():
    for name, content in (("a.xlsx", excel_template()), ("a.docx", word_template())):
        with pytest.raises(FileRefused, match="no rows under them"):
            read(name, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", workbook([HEADINGS, EVENT])),
        ("a.docx", table_document([HEADINGS, EVENT])),
        ("a.csv", csv_file([HEADINGS, EVENT])),
    ],
)
def test_each_kind_of_file_gives_the_same_row(name, content):
    found = read(name, content)
    (row,) = found.rows
    assert (row.row, row.cells) == (2, EVENT)
    assert (row.starts, row.source, row.happened) == (
        UncertainDate("2019-04-03"),
        "Log 12",
        "She rang.",
    )
    assert row.starts_written == "03/04/2019"


def test_extra_and_reordered_columns_in_other_words_are_found():
    heads = ["Ref", "Details of contact", "Date of event", "Outcome / action", "Source document"]
    (row,) = read("a.xlsx", workbook([heads, ["7", "A visit", "3.4.19", "None", "Log"]])).rows
    assert (row.happened, row.outcome, row.source) == ("A visit", "None", "Log")
    assert row.cells[0] == "7"


def test_headings_in_three_lines_under_a_title_are_found():
    rows = [
        ["Chronology of the police"],
        [],
        ["Start", "Source of", "What"],
        ["date", "information", "happened"],
        ["(dd/mm/yyyy)"],
        EVENT,
    ]
    found = read("a.xlsx", workbook(rows))
    assert [row.row for row in found.rows] == [6]
    assert found.notes == [
        "Row 1 of “Sheet1” above the headings: read as a title.",
        "Row 5 of “Sheet1” says how to write dates: read as part of the headings.",
    ]


def test_cells_merged_downwards_stand_in_each_row():
    rows = [HEADINGS, ["", "Log 1", "One"], ["", "Log 2", "Two"], EVENT]
    found = read("a.xlsx", workbook(rows, merges=[(1, 0, 2, 0, "May 2018")]))
    assert [row.starts and row.starts.text for row in found.rows] == [
        "2018-05",
        "2018-05",
        "2019-04-03",
    ]


def test_real_dates_and_times_of_a_workbook_are_read_as_they_show():
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [*HEADINGS, "Time"])
        for down, shape in enumerate(("dd/mm/yyyy", "mmm-yy"), 1):
            shown = book.add_format({"num_format": shape})
            sheet.write_datetime(down, 0, datetime(2019, 4, 1), shown)
            sheet.write_row(down, 1, ["Log", "Seen"])
        clock = book.add_format({"num_format": "hh:mm"})
        sheet.write_datetime(1, 3, datetime(1899, 12, 31, 14, 30), clock)
        sheet.write_datetime(3, 0, datetime(2019, 4, 1, 9, 5), book.add_format({"num_format": 22}))
        sheet.write_row(3, 1, ["Log", "Rang"])
    first, second, third = read("a.xlsx", held.getvalue()).rows
    assert (first.starts.text, first.start_time) == ("2019-04-01", time(14, 30))
    assert second.starts.text == "2019-04"  # the day behind “Apr-19” was never written
    assert third.start_time == time(9, 5)


def test_several_sheets_are_read_and_one_without_headings_is_named():
    found = read("a.xlsx", workbook([HEADINGS, EVENT], [HEADINGS, EVENT], [["Notes"], ["A"]]))
    assert [(row.sheet, row.row) for row in found.rows] == [("Sheet1", 2), ("Sheet2", 2)]
    assert "2 filled rows there were not read" in found.notes[0]


def test_a_word_table_that_runs_on_is_read_and_repeated_headings_are_named():
    found = read("a.docx", table_document([HEADINGS, EVENT, HEADINGS], [EVENT, EVENT]))
    assert [(row.sheet, row.row) for row in found.rows] == [
        ("Table 1", 2),
        ("Table 2", 1),
        ("Table 2", 2),
    ]
    assert found.notes == ["Row 3 of “Table 1” repeat the headings."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_is_read_in_any_encoding_and_with_any_mark(encoding, mark):
    said = "\u201cI\u2019m frightened\u201d, she said; a caf\u00e9"
    rows = [HEADINGS, ["3 April 2019", "Log", said]]
    (row,) = read("a.csv", csv_file(rows, encoding=encoding, mark=mark)).rows
    assert row.happened == said


def test_a_formula_without_its_result_is_shown_and_not_lost():
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_formula(1, 0, "=TODAY()", None, "")
        sheet.write_row(1, 1, ["Log", "Seen"])
    (row,) = read("a.xlsx", held.getvalue()).rows
    assert row.cells[0] == "=TODAY()"
    assert row.faults


def test_a_missing_column_is_named():
    with pytest.raises(FileRefused, match="Column “Source of information” is missing"):
        read("a.xlsx", workbook([["Date", "Event"], ["3/4/2019", "Seen"]]))


def with_member(content, name, text=b"x"):
    held = io.BytesIO(content)
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr(name, text)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"", "empty"),
        ("a.pdf", b"%PDF-", "must be an Excel workbook"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "must be an Excel workbook"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" * 10, "locked"),
        ("a.xlsx", with_member(excel_template(), "xl/vbaProject.bin"), "macros"),
        ("a.xlsx", table_document([HEADINGS, EVENT]), "something else"),
        ("a.docx", b"PK\x03\x04 not a zip", "something else"),
        ("a.csv", b"a\x00b", "something else"),
        ("a.csv", b"nothing here", "must use the template"),
        ("a.xlsx", lambda: workbook([HEADINGS, *[EVENT] * 20_001]), "20,000 rows or fewer"),
        ("a.csv", csv_file([HEADINGS, ["x"] * 61]), "60 columns or fewer"),
        ("a.csv", b'Date,Source,Event\n"' + b"x" * 200_000, "could not be read"),
    ],
)
def test_what_we_do_not_take_in_is_refused_in_words(name, content, words):
    content = content() if callable(content) else content  # a long one is made only here
    with pytest.raises(FileRefused, match=words):
        read(name, content)


@given(st.binary(max_size=2000), st.sampled_from([".xlsx", ".docx", ".csv"]))
@settings(max_examples=60)
def test_any_bytes_are_read_or_refused(content, extension):
    try:
        read(f"a{extension}", content)
    except FileRefused as refused:
        assert str(refused).endswith(".")


@given(st.integers(0, 5000), st.integers(0, 255))
@settings(max_examples=60)
def test_a_workbook_with_one_byte_changed_is_read_or_refused(at, byte):
    content = bytearray(workbook([HEADINGS, EVENT]))
    content[at % len(content)] = byte
    try:
        read("a.xlsx", bytes(content))
    except FileRefused:
        return


cell = st.one_of(
    st.sampled_from(["", "3/4/2019", "?", "May 2018", "Log", "She rang.", "=1+1", "-", "14:30"]),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12),
)


@given(st.lists(st.lists(cell, min_size=3, max_size=5), min_size=1, max_size=25))
def test_rows_in_are_rows_ready_and_rows_named_as_faulty(rows):
    filled = [row for row in rows if any(text.strip() for text in row)]
    try:
        found = read("a.csv", csv_file([HEADINGS, *rows]))
    except FileRefused as refused:
        assert not filled or "template" in str(refused) or "no rows" in str(refused)
        return
    check(found.rows, labels=())
    ready = [row for row in found.rows if row.state == "ready"]
    faulty = [row for row in found.rows if row.state == "faulty"]
    assert all(row.faults for row in faulty)
    assert len(ready) + len(faulty) == len(filled)
    for row, came in zip(found.rows, filled, strict=True):
        assert row.cells + [""] * (len(came) - len(row.cells)) == [text.strip() for text in came]


def test_the_marked_file_runs_nothing_and_keeps_every_column():
    heads = [*HEADINGS, "=cmd|' /C calc'!A0"]
    rows = [(["=1+1", "@SUM(1)", "-2", "+3"], "There is no date."), (EVENT, "")]
    content = marked_workbook([("x", heads, rows)])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert b"'=1+1" in archive.read("xl/sharedStrings.xml")
    found = read("a.xlsx", content)
    assert [row.cells[:3] for row in found.rows] == [["'=1+1", "'@SUM(1)", "'-2"], EVENT]
