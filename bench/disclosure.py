"""How long the disclosure check takes: 200 pages against 50 people (`python -m bench.disclosure`).

Prints a row for each measurement with its target, and ends with 1 when one is missed.
"""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import django

django.setup()

import docx  # noqa: E402 - what stands above must come first
from reportlab.pdfgen.canvas import Canvas  # noqa: E402 - what stands above must come first

from disclosure.finding import Hit, check  # noqa: E402 - what stands above must come first
from disclosure.identities import Identities  # noqa: E402 - what stands above must come first
from disclosure.protected import Protected, protect_name  # noqa: E402 - what stands above must come first
from disclosure.reading import read_file  # noqa: E402 - what stands above must come first
from tests.disclosure.names import NAMES, PROSE, WRITTEN  # noqa: E402 - what stands above must come first

PAGES = 200
PEOPLE = 50
MOST_SECONDS = 5.0
WORDS_ON_A_LINE = 12
NAMED = {"name", "near name", "joined name", "short name", "initials"}
DOCS = Path(__file__).parents[1] / "docs"


def identities() -> Identities:
    """What a review with fifty people knows."""
    found = Identities(Protected())
    for name in NAMES[:PEOPLE]:
        protect_name(found.exact, name)
        found.add_name(name)
    return found


def lines_of(page: int) -> list[str]:
    """About 350 words; every tenth page names somebody."""
    # Each word carries the page's number now and then: no page repeats another.
    words = [
        f"{word}{page}" if at % 40 == 39 else word for at, word in enumerate((PROSE * 2).split())
    ]
    if page % 10 == 0:
        words.insert(40, NAMES[page % PEOPLE])
    return [
        " ".join(words[at : at + WORDS_ON_A_LINE]) for at in range(0, len(words), WORDS_ON_A_LINE)
    ]


def pdf() -> bytes:
    """The pages as a PDF."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for page in range(PAGES):
        canvas.setFont("Helvetica", 10)
        for number, line in enumerate(lines_of(page)):
            canvas.drawString(50, 790 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def word() -> bytes:
    """The pages as a Word file."""
    document = docx.Document()
    for page in range(PAGES):
        document.add_paragraph(" ".join(lines_of(page)))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def names_in(hits: list[Hit]) -> int:
    """How many findings are names."""
    return sum(hit.kind in NAMED for hit in hits)


def false_alarms() -> str:
    """How often a report of nobody, and our own documentation, raise one of the people."""
    rows = []
    ours = "\n".join(page.read_text(encoding="utf-8") for page in sorted(DOCS.rglob("*.md")))
    for what, prose in (("an invented report", WRITTEN), ("the documentation", ours)):
        hits = check(identities(), read_file("a.txt", prose.encode()))
        rows.append(f"{names_in(hits)} in {len(prose.split()):,} words of {what}")
    return f"false alarms of {PEOPLE} people: {'; '.join(rows)}"


def main() -> int:
    """Measure both kinds of file; 0 when each keeps within its target."""
    known, missed = identities(), 0
    for name, content in (("report.pdf", pdf()), ("report.docx", word())):
        started, before = time.perf_counter(), time.process_time()
        reading = read_file(name, content)
        read = time.perf_counter() - started
        hits = check(known, reading)
        taken = time.perf_counter() - started
        used = time.process_time() - before
        missed += taken > MOST_SECONDS
        print(
            f"disclosure check of {name}, {PAGES} pages, {PEOPLE} people: {taken:.2f} s "
            f"(reading {read:.2f} s, {used:.2f} s of a processor, "
            f"{names_in(hits)} names), target {MOST_SECONDS:.1f} s"
        )
    print(false_alarms())
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
