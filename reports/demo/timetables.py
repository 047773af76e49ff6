"""The demonstration's timetables: one as it was made, one that a trial moved."""

from __future__ import annotations

from datetime import date, timedelta

from audit.actors import acting
from dhr_cases.models import Case
from workflow import timetable
from workflow.models import BankHoliday, Progress, Status

AFTER_TRIAL = "The court has moved the trial, and the panel waits for it."


def plan_reviews(cases: list[Case], team, today: date) -> None:
    """A timetable for each review that is under way; on the oldest, what is to come was moved."""
    holidays = set(BankHoliday.objects.values_list("day", flat=True))
    under_way = Progress.objects.filter(
        case__in=cases, status__in=[Status.COMMISSIONING, Status.IN_REVIEW]
    )
    with acting(team.coordinator):
        for progress in under_way.select_related("case").order_by("pk")[:3]:
            case = progress.case
            begun_on = timetable.decided_on(case)
            if begun_on:
                timetable.make(case, begun_on, holidays)
                _move_what_is_late(case, team, today, holidays)


def _move_what_is_late(case, team, today, holidays) -> None:
    lines = list(case.timetablelines.all())
    known = timetable.facts(case, today)
    done = {line.pk for line in lines if line.name in known}
    late = next((line for line in lines if line.pk not in done and line.planned_on < today), None)
    if late is None:
        return
    to_on = timetable.working_day(today + timedelta(days=28), holidays)
    days = timetable.moved_days(lines, late, to_on, done, with_later=True, holidays=holidays)
    timetable.move(lines, days, reason=AFTER_TRIAL, by=team.coordinator, on=today)
