"""The secret address at which one person's own calendar is read without signing in (S11)."""

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.recorded import Recorded


class CalendarFeed(Recorded):
    """One address of one person. Of its secret only the digest is kept; a new one ends the old."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="calendarfeeds")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_on = models.DateField()
    revoked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(revoked_on__isnull=True),
                name="a_person_has_one_calendar_feed",
            )
        ]

    def __str__(self) -> str:
        return "Calendar address"


def digest_of(secret: str) -> str:
    """What is kept of a secret. It is long and random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make_secret() -> str:
    """Forty-three letters that nobody guesses: 256 bits."""
    return secrets.token_urlsafe(32)
