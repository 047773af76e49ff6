"""Where the time went: days lost, worked out from pauses, late returns and moved dates.

No database and no today: rows and days are given. A day that falls under two reasons counts under
each, and once in the total.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from workflow.deadlines import is_working_day
from workflow.models import Deadline, HoldReason, Whose

WHOSE_PAUSE: dict[str, str] = {
    HoldReason.CRIMINAL: Whose.PROCEEDINGS,
    HoldReason.ADVICE: Whose.PROCEEDINGS,
    HoldReason.INQUEST: Whose.PROCEEDINGS,
    HoldReason.PARALLEL: Whose.PROCEEDINGS,
    HoldReason.LEGAL: Whose.PROCEEDINGS,
    HoldReason.FAMILY: Whose.FAMILY,
    HoldReason.CHAIR: Whose.CHAIR,
    HoldReason.AGENCY: Whose.AGENCY,
    HoldReason.HOME_OFFICE: Whose.HOME_OFFICE,
}
"""Where the time of a pause goes, by the reason given for it (process.md 2.24)."""

WHOSE_CLOCK: dict[str, str] = {
    "decide": Whose.PARTNERSHIP,
    "publish": Whose.PARTNERSHIP,
    "home_office_reply": Whose.HOME_OFFICE,
}
"""Clocks that only one body can be late for. The report's own (D05) waits for many."""

NOT_SAID = "not_said"
KEPT = "kept"
UNEXPLAINED = "unexplained"
WORDS: dict[str, str] = {
    **dict(Whose.choices),
    NOT_SAID: "Later dates agreed, without saying where the time went",
    KEPT: "Reasons kept to those who need them",
    UNEXPLAINED: "No reason recorded",
}
ORDER = tuple(WORDS)


@dataclass(frozen=True)
class Span:
    """Days after `start` up to and including `end`, where they went, and what happened."""

    whose: str
    start: date
    end: date
    what: str
    is_open: bool = False

    @property
    def days(self) -> frozenset[date]:
        """The days themselves, for counting each once."""
        first, last = self.start.toordinal() + 1, self.end.toordinal()
        return frozenset(date.fromordinal(number) for number in range(first, last + 1))


@dataclass(frozen=True)
class Lost:
    """Days lost: calendar days, and those of them that were working days in England."""

    calendar: int
    working: int

    def __str__(self) -> str:
        return f"{_counted(self.calendar, 'day')} ({_counted(self.working, 'working day')})"


@dataclass(frozen=True)
class Row:
    """One line of the table: where the time went, how much, and the pieces it is made of."""

    whose: str
    words: str
    lost: Lost
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Delay:
    """The delay of one review explained."""

    rows: tuple[Row, ...]
    total: Lost
    due_on: date | None
    finished_on: date | None
    late: Lost
    until: date

    @property
    def explained(self) -> tuple[Row, ...]:
        """The lines of which somebody gave a reason."""
        return tuple(row for row in self.rows if row.whose != UNEXPLAINED)

    @property
    def unexplained(self) -> Row | None:
        """The lateness of which nobody did."""
        return next((row for row in self.rows if row.whose == UNEXPLAINED), None)

    def sentences(self) -> list[str]:
        """What the report's section on timescales may say, in whole sentences."""
        said = [self._about_the_report(self.due_on)] if self.due_on else []
        if self.explained:
            parts = [f"{_small(row.words)}, {row.lost}" for row in self.explained]
            said.append(f"Time was lost as follows: {'; '.join(parts)}.")
            if sum(row.lost.calendar for row in self.explained) > self.total.calendar:
                said.append(f"Counting each day once, {self.total} were lost in all.")
        if self.unexplained:
            said.append(f"For {self.unexplained.lost} of lateness no reason is recorded.")
        return said or ["No time has been lost."]

    def _about_the_report(self, due_on: date) -> str:
        due = date_format(due_on, "j F Y")
        if not self.late.calendar:
            if self.finished_on:
                return f"The overview report was due by {due} and was finished in time."
            return f"The overview report is due by {due}."
        if self.finished_on:
            done = date_format(self.finished_on, "j F Y")
            finished = f"It was finished on {done}, {self.late} later."
            return f"The overview report was due by {due}. {finished}"
        return f"The overview report was due by {due}. That was {self.late} ago."


def of_pauses(holds: Iterable, until: date) -> list[Span]:
    """The time of each pause, whatever it stopped, up to its end or `until`."""
    return _real(
        Span(
            WHOSE_PAUSE[row.reason],
            row.started_on,
            min(row.ended_on or until, until),
            f"Pause, {_small(row.get_scope_display())}: {row.explanation}",
            row.ended_on is None,
        )
        for row in holds
    )


def of_returns(requests: Iterable, until: date) -> list[Span]:
    """The days each agency's answer was late; one that was refused or never came is not counted,
    since no day is recorded on which waiting for it ended."""
    return _real(
        Span(
            Whose.AGENCY,
            row.due_on,
            min(row.received_on or until, until),
            f"{row.organisation}: {_small(row.get_kind_display())}",
            row.received_on is None,
        )
        for row in requests
        if row.received_on is not None or row.outcome == "waiting"
    )


def of_clocks(deadlines: Iterable, until: date) -> list[Span]:
    """The days a clock ran past the date agreed for it, where only one body can be late for it."""
    return _real(
        Span(
            WHOSE_CLOCK[row.rule.name],
            row.due_on,
            min(row.met_on or until, until),
            f"Past its date: {_small(row.rule.title)}",
            row.met_on is None,
        )
        for row in deadlines
        if row.rule.name in WHOSE_CLOCK and row.due_on and not row.is_stopped
    )


def of_extensions(deadlines: Iterable, until: date) -> list[Span]:
    """The added days of each moved date that were used. A date that a pause moved is not counted
    again, and an earlier date loses nothing."""
    return _real(
        Span(
            moved.because_of or NOT_SAID,
            moved.from_on,
            min(moved.to_on, row.met_on or until, until),
            f"New date, {_small(row.rule.title)}: {moved.reason}",
            row.met_on is None and moved.to_on > until,
        )
        for row in deadlines
        for moved in row.extensions.all()
        if moved.from_on and moved.hold_id is None
    )


def explain(
    spans: Sequence[Span],
    *,
    report: Deadline | None,
    until: date,
    holidays: Container[date],
    kept_back: Collection[str] = (),
) -> Delay:
    """The delay of a review as a table and its sums.

    `report` is the clock of the overview report (D05) or None; what of its lateness no span
    explains is said to be unexplained. Spans of `kept_back` are counted together without their
    words, since their reader may not know the reason.
    """
    shown = [
        Span(KEPT, span.start, span.end, "", span.is_open) if span.whose in kept_back else span
        for span in spans
    ]
    explained = frozenset().union(*(span.days for span in shown))
    late_days: frozenset[date] = frozenset()
    due_on = finished_on = None
    if report is not None and report.first_due_on:
        due_on = report.first_due_on
        finished_on = None if report.is_stopped else report.met_on
        end = min(report.met_on or until, until)
        late_days = Span("", due_on, max(due_on, end), "").days
    rows = [
        Row(whose, WORDS[whose], _lost(days, holidays), own)
        for whose in ORDER
        if (own := tuple(sorted((s for s in shown if s.whose == whose), key=lambda s: s.start)))
        and (days := frozenset().union(*(span.days for span in own)))
    ]
    unexplained = late_days - explained
    if unexplained:
        lost = _lost(unexplained, holidays)
        rows.append(Row(UNEXPLAINED, WORDS[UNEXPLAINED], lost, ()))
    return Delay(
        tuple(rows),
        _lost(explained, holidays),
        due_on,
        finished_on,
        _lost(late_days, holidays),
        until,
    )


def _real(spans: Iterable[Span]) -> list[Span]:
    """Spans that last a day at least."""
    return [span for span in spans if span.end > span.start]


def _lost(days: frozenset[date], holidays: Container[date]) -> Lost:
    return Lost(len(days), sum(is_working_day(day, holidays) for day in days))


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _small(label: object) -> str:
    """A label inside a sentence; a name of its own keeps its capital."""
    text = str(label)
    second = text[1:2]
    return text if second.isupper() else text[:1].lower() + text[1:]
