"""Reminders to agencies about what is due: which are due today, and sending each once (6.21).

A reminder's row is kept before its e-mail goes, so that a round that breaks off never repeats
itself. Nothing goes at weekends, on bank holidays, or while a review is paused or has ended.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts import notices
from accounts.models import StandingRole, User
from accounts.roles import Role
from audit.log import record
from audit.models import Event
from dhr_cases.agency_mail import addresses
from dhr_cases.models import (
    AgencyContact,
    AgencyRequest,
    Delivery,
    Outcome,
    Reminder,
    ReminderRule,
    RequestKind,
)
from dhr_cases.models.agency_contacts import CHECKED_EVERY
from dhr_cases.models.chasing import Audience
from workflow.deadlines import add_working_days, is_working_day
from workflow.models import BankHoliday, Hold, HoldScope, Status

STILL_ASKING = {
    RequestKind.SCOPING: {Status.NOTIFIED, Status.SCREENING, Status.DECISION_DUE},
}
"""Until when something is worth a reminder; anything else, until the review reaches its end."""
OVER = {
    Status.NO_REVIEW_HO,
    Status.CLOSED_NO_REVIEW,
    Status.CLOSED_DUPLICATE,
    Status.TRANSFERRED,
    Status.PUBLISHED,
    Status.NOT_PUBLISHED,
    Status.ACTION_MONITORING,
    Status.CLOSED,
    Status.DISCONTINUED,
    Status.DISPOSED,
}
NOT_AGAIN_FOR = timedelta(days=2)
"""Two people must not remind one agency within two days of each other (S41)."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Due:
    """One rung of the ladder that has been reached for one request."""

    request: AgencyRequest
    rule: ReminderRule


def holidays() -> set[date]:
    """The bank holidays on record."""
    return set(BankHoliday.objects.values_list("day", flat=True))


def waiting() -> list[AgencyRequest]:
    """Requests that wait for an answer on reviews that go on and are not paused."""
    pauses = Hold.objects.filter(case=OuterRef("case"), ended_on__isnull=True, scope=HoldScope.ALL)
    rows = (
        AgencyRequest.objects.filter(outcome=Outcome.WAITING)
        .exclude(case__progress__status__in=OVER)
        .filter(~Exists(pauses))
        .select_related("case__progress", "organisation")
        .prefetch_related("reminders")
    )
    return [
        row
        for row in rows
        if row.case.progress.status in STILL_ASKING.get(row.kind, {row.case.progress.status})
    ]


def rung_due(
    request: AgencyRequest, rules: Iterable[ReminderRule], today: date, days_off: set[date]
) -> ReminderRule | None:
    """The highest rung reached for the present due date, if neither it nor a higher one is taken.

    One alone: after a quiet week an agency gets one reminder, not three at once. A new due date
    begins the ladder again.
    """
    reached = [
        rule
        for rule in rules
        if rule.kind == request.kind
        and rule.is_in_force
        and add_working_days(request.due_on, rule.working_days, days_off) <= today
    ]
    if not reached:
        return None
    highest = max(reached, key=lambda rule: rule.working_days)
    taken = [
        row.rule_id
        for row in request.reminders.all()
        if row.about_due_on == request.due_on and row.delivery != Delivery.FAILED
    ]
    higher = {
        rule.pk
        for rule in rules
        if rule.kind == request.kind and rule.working_days >= highest.working_days
    }
    return None if higher & set(taken) else highest


def due_today(today: date) -> list[Due]:
    """Every reminder to send today; none on a day when nobody works."""
    days_off = holidays()
    if not is_working_day(today, days_off):
        return []
    rules = list(ReminderRule.objects.filter(is_in_force=True))
    found = []
    for request in waiting():
        rule = rung_due(request, rules, today, days_off)
        if rule is not None:
            found.append(Due(request, rule))
    return found


def send(
    request: AgencyRequest, *, audience: str, on: date, rule: ReminderRule | None, by: User | None
) -> Reminder:
    """Keep the row of a reminder, then send its e-mails, then write down what became of them."""
    contact, found = addresses(request, audience, on)
    row = _keep(request, rule, audience, contact, on, by)
    if not found:
        row.delivery = Delivery.NO_ADDRESS
    else:
        try:
            for address in found:
                notices.send_now(
                    "agency_reminder",
                    f"something is due on {request.due_on:%-d %B %Y}",
                    address,
                    due_on=request.due_on,
                )
            row.delivery = Delivery.SENT
        except OSError:  # the mail server's fault, told in the log without an address
            log.warning("A reminder could not be sent; the next round tries again.")
            row.delivery = Delivery.FAILED
    with transaction.atomic():
        row.save()
        record(
            Event.REMINDER_SENT,
            actor=by,
            subject=request.case.reference,
            kind=request.kind,
            delivery=str(row.delivery),
        )
    return row


@transaction.atomic
def _keep(request, rule, audience, contact, on, by) -> Reminder:
    """The row before its e-mail; one that failed before is tried again in its place."""
    row = None
    if rule is not None:
        row = Reminder.objects.filter(
            request=request, rule=rule, about_due_on=request.due_on, delivery=Delivery.FAILED
        ).first()
    row = row or Reminder(
        case=request.case, request=request, rule=rule, about_due_on=request.due_on, sent_by=by
    )
    row.audience, row.contact, row.sent_on = audience, contact, on
    row.delivery = Delivery.SENDING
    row.save()
    return row


def send_due(today: date) -> dict[str, int]:
    """Send everything due today; how many went, failed, or had no address."""
    counts: dict[str, int] = {}
    for due in due_today(today):
        # A return that its author has finished waits for the senior officer alone.
        written = due.request.answered_by_id is not None
        audience = Audience.SENIOR if written else due.rule.audience
        row = send(due.request, audience=audience, on=today, rule=due.rule, by=None)
        counts[str(row.delivery)] = counts.get(str(row.delivery), 0) + 1
    return counts


def reminded_lately(request: AgencyRequest, today: date) -> bool:
    """Whether somebody or the round has reminded this agency in the last two days."""
    return any(
        today - row.sent_on < NOT_AGAIN_FOR and row.delivery == Delivery.SENT
        for row in request.reminders.all()
    )


def ask_for_checks(today: date) -> int:
    """Once a year for each contact, ask those who keep the directory to check it (S241)."""
    rows = list(
        AgencyContact.objects.to_check(today).exclude(asked_to_check_on__gt=today - CHECKED_EVERY)
    )
    if not rows:
        return 0
    for row in rows:
        row.asked_to_check_on = today
        row.save()
    keepers = StandingRole.objects.in_force(today).filter(
        role__in=(Role.ADMINISTRATOR, Role.COORDINATOR), user__is_active=True
    )
    for address in sorted(set(keepers.values_list("user__email", flat=True))):
        notices.send("contacts_to_check", "contacts to check", address)
    return len(rows)
