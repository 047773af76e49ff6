"""Standing roles: given by one person, confirmed by another, ended by anybody who may."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, Q, QuerySet
from django.dispatch import Signal

from accounts.models import Organisation, StandingRole, User
from accounts.roles import Role
from audit.actors import acting
from audit.log import record
from audit.models import Event

# Sent after a role takes effect or ends, so that access to cases can be brought into line.
# Arguments: standing_role, by (a person, or None for a server command), on.
standing_changed = Signal()

NEVER_NONE = {
    Role.ADMINISTRATOR: "the last administrator",
    Role.COORDINATOR: "the last coordinator of this partnership",
}
"""Roles whose last holder stays until there is another; a closed account counts as nobody."""


def is_chair_of(user: User, organisation: Organisation | None, on: datetime.date) -> bool:
    """Whether this person chairs the body on the given day."""
    roles = StandingRole.objects.in_force(on).filter(
        user=user, organisation=organisation, role=Role.PARTNERSHIP_CHAIR
    )
    return organisation is not None and roles.exists()


def who_may_confirm(role: StandingRole, by: User, on: datetime.date) -> bool:
    """A chair of that partnership; for an administrator's role, an administrator."""
    if by.pk in (role.user_id, role.given_by_id):
        return False
    if role.role == Role.ADMINISTRATOR:
        return by.is_administrator
    return is_chair_of(by, role.organisation, on)


def waiting_for(by: User, on: datetime.date) -> list[StandingRole]:
    """The proposed roles that this person may confirm, oldest first. Costs one query."""
    rows = _confirmable(by, on).select_related("user__organisation", "organisation", "given_by")
    return list(rows.order_by("given_on", "pk"))


def number_waiting_for(by: User, on: datetime.date) -> int:
    """How many proposed roles this person may confirm. Costs one query."""
    return _confirmable(by, on).count()


def _confirmable(by: User, on: datetime.date) -> QuerySet[StandingRole]:
    chairs = StandingRole.objects.in_force(on).filter(user=by, role=Role.PARTNERSHIP_CHAIR)
    theirs = Q(organisation__in=chairs.values("organisation"))
    administers = StandingRole.objects.in_force(on).filter(user=by, role=Role.ADMINISTRATOR)
    theirs |= Q(Exists(administers), role=Role.ADMINISTRATOR)
    return StandingRole.objects.awaiting().filter(theirs).exclude(Q(user=by) | Q(given_by=by))


@transaction.atomic
def give(
    *,
    user: User,
    role: Role,
    organisation: Organisation | None,
    by: User,
    on: datetime.date,
    started_on: datetime.date | None = None,
    until_on: datetime.date | None = None,
) -> StandingRole:
    """Propose a standing role; it gives nothing until somebody else confirms it.

    Raises ValidationError for oneself, for a body where the role does not exist, for a second one.
    """
    with acting(by):
        standing = StandingRole(
            user=user,
            role=role,
            organisation=organisation,
            given_by=by,
            given_on=on,
            started_on=started_on or on,
            until_on=until_on,
        )
        standing.full_clean()
        standing.save()
    record(
        Event.STANDING_GIVEN, actor=by, subject=user.audit_subject, role=role, standing=standing.pk
    )
    return standing


@transaction.atomic
def confirm(standing: StandingRole, *, by: User, on: datetime.date) -> StandingRole:
    """Let a proposed role take effect.

    Raises ValidationError unless `by` may confirm it and is neither its holder nor its giver.
    """
    if not who_may_confirm(standing, by, on):
        raise ValidationError("Somebody else, who chairs this partnership, must confirm the role.")
    with acting(by):
        standing.confirmed_on, standing.confirmed_by = on, by
        standing.full_clean()
        standing.save()
    record(
        Event.STANDING_CONFIRMED,
        actor=by,
        subject=standing.audit_subject,
        role=standing.role,
        standing=standing.pk,
    )
    standing_changed.send(StandingRole, standing_role=standing, by=by, on=on)
    return standing


@transaction.atomic
def end(standing: StandingRole, *, by: User, on: datetime.date) -> StandingRole:
    """End a role from this day on; ended already, it stays as it was.

    Raises ValidationError for the last administrator's, as nobody could make another one, and for
    the last coordinator's of a partnership, as nobody would look after its reviews.
    """
    if standing.ended_on:
        return standing
    others = StandingRole.objects.in_force(on).filter(
        role=standing.role, organisation=standing.organisation, user__is_active=True
    )
    is_needed = standing.role in NEVER_NONE and standing.confirmed_on is not None
    if is_needed and not others.exclude(pk=standing.pk).exists():
        raise ValidationError(f"This is {NEVER_NONE[standing.role]}. Make another one first.")
    with acting(by):
        standing.ended_on, standing.ended_by = on, by
        standing.save()
    record(
        Event.STANDING_ENDED,
        actor=by,
        subject=standing.audit_subject,
        role=standing.role,
        standing=standing.pk,
    )
    standing_changed.send(StandingRole, standing_role=standing, by=by, on=on)
    return standing


@transaction.atomic
def give_by_command(
    *, user: User, role: Role, organisation: Organisation | None, on: datetime.date
) -> StandingRole:
    """The first administrator, or the first chair of a partnership: nobody is there before them.

    Runs inside a `job`. Raises ValidationError when the role cannot be held there.
    """
    standing = StandingRole(
        user=user,
        role=role,
        organisation=organisation,
        by_command=True,
        given_on=on,
        started_on=on,
        confirmed_on=on,
    )
    standing.full_clean()
    standing.save()
    record(
        Event.STANDING_GIVEN,
        actor=None,
        subject=user.audit_subject,
        role=role,
        standing=standing.pk,
    )
    standing_changed.send(StandingRole, standing_role=standing, by=None, on=on)
    return standing
