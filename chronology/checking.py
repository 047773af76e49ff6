"""What is checked of the rows of one chronology before it is sent (S74)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from chronology.rows import Column, Fault, FaultCode, Row

MUST_BE_MENDED = frozenset({
    FaultCode.DATE, FaultCode.TIME, FaultCode.ORDER, FaultCode.EMPTY, FaultCode.SOURCE,
})  # fmt: skip
"""These keep a chronology from being sent; the others may be kept as they are, with a reason."""
WORST_FIRST = {code: place for place, code in enumerate(FaultCode)}

READ_FAULTS = frozenset({FaultCode.DATE, FaultCode.TIME})
PLAIN_LABELS = {
    "the person who died": "died",
    "person who died": "died",
    "deceased": "died",
    "victim": "died",
    "the person thought responsible": "responsible",
    "person thought responsible": "responsible",
    "perpetrator": "responsible",
    "alleged perpetrator": "responsible",
}
"""Words for the two people every review has, and the kind of each; nobody needs to say it."""
RANK = (
    r"(?:PC|PCSO|DC|DS|DI|DCI|Sgt|Sergeant|Inspector|Insp|Constable|Dr|Doctor|Nurse|Midwife"
    r"|Social [Ww]orker|SW|HV|Health [Vv]isitor|Paramedic|GP|Consultant|Officer"
    r"|Probation [Oo]fficer"
    r"|CPN|IDVA|Support [Ww]orker|Teacher|Headteacher|Solicitor)"
)
STAFF = re.compile(rf"\b{RANK}\.?\s+(?:\d+\s+)?([A-Z][a-z'\u2019]+(?:[- ][A-Z][a-z'\u2019]+)?)")
NOT_NAMES = frozenset({
    "The", "Attended", "Visited", "Called", "Rang", "Saw", "Reported", "Referred", "Noted",
    "Team", "Service", "Unit", "Surgery", "Practice", "And", "Was", "Is", "Had", "Has", "Who",
    "Did", "Not", "Advised", "Spoke", "Asked", "Told", "Visit", "Appointment", "Records",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scope:
    """The period under review, where terms of reference have set one."""

    first_on: date | None = None
    last_on: date | None = None


def check(
    rows: list[Row], *, scope: Scope | None = None, labels: Collection[str] | None = None
) -> None:
    """Set the faults and the state of each row, with what the whole file shows.

    `labels` are those that have been mapped; None when nobody needs to map any yet. Faults of
    reading a date or time stay; all others are found afresh, so checking twice changes nothing.
    A row kept with a reason stays kept while nothing that must be mended is wrong with it.
    """
    scope = scope or Scope()
    known = None if labels is None else set(PLAIN_LABELS) | set(labels)
    for row in rows:
        faults = [fault for fault in row.faults if fault.code in READ_FAULTS]
        faults += _order(row)
        faults += _missing(row)
        faults += _outside(row, scope)
        faults += _people(row, known)
        faults += _staff(row)
        row.faults = faults
    _twice(rows)
    for row in rows:
        row.faults.sort(key=lambda fault: WORST_FIRST[fault.code])
        row.state = state_of(row)


def state_of(row: Row) -> str:
    """Ready, faulty, or kept with a reason."""
    if not row.faults:
        return "ready"
    if row.kept_because and not any(fault.code in MUST_BE_MENDED for fault in row.faults):
        return "kept"
    return "faulty"


def _order(row: Row) -> Iterable[Fault]:
    """An end that certainly came before the start, by day or on one day by the clock."""
    if row.starts is None or row.ends is None:
        return
    start, end = row.starts.earliest, row.ends.latest
    if start and end and end < start:
        yield Fault(FaultCode.ORDER, Column.ENDS, "The end is before the start.")
    elif (
        row.start_time
        and row.end_time
        and row.end_time < row.start_time
        and row.starts == row.ends
        and row.starts.kind == "day"
    ):
        yield Fault(FaultCode.ORDER, Column.END_TIME, "The end time is before the start time.")


def _missing(row: Row) -> Iterable[Fault]:
    if not row.happened:
        yield Fault(FaultCode.EMPTY, Column.HAPPENED, "Nothing is written under “What happened”.")
    if not row.source:
        yield Fault(FaultCode.SOURCE, Column.SOURCE, "There is no source of information.")


def _outside(row: Row, scope: Scope) -> Iterable[Fault]:
    """Certainly outside the period under review; an earlier event may still matter."""
    if row.starts is None or not row.starts.is_known:
        return
    last = row.ends.latest if row.ends else row.starts.latest
    if scope.first_on and last and last < scope.first_on:
        yield Fault(FaultCode.SCOPE, Column.STARTS, "This is before the period under review.")
    if scope.last_on and row.starts.earliest and row.starts.earliest > scope.last_on:
        yield Fault(FaultCode.SCOPE, Column.STARTS, "This is after the period under review.")


def _people(row: Row, known: Collection[str] | None) -> Iterable[Fault]:
    if known is None:
        return
    unknown = [label for label in row.labels.strip(";").split(";") if label and label not in known]
    if unknown:
        words = f"Say once who “{'”, “'.join(unknown[:5])}” is."
        yield Fault(FaultCode.PERSON, Column.PEOPLE, words)


def _staff(row: Row) -> Iterable[Fault]:
    for column, text in (
        (Column.HAPPENED, row.happened),
        (Column.OUTCOME, row.outcome),
        (Column.COMMENT, row.comment),
        (Column.VOICE, row.voice),
        (Column.PEOPLE, row.people),
    ):
        found = next((m for m in STAFF.finditer(text) if m[1].split()[0] not in NOT_NAMES), None)
        if found:
            words = f"“{found[0][:60]}” may name a member of staff. Write the post they held."
            yield Fault(FaultCode.STAFF, column, words)


def _twice(rows: list[Row]) -> None:
    """The same event twice in one file: both rows stay, and the later one is asked about."""
    first: dict[tuple, Row] = {}
    for row in rows:
        key = _sameness(row)
        if key is None:
            continue
        before = first.setdefault(key, row)
        if before is not row:
            where = f"row {before.row}" + (f" of “{before.sheet}”" if before.sheet else "")
            words = f"This is the same as {where}."
            row.faults.append(Fault(FaultCode.TWICE, Column.HAPPENED, words))


def _sameness(row: Row) -> tuple | None:
    if row.starts is None or not row.happened:
        return None
    words = " ".join(row.happened.casefold().split())
    return row.starts.text, row.start_time, words, " ".join(row.outcome.casefold().split())


def count_line(rows: int, to_fix: int) -> str:
    """“412 rows: 397 ready, 15 to fix”, as it stands above every table of rows (S74)."""
    noun = "row" if rows == 1 else "rows"
    return f"{rows:,} {noun}: {rows - to_fix:,} ready, {to_fix:,} to fix"


def by_kind(rows: Iterable[Row]) -> dict[FaultCode, int]:
    """How many rows have each kind of fault."""
    counts: dict[FaultCode, int] = defaultdict(int)
    for row in rows:
        for code in {fault.code for fault in row.faults}:
            counts[code] += 1
    return dict(counts)
