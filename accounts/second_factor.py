"""Whether somebody has a second factor, and whether this session has passed it."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from accounts.models import User

PASSED = "second_step_of"
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_one(user: User) -> bool:
    """Whether the person has an app or a passkey; recovery codes alone are none. One query."""
    return Authenticator.objects.filter(user=user, type__in=KINDS).exists()


def mark_passed(request: HttpRequest, user: User) -> None:
    """Remember that this session has shown, or has just set up, the person's second factor."""
    request.session[PASSED] = user.pk


def is_passed(request: HttpRequest) -> bool:
    """Whether this very session has shown the second factor of the person signed in to it."""
    return request.session.get(PASSED) == request.user.pk


def remove_all(user: User) -> int:
    """Take away every factor and every recovery code; returns how many there were."""
    return Authenticator.objects.filter(user=user).delete()[0]
