"""What waits over all of one person's reviews (S10), in one query unless it says more.

What only they can do is in `own_tasks`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from django.db import connection
from django.db.models import DateField, DateTimeField, Exists, F, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import OpenSession, User
from accounts.roles import Permission as P
from audit.said_once import ANYBODY, TODAY, Asked, Given, Said, as_day
from dhr_cases.models import AgencyRequest, Case
from dhr_cases.models.access import cases_where, number_where
from workflow.listing import SOON, worked_to
from workflow.models import (
    CountyAsked,
    Deadline,
    DeadlineRule,
    Hold,
    HoldScope,
    Status,
    StepTaken,
)
from workflow.own_tasks import first_due, unanswered, union_of, word

WORKS = (P.RUN_CASE, P.LEAD_REVIEW, P.DECIDE, P.GIVE_COUNTY_VIEW)
A_LIST = 25
SINCE = Given(lambda asked: asked.since, DateTimeField())
SOON_ENDS = Given(lambda asked: asked.on + timedelta(days=SOON), DateField())


@dataclass(frozen=True)
class Clock:
    """A running clock as a list tells it; `total` is said of it in `clocks`."""

    title: str
    reference: str
    due_on: date
    is_held: bool
    total: int = 0

    @classmethod
    def of(cls, row: Deadline) -> Clock:
        """The same of a row of `running`."""
        is_held = row.is_paused and row.rule.held_by_pause  # type: ignore[attr-defined]
        return cls(row.rule.title, row.case.reference, row.due_on, is_held)


def _worked_on(user: User) -> QuerySet[Deadline]:
    return worked_to().filter(case__in=cases_where(user, *WORKS))


def running(user: User) -> QuerySet[Deadline]:
    """Clocks of the reviews that the person works on, the earliest first."""
    pauses = Hold.objects.filter(case=OuterRef("case"), ended_on__isnull=True, scope=HoldScope.ALL)
    return (
        _worked_on(user)
        .select_related("rule", "case")
        .annotate(is_paused=Exists(pauses))
        .order_by("due_on", "pk")
    )


# The words are joined to what is shown alone. Said by Django it was two queries and a window over
# every clock, which took three times as long.
_CLOCKS = """
    WITH running AS ({running}), shown AS (
        SELECT * FROM (
            SELECT *, (SELECT COUNT(*) FROM running WHERE due_on < %s) AS total
            FROM running WHERE due_on < %s ORDER BY due_on, id LIMIT {most}) AS late
        UNION ALL SELECT * FROM (
            SELECT *, (SELECT COUNT(*) FROM running WHERE due_on >= %s AND due_on <= %s) AS total
            FROM running WHERE due_on >= %s ORDER BY due_on, id LIMIT {most}) AS ahead)
    SELECT rules.title, reviews.reference, shown.due_on, rules.held_by_pause AND EXISTS (
        SELECT 1 FROM workflow_hold AS paused WHERE paused.case_id = shown.case_id
        AND paused.ended_on IS NULL AND paused.scope = 'all'), shown.total
    FROM shown JOIN workflow_deadlinerule AS rules ON rules.id = shown.rule_id
    JOIN dhr_cases_case AS reviews ON reviews.id = shown.case_id
    ORDER BY shown.due_on, shown.id"""


@cache
def _clocks(vendor: str) -> Said:
    every = Said.of(_worked_on(ANYBODY).order_by().values("id", "case_id", "rule_id", "due_on"))
    days = [TODAY, TODAY, TODAY, SOON_ENDS, TODAY]
    return Said(_CLOCKS.format(running=every.sql, most=A_LIST), [*every.params, *days])


def clocks(user: User, on: date) -> tuple[list[Clock], list[Clock]]:
    """Running clocks of the reviews that the person works on: past their date, and to come.

    Each list begins with the earliest. `total` says how many are past, or of those to come how
    many fall in the next fourteen days: it is not asked with an end, so that an empty page can
    name the next date at no further cost. One query.
    """
    rows = _clocks(connection.vendor).ask(Asked(user, on, timezone.now()))
    found = [Clock(title, of, as_day(due), bool(held), n) for title, of, due, held, n in rows]
    return [row for row in found if row.due_on < on], [row for row in found if row.due_on >= on]


def is_soon(clock: Clock, on: date) -> bool:
    """Whether a clock is due in the next fourteen days."""
    return clock.due_on <= on + timedelta(days=SOON)


def waiting_for_others(user: User) -> list[dict]:
    """Whom the person's reviews wait for, longest first: agencies, the county, the Home Office."""
    now = timezone.now()
    rows = _waiting(connection.vendor).ask(Asked(user, timezone.localdate(now), now))
    return [
        {"who": who, "what": what, "since": as_day(since), "due": as_day(due), "about": about}
        for who, what, since, due, about in rows
    ]


# PostgreSQL takes one's thousands of reviews for few and would look into each, so all that is
# waited for anywhere comes first. SQLite does best when it may choose.
_MINE_OF = "WITH every AS {materialized} ({every}) SELECT * FROM every WHERE about IN ({mine})"
_MATERIALIZED = {"sqlite": "", "postgresql": "MATERIALIZED"}


@cache
def _waiting(vendor: str) -> Said:
    asked = CountyAsked.objects.filter(case__progress__status=Status.DECISION_DUE)
    rules = DeadlineRule.objects.filter(name="home_office_reply").values("pk")
    replies = Deadline.objects.filter(rule__in=rules, met_on__isnull=True)
    parts = [
        (
            AgencyRequest.objects.open(),
            F("organisation__name"),
            F("kind"),
            F("asked_on"),
            F("due_on"),
        ),
        (
            unanswered(asked),
            F("case__county_partner__name"),
            word("county"),
            F("asked_on"),
            F("answer_by_on"),
        ),
        (replies, word("Home Office"), word("reply"), F("counted_from_on"), F("due_on")),
    ]
    columns = ("who", "what", "since", "due")
    every = union_of(
        rows.order_by().values(**dict(zip(columns, values, strict=True)), about=F("case"))
        for rows, *values in parts
    )
    mine = cases_where(ANYBODY, P.RUN_CASE, P.LEAD_REVIEW)
    sql = _MINE_OF.format(materialized=_MATERIALIZED[vendor], every=every.sql, mine=mine.sql)
    return first_due(Said(sql, [*every.params, *mine.params]), columns)


@dataclass(frozen=True)
class Happened:
    """A step that somebody else took: its name, its day, the review and who took it."""

    name: str
    taken_on: date
    reference: str
    by: str


# The few steps of these days first, and then whether one may see their reviews: else PostgreSQL
# begins with every step of all one's reviews.
_RECENT = """
    WITH recent AS MATERIALIZED ({recent})
    SELECT told.name, told.taken_on, reviews.reference, people.name FROM (
        SELECT * FROM recent WHERE case_id IN ({mine}) ORDER BY id DESC LIMIT 10) AS told
    JOIN dhr_cases_case AS reviews ON reviews.id = told.case_id
    JOIN accounts_user AS people ON people.id = told.taken_by_id ORDER BY told.id DESC"""


@cache
def _recent(vendor: str) -> Said:
    steps = StepTaken.objects.filter(taken_at__gt=SINCE).exclude(taken_by=ANYBODY).order_by()
    recent = Said.of(steps.values("id", "case_id", "name", "taken_on", "taken_by_id"))
    mine = cases_where(ANYBODY, P.VIEW_CASE)
    sql = _RECENT.format(recent=recent.sql, mine=mine.sql)
    return Said(sql, [*recent.params, *mine.params])


def since_last_here(
    user: User, now: datetime, this_session: int | None
) -> tuple[datetime | None, list[Happened]]:
    """When this person was last here, and the steps that others took since.

    For somebody who never was, None and those of the last fourteen days. Two queries.
    """
    earlier = OpenSession.objects.filter(user=user).exclude(pk=this_session)
    last = earlier.order_by("-last_seen_at").values_list("last_seen_at", flat=True).first()
    asked = Asked(user, timezone.localdate(now), now, since=last or now - timedelta(days=SOON))
    rows = _recent(connection.vendor).ask(asked)
    return last, [Happened(name, as_day(on), of, by) for name, on, of, by in rows]


def own_reviews(user: User) -> list[Case]:
    """The newest of the reviews the person may see; `total` on each says how many there are."""
    newest = Case.objects.visible_to(user).order_by("-reference").values("pk")[:10]
    rows = Case.objects.filter(pk__in=newest).select_related("progress").order_by("-reference")
    rows = rows.only("reference", "known_as", "progress__status", "progress__sub_phase")
    return list(rows.annotate(total=number_where(user, P.VIEW_CASE)))
