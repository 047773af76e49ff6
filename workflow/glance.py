"""What a review's overview shows besides its tasks, fetched together and once a page."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import CharField, DateField, F, IntegerField, Prefetch, QuerySet, Value
from django.db.models import prefetch_related_objects as prefetch
from django.db.models.functions import Cast

from accounts.roles import Role
from dhr_cases.models import AgencyRequest, Case, CaseAssignment
from workflow.models import Deadline, Direction, HoldScope, LegalHold, StepTaken

KEY_ROLES = (
    Role.INDEPENDENT_CHAIR,
    Role.COORDINATOR,
    Role.PARTNERSHIP_CHAIR,
    Role.COUNTY_PARTNER,
)
"""Roles that everybody on a review may know of; a family lead's place hints at the family's."""
STEPS = 5


@dataclass
class Glance:
    """The last steps, agencies that have not answered, who is who, and what else stands."""

    steps: list[dict] = field(default_factory=list)
    waiting: list[dict] = field(default_factory=list)
    roles: list[dict] = field(default_factory=list)
    directed: bool = False
    legal_hold: bool = False


def glance_at(case: Case) -> Glance:
    """Everything at once: one query, kept on the case for the other tags of the page."""
    kept = case.__dict__.get("_glance")
    if kept is not None:
        return kept
    glance = Glance()
    lists = {"step": glance.steps, "waiting": glance.waiting, "role": glance.roles}
    for row in _rows(case):
        if row["sort"] in lists:
            lists[row["sort"]].append(row)
        elif row["sort"] == "directed":
            glance.directed = True
        else:
            glance.legal_hold = True
    glance.steps.sort(key=lambda row: row["place"], reverse=True)
    glance.waiting.sort(key=lambda row: (row["day"], row["who"]))
    case.__dict__["_glance"] = glance
    return glance


def _rows(case) -> QuerySet:
    newest = case.steps_taken.order_by("-pk").values("pk")[:STEPS]
    steps = StepTaken.objects.filter(pk__in=newest)
    agencies = AgencyRequest.objects.filter(case=case).open()
    roles = CaseAssignment.objects.live().filter(case=case, role__in=KEY_ROLES)
    directions = Direction.objects.filter(case=case)
    holds = LegalHold.objects.filter(case=case, lifted_on__isnull=True)
    none, nobody = Cast(Value(None), DateField()), _word("")
    first, *rest = (
        rows.order_by().values(
            sort=_word(sort),
            place=Cast(F("pk"), IntegerField()),
            day=day,
            due=due,
            what=what,
            who=who,
        )
        for sort, rows, day, due, what, who in (
            ("step", steps, F("taken_on"), none, F("name"), F("taken_by__name")),
            ("waiting", agencies, F("asked_on"), F("due_on"), F("kind"), F("organisation__name")),
            ("role", roles, F("started_on"), none, F("role"), F("user__name")),
            ("directed", directions, F("directed_on"), none, nobody, nobody),
            ("legal_hold", holds, F("placed_on"), none, nobody, nobody),
        )
    )
    return first.union(*rest, all=True)


def _word(text: str) -> Cast:
    return Cast(Value(text), CharField(max_length=200))


def fetch_clocks(case: Case) -> None:
    """Fetch the clocks and pauses of a case once for all tags of a page: two queries at most."""
    prefetch(
        [case], Prefetch("deadlines", queryset=Deadline.objects.select_related("rule")), "holds"
    )


def is_paused(case: Case) -> bool:
    """Whether a pause of the whole review is open, from what was fetched."""
    return any(hold.ended_on is None and hold.scope == HoldScope.ALL for hold in case.holds.all())
