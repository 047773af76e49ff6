"""Measures chronologies: 12 files with 5,000 rows in all, read, checked, merged and compared.

`python -m bench.chronology` prints what it took and fails past 5 seconds, 300 MB, or ten times
as long as merely reading the same files takes. Seconds are by the clock; MB are the most this
process held at once. Two files are read at a time, as two agencies' are that send at once.
"""

from __future__ import annotations

import csv
import io
import random
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import openpyxl
import xlsxwriter
from docx import Document

from chronology.checking import check
from chronology.combine.rows import Row as Line
from chronology.combine.rows import merge
from chronology.compare.contradictions import at_odds, unrecorded
from chronology.compare.matching import propose
from chronology.reading.reader import read
from chronology.rows import Column, Row

FILES, ROWS, CORES = 12, 5000, 2
MOST_SECONDS, MOST_MB, MOST_TIMES = 5.0, 300, 10
COLUMNS = (Column.STARTS, Column.START_TIME, Column.SOURCE, Column.PEOPLE, Column.HAPPENED,
           Column.OUTCOME)  # fmt: skip
TEXT = (
    "attended the address after a call from a neighbour who heard shouting and a door slammed she "
    "said that he had left and that the children were asleep advice was given about support and a "
    "referral was made to housing the surgery noted bruising to the arm he was seen in custody"
)
WORDS = TEXT.split()
NAMES = {"0": frozenset({"police"}), "1": frozenset({"surgery"}), "2": frozenset({"housing"})}
WAYS = ("%d/%m/%Y", "%d.%m.%y", "%Y-%m-%d", "%d %B %Y", "%a %d %b %Y", "%B %Y", "circa %B %Y")
"""Seven of the ways in which agencies date their rows."""


def rows_of(agency: int, count: int, chance: random.Random) -> list[list[str]]:
    """Invented rows of one agency over four years."""
    found = []
    for number in range(count):
        day = date(2016, 1, 1) + timedelta(days=chance.randrange(1460))
        found.append([
            day.strftime(chance.choice(WAYS)),
            chance.choice(["", "", "09:15", "14:30", "2.30pm", "2210hrs"]),
            f"Log {agency}/{number}",
            chance.choice(["person who died", "mother; child 1", "ex-partner", "child 2"]),
            " ".join(chance.choices(WORDS, k=chance.randint(12, 45))),
            " ".join(chance.choices(WORDS, k=chance.randint(0, 15))),
        ])  # fmt: skip
    return found


def make_files() -> list[tuple[str, bytes]]:
    """Eight workbooks, two documents and two CSV files."""
    chance, files = random.Random(7), []  # noqa: S311 - invented rows, the same each time
    for agency in range(FILES):
        count = ROWS // FILES + (agency < ROWS % FILES)
        rows = [list(COLUMNS), *rows_of(agency, count, chance)]
        kind = "xlsx" if agency < 8 else "docx" if agency < 10 else "csv"
        files.append((f"{agency}.{kind}", MAKERS[kind](rows)))
    return files


def _workbook(rows: list[list[str]]) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return held.getvalue()


def _document(rows: list[list[str]]) -> bytes:
    document = Document()
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _csv(rows: list[list[str]]) -> bytes:
    held = io.StringIO(newline="")
    csv.writer(held).writerows(rows)
    return held.getvalue().encode()


MAKERS: dict[str, Callable[[list[list[str]]], bytes]] = {
    "xlsx": _workbook,
    "docx": _document,
    "csv": _csv,
}


def merely_read(files: list[tuple[str, bytes]]) -> int:
    """The rows of every file, gone through and thrown away: the floor we are measured against."""
    count = 0
    for name, content in files:
        if name.endswith("xlsx"):
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
            count += sum(1 for _ in book.active.iter_rows(values_only=True))
        elif name.endswith("docx"):
            count += sum(len(table._tbl.tr_lst) for table in Document(io.BytesIO(content)).tables)
        else:
            count += sum(1 for _ in csv.reader(io.StringIO(content.decode())))
    return count


def line_of(agency: str, row: Row) -> Line:
    """A row as merging and comparing need it."""
    at = f"{row.start_time:%H:%M}" if row.start_time else ""
    on = row.starts.text if row.starts else ""
    text = f"{row.happened} {row.outcome}"
    return Line(f"{agency}-{row.row}", agency, on, at, row.row, text)


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """How long one run took, in seconds, and what it gave."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def measure() -> dict[str, float]:
    """Seconds of each part, and the most memory held, in MB."""
    files = make_files()
    taken: dict[str, float] = {}
    taken["merely reading"], count = timed(lambda: merely_read(files))
    assert count == ROWS + FILES
    with ThreadPoolExecutor(CORES) as readers:
        taken["read"], read_files = timed(
            lambda: list(readers.map(lambda file: read(*file), files))
        )
    taken["check"], _ = timed(lambda: [check(file.rows) for file in read_files])
    assert sum(len(file.rows) for file in read_files) == ROWS
    lines = [[line_of(str(at), row) for row in file.rows] for at, file in enumerate(read_files)]
    taken["merge"], merged = timed(lambda: merge(lines))
    taken["pairs"], pairs = timed(lambda: propose(merged))
    taken["contradictions"], _ = timed(
        lambda: at_odds(merged, [], pairs) + unrecorded(merged, NAMES, frozenset(NAMES))
    )
    taken["all"] = sum(taken[part] for part in taken if part != "merely reading")
    taken["mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return taken


if __name__ == "__main__":
    seen = measure()
    for part, value in seen.items():
        print(f"{part:16} {value:8.2f} {'MB' if part == 'mb' else 's'}")
    times = seen["all"] / seen["merely reading"]
    print(f"{'times reading':16} {times:8.2f}")
    kept = seen["all"] <= MOST_SECONDS and seen["mb"] <= MOST_MB and times <= MOST_TIMES
    sys.exit(0 if kept else 1)
