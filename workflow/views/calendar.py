"""The calendar of one person, by month (S11), and their meetings as a file."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET

from accounts.access import signed_in_page
from audit.log import record
from audit.models import Event
from workflow import diary, own_tasks, todo
from workflow.calendars import calendar_of
from workflow.views.meetings import page_of
from workflow.views.work import clock_row, task_row


@signed_in_page
@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """Deadlines, meetings and what one has to do oneself, from this month on, month by month."""
    user, today = request.user, timezone.localdate()
    first, end = diary.period(today)
    dated = [
        *((day, _avoid(reference)) for day, reference in diary.days_to_avoid(user, today)),
        *((row.held_on, _meeting(row)) for row in diary.own_meetings(user, today)),
        *((row.planned_on, _planned(row)) for row in diary.planned(user, today)),
        *((row.due_on, clock_row(todo.Clock.of(row), today)) for row in diary.clocks(user, today)),
        *(
            (row["due"], task_row(row, today))
            for row in own_tasks.for_this_person(user, today)
            if row["due"] and first <= row["due"] < end
        ),
    ]
    dated.sort(key=lambda pair: pair[0])
    months = [
        {"first": month, "rows": [row | {"date": date_format(day, "D j M Y")} for day, row in rows]}
        for month, rows in groupby(dated, key=lambda pair: pair[0].replace(day=1))
    ]
    record(Event.VIEWED, actor=user, page="workflow:calendar")
    context = {"title": "Calendar", "months": months, "first": first, "end": end}
    return render(request, "workflow/calendar.html", context)


def _meeting(row) -> dict:
    """The meeting with its hour; the reference says of which review, and no more."""
    hour = f", {row.starts_at:%H:%M}" if row.starts_at else ""
    return {
        "what": f"{row}{hour}",
        "reference": row.case.reference,
        "status": "Called off" if row.cancelled_on else "",
        "kind": "grey" if row.cancelled_on else "",
        "href": page_of(row),
    }


def _planned(row) -> dict:
    """A stage of a timetable: a plan, not a deadline."""
    return {
        "what": f"Planned: {row.what}",
        "reference": row.case.reference,
        "status": "",
        "href": reverse("workflow:timetable", args=[row.case.reference]),
    }


def _avoid(reference: str) -> dict:
    """A day on which nothing is to reach the family: neither whose it is nor why is told."""
    return {"what": "Avoid this day", "reference": reference, "status": "", "href": ""}


@signed_in_page
@require_GET
def own_meetings(request: HttpRequest) -> HttpResponse:
    """One's meetings for a calendar of one's own: reference and time, nothing of the review."""
    rows = diary.own_meetings(request.user, timezone.localdate())
    record(Event.DOWNLOADED, actor=request.user, page="workflow:own_meetings")
    response = HttpResponse(
        calendar_of(rows, home=request.build_absolute_uri("/")),
        content_type="text/calendar; charset=utf-8",
    )
    response["Content-Disposition"] = 'attachment; filename="meetings.ics"'
    return response
