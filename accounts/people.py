"""What administrators do with accounts: invite, deactivate, reset a second factor in twos."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts import notices, open_sessions, second_factor
from accounts.models import Invitation, Organisation, SecondFactorReset, Undertaking, User
from accounts.models.standing import StandingRole
from accounts.roles import Role
from accounts.undertakings import text_for
from audit.actors import acting, job
from audit.log import record
from audit.models import Event

CountsOfCases = Callable[[Iterable[int]], dict[int, int]]
_counts_of_cases: list[CountsOfCases] = []


def register_counts_of_cases(function: CountsOfCases) -> None:
    """Let the app that knows cases say how many each person has; administrators see no more.

    `function` takes the keys of accounts and returns a number for each that has any.
    """
    _counts_of_cases.append(function)


def counts_of_cases(keys: Iterable[int]) -> dict[int, int]:
    """How many reviews each of these accounts can open now."""
    keys = list(keys)
    found: dict[int, int] = {}
    for function in _counts_of_cases:
        found |= function(keys)
    return found


def administrators(on: datetime.date) -> QuerySet[User]:
    """The people who look after accounts on the given day."""
    roles = StandingRole.objects.in_force(on).filter(role=Role.ADMINISTRATOR)
    return User.objects.active().filter(pk__in=roles.values("user"))


@transaction.atomic
def invite(
    *,
    by: User,
    email: str,
    name: str,
    organisation: Organisation | None = None,
    job_title: str = "",
    part: str = "",
) -> tuple[Invitation, str]:
    """Invite one person; earlier open invitations to the address are withdrawn.

    `part` is the role they will have, which decides what they promise; it gives no access.
    Returns the invitation and its link, which is sent to the address and kept nowhere.
    Raises ValidationError when the address already has an account.
    """
    email = email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise ValidationError({"email": "Somebody with this e-mail address has an account."})
    with acting(by):
        for earlier in Invitation.objects.open().filter(email=email):
            withdraw(earlier, by=by)
        invitation = Invitation(
            email=email,
            name=name,
            organisation=organisation,
            job_title=job_title,
            part=part,
            invited_by=by,
        )
        token = invitation.new_token()
        invitation.save()
    link = settings.SITE_ADDRESS + reverse("accounts:invitation", args=[token])
    notices.invitation(invitation, link)
    record(Event.ACCOUNT_INVITED, actor=by, invitation=invitation.pk)
    return invitation, link


def withdraw(invitation: Invitation, *, by: User) -> None:
    """Make the link of an invitation worth nothing."""
    with acting(by):
        invitation.withdrawn_at = timezone.now()
        invitation.save()


@transaction.atomic
def accept(invitation: Invitation, *, password: str, signed_name: str) -> User:
    """Make the account somebody was invited to, with their signature under the undertaking.

    Raises ValidationError when the invitation is no longer open.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.state != "open" or User.objects.filter(email=invitation.email).exists():
        raise ValidationError("This invitation has been used or has expired.")
    # Nobody is signed in yet: the account is its inviter's doing, what follows its owner's.
    inviter = invitation.invited_by
    with acting(inviter) if inviter else job("accept_invitation"):
        user = User.objects.create_user(
            invitation.email,
            invitation.name,
            password,
            organisation=invitation.organisation,
            job_title=invitation.job_title,
        )
    with acting(user):
        Undertaking(
            user=user,
            text=text_for(invitation.part),
            part=invitation.part,
            signed_name=signed_name,
        ).save()
        invitation.accepted_at, invitation.accepted_by = timezone.now(), user
        invitation.save()
    record(Event.ACCOUNT_ACCEPTED, actor=user, subject=user.audit_subject)
    return user


@transaction.atomic
def deactivate(user: User, *, by: User, on: datetime.date) -> None:
    """Let somebody in no longer, and end their sessions now.

    Raises ValidationError for oneself, and for the last administrator.
    """
    if user == by:
        raise ValidationError("You cannot deactivate your own account.")
    others = administrators(on).exclude(pk=user.pk)
    if administrators(on).filter(pk=user.pk).exists() and not others.exists():
        raise ValidationError("This is the last administrator. Make another one first.")
    with acting(by):
        user.is_active, user.deactivated_on, user.deactivated_by = False, on, by
        user.save()
    open_sessions.end_all(user)
    record(Event.ACCOUNT_DEACTIVATED, actor=by, subject=user.audit_subject)


@transaction.atomic
def reactivate(user: User, *, by: User) -> None:
    """Let somebody in again, with the password and second step they had."""
    with acting(by):
        user.is_active, user.deactivated_on, user.deactivated_by = True, None, None
        user.save()
    record(Event.ACCOUNT_REACTIVATED, actor=by, subject=user.audit_subject)


@transaction.atomic
def ask_for_reset(user: User, *, by: User, reason: str) -> SecondFactorReset:
    """Ask that a lost second step be taken away; another administrator must confirm it.

    Raises ValidationError for oneself, and while another reset waits.
    """
    with acting(by):
        reset = SecondFactorReset(user=user, asked_by=by, reason=reason)
        reset.full_clean()
        reset.save()
    record(Event.SECOND_FACTOR_RESET_ASKED, actor=by, subject=user.audit_subject)
    return reset


@transaction.atomic
def confirm_reset(reset: SecondFactorReset, *, by: User) -> None:
    """Take the second step away and end every session; the person sets up a new one.

    Raises ValidationError unless somebody else asked for it, and for oneself.
    """
    reset = SecondFactorReset.objects.select_for_update().get(pk=reset.pk)
    if reset.confirmed_at or reset.cancelled_at:
        raise ValidationError("This reset has been dealt with.")
    with acting(by):
        reset.confirmed_at, reset.confirmed_by = timezone.now(), by
        reset.full_clean()
        reset.save()
    second_factor.remove_all(reset.user)
    open_sessions.end_all(reset.user)
    record(Event.SECOND_FACTOR_RESET, actor=by, subject=reset.user.audit_subject)
    notices.second_factor_reset(reset.user)


def cancel_reset(reset: SecondFactorReset, *, by: User) -> None:
    """Leave the second step as it is."""
    with acting(by):
        reset.cancelled_at = timezone.now()
        reset.save()


def password_link(user: User) -> str:
    """A link, good once and for a day, by which a person chooses a password; it is kept nowhere."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    uid, _, token = key.partition("-")
    return settings.SITE_ADDRESS + reverse(
        "account_reset_password_from_key", kwargs={"uidb36": uid, "key": token}
    )


def send_password_link(user: User, *, by: User) -> None:
    """Send somebody who forgot it a link to choose a password; the second step still stands."""
    notices.password_link(user, password_link(user))
    record(Event.ACCOUNT_CHANGED, actor=by, subject=user.audit_subject, sent="password_link")


@transaction.atomic
def rename(organisation: Organisation, *, name: str, on: datetime.date, by: User) -> Organisation:
    """Give a body a new name from a day on; its old name stays for what came before."""
    with acting(by):
        earlier = sorted(organisation.former_names.all(), key=lambda row: row.until.earliest)
        began = earlier[-1].until if earlier else organisation.started_on
        organisation.former_names.create(name=organisation.name, since=began, until=on)
        organisation.name = name
        organisation.save()
    return organisation
