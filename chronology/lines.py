"""Rows of the combined chronology as they stand on a page, with what the review added to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.roles import Permission as P
from chronology.combine.ages import age_at
from chronology.combine.gaps import Gap
from chronology.combine.rows import Event, Row
from chronology.combined import MANY, Agency, Combined
from chronology.models import Entry, EntryState, Mark, MarkKind, PanelNote, TermsLink
from chronology.names import Names
from dhr_cases.together import fetch_together


@dataclass(frozen=True)
class Said:
    """A note of the panel: what, by whom, when."""

    token: str
    text: str
    by: str
    on: date


@dataclass(frozen=True)
class Link:
    """A line of the terms that a row bears on: which, and its words then."""

    where: str
    question: str

    def __str__(self) -> str:
        return self.where


@dataclass(frozen=True)
class Line:
    """One row in the words its reader is shown."""

    key: str
    agency: Agency
    when: str
    as_written: str
    source: str
    people: str
    happened: str
    outcome: str
    voice: str
    comment: str
    flags: str
    kept_because: str
    is_faulty: bool
    ages: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    on_report_list: bool = False
    notes: tuple[Said, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Heading:
    """What stands under one heading: one line, or several accounts of one event."""

    lines: tuple[Line, ...]
    gap: Gap | None = None

    @property
    def is_several(self) -> bool:
        return len(self.lines) > 1


@dataclass
class Reader:
    """Turns rows into lines for one reader: their names, and what they may see."""

    combined: Combined
    names: Names
    may: frozenset

    def headings(self, events: Sequence[Event], gaps=()) -> list[Heading]:
        """The lines of these events. Two queries, whatever their number."""
        rows = [row for event in events for row in event.rows]
        entries = self.combined.entries(rows)
        kept = self._added([row.key for row in rows])
        marks = _by_row(kept["marks"])
        notes = _by_row(kept["notes"], self._said)
        links = _by_row(kept["links"], self._link)
        by_key = {
            row.key: self._line(
                row, entries[row.key], marks.get(row.key, ()), notes.get(row.key, ()),
                links.get(row.key, ()),
            )
            for row in rows
        }  # fmt: skip
        gaps = dict(gaps)
        return [
            Heading(
                tuple(by_key[row.key] for row in event.rows),
                next((gaps[row.key] for row in event.rows if row.key in gaps), None),
            )
            for event in events
        ]

    def _added(self, keys: Sequence[str]) -> dict[str, list]:
        """The marks, the panel's notes and the links to the terms at these rows. One query."""
        here: dict[str, object] = {"case": self.combined.case}
        if len(keys) < MANY:
            here["lineage__in"] = keys
        notes = PanelNote.objects.filter(**here).select_related("written_by")
        return fetch_together(
            marks=Mark.objects.filter(**here),
            notes=notes if P.VIEW_BUNDLE in self.may else notes.none(),
            links=TermsLink.objects.filter(**here),
        )

    def _said(self, note: PanelNote) -> Said:
        text = self.names.text(note.text)
        return Said(note.token, text, note.written_by.name, note.written_on)

    def _link(self, link: TermsLink) -> Link:
        where = f"line {link.question_number} (version {link.terms_number})"
        return Link(where, self.names.text(link.question))

    def _line(self, row: Row, entry: Entry, marks, notes, links) -> Line:
        shown = self.names.text
        return Line(
            key=row.key,
            agency=self.combined.agencies[row.agency],
            when=when_in_words(entry),
            as_written=shown(entry.starts_written) if entry.needs_its_words else "",
            source=shown(entry.source),
            people=self.names.who(row.agency, entry.people),
            happened=shown(entry.happened),
            outcome=shown(entry.outcome),
            voice=shown(entry.voice),
            comment=shown(entry.comment),
            flags=shown(entry.flags),
            kept_because=shown(entry.kept_because),
            is_faulty=entry.state == EntryState.FAULTY,
            ages=self.ages(row),
            marks=tuple(mark.get_kind_display() for mark in marks if mark.kind != MarkKind.REPORT),
            on_report_list=any(mark.kind == MarkKind.REPORT for mark in marks),
            notes=tuple(notes),
            links=tuple(links),
        )

    def ages(self, row: Row) -> tuple[str, ...]:
        """The age of each child, and of everybody for those who may see dates of birth."""
        return tuple(
            f"{self.names.called(person)} {age}"
            for person in self.names.people
            if (person.is_child or P.VIEW_IDENTITY in self.may)
            and (age := age_at(person.born_on, row.on))
        )


def when_in_words(entry: Entry) -> str:
    """When a row was, as it was recorded: `about May 2020`, `3 May 2020, 2:30pm to 4 May 2020`."""
    starts = str(entry.starts) if entry.starts else "Date not known"
    about = f"About {starts}" if entry.is_about and entry.starts else starts
    words = about + (f", {clock_in_words(entry.start_time)}" if entry.start_time else "")
    ends = str(entry.ends) if entry.ends and entry.ends != entry.starts else ""
    if ends or entry.end_time:
        end_time = clock_in_words(entry.end_time) if entry.end_time else ""
        words += " to " + ", ".join(part for part in (ends, end_time) if part)
    return words


def clock_in_words(time) -> str:
    """An hour as this house writes it: 2:30pm."""
    return f"{time:%I:%M%p}".lstrip("0").lower()


def _by_row(added: Iterable, told=lambda row: row) -> dict[str, list]:
    """What was added, by the lasting name of the row it stands at."""
    found: dict[str, list] = defaultdict(list)
    for row in added:
        found[row.lineage].append(told(row))
    return found
