"""The list of reviews a person may see: its filters, its orders, and what stands in each row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from accounts.roles import Permission
from dhr_cases.models import Case
from dhr_cases.models.access import count_where
from dhr_cases.models.case import CaseQuerySet
from workflow.models import (
    ChairAppointment,
    Deadline,
    DeadlineRule,
    Hold,
    HoldScope,
    Progress,
    Status,
)
from workflow.status import ENDED_EARLY, statuses_of

SOON = 14
"""Days before its date from which something is due soon (screens.md 5.4)."""
KEPT = "keep_online"
NO_REVIEW = (Status.NO_REVIEW_HO, Status.CLOSED_NO_REVIEW)
SHOWN = (
    "reference",
    "known_as",
    "death_kind",
    "lead_partnership__name",
    "lead_partnership__area_code",
    "progress__status",
    "progress__sub_phase",
    "progress__opened_on",
)
"""All that a row shows of a review itself; the rest is not fetched."""
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


class Reviews:
    """Some reviews in their order; those taken from it carry their next date, pause and chair.

    The order and the number are asked of the reviews alone. What stands beside them is then
    asked once for the rows taken, so that it is never worked out for rows nobody looks at.
    """

    ordered = True

    def __init__(self, rows: QuerySet[Case], everything_of: User | None = None):
        self.rows, self.everything_of = rows, everything_of

    def count(self) -> int:
        """How many reviews there are. One query, of the grants alone if none is left out."""
        if self.everything_of:
            return count_where(self.everything_of, Permission.VIEW_CASE)
        return self.rows.count()

    def __getitem__(self, page: slice) -> list[Case]:
        """A page of reviews. Five queries, whatever their number.

        The keys first: PostgreSQL would join the words of thousands of reviews to show a page.
        """
        keys = list(self.rows.values_list("pk", flat=True)[page])
        found = _with_words().in_bulk(keys)
        return filled([found[key] for key in keys if key in found])

    def iterator(self, chunk_size: int) -> Iterator[Case]:
        """Every review, so many at a time. One query, and three for each chunk."""
        rows = self.rows.iterator(chunk_size=chunk_size)
        while chunk := list(islice(rows, chunk_size)):
            yield from filled(chunk)


def reviews(user: User, **chosen) -> Reviews:
    """The reviews this person may see, filtered and in order.

    `chosen` are the cleaned filters: area, stage, death_kind, timeliness, chair, year, paused,
    no_review, on (the day that counts as today) and sort.
    """
    order = chosen.get("sort") or "-reference"
    every = _with_words().visible_to(user).alias(**_asked_of_each(order, chosen))
    rows = filtered(every, **chosen)
    is_all = rows is every and user.is_active
    return Reviews(rows.order_by(*ORDERS[order]), user if is_all else None)


def _with_words() -> CaseQuerySet:
    """Reviews with what a row shows of them."""
    return Case.objects.select_related("progress", "lead_partnership").only(*SHOWN)


def _asked_of_each(order: str, chosen: dict) -> dict[str, Subquery | Exists]:
    """What a filter or the order has to know of every review, by name; mostly nothing."""
    asked: dict[str, Subquery | Exists] = {}
    if chosen.get("timeliness") or order.endswith("next"):
        running = worked_to().filter(case=OuterRef("pk")).order_by("due_on", "pk")
        asked["next_due_on"] = Subquery(running.values("due_on")[:1])
    if chosen.get("paused"):
        asked["is_paused"] = Exists(_pauses().filter(case=OuterRef("pk")))
    if chosen.get("chair"):
        newest = _chairs().filter(case=OuterRef("pk")).order_by("-pk")
        asked["chair_name"] = Subquery(newest.values("name")[:1])
    return asked


def filled(cases: list[Case]) -> list[Case]:
    """The same reviews, each with its next date, whether it is paused, and its chair."""
    keys = [case.pk for case in cases]
    going_on = [case.pk for case in cases if case.progress.status not in ENDED_EARLY]
    running = _running().filter(case__in=going_on).order_by("-due_on", "-pk")
    clocks = running.values_list("case", "due_on", "rule__title", "rule__held_by_pause")
    # The last of each case stands: the nearest clock, and the newest chair.
    nearest = {key: found for key, *found in clocks}
    paused = set(_pauses().filter(case__in=keys).order_by().values_list("case", flat=True))
    chairs = dict(_chairs().filter(case__in=keys).order_by("pk").values_list("case", "name"))
    for case in cases:
        clock = nearest.get(case.pk, (None, None, None))
        case.next_due_on, case.next_title, case.next_is_held = clock
        case.is_paused, case.chair_name = case.pk in paused, chairs.get(case.pk)
    return cases


def _pauses() -> QuerySet[Hold]:
    return Hold.objects.filter(ended_on__isnull=True, scope=HoldScope.ALL)


def _chairs() -> QuerySet[ChairAppointment]:
    return ChairAppointment.objects.filter(ended_on__isnull=True)


def worked_to() -> QuerySet[Deadline]:
    """Clocks that somebody works to: running, dated, on a review that goes on.

    How long a report stays on the website is a day to wait for, not one to be late for.
    """
    # By their keys: a join made either engine look up every review of a person beside its clocks.
    over = Progress.objects.filter(status__in=ENDED_EARLY).values("case")
    return _running().exclude(case__in=over)


def _running() -> QuerySet[Deadline]:
    running = Deadline.objects.filter(met_on__isnull=True, due_on__isnull=False)
    return running.exclude(rule__in=DeadlineRule.objects.filter(name=KEPT).values("pk"))


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
