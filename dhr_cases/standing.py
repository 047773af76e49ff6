"""Roles held at a partnership, and the places on its cases that follow from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Organisation, StandingRole, User
from accounts.roles import Role
from audit.log import record
from audit.models import Event
from dhr_cases.models import Case, CaseAssignment, CaseBar
from dhr_cases.policy import NotAllowed, end_quietly, place

AT_THE_LEAD_BODY = frozenset({Role.COORDINATOR, Role.PARTNERSHIP_CHAIR})
"""Roles that count where a partnership leads; its county partner has people of its own."""
AT_ONCE = 500
"""Cases that get their new holder together, so that memory does not grow with their number."""


def bodies_of(user: User, roles: Iterable[Role]) -> list[Organisation]:
    """The partnerships where somebody holds one of these standing roles today."""
    held = StandingRole.objects.in_force(timezone.localdate()).filter(user=user, role__in=roles)
    bodies = Organisation.objects.filter(pk__in=held.values("organisation"))
    return list(bodies.select_related("county"))


@transaction.atomic
def lift_bar(row: CaseBar, *, by: User, on: date) -> None:
    """Lift a bar. Standing roles come back; roles given on the case must be given again."""
    if row.user_id == by.pk:
        raise NotAllowed("Nobody can lift their own bar.")
    row.lifted_by, row.lifted_on = by, on
    row.save()
    record(Event.BAR_ENDED, actor=by, subject=row.case.reference, user=row.user_id)
    follow_standing_roles(row.case, on=on, user=row.user)


def spread_standing(standing: StandingRole, *, on: date) -> None:
    """Give the holder of a confirmed standing role its place on every case of that body."""
    in_force = StandingRole.objects.in_force(timezone.localdate()).filter(user__is_active=True)
    # An administrator's role is held at no body, and no case has one in its place.
    if standing.organisation_id is None or not in_force.filter(pk=standing.pk).exists():
        return
    led = Q(lead_partnership=standing.organisation)
    cases = Case.objects.filter(led | Q(county_partner=standing.organisation)).order_by("pk")
    barred = CaseBar.objects.filter(user=standing.user, lifted_on__isnull=True)
    followed = standing.assignments.filter(ended_on__isnull=True)
    without = cases.exclude(pk__in=barred.values("case")).exclude(pk__in=followed.values("case"))
    new = [(case, standing) for case in without if _counts_on(case, standing)]
    for start in range(0, len(new), AT_ONCE):
        place(new[start : start + AT_ONCE], on=on)


@transaction.atomic
def keep_in_step(
    sender: object, *, standing_role: StandingRole, by: User | None, on: date, **kwargs: object
) -> None:
    """When a standing role takes effect or ends, bring its holder's places on cases into line."""
    if standing_role.ended_on is None:
        spread_standing(standing_role, on=on)
        return
    rows = standing_role.assignments.filter(ended_on__isnull=True).select_related("case", "user")
    for assignment in rows:
        end_quietly(assignment, by=by, on=on)


def _counts_on(case: Case, standing: StandingRole) -> bool:
    """A chair or coordinator acts where their body leads, a county partner where it is that.

    Without this the chair of a county body could take the decision of every district.
    Source: decisions.md section 1.
    """
    if standing.role in AT_THE_LEAD_BODY:
        return standing.organisation_id == case.lead_partnership_id
    if standing.role == Role.COUNTY_PARTNER:
        return standing.organisation_id == case.county_partner_id
    return True


def follow_standing_roles(case: Case, *, on: date, user: User | None = None) -> None:
    """Make the assignments that follow standing roles equal to the case's present bodies.

    Called when a case is opened, transferred or handed over, and when a role is confirmed.
    """
    standings = StandingRole.objects.in_force(timezone.localdate()).filter(
        organisation__in=[body.pk for body in case.partnerships], user__is_active=True
    )
    current = CaseAssignment.objects.filter(
        case=case, standing__isnull=False, ended_on__isnull=True
    )
    if user is not None:
        standings, current = standings.filter(user=user), current.filter(user=user)
    wanted = {
        row.pk: row
        for row in standings.select_related("user", "organisation")
        if _counts_on(case, row)
    }
    followed = set()
    for assignment in current.select_related("user", "case"):
        if assignment.standing_id in wanted:
            followed.add(assignment.standing_id)
        else:
            end_quietly(assignment, by=None, on=on)
    barred = set(case.bars.filter(lifted_on__isnull=True).values_list("user", flat=True))
    new = [
        (case, standing)
        for key, standing in wanted.items()
        if key not in followed and standing.user_id not in barred
    ]
    if new:
        place(new, on=on)
