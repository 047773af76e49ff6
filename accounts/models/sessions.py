"""Where people are signed in, and the two-person reset of a second factor."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from audit.recorded import Recorded


class OpenSession(models.Model):
    """One sign-in on one device, so that it can be listed and ended. Without history: a session."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="open_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=200, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-last_seen_at",)
        indexes = (models.Index(fields=("user", "last_seen_at"), name="session_by_person"),)

    def __str__(self) -> str:
        return f"{self.user}, {self.started_at:%d %B %Y}"


class SecondFactorReset(Recorded):
    """A lost second factor: one administrator asks for the reset, another confirms it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="second_factor_resets"
    )
    reason = models.TextField(
        "how you know it is them", help_text="For example: a call to the number their manager gave."
    )
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="resets_asked"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="resets_confirmed",
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(asked_by=F("user")) & ~Q(confirmed_by=F("user")),
                name="nobody_resets_their_own_second_factor",
                violation_error_message="Nobody resets their own second step.",
            ),
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("asked_by")),
                name="a_reset_takes_two_people",
                violation_error_message="Another administrator must confirm this.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="reset_confirmed_at_and_by_go_together",
            ),
            models.UniqueConstraint(
                fields=("user",),
                condition=Q(confirmed_at=None, cancelled_at=None),
                name="one_open_reset_each",
                violation_error_message="A reset is already waiting to be confirmed.",
            ),
        )

    def __str__(self) -> str:
        return f"Reset for {self.user}"

    @property
    def audit_subject(self) -> str:
        """The trail files it under the person whose second factor it is."""
        return f"account:{self.user_id}"
