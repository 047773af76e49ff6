"""Setting a review up: changes to several rows at once, with the access that follows from them."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from dhr_cases.models import Case, CaseAssignment
from dhr_cases.policy import assign, end_quietly, extend_role
from workflow.models import BodyConsidered, ChairAppointment, PanelMember


@transaction.atomic
def admit(
    case: Case, user: User | None, role: Role, *, last_day_on: date, by: User, on: date
) -> None:
    """Give a chair or panel member their access, or move its last day if they have it.

    Raises NotAllowed for somebody barred, or for oneself.
    """
    if user is None:
        return
    live = CaseAssignment.objects.live().filter(case=case, user=user, role=role).first()
    if live is None:
        reason = "Declared interests and signed the undertaking"
        assign(case, user, role, by=by, on=on, reason=reason, last_day_on=last_day_on)
    elif live.last_day_on != last_day_on:
        extend_role(live, by=by, last_day_on=last_day_on, on=on)


@transaction.atomic
def dismiss(case: Case, user: User | None, role: Role, *, by: User, on: date) -> None:
    """End a chair's or panel member's access."""
    rows = CaseAssignment.objects.filter(case=case, role=role, ended_on__isnull=True)
    for assignment in rows.filter(user=user):
        end_quietly(assignment, by=by, on=on)


@transaction.atomic
def keep_chair(chair: ChairAppointment, *, by: User, on: date) -> None:
    """Save a chair's appointment; access begins once independence is declared (process.md 3.3)."""
    chair.save()
    if chair.ended_on:
        dismiss(chair.case, chair.user, Role.INDEPENDENT_CHAIR, by=by, on=on)
    elif chair.independence_declared_on:
        admit(
            chair.case,
            chair.user,
            Role.INDEPENDENT_CHAIR,
            last_day_on=chair.last_day_on,
            by=by,
            on=on,
        )


@transaction.atomic
def keep_member(member: PanelMember, *, by: User, on: date) -> None:
    """Save a panel member; access begins with declaration and undertaking, ends on its date."""
    member.save()
    if member.left_on:
        dismiss(member.case, member.user, Role.PANEL_MEMBER, by=by, on=on)
    elif member.is_ready:
        admit(
            member.case,
            member.user,
            Role.PANEL_MEMBER,
            last_day_on=member.last_day_on,
            by=by,
            on=on,
        )


@transaction.atomic
def consider_bodies(case: Case, settled: dict[str, tuple[str, str]]) -> None:
    """Keep what was settled about each statutory body: outcome and reason by the body's code."""
    known = {row.body: row for row in case.bodyconsidereds.all()}
    for body, (outcome, reason) in settled.items():
        row = known.get(body) or BodyConsidered(case=case, body=body)
        if (row.outcome, row.reason) != (outcome, reason):
            row.outcome, row.reason = outcome, reason
            row.save()
