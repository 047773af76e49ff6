"""Where a row came from and how it changed: the row as it came, its versions, its mendings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from accounts.roles import Permission as P
from chronology.combined import Combined, marks_on
from chronology.lines import when_in_words
from chronology.models import Entry, FileState, PanelNote, TermsLink
from chronology.names import Names
from dhr_cases.models import Case

TOLD = ("source", "people", "happened", "outcome", "voice", "comment", "flags", "kept_because")


@dataclass(frozen=True)
class Changed:
    """One version of a row: when it was sent, by whom, and what it says otherwise than before."""

    number: int
    on: date | None
    by: str
    mended: bool
    lines: tuple[tuple[str, str, str], ...]


def as_it_came(entry: Entry, names: Names) -> list[tuple[str, str]]:
    """The cells of the row in its file, each under the heading the file gave it."""
    headings = entry.file.columns.get(entry.sheet) or next(iter(entry.file.columns.values()), [])
    cells = [str(cell) for cell in entry.cells]
    named = [*headings, *[""] * (len(cells) - len(headings))]
    return [
        (names.text(str(heading)) or f"Column {number}", names.text(cell))
        for number, (heading, cell) in enumerate(zip(named, cells, strict=False), start=1)
        if cell.strip()
    ]


def course_of(case: Case, lineage: str, names: Names, *, who: bool) -> list[Changed]:
    """Every version of a row that the review has been sent, newest first, each with what changed.

    Two queries. `who` says whether this reader is told who sent it. How an agency mended its row
    before sending it is the agency's own; that it did is told.
    """
    versions = list(
        Entry.objects.filter(
            case=case, lineage=lineage, file__state__in=(FileState.ACCEPTED, FileState.REPLACED)
        )
        .select_related("file__sent_by")
        .order_by("file__number")
    )
    history = Entry.history.filter(id__in=[entry.pk for entry in versions]).order_by()
    saved = Counter(history.values_list("id", flat=True))
    before: Entry | None = None
    found: list[Changed] = []
    for entry in versions:
        file = entry.file
        by = file.sent_by.name if who and file.sent_by else ""
        lines = tuple(_differing(before, entry, names))
        found.append(Changed(file.number, file.sent_on, by, saved[entry.pk] > 1, lines))
        before = entry
    return found[::-1]


def _differing(before: Entry | None, row: Entry, names: Names) -> Iterator[tuple[str, str, str]]:
    """The fields of a row that differ from what it said before."""
    old_when = when_in_words(before) if before is not None else ""
    if (when := when_in_words(row)) != old_when:
        yield "When", old_when, when
    for name in TOLD:
        old = getattr(before, name) if before is not None else ""
        new = getattr(row, name)
        if old != new:
            label = str(Entry._meta.get_field(name).verbose_name)
            yield label[:1].upper() + label[1:], names.text(old), names.text(new)


@dataclass(frozen=True)
class TakenBack:
    """What the review said of a row its agency no longer sends, with the row as it last was."""

    agency: str
    when: str
    happened: str
    marks: tuple[str, ...]
    notes: tuple[str, ...]
    links: tuple[str, ...]


def taken_back(combined: Combined, names: Names, may: frozenset) -> list[TakenBack]:
    """Rows that have marks, notes or links and stand in no counting version. Four queries."""
    case = combined.case
    marks = marks_on(case)
    notes: dict[str, list[str]] = {}
    if P.VIEW_BUNDLE in may:
        for note in PanelNote.objects.filter(case=case):
            notes.setdefault(note.lineage, []).append(names.text(note.text))
    links: dict[str, list[str]] = {}
    for link in TermsLink.objects.filter(case=case):
        links.setdefault(link.lineage, []).append(str(link))
    gone = {key for key in (*marks, *notes, *links) if key not in combined}
    last = {
        entry.lineage: entry
        for entry in Entry.objects.filter(case=case, lineage__in=gone)
        .exclude(file__state=FileState.DRAFT)
        .select_related("file__organisation")
        .order_by("file__number")
    }
    return [
        TakenBack(
            entry.file.organisation.name,
            when_in_words(entry),
            names.text(entry.happened),
            tuple(mark.get_kind_display() for mark in marks.get(key, ())),
            tuple(notes.get(key, ())),
            tuple(links.get(key, ())),
        )
        for key, entry in sorted(last.items(), key=lambda item: item[1].pk)
    ]
