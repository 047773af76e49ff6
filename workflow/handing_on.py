"""What a partnership that takes a case over is sent: the facts, the people, a notice (T03)."""

from __future__ import annotations

import datetime

from django.utils import timezone

from accounts.models import User
from dhr_cases.models import Case, Involvement, Notification, Person, Relationship
from workflow.models import TransferOffer

FACTS = (
    "known_as",
    "summary",
    "death_kind",
    "died_on",
    "death_place",
    "aggravating_factors",
    "residence_reason",
    "police_force",
)
"""Fields of a case that go with it. Its findings, letters and family contacts stay behind."""

NOTICE = (
    "concern",
    "narrative",
    "death_kind",
    "died_on",
    "place",
    "risk_now",
    "risk_done",
    "abuse_known",
    "agencies_known",
    "proceedings",
    "must_not_contact",
)
OWN = {"id", "token", "version", "case"}


def accepted_offer(case: Case) -> TransferOffer | None:
    """The last offer that was accepted in writing."""
    offers = case.transferoffers.filter(accepted_on__isnull=False).exclude(accepted_by="")
    return offers.select_related("to_partnership", "to_partnership__county").last()


def facts_of(case: Case) -> dict:
    """The plain facts that open the receiver's case."""
    return {name: getattr(case, name) for name in FACTS} | {"transferred_from": case}


def send_along(case: Case, new: Case, *, offer: TransferOffer, by: User) -> None:
    """Copy the people, their parts and relationships, and give the new case its notice.

    The receiver's notice is ours to them: received, in writing, on the day they were asked.
    """
    people = {row.pk: _copy(row, case=new) for row in case.persons.all()}
    for row in Involvement.objects.filter(case=case):
        _copy(row, case=new, person=people[row.person_id])
    for row in Relationship.objects.filter(case=case):
        _copy(row, case=new, died=people[row.died_id], responsible=people[row.responsible_id])
    first = case.notifications.order_by("pk").first()
    asked_at = datetime.datetime.combine(offer.asked_on, datetime.time.min)
    Notification(
        **({name: getattr(first, name) for name in NOTICE} if first else {}),
        case=new,
        area=new.lead_partnership,
        county=new.county_partner,
        sender_name=str(by),
        sender_role="Transferred by the partnership that was told first",
        sender_organisation=str(case.lead_partnership)[:160],
        sender_reference=case.reference,
        received_at=timezone.make_aware(asked_at),
        started_by=by,
        sent_at=timezone.now(),
    ).save()


def _copy(row: Person | Involvement | Relationship, **changed):
    """A new row with the same facts and another case."""
    fields = [field.name for field in row._meta.concrete_fields if field.name not in OWN]
    new = type(row)(**({name: getattr(row, name) for name in fields} | changed))
    new.save()
    return new
