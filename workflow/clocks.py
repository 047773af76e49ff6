"""The clocks of a case: started, met, extended; nothing passed is ever worked out afresh."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from accounts.models import User
from audit.log import record
from audit.models import Event
from dhr_cases.family import NO_CONTACT_MADE
from dhr_cases.models import Case, Offer, OfferKind
from workflow.deadlines import due_date
from workflow.models import (
    Audience,
    BankHoliday,
    Deadline,
    DeadlineRule,
    Extension,
    Hold,
    Purpose,
)

MET_BY_TELLING: dict[tuple[str, str], str] = {
    (Audience.HOME_OFFICE, Purpose.DECISION): "tell_home_office",
    (Audience.FAMILY, Purpose.DECISION): "tell_family",
    (Audience.HOME_OFFICE, Purpose.PUBLICATION): "send_final",
}
"""The clock that waits until somebody was told of something: D03, D04 and D10."""


class NotPossible(ValueError):
    """A change the rules forbid; the message is a sentence for a person."""


def rule_for(case: Case, name: str, on: date) -> DeadlineRule | None:
    """The rule of that name under the case's legal test in force on a day, or None."""
    rules = DeadlineRule.objects.filter(name=name, regime=case.regime, applies_from__lte=on)
    return rules.order_by("-applies_from").first()


def due_under(rule: DeadlineRule, counted_from: date) -> date | None:
    """The day something is due under a rule, or None for "as soon as practicable"."""
    holidays = set(BankHoliday.objects.values_list("day", flat=True))
    return due_date(counted_from, rule.amount, rule.unit, holidays)


def start(case: Case, name: str, *, on: date, counted_from: date | None = None) -> Deadline | None:
    """Start a clock, unless one of its name is already running. None where no rule applies."""
    rule = rule_for(case, name, on)
    if rule is None or case.deadlines.filter(rule__name=name, met_on__isnull=True).exists():
        return None
    counted_from = counted_from or on
    due_on = due_under(rule, counted_from)
    deadline = Deadline(
        case=case, rule=rule, counted_from_on=counted_from, first_due_on=due_on, due_on=due_on
    )
    deadline.save()
    return deadline


def count_from_earlier(case: Case, name: str, *, counted_from: date) -> None:
    """Move an open, unextended clock back to an earlier beginning: an earlier receipt came to
    light, and the earliest controls D02 (R-1.1). A later one changes nothing."""
    deadline = case.deadlines.filter(rule__name=name, met_on__isnull=True).first()
    if deadline is None or counted_from >= deadline.counted_from_on:
        return
    rule = deadline.rule
    holidays = set(BankHoliday.objects.values_list("day", flat=True))
    first = due_date(counted_from, rule.amount, rule.unit, holidays)
    if deadline.due_on == deadline.first_due_on:
        deadline.due_on = first
    deadline.counted_from_on, deadline.first_due_on = counted_from, first
    deadline.save()


def meet(case: Case, name: str, *, on: date, note: str = "") -> None:
    """Write down that the open clock of that name was met."""
    for deadline in case.deadlines.filter(rule__name=name, met_on__isnull=True):
        deadline.met_on, deadline.met_note = on, note
        deadline.save()


def stop_all(case: Case, *, on: date, note: str) -> None:
    """End every open clock of a case that has itself ended; none of them was met."""
    _stop(case.deadlines.filter(met_on__isnull=True), on=on, note=note)


def stop(case: Case, name: str, *, on: date, note: str) -> None:
    """End the open clock of that name, which no longer counts for anything."""
    _stop(case.deadlines.filter(rule__name=name, met_on__isnull=True), on=on, note=note)


def _stop(open_clocks: Iterable[Deadline], *, on: date, note: str) -> None:
    for deadline in open_clocks:
        deadline.met_on, deadline.met_note, deadline.is_stopped = on, note, True
        deadline.save()


def hear(case: Case, audience: str, purpose: str, *, on: date, note: str = "") -> None:
    """Somebody was told of something, by a letter or otherwise: end the clock that waits for it."""
    name = MET_BY_TELLING.get((audience, purpose))
    if name:
        meet(case, name, on=on, note=note)


def hear_of_offer(sender: object, *, offer: Offer, **kwargs: object) -> None:
    """The family's ledger says that they were told of the decision."""
    if offer.kind == OfferKind.DECISION and offer.reply not in NO_CONTACT_MADE:
        hear(offer.case, Audience.FAMILY, Purpose.DECISION, on=offer.offered_on)


def meet_and_open(case: Case, *, meets: Iterable[str], opens: Iterable[str], on: date) -> None:
    """What a step does to the clocks."""
    for name in meets:
        meet(case, name, on=on)
    for name in opens:
        start(case, name, on=on)


@transaction.atomic
def extend(
    deadline: Deadline,
    *,
    to: date,
    reason: str,
    agreed_by: str,
    agreed_on: date,
    home_office_told: bool,
    by: User,
    on: date,
    because_of: str = "",
    hold: Hold | None = None,
) -> Extension:
    """Agree a later (or earlier) date. The first date stays; the row says who, when and why.

    `because_of` says where the time went (`Whose`), unless it was a `hold` that proposed the date
    and says so itself. Raises NotPossible for a met deadline, a date before today, or the date it
    already has.
    """
    deadline = (
        Deadline.objects.select_for_update().select_related("case", "rule").get(pk=deadline.pk)
    )
    if deadline.met_on is not None:
        raise NotPossible("This has been done. Its date cannot be moved.")
    if to < on:
        raise NotPossible("The new date must not be in the past.")
    if to == deadline.due_on:
        raise NotPossible("This is the date it already has.")
    extension = Extension(
        deadline=deadline,
        case=deadline.case,
        from_on=deadline.due_on,
        to_on=to,
        agreed_by=agreed_by,
        agreed_on=agreed_on,
        reason=reason,
        home_office_told=home_office_told,
        because_of=because_of,
        hold=hold,
        recorded_by=by,
    )
    extension.save()
    deadline.due_on = to
    deadline.save()
    record(
        Event.DEADLINE_EXTENDED, actor=by, subject=deadline.case.reference, rule=deadline.rule.code
    )
    return extension
