"""A publication after its day: how it stands, taking it down, publishing again, its end (S173).

Taking down needs one person and nothing else, since every minute may hurt; publishing again needs
what the first time needed. Nothing published is overwritten (process.md section 8).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction

from accounts import notices
from accounts.models import User
from accounts.roles import Permission as P
from accounts.roles import Role
from audit.actors import acting
from dhr_cases.models import Case, CaseAssignment, OfferKind
from dhr_cases.policy import NotAllowed, holders
from workflow import clocks
from workflow.guards import publication as guards
from workflow.guards.files import FILES_OF, files_for_release
from workflow.listing import KEPT
from workflow.models import (
    Deadline,
    ExpiryTold,
    Progress,
    Publication,
    PublicationDecision,
    PublicationForm,
    Status,
    Takedown,
)

NOTICE = timedelta(days=30)
"""How long before its end a publication is told of (screens.md 6.21)."""
SINCE = (Status.PUBLISHED, Status.ACTION_MONITORING, Status.CLOSED)
"""Where a review stands once it has been published."""
AGAIN: tuple[Callable[[Progress, User], str | None], ...] = (
    guards.publication_is_decided,
    guards.home_office_agrees_to_less_than_full,
    guards.proceedings_allow_publication,
    guards.nothing_holds_publication,
    guards.release_is_cleared,
    guards.home_office_letter_is_held,
)
"""What the first publication needed and the next one needs as well (T22)."""
FAMILY_FIRST = "That the family knows it is published again is not recorded."

log = logging.getLogger(__name__)


def newest(case: Case) -> Publication | None:
    """What was published last, with whatever took it down. One query."""
    return case.publications.select_related("takedown__taken_down_by", "published_by").last()


def is_live(publication: Publication | None) -> bool:
    """Whether something was put online and is still there."""
    if publication is None or not FILES_OF[PublicationForm(publication.form)]:
        return False
    return not hasattr(publication, "takedown")


def standing(
    case: Case,
    publication: Publication | None,
    decision: PublicationDecision | None,
    *,
    on: date,
) -> tuple[str, str] | None:
    """How publication stands, in words and as a kind of tag; None while nothing is planned."""
    if publication is not None and hasattr(publication, "takedown"):
        return "Taken down", "overdue"
    if is_live(publication):
        return "Online", "on-time"
    if publication is not None:
        return "Not published", "grey"
    if decision is None or not decision.planned_on:
        return None
    if case.progress.status != Status.PUBLICATION_PREP:
        return "Planned", "grey"
    return ("Scheduled", "information") if decision.planned_on > on else ("Due", "due-soon")


@transaction.atomic
def take_down(case: Case, *, reason: str, by: User, at: datetime) -> Takedown:
    """Take down what is online, now; tell everybody who works on it. Raises NotAllowed.

    The clock that keeps it online stops.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    publication = newest(case)
    if publication is None or not is_live(publication):
        raise NotAllowed("Nothing of this review is online.")
    with acting(by):
        row = Takedown(
            case=case, publication=publication, reason=reason, taken_down_by=by, taken_down_at=at
        )
        row.save()
        clocks.stop(case, KEPT, on=at.date(), note="Taken down")
    for address in people_to_tell(case):
        notices.send("taken_down", "something needs you today", address)
    return row


def people_to_tell(case: Case) -> list[str]:
    """Addresses of everybody who works on a publication: those who run, lead, decide, speak."""
    people = {
        user.email
        for permission in (P.RUN_CASE, P.LEAD_REVIEW, P.DECIDE, P.CHANGE_FAMILY)
        for user in holders(case, permission)
    }
    speak = CaseAssignment.objects.live().filter(
        case=case, role=Role.COMMUNICATIONS, user__is_active=True
    )
    return sorted(people | set(speak.values_list("user__email", flat=True)))


def reasons_against_again(progress: Progress, by: User) -> list[str]:
    """Every reason why it may not be published again now; empty when it may."""
    last = newest(progress.case)
    if progress.status not in SINCE or last is None:
        return ["Nothing of this review has been published yet."]
    reasons = [guard(progress, by) for guard in AGAIN]
    told = progress.case.offers.filter(
        kind=OfferKind.PUBLICATION_NOTICE, offered_on__gte=_since(last)
    )
    reasons.append(None if told.exists() else FAMILY_FIRST)
    return [reason for reason in reasons if reason]


def _since(last: Publication) -> date:
    """The day from which the family is told of the next publication."""
    return last.takedown.taken_down_at.date() if hasattr(last, "takedown") else last.published_on


@transaction.atomic
def publish_again(
    progress: Progress, *, address: str, reason: str, by: User, on: date
) -> Publication:
    """Put corrected files online; the publication before stays as a record, with its hashes.

    Raises NotAllowed with every reason against it.
    """
    case = progress.case
    Case.objects.select_for_update().get(pk=case.pk)
    reasons = reasons_against_again(progress, by)
    if reasons:
        raise NotAllowed(" ".join(reasons))
    form = case.publication_decisions.last().form
    with acting(by):
        row = Publication(
            case=case,
            form=form,
            files=files_for_release(case, form),
            address=address,
            reason=reason,
            published_on=on,
            published_by=by,
        )
        row.save()
        clocks.stop(case, KEPT, on=on, note="Published again")
        clocks.start(case, KEPT, on=on)
        clocks.start(case, "send_final", on=on)
    return row


def tell_of_ends(today: date) -> int:
    """Tell co-ordinators that a publication ends in a month; how many reviews were told of.

    Its row is kept before the e-mail goes, so that a night that breaks off repeats nothing.
    """
    rows = Deadline.objects.filter(
        rule__name=KEPT, met_on__isnull=True, due_on__range=(today, today + NOTICE)
    ).select_related("case")
    told = 0
    for deadline in rows:
        if ExpiryTold.objects.filter(deadline=deadline, ends_on=deadline.due_on).exists():
            continue
        with transaction.atomic():
            ExpiryTold(
                case=deadline.case, deadline=deadline, ends_on=deadline.due_on, told_on=today
            ).save()
        told += 1
        for user in holders(deadline.case, P.RUN_CASE):
            try:
                notices.send_now(
                    "publication_ends", "something ends soon", user.email, ends_on=deadline.due_on
                )
            except OSError:  # the mail server's fault, told in the log without an address
                log.warning("A notice of an ending publication could not be sent.")
    return told
