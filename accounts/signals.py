"""Sign-in, failed sign-in, sign-out and changes of how one signs in: written down, and told."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account_signals
from allauth.account.internal.flows.login import (
    authentication_step_completed,
    record_authentication,
)
from allauth.core import context
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest

from accounts import notices, open_sessions, second_factor
from accounts.models import OpenSession, User
from audit import actors
from audit.log import record
from audit.models import Event


def account_called(email: str) -> str:
    """What the trail calls the account with this address; nothing if there is none.

    What was typed is never kept: people type passwords into the wrong box.
    """
    user = User.objects.filter(email=str(email).strip().lower()).first()
    return user.audit_subject if user else ""


@receiver(user_logged_in)
def signed_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Begin the session's clock, write the sign-in down, and tell of a device not seen before."""
    is_known = open_sessions.begin(request, user)
    record(Event.SIGNED_IN, actor=user, subject=user.audit_subject)
    if not is_known:
        notices.new_device(user)


@receiver(user_login_failed)
def sign_in_failed(sender: Any, credentials: dict, **kwargs: Any) -> None:
    """Write down a wrong password, by the account's number and never by what was typed."""
    subject = account_called(credentials.get("email") or credentials.get("username") or "")
    record(Event.SIGN_IN_FAILED, actor=None, subject=subject, step="password")


@receiver(user_logged_out)
def signed_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    """Write the sign-out down and close the session."""
    if user is None:
        return
    record(Event.SIGNED_OUT, actor=user, subject=user.audit_subject)
    for session in OpenSession.objects.filter(pk=request.session.get(open_sessions.KEY)):
        open_sessions.end(session)


@receiver(authentication_step_completed)
def confirmed(sender: Any, request: HttpRequest, user: User, method: str, **extra: Any) -> None:
    """A passed second factor counts for this session; a confirmation gives it a new name."""
    if method == "mfa":
        second_factor.mark_passed(request, user)
    if extra.get("reauthenticated"):
        open_sessions.renew(request)


@receiver(mfa_signals.authentication_failed)
def second_step_failed(sender: Any, user: User, **kwargs: Any) -> None:
    """Write down a wrong code."""
    record(Event.SIGN_IN_FAILED, actor=None, subject=user.audit_subject, step="second")


@receiver(post_save, sender=Authenticator)
def factor_saved(sender: Any, instance: Authenticator, created: bool, **kwargs: Any) -> None:
    """Write a new factor down, and end the sessions that never showed one.

    In the transaction that adds it: allauth's own signal comes only after that.
    """
    if not created or instance.type not in second_factor.KINDS:
        return
    _record_factor(Event.SECOND_FACTOR_ADDED, instance)
    request = context.request
    if request is not None and request.user == instance.user:
        # Setting a factor up shows it, so it need not be shown again for the recovery codes.
        record_authentication(request, instance.user, method="mfa", id=instance.pk)
        open_sessions.end_all(instance.user, but=request.session.get(open_sessions.KEY))


@receiver(post_delete, sender=Authenticator)
def factor_deleted(sender: Any, instance: Authenticator, **kwargs: Any) -> None:
    """Write down that a factor was taken away, by its owner or by a reset."""
    if instance.type in second_factor.KINDS:
        _record_factor(Event.SECOND_FACTOR_REMOVED, instance)


@receiver(mfa_signals.authenticator_added)
def factor_added(sender: Any, user: User, **kwargs: Any) -> None:
    """The person is told."""
    notices.sign_in_changed(user)


@receiver(mfa_signals.authenticator_removed)
def factor_removed(sender: Any, user: User, **kwargs: Any) -> None:
    """The person is told."""
    notices.sign_in_changed(user)


@receiver(account_signals.password_changed)
@receiver(account_signals.password_reset)
def password_changed(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """The person is told, and every other session ends."""
    record(Event.PASSWORD_CHANGED, actor=user, subject=user.audit_subject)
    this = request.session.get(open_sessions.KEY) if request.user.is_authenticated else None
    if this:
        open_sessions.follow(request)
    open_sessions.end_all(user, but=this)
    notices.sign_in_changed(user)


def _record_factor(event: Event, factor: Authenticator) -> None:
    """Who changed a factor, and whose and of which kind it is."""
    actor = actors.current()
    record(
        event,
        actor=actor.user if actor else None,
        subject=factor.user.audit_subject,
        kind=factor.type,
    )
