"""One person's dates over all their reviews: meetings, deadlines, days to avoid (S11)."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from accounts.models import User
from accounts.roles import Permission as P
from dhr_cases.avoid import DaysToAvoid
from dhr_cases.models import DateToAvoid
from dhr_cases.models.access import cases_where
from workflow import todo
from workflow.deadlines import add_months
from workflow.models import Deadline, Meeting, TimetableLine
from workflow.models.meetings import BOARD_READERS, PANEL_KINDS, PANEL_READERS

AHEAD = 12
"""Months that a calendar shows, this one included."""
PLANNERS = (P.RUN_CASE, P.LEAD_REVIEW, P.CHANGE_FAMILY)
"""Who is told which days to avoid: those who plan meetings, and who speak with the family."""


def period(today: date) -> tuple[date, date]:
    """The first day that a calendar shows, and the first that it no longer shows."""
    first = today.replace(day=1)
    return first, add_months(first, AHEAD)


def clocks(user: User, today: date) -> list[Deadline]:
    """The deadlines of the period on reviews that the person works on. One query."""
    first, end = period(today)
    return list(todo.running(user).filter(due_on__gte=first, due_on__lt=end))


def planned(user: User, today: date) -> list[TimetableLine]:
    """The stages planned for the period on reviews that the person works on. One query."""
    first, end = period(today)
    rows = TimetableLine.objects.filter(
        case__in=cases_where(user, *todo.WORKS),
        planned_on__gte=first,
        planned_on__lt=end,
        done_on__isnull=True,
        is_left_out=False,
    )
    return list(rows.select_related("case").order_by("planned_on", "pk"))


def own_meetings(user: User, today: date) -> list[Meeting]:
    """The meetings of the period whose page the person may open, called off or not. One query."""
    first, end = period(today)
    panels = Q(kind__in=PANEL_KINDS)
    readable = (panels & Q(case__in=cases_where(user, *PANEL_READERS))) | (
        ~panels & Q(case__in=cases_where(user, *BOARD_READERS))
    )
    rows = Meeting.objects.filter(readable, held_on__gte=first, held_on__lt=end)
    return list(rows.select_related("case").order_by("held_on", "starts_at", "pk"))


def days_to_avoid(user: User, today: date) -> list[tuple[date, str]]:
    """Each day to avoid with the reference of its review, once; never whose day or why it is.

    Empty for whoever plans nothing. One query.
    """
    first, end = period(today)
    rows: dict[str, list[DateToAvoid]] = {}
    mine = DateToAvoid.objects.filter(case__in=cases_where(user, *PLANNERS))
    for row in mine.select_related("case"):
        rows.setdefault(row.case.reference, []).append(row)
    return [
        (day, reference)
        for reference, known in rows.items()
        for day in DaysToAvoid.of(known).between(first, end)
        if day < end
    ]
