"""A body has ended: its reviews go to the body that follows it (decisions 6)."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import Organisation, StandingRole, User
from accounts.roles import Role
from audit.actors import acting
from dhr_cases.models import Case
from workflow.services import hand_over

NEEDED = {
    Organisation.Kind.PARTNERSHIP_DISTRICT: (Role.COORDINATOR, Role.PARTNERSHIP_CHAIR),
    Organisation.Kind.PARTNERSHIP_COUNTY: (Role.COUNTY_PARTNER,),
}
"""Who must be there to receive reviews, so that none is left with nobody to run or decide it."""


def held_by(body: Organisation) -> int:
    """How many reviews a body leads or is county partner of: a count, and nothing else."""
    return Case.objects.filter(Q(lead_partnership=body) | Q(county_partner=body)).count()


def reasons_against(body: Organisation, *, on: datetime.date) -> list[str]:
    """Why the reviews of a body cannot be handed over today, in sentences."""
    if body.successor is None:
        return ["Say first which body follows this one."]
    reasons = []
    if body.ended_on > on:
        reasons.append(f"{body} goes on until {body.ended_on:%-d %B %Y}. Come back on that day.")
    held = StandingRole.objects.in_force(on).filter(
        organisation=body.successor, user__is_active=True
    )
    there = set(held.values_list("role", flat=True))
    for role in NEEDED.get(Organisation.Kind(body.kind), ()):
        if role not in there:
            reasons.append(f"{body.successor} has no {role.label.lower()} yet. Give that role.")
    return reasons


@transaction.atomic
def hand_all_over(body: Organisation, *, by: User, on: datetime.date) -> int:
    """Give every review of an ended body to its successor; returns how many.

    Same reviews, same references; those who held a standing role at the old body lose it there,
    those at the new one gain it, and everybody with a role on a review keeps it. Raises ValueError
    with a sentence when it cannot be done.
    """
    body = Organisation.objects.select_related("successor").get(pk=body.pk)
    reasons = reasons_against(body, on=on)
    if reasons:
        raise ValueError(" ".join(reasons))
    rows = Case.objects.filter(Q(lead_partnership=body) | Q(county_partner=body))
    related = ("lead_partnership", "county_partner", "progress")
    cases = list(rows.select_related(*related).order_by("pk"))
    with acting(by):
        for case in cases:
            hand_over(case, to=body.successor, by=by, on=on)
    return len(cases)
