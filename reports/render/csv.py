"""Rows made into a CSV file that a spreadsheet opens as text and never as a sum."""

import csv
import io
from collections.abc import Iterable, Sequence

from reports.blocks import Table, plain

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
# The wide forms of the same signs, which some spreadsheets read alike.
RISKY += ("\uff1d", "\uff0b", "\uff0d", "\uff20")


def rows(header: Sequence[str], body: Iterable[Sequence[object]]) -> bytes:
    """A CSV file in UTF-8 with a byte-order mark, lines ended by CR LF.

    Text that a spreadsheet would run (security.md 1.2.10) gets an apostrophe before it. Numbers
    stay numbers, and None is an empty cell.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in (header, *body):
        writer.writerow([_harmless(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def table(given: Table) -> bytes:
    """A table of a report as a CSV file, without its caption."""
    return rows(given.header, ([plain(cell) for cell in row] for row in given.rows))


def _harmless(cell: object) -> object:
    if cell is None or isinstance(cell, (int, float)):
        return cell
    text = str(cell).replace("\x00", "")
    return f"'{text}" if text.lstrip(" \u00a0\ufeff").startswith(RISKY) else text
