"""The timetable of a review (S66): made from dated rules, told from facts, moved with a reason."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import CharField, Count, F, Max, Min, Q, Value
from django.db.models.functions import Cast
from django.utils.formats import date_format

from accounts.models import User
from chronology.models import SharedChronology
from dhr_cases.avoid import DaysToAvoid
from dhr_cases.models import AgencyRequest, Case, Outcome, RequestKind
from workflow.deadlines import add_working_days, due_date, is_working_day
from workflow.models import (
    Agreement,
    AgreementKind,
    ChairAppointment,
    Deadline,
    Meeting,
    MeetingKind,
    StageRule,
    StepTaken,
    TermsOfReference,
    TimetableLine,
    TimetableMove,
)

STEPS: dict[str, str] = {
    "agree_draft": "draft",
    "put_for_approval": "draft_read",
    "submit": "submitted",
    "resubmit": "submitted",
    "take_changes": "answer",
    "take_approval": "answer",
    "publish": "published",
    "withhold": "published",
}
"""Steps that are what a stage waits for."""
UNDOES: dict[str, tuple[str, ...]] = {
    "rework": ("draft",),
    "send_back": ("draft", "draft_read"),
}
"""Steps after which a stage that was reached is still to come (T14, T16)."""


BEGIN = ("commission", "obey_direction")
"""Steps that are the decision to review, from which the whole is counted (T06, T10)."""


class NotPossible(ValueError):
    """A change the rules forbid; the message is a sentence for a person."""


@dataclass(frozen=True)
class Planned:
    """A line as it is shown: when it was done, by its fact or by hand, and what is to be seen."""

    line: TimetableLine
    done_on: date | None
    is_from_the_record: bool
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Moved:
    """One line of a preview: the day it has, the day it would have, and what is to be seen."""

    line: TimetableLine
    to_on: date
    warnings: tuple[str, ...]


def plan(
    rules: Iterable[StageRule], begun_on: date, holidays: Container[date]
) -> list[tuple[StageRule, date]]:
    """The day of each stage, counted from the decision; no stage is planned for a day off.

    Rules of one name: the one that applied when the review was decided on.
    """
    chosen: dict[str, StageRule] = {}
    for rule in sorted(rules, key=lambda row: row.applies_from):
        if rule.applies_from <= begun_on:
            chosen[rule.name] = rule
    days: dict[str, date] = {"": begun_on}
    planned = []
    for rule in sorted(chosen.values(), key=lambda row: row.place):
        since = days.get(rule.counted_from, begun_on)
        day = due_date(since, rule.amount, rule.unit, holidays) or since
        days[rule.name] = working_day(day, holidays)
        planned.append((rule, days[rule.name]))
    return planned


def working_day(day: date, holidays: Container[date]) -> date:
    """That day, or the next one on which people are at work."""
    return day if is_working_day(day, holidays) else add_working_days(day, 1, holidays)


def decided_on(case: Case) -> date | None:
    """The day it was decided to hold the review, or None. One query."""
    steps = StepTaken.objects.filter(case=case, name__in=BEGIN).order_by("-pk")
    return steps.values_list("taken_on", flat=True).first()


@transaction.atomic
def make(case: Case, begun_on: date, holidays: Container[date]) -> int:
    """Make the timetable from the rules; returns its lines. Raises NotPossible if it is there."""
    if Case.objects.select_for_update().get(pk=case.pk).timetablelines.exists():
        raise NotPossible("The timetable has been made. Move its dates, or add lines to it.")
    rows = plan(StageRule.objects.all(), begun_on, holidays)
    for rule, day in rows:
        TimetableLine(
            case=case,
            name=rule.name,
            deadline=rule.deadline,
            place=rule.place,
            what=rule.title,
            owner=rule.owner,
            planned_on=day,
        ).save()
    return len(rows)


def facts(case: Case, today: date) -> dict[str, date]:
    """{stage: the day the record says it was reached}. Two queries, and no word of anybody."""
    asked = AgencyRequest.objects.filter(
        case=case, kind__in=[RequestKind.REVIEW, RequestKind.CHRONOLOGY]
    )
    panels = Meeting.objects.filter(
        case=case, kind=MeetingKind.PANEL, cancelled_on__isnull=True, held_on__lte=today
    )
    waiting = Count("pk", filter=Q(outcome=Outcome.WAITING))
    first = [
        ("chair", ChairAppointment.objects.filter(case=case), Min("appointed_on")),
        ("terms", TermsOfReference.objects.filter(case=case), Min("approved_on")),
        ("requests", asked, Min("asked_on")),
        ("chronology", SharedChronology.objects.filter(case=case), Min("shared_on")),
        (
            "approval",
            Agreement.objects.filter(
                case=case,
                kind=AgreementKind.APPROVAL,
                draft_number=F("case__progress__draft_number"),
            ),
            Max("held_on"),
        ),
    ]
    parts = [_grouped(name, rows).annotate(day=day) for name, rows, day in first]
    parts.append(
        _grouped("returns", asked)
        .annotate(day=Max("received_on"), waiting=waiting)
        .filter(waiting=0)
    )
    parts = [rows.values_list("stage", "day") for rows in parts]
    parts += [_grouped("panel", panels).values_list("stage", "held_on")]
    one, *rest = parts
    found: dict[str, date] = {}
    held: list[date] = []
    for stage, day in one.union(*rest, all=True):
        if stage == "panel":
            held.append(day)
        elif day is not None and day <= today:
            found[stage] = day
    found.update(zip(("first_panel", "second_panel"), sorted(held), strict=False))
    for name, taken_on in StepTaken.objects.filter(case=case).values_list("name", "taken_on"):
        for stage in UNDOES.get(name, ()):
            found.pop(stage, None)
        if name in STEPS:
            found[STEPS[name]] = taken_on
    return found


def _grouped(stage, rows):
    word = Cast(Value(stage), CharField(max_length=20))
    return rows.order_by().annotate(stage=word).values("stage", "case")


def due_by(case: Case) -> dict[str, date]:
    """{rule of deadlines: the day its running clock is due}. One query."""
    running = Deadline.objects.filter(case=case, met_on__isnull=True, due_on__isnull=False)
    return dict(running.values_list("rule__name", "due_on"))


def shown(
    lines: Sequence[TimetableLine],
    known: Mapping[str, date],
    due: Mapping[str, date],
    *,
    holidays: Container[date],
    avoid: DaysToAvoid | None,
) -> list[Planned]:
    """Each line with its day done and its warnings. `avoid` is None for whoever may not know it."""
    days = {line.pk: line.planned_on for line in lines}
    done = {line.pk: known.get(line.name) or line.done_on for line in lines}
    said = warnings(lines, days, done, due, holidays=holidays, avoid=avoid)
    return [
        Planned(line, done[line.pk], line.name in known, tuple(said[line.pk])) for line in lines
    ]


def warnings(
    lines: Sequence[TimetableLine],
    days: Mapping[int, date],
    done: Mapping[int, date | None],
    due: Mapping[str, date],
    *,
    holidays: Container[date],
    avoid: DaysToAvoid | None,
) -> dict[int, list[str]]:
    """What is to be seen about each line's day, in sentences; nothing about what is done."""
    said: dict[int, list[str]] = {line.pk: [] for line in lines}
    before: list[TimetableLine] = []
    for line in lines:
        if line.is_left_out:
            continue
        day, own = days[line.pk], said[line.pk]
        if not done[line.pk]:
            later = [row for row in before if (done[row.pk] or days[row.pk]) > day]
            if later:
                own.append(f"Before “{later[-1].what}”, which comes first.")
            if avoid is not None and day in avoid:
                own.append("A day to avoid.")
            if not is_working_day(day, holidays):
                own.append("At a weekend." if day.weekday() > 4 else "A bank holiday.")
            last = due.get(line.deadline)
            if last and day > last:
                own.append(f"After its deadline, {date_format(last, 'j F Y')}.")
        before.append(line)
    return said


def moved_days(
    lines: Sequence[TimetableLine],
    line: TimetableLine,
    to_on: date,
    done: Collection[int],
    *,
    with_later: bool,
    holidays: Container[date],
) -> dict[int, date]:
    """The days that would change: of the line, and of what comes after it by as many days.

    What is done or left out stays where it is; a later line never lands on a day off.
    """
    longer = to_on - line.planned_on
    days = {line.pk: to_on}
    if with_later:
        after = [row for row in lines if (row.place, row.pk) > (line.place, line.pk)]
        for row in after:
            if row.pk not in done and not row.is_left_out:
                days[row.pk] = working_day(row.planned_on + longer, holidays)
    return {
        row.pk: days[row.pk] for row in lines if days.get(row.pk, row.planned_on) != row.planned_on
    }


@transaction.atomic
def move(
    lines: Iterable[TimetableLine], days: Mapping[int, date], *, reason: str, by: User, on: date
) -> int:
    """Plan lines for other days and keep why; returns how many were moved.

    `days` is {line's key: its new day}. Raises StaleRow if somebody changed a line meanwhile.
    """
    moved = 0
    for line in lines:
        to_on = days.get(line.pk, line.planned_on)
        if to_on == line.planned_on:
            continue
        TimetableMove(
            line=line,
            case=line.case,
            from_on=line.planned_on,
            to_on=to_on,
            reason=reason,
            moved_on=on,
            moved_by=by,
        ).save()
        line.planned_on = to_on
        line.save()
        moved += 1
    return moved
