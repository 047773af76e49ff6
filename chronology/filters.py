"""What the combined chronology is narrowed to, and what then stands on a page (S80)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from chronology.combine.gaps import Gap, silences
from chronology.combine.rows import Event, Row, gather
from chronology.combined import Combined, marks_on, same_events
from chronology.names import Names
from chronology.reading.fill import each_person


@dataclass(frozen=True)
class Chosen:
    """The filters in force; nothing chosen keeps everything."""

    from_on: datetime.date | None = None
    to_on: datetime.date | None = None
    agency: str = ""
    person: str = ""
    mark: str = ""
    word: str = ""
    gap: int | None = None
    newest_first: bool = False


@dataclass(frozen=True)
class Narrowed:
    """The events that the filters keep, in order, and the gaps that stand before some of them."""

    events: Sequence[Event]
    rows: int
    gaps: Mapping[str, Gap] = field(default_factory=dict)
    """By the key of the row before which (newest first: after which) nothing is recorded."""


def narrow(combined: Combined, chosen: Chosen, names: Names) -> Narrowed:
    """The rows that every chosen filter keeps. At most three queries, whatever their number."""
    rows = [row for row in combined.rows if _in_range(row, chosen)]
    if chosen.agency:
        rows = [row for row in rows if row.agency == chosen.agency]
    if chosen.mark:
        marked = marks_on(combined.case)
        rows = [
            row for row in rows if any(mark.kind == chosen.mark for mark in marked.get(row.key, ()))
        ]
    if chosen.word or chosen.person:
        rows = _saying(rows, combined.texts(), chosen, names)
    gaps: dict[str, Gap] = {}
    if chosen.gap is not None:
        found = silences(rows, longer_than=chosen.gap)
        beside = {row.key for gap in found for row in (gap.after, gap.before) if row}
        rows = [row for row in rows if row.key in beside]
        gaps = {gap.before.key: gap for gap in found if gap.before}
    events = gather(rows, same_events(combined.case))
    if chosen.newest_first:
        events.reverse()
    return Narrowed(events, len(rows), gaps)


def _in_range(row: Row, chosen: Chosen) -> bool:
    """Whether a row can lie between the days; one without a date only where none is asked for."""
    if chosen.from_on is None and chosen.to_on is None:
        return True
    if row.days is None:
        return False
    first, last = row.days
    begins = chosen.from_on is None or last >= chosen.from_on.toordinal()
    return begins and (chosen.to_on is None or first <= chosen.to_on.toordinal())


def _saying(
    rows: Sequence[Row], texts: Mapping[str, tuple[str, ...]], chosen: Chosen, names: Names
) -> list[Row]:
    """Rows whose words, as this reader is shown them, say what is looked for.

    A real name finds nothing for a reader who is not shown it, and a pseudonym finds the rows in
    which it stands for somebody.
    """
    wanted = chosen.word.casefold().split()
    kept = []
    for row in rows:
        written = "\n".join(texts[row.key])
        if wanted:
            shown = names.text(written).casefold()
            if not all(word in shown for word in wanted):
                continue
        if chosen.person and not _is_about(row, written, texts[row.key][-1], chosen.person, names):
            continue
        kept.append(row)
    return kept


def _is_about(row: Row, written: str, people: str, token: str, names: Names) -> bool:
    """Whether a row names somebody, or has a label of its agency that means them."""
    meant = (names.meant_by(row.agency, label) for _, label in each_person(people))
    return any(person and person.token == token for person in meant) or (
        token in names.mentions(written)
    )
