"""Opening a case, judging a step, taking a step, pausing: the doors to every change of progress."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, User
from audit.actors import acting
from audit.log import record
from audit.models import Event
from dhr_cases.codes import Regime
from dhr_cases.models import Case, RegimeDate
from dhr_cases.policy import permissions_on
from dhr_cases.reference import next_reference
from dhr_cases.standing import follow_standing_roles
from workflow import clocks, disposal, handing_on
from workflow.models import Hold, HoldScope, Progress, Status, StepTaken
from workflow.steps import Step, performing

NOT_YOURS = "You do not have the role that takes this step."
LOOK_AGAIN_WITHIN_MONTHS = 3
ENDS = (
    Status.CLOSED_DUPLICATE,
    Status.TRANSFERRED,
    Status.CLOSED_NO_REVIEW,
    Status.DISCONTINUED,
    Status.CLOSED,
    Status.DISPOSED,
)
"""Where a review has ended, and its clocks with it; reopening starts those it needs afresh."""


class StepRefused(Exception):
    """A step that may not be taken now; `reasons` are sentences for the person who tried."""

    def __init__(self, step: Step, reasons: list[str]):
        super().__init__(f"{step.code}: {' '.join(reasons)}")
        self.step = step
        self.reasons = reasons


@transaction.atomic
def open_case(
    lead: Organisation,
    *,
    county: Organisation | None,
    received_on: date,
    by: User,
    on: date,
    **facts: Any,
) -> Case:
    """Open a case: a reference that identifies nobody, its progress, its people, and D02.

    `received_on` is the day of the earliest written receipt, from which D02 runs (R-1.1).
    `facts` are plain fields of the case.
    """
    with acting(by):
        taken = Case.objects.select_for_update().filter(
            reference__startswith=f"{lead.area_code}-{received_on.year}-"
        )
        references = list(taken.values_list("reference", flat=True))
        setting = getattr(lead, "case_setting", None)
        if setting is not None:
            facts.setdefault("label", setting.label)
        case = Case(
            reference=next_reference(lead.area_code, received_on.year, references),
            lead_partnership=lead,
            county_partner=county,
            regime=regime_on(on),
            regime_set_on=on,
            label_set_on=on,
            **facts,
        )
        case.save()
        progress = Progress(case=case, opened_on=on)
        progress.save()
        follow_standing_roles(case, on=on)
        clocks.start(case, "decide", on=on, counted_from=received_on)
        record(Event.CASE_OPENED, actor=by, subject=case.reference)
    return case


def regime_on(on: date) -> str:
    """The legal test for cases opened on a day, from the dated table (R-1.6)."""
    row = RegimeDate.objects.filter(applies_from__lte=on).order_by("-applies_from").first()
    return row.regime if row else Regime.S9


def reasons_against(progress: Progress, step: Step, by: User) -> list[str]:
    """Every reason why this person cannot take this step now; empty means they can.

    Permission first, then the state, then the guards in order: somebody without permission learns
    nothing else. The page, `perform()` and the tests all ask here and nowhere else.
    """
    if step.permission not in permissions_on(progress.case, by):
        return [NOT_YOURS]
    return reasons_besides_permission(progress, step, by)


def reasons_besides_permission(progress: Progress, step: Step, by: User) -> list[str]:
    """As `reasons_against`, for a page whose gate has already asked for the permission."""
    if progress.status not in step.sources:
        return [f"The review is at the stage: {progress.get_status_display().lower()}."]
    return [reason for _, reason in unmet_guards(progress, step, by)]


def unmet_guards(progress: Progress, step: Step, by: User) -> list[tuple[str, str]]:
    """The name and the reason of every guard that refuses now: a page links each to its mending."""
    judged = ((guard.__name__, guard(progress, by)) for guard in step.guards)
    return [(name, reason) for name, reason in judged if reason]


def perform(
    progress: Progress, step: Step | str, *, by: User, on: date, answers: dict | None = None
) -> Progress:
    """Take one step: lock, check, act, save, record; or raise StepRefused with the reasons.

    All in one transaction. Two people at once: the second waits, is judged afresh, and is refused.
    """
    if isinstance(step, str):
        step = Progress.step(step)
    with transaction.atomic(), acting(by):
        progress = (
            Progress.objects.select_for_update(of=("self",))
            .select_related("case", "case__lead_partnership", "case__county_partner")
            .get(pk=progress.pk)
        )
        reasons = reasons_against(progress, step, by)
        if not reasons:
            source = progress.status
            _act(progress, step, by=by, on=on, answers=answers or {})
            progress.save()
            clocks.meet_and_open(progress.case, meets=step.meets, opens=step.opens, on=on)
            if progress.status in ENDS:
                note = f"The review ended: {Status(progress.status).label.lower()}"
                clocks.stop_all(progress.case, on=on, note=note)
            StepTaken(
                case=progress.case,
                code=step.code,
                name=step.name,
                source=source,
                target=progress.status,
                taken_on=on,
                taken_by=by,
            ).save()
            record(Event.STEP_TAKEN, actor=by, subject=progress.case.reference, step=step.name)
            if step.name == "dispose":
                disposal.carry_out(progress.case, by=by, on=on)
            elif step.name == "transfer":
                open_at_receiver(progress.case, by=by, on=on)
            return progress
    record(
        Event.STEP_REFUSED,
        actor=by,
        subject=progress.case.reference,
        step=step.name,
        reasons=reasons,
    )
    raise StepRefused(step, reasons)


def open_at_receiver(case: Case, *, by: User, on: date) -> Case | None:
    """Open a linked case for the partnership that takes over, if it is on this installation.

    Its own clock counts from the day it was asked in writing (decisions.md 6, T03). None when
    the receiver is elsewhere. Our case stays as a stub.
    """
    offer = handing_on.accepted_offer(case)
    if offer is None or offer.to_partnership is None:
        return None
    receiver = offer.to_partnership
    new = open_case(
        receiver,
        county=receiver.county,
        received_on=offer.asked_on,
        by=by,
        on=on,
        **handing_on.facts_of(case),
    )
    with acting(by):
        handing_on.send_along(case, new, offer=offer, by=by)
    return new


def _act(progress: Progress, step: Step, *, by: User, on: date, answers: dict) -> None:
    token = performing.set(True)
    try:
        getattr(progress, step.name)(by=by, on=on, answers=answers)
    finally:
        performing.reset(token)


@transaction.atomic
def hold(case: Case, *, by: User, on: date, since: date | None = None, **facts: Any) -> Hold:
    """Pause a review: a row, not a state. Deadlines stay until new dates are agreed.

    `since` is the day it began, when it is written down later. Raises NotPossible when the
    look-again date is past or more than three months ahead (S26).
    """
    latest = clocks.due_date(on, LOOK_AGAIN_WITHIN_MONTHS, "months")
    if not on < facts["look_again_on"] <= latest:
        raise clocks.NotPossible("Choose a day to look again within the next three months.")
    row = Hold(case=case, started_by=by, started_on=since or on, **facts)
    row.save()
    record(Event.HOLD_STARTED, actor=by, subject=case.reference, scope=row.scope)
    return row


@transaction.atomic
def resume(row: Hold, *, by: User, on: date) -> None:
    """End a pause."""
    if row.ended_on is not None:
        raise clocks.NotPossible("This pause has already ended.")
    row.ended_on, row.ended_by = on, by
    row.save()
    record(Event.HOLD_ENDED, actor=by, subject=row.case.reference)


def is_paused(case: Case) -> bool:
    """Whether a pause of the whole review is open."""
    return case.holds.filter(ended_on__isnull=True, scope=HoldScope.ALL).exists()


def steps_from(progress: Progress, may: frozenset[str]) -> list[Step]:
    """The steps that start where the case stands and that these permissions allow."""
    return [
        step
        for step in Progress.steps()
        if progress.status in step.sources and step.permission in may
    ]


def waiting_for(progress: Progress, may: frozenset[str]) -> list[Step]:
    """The steps that start where the case stands and that somebody else takes."""
    return [
        step
        for step in Progress.steps()
        if progress.status in step.sources and step.permission not in may
    ]


def hand_over(case: Case, *, to: Organisation, by: User | None, on: date | None = None) -> None:
    """Give a case, whole and under its own reference, to a body's successor (decisions 6).

    The body may lead the case or be its county partner. Raises NotPossible when the receiver is
    the successor of neither.
    """
    on = on or timezone.localdate()
    leads = case.lead_partnership.successor_id == to.pk
    partners = case.county_partner is not None and case.county_partner.successor_id == to.pk
    if not leads and not partners:
        raise clocks.NotPossible(f"{to} is not the successor of {case.lead_partnership}.")
    with transaction.atomic():
        if leads:
            case.lead_partnership = to
        if partners:
            case.county_partner = to
        case.save()
        follow_standing_roles(case, on=on)
        record(Event.CASE_HANDED_OVER, actor=by, subject=case.reference, to=to.pk)
