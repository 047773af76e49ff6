"""Neutral e-mails about an account: no names of reviews, no reasons, nothing to click but home."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from accounts.models import Invitation, User


def send_now(template: str, subject: str, to: str, **context: object) -> None:
    """Send one plain e-mail at once. Raises OSError when no mail server takes it."""
    text = render_to_string(
        f"accounts/email/{template}.txt",
        {"service_name": settings.SERVICE_NAME, "address": settings.SITE_ADDRESS, **context},
    )
    send_mail(f"{settings.SERVICE_NAME}: {subject}", text, None, [to])


def send(template: str, subject: str, to: str, **context: object) -> None:
    """Send one plain e-mail once what it tells of has really been saved."""

    def deliver() -> None:
        send_now(template, subject, to, **context)

    # A mail server that is down must not undo, or fail, what was done.
    transaction.on_commit(deliver, robust=True)


def invitation(invited: Invitation, link: str) -> None:
    """The link that lets somebody make their account."""
    send("invitation", "you have been invited", invited.email, link=link, invitation=invited)


def new_device(user: User) -> None:
    """Somebody signed in with a browser this person has not used before."""
    send("new_device", "a sign-in from a new device", user.email)


def sign_in_changed(user: User) -> None:
    """A password or a second step was changed, added or removed."""
    send("sign_in_changed", "how you sign in has changed", user.email)


def second_factor_reset(user: User) -> None:
    """Two administrators have taken away the second step."""
    send("second_factor_reset", "your second step has been reset", user.email)


def password_link(user: User, link: str) -> None:
    """The link by which somebody chooses a new password."""
    send("password_link", "choose a new password", user.email, link=link)
