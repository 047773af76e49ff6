"""How people come in: an invitation, and what they sign when they accept it."""

from __future__ import annotations

import datetime
import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models.organisations import Organisation
from accounts.roles import Role
from audit.recorded import AppendOnly, NoBulkWrites, Recorded

LASTS = datetime.timedelta(days=7)


def digest(token: str) -> str:
    """What is stored of a token: enough to know it again, too little to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(NoBulkWrites):
    """Invitations."""

    def with_token(self, token: str) -> Invitation | None:
        """The invitation whose link carries this token, if there is one."""
        return self.filter(token_digest=digest(token)).first()

    def open(self) -> InvitationQuerySet:
        """Sent, not accepted, not withdrawn, not expired."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())


class Invitation(Recorded):
    """A single-use link, good for seven days, that lets one named person make their account."""

    email = models.EmailField("e-mail address")
    name = models.CharField("full name", max_length=200)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    job_title = models.CharField("job title", max_length=200, blank=True)
    part = models.CharField(
        "the part they will play", max_length=30, choices=Role.choices, blank=True
    )
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_at = models.DateTimeField(default=timezone.now)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="invited"
    )
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="invitation"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-invited_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="accepted_at_and_by_go_together",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("invited_at")), name="invitations_expire_later"
            ),
        )

    def __str__(self) -> str:
        return f"Invitation to {self.name}"

    @property
    def state(self) -> str:
        """One word for where it stands: open, accepted, withdrawn or expired."""
        if self.accepted_at:
            return "accepted"
        if self.withdrawn_at:
            return "withdrawn"
        return "expired" if self.expires_at <= timezone.now() else "open"

    def new_token(self) -> str:
        """Make the token of the link, and start its seven days. Only its digest is kept."""
        token = secrets.token_urlsafe(32)
        self.token_digest = digest(token)
        self.expires_at = timezone.now() + LASTS
        return token


class Undertaking(AppendOnly):
    """The words about confidentiality somebody agreed to, and the name they typed under them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="undertakings")
    text = models.TextField()
    part = models.CharField("signed for", max_length=30, choices=Role.choices, blank=True)
    signed_name = models.CharField("full name as typed", max_length=200)
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("signed_at",)

    def __str__(self) -> str:
        return f"Undertaking of {self.user}"

    @property
    def audit_subject(self) -> str:
        """The trail files it under the person who signed."""
        return f"account:{self.user_id}"
