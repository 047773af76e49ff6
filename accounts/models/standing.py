"""Roles held at a body from one day to another, each with two people's names behind it."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from accounts.models.organisations import Organisation
from accounts.roles import STANDING, Role
from audit.recorded import NoBulkWrites, Recorded

HELD_AT = {
    Role.COORDINATOR: Organisation.PARTNERSHIPS,
    Role.PARTNERSHIP_CHAIR: Organisation.PARTNERSHIPS,
    Role.COUNTY_PARTNER: (Organisation.Kind.PARTNERSHIP_COUNTY,),
    Role.AUDITOR: Organisation.PARTNERSHIPS,
    Role.BOARD_VIEWER: Organisation.PARTNERSHIPS,
}


class StandingRoleQuerySet(NoBulkWrites):
    """Standing roles."""

    def in_force(self, on: datetime.date) -> StandingRoleQuerySet:
        """Confirmed, begun, not past its last day, and not ended, on the given day."""
        return (
            self.filter(confirmed_on__lte=on, started_on__lte=on)
            .filter(Q(until_on=None) | Q(until_on__gte=on))
            .filter(Q(ended_on=None) | Q(ended_on__gt=on))
        )

    def awaiting(self) -> StandingRoleQuerySet:
        """Given by somebody, confirmed by nobody yet."""
        return self.filter(confirmed_on=None, ended_on=None)


class StandingRole(Recorded):
    """A role at a partnership, or the administrator's, which belongs to the whole installation.

    An administrator gives it; it takes effect when a chair of that partnership (for an
    administrator: another administrator) confirms it. Nobody gives or confirms their own.
    Source: decisions.md section 2.
    """

    ROLES = [(role.value, role.label) for role in Role if role in STANDING]

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="standing_roles"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="standing_roles"
    )
    role = models.CharField(max_length=40, choices=ROLES)
    started_on = models.DateField("first day")
    until_on = models.DateField(
        "last day", null=True, blank=True, help_text="Needed when somebody acts for another."
    )
    by_command = models.BooleanField(
        "made by a server command",
        default=False,
        help_text="The first chair and the first administrator have nobody before them.",
    )
    given_on = models.DateField()
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="roles_given"
    )
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="roles_confirmed",
    )
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="roles_ended"
    )

    objects = StandingRoleQuerySet.as_manager()

    class Meta:
        ordering = ("user", "organisation", "role", "started_on")
        indexes = (models.Index(fields=("organisation", "role"), name="standing_by_body"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(given_by=F("user")),
                name="nobody_gives_their_own_role",
                violation_error_message="Nobody gives a role to themself.",
            ),
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("user")),
                name="nobody_confirms_their_own_role",
                violation_error_message="Nobody confirms their own role.",
            ),
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("given_by")),
                name="giver_and_confirmer_are_two_people",
                violation_error_message="Somebody other than the giver must confirm a role.",
            ),
            models.CheckConstraint(
                condition=Q(
                    by_command=True,
                    given_by=None,
                    confirmed_by=None,
                    confirmed_on__isnull=False,
                )
                | Q(by_command=False, given_by__isnull=False, confirmed_on=None, confirmed_by=None)
                | Q(
                    by_command=False,
                    given_by__isnull=False,
                    confirmed_on__isnull=False,
                    confirmed_by__isnull=False,
                ),
                name="standing_role_is_given_and_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(given_on__lte=F("confirmed_on")) | Q(confirmed_on=None),
                name="given_on_is_before_confirmed_on",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_by=None) | Q(ended_on__isnull=False),
                name="nobody_ended_a_role_that_has_not_ended",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.ADMINISTRATOR, organisation=None)
                | (~Q(role=Role.ADMINISTRATOR) & Q(organisation__isnull=False)),
                name="administrators_alone_belong_to_no_body",
                violation_error_message="Choose the body where this role is held.",
            ),
            models.UniqueConstraint(
                fields=("user", "organisation", "role"),
                condition=Q(ended_on=None),
                name="one_open_standing_role_each",
                violation_error_message="They already have this role there.",
            ),
            # Two empty bodies are not equal to a database, so administrators need their own.
            models.UniqueConstraint(
                fields=("user",),
                condition=Q(ended_on=None, organisation=None),
                name="administrator_once_each",
                violation_error_message="They are an administrator already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation or 'this installation'}"

    @property
    def audit_subject(self) -> str:
        """The trail files it under the person who holds it."""
        return f"account:{self.user_id}"

    def clean(self) -> None:
        """A role is held only at the kind of body it exists for."""
        kinds = HELD_AT.get(Role(self.role), ()) if self.role else ()
        if self.organisation and kinds and self.organisation.kind not in kinds:
            raise ValidationError({"organisation": "This role cannot be held at this body."})
        if self.until_on and self.started_on and self.until_on < self.started_on:
            raise ValidationError({"until_on": "The last day must not be before the first."})
