"""What we change in allauth: nobody signs up, failures say nothing, guessing is slowed."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts import second_factor, step_up
from accounts.models import User
from accounts.signals import account_called
from audit.actors import acting
from audit.log import record
from audit.models import Event

NO_ENTRY = (
    "Check your e-mail address and password, and try again. "
    "If you still cannot sign in, ask your administrator."
)
TOO_MANY = "There have been too many tries. Wait 5 minutes, then try again."
WRONG_CODE = "Enter the code again. If it has changed, wait for the next one."


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": NO_ENTRY,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "incorrect_password": "The password is not right. Try again.",
        "enter_current_password": "The present password is not right. Try again.",
        "invalid_password_reset": "This link has been used or has expired. Ask for a new one.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people are invited."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Whose credentials these are; a deactivated account looks like no account."""
        user = super().authenticate(request, **credentials)
        return user if user is not None and user.is_active else None

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse the eleventh wrong guess in five minutes, and write the refusal down."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            record(
                Event.SIGN_IN_FAILED,
                actor=None,
                subject=account_called(credentials.get("email", "")),
                reason="throttled",
            )
            raise

    def set_password(self, user: User, password: str) -> None:
        """A forgotten password is changed by its owner, though nobody is signed in yet."""
        with acting(user):
            super().set_password(user, password)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count guesses by account and by where they come from.

        By account alone, a stranger could shut the owner out by guessing wrong on purpose.
        """
        email = str(credentials.get("email", "")).strip().lower()
        return f"{email}|{self.get_client_ip(request)}"

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether somebody must confirm who they are before they change how they sign in."""
        return not step_up.confirmed_within(context.request)

    def get_reauthentication_methods(self, user: User) -> list[dict]:
        """The second factor where there is one; the password alone confirms nothing then."""
        methods = super().get_reauthentication_methods(user)
        stronger = [method for method in methods if method["id"] != "reauthenticate"]
        return stronger or methods


class MfaAdapter(DefaultMFAAdapter):
    """The second factor."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": (
            "This is your only second step. Set up another one before you remove it."
        ),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether another factor would be left, where one is required."""
        if not settings.REQUIRE_SECOND_FACTOR:
            return True
        others = Authenticator.objects.filter(
            user=authenticator.user_id, type__in=second_factor.KINDS
        ).exclude(pk=authenticator.pk)
        return others.exists()

    def get_totp_issuer(self) -> str:
        """The name an authenticator app shows above the code."""
        return settings.SERVICE_NAME

    def _get_site_name(self) -> str:
        """The name a browser shows when it asks for a passkey."""
        return settings.SERVICE_NAME

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """What a new passkey is called until its owner says otherwise."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return f"Passkey {number}"
