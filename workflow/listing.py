"""The list of reviews a person may see: its filters, its orders, and what stands in each row."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from dhr_cases.models import Case
from workflow.models import ChairAppointment, Deadline, Hold, HoldScope, Status
from workflow.status import ENDED_EARLY, statuses_of

SOON = 14
"""Days before its date from which something is due soon (screens.md 5.4)."""
KEPT = "keep_online"
NO_REVIEW = (Status.NO_REVIEW_HO, Status.CLOSED_NO_REVIEW)
ORDERS = {
    "reference": (F("reference").asc(),),
    "notice": (F("progress__opened_on").asc(), F("reference").asc()),
    "next": (F("next_due_on").asc(nulls_last=True), F("reference").asc()),
    "area": (F("lead_partnership__name").asc(), F("reference").asc()),
    "-reference": (F("reference").desc(),),
    "-notice": (F("progress__opened_on").desc(), F("reference").desc()),
    "-next": (F("next_due_on").desc(nulls_last=True), F("reference").desc()),
    "-area": (F("lead_partnership__name").desc(), F("reference").desc()),
}


def reviews(user: User, **chosen) -> QuerySet[Case]:
    """The reviews this person may see, filtered, each with its next date, pause and chair.

    One query for the page of rows, whatever their number. `chosen` are the cleaned filters:
    area, stage, death_kind, timeliness, chair, year, paused, no_review, on (the day that counts
    as today) and sort.
    """
    running = worked_to().filter(case=OuterRef("pk")).order_by("due_on", "pk")
    pauses = Hold.objects.filter(case=OuterRef("pk"), ended_on__isnull=True, scope=HoldScope.ALL)
    chairs = ChairAppointment.objects.filter(case=OuterRef("pk"), ended_on__isnull=True)
    rows = (
        Case.objects.visible_to(user)
        .select_related("progress", "lead_partnership")
        .annotate(
            next_due_on=Subquery(running.values("due_on")[:1]),
            next_title=Subquery(running.values("rule__title")[:1]),
            next_is_held=Subquery(running.values("rule__held_by_pause")[:1]),
            is_paused=Exists(pauses),
            chair_name=Subquery(chairs.order_by("-pk").values("name")[:1]),
        )
    )
    return filtered(rows, **chosen).order_by(*ORDERS[chosen.get("sort") or "-reference"])


def worked_to() -> QuerySet[Deadline]:
    """Clocks that somebody works to: running, dated, on a review that goes on.

    How long a report stays on the website is a day to wait for, not one to be late for.
    """
    running = Deadline.objects.filter(met_on__isnull=True, due_on__isnull=False)
    return running.exclude(rule__name=KEPT).exclude(case__progress__status__in=ENDED_EARLY)


def filtered(rows: QuerySet[Case], *, on: date, **chosen) -> QuerySet[Case]:
    """The rows that every chosen filter keeps; an empty filter keeps all."""
    if chosen.get("area"):
        rows = rows.filter(lead_partnership__area_code=chosen["area"])
    if chosen.get("stage"):
        rows = rows.filter(at_stage(int(chosen["stage"])))
    if chosen.get("death_kind"):
        rows = rows.filter(death_kind=chosen["death_kind"])
    if chosen.get("chair"):
        rows = rows.filter(chair_name__icontains=chosen["chair"])
    if chosen.get("year"):
        rows = rows.filter(reference__contains=f"-{chosen['year']}-")
    if chosen.get("paused"):
        rows = rows.filter(is_paused=True)
    if chosen.get("no_review"):
        rows = rows.filter(progress__status__in=NO_REVIEW)
    if chosen.get("timeliness"):
        rows = rows.filter(_timely(chosen["timeliness"], on))
    return rows


def at_stage(number: int) -> Q:
    """Reviews at one of the twelve stages."""
    found = Q(pk__in=[])
    for status, phase in statuses_of(number):
        part = Q(progress__status=status)
        found |= part & Q(progress__sub_phase=phase) if phase else part
    return found


def _timely(word: str, on: date) -> Q:
    soon = on + timedelta(days=SOON)
    return {
        "overdue": Q(next_due_on__lt=on),
        "soon": Q(next_due_on__gte=on, next_due_on__lte=soon),
        "on_time": Q(next_due_on__gt=soon),
        "none": Q(next_due_on__isnull=True),
    }[word]
