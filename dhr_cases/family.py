"""The family ledger: who was offered what, how long ago, and the five national answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.dispatch import Signal

from accounts.models import User
from dhr_cases.codes import Part, YesNoUnclear
from dhr_cases.models import (
    Case,
    FamilyMember,
    Involvement,
    Offer,
    OfferKind,
    Person,
    Reply,
    Wish,
)

# Sent after an offer or its answer is kept, so that the clocks of the review can hear of it.
offer_recorded = Signal()
NO_CONTACT_MADE = (Reply.NOT_APPROACHED, Reply.UNSAFE, Reply.UNREACHABLE)
ANSWERED = (Reply.ACCEPTED, Reply.DECLINED)
STOP = (
    "This person is not to be contacted. Record that they were not approached and why, "
    "or record that their wish has changed."
)


@transaction.atomic
def add_member(member: FamilyMember, *, person: Person | None, name: str) -> FamilyMember:
    """Add a family member: somebody already in the review, or a new person with this name.

    Raises ValueError when that person is in the family list already.
    """
    case = member.case
    if person is None:
        person = Person(case=case, name=name)
        person.save()
    elif FamilyMember.objects.filter(person=person).exists():
        raise ValueError("This person is already in the list of family and friends.")
    if not person.involvements.filter(part=Part.FAMILY).exists():
        Involvement(case=case, person=person, part=Part.FAMILY).save()
    member.person = person
    member.save()
    return member


def record_offer(offer: Offer, *, by: User) -> Offer:
    """Keep an offer. Raises ValueError when it goes to somebody who is not to be contacted."""
    member = offer.member
    if member is not None and is_stopped(member) and offer.reply not in NO_CONTACT_MADE:
        raise ValueError(STOP)
    offer.recorded_by = by
    offer.save()
    offer_recorded.send(Offer, offer=offer)
    return offer


def is_stopped(member: FamilyMember) -> bool:
    """Whether nobody may contact this person, by their own wish or for safety."""
    return member.wish == Wish.NO_CONTACT or member.person.must_not_be_contacted


def last_contact(member: FamilyMember | None, offers: Iterable[Offer]) -> date | None:
    """The last day we and this person spoke or wrote; what reached nobody does not count."""
    days = [member.wish_heard_on] if member else []
    for offer in offers:
        if offer.reply not in NO_CONTACT_MADE:
            days += [offer.offered_on, offer.replied_on]
    return max((day for day in days if day), default=None)


@dataclass(frozen=True)
class NationalAnswer:
    """One of the Home Office's five questions on the family, answered from the ledger."""

    code: str
    question: str
    answer: str
    basis: str


QUESTIONS = (
    ("contributed", "Did the family contribute to the review?", OfferKind.CONTRIBUTE),
    (
        "consulted_on_terms",
        "Was the family consulted about the terms of reference?",
        OfferKind.TERMS,
    ),
    (
        "had_advocate",
        "Was the family supported by an expert specialist advocate?",
        OfferKind.ADVOCATE,
    ),
    ("saw_draft", "Did the family receive the draft report?", OfferKind.DRAFT),
    ("attended_panel", "Did the family attend the panel?", OfferKind.PANEL),
)


def national_answers(case: Case) -> list[NationalAnswer]:
    """The five national questions on family involvement, each with what the answer rests on.

    Yes when an offer of that kind was accepted; No when every offer made came to nothing; unclear
    when none is recorded or one still waits. The basis names nobody. Two queries.
    Source: Home Office library, data items on the family (process.md 5.1, home-office-data.md A3).
    """
    offers = list(case.offers.order_by("offered_on", "pk"))
    advocates = case.familymembers.exclude(advocate="").exists()
    answers = []
    for code, question, kind in QUESTIONS:
        answer, basis = _answer([offer for offer in offers if offer.kind == kind])
        if code == "had_advocate" and answer != YesNoUnclear.YES and advocates:
            answer, basis = YesNoUnclear.YES, "An advocate is recorded."
        answers.append(NationalAnswer(code, question, str(answer), basis))
    return answers


def _answer(offers: list[Offer]) -> tuple[YesNoUnclear, str]:
    if not offers:
        return YesNoUnclear.UNCLEAR, "No offer is recorded."
    accepted = next((offer for offer in offers if offer.reply == Reply.ACCEPTED), None)
    if accepted:
        return YesNoUnclear.YES, _told(accepted)
    waiting = next((offer for offer in offers if not offer.is_settled), None)
    if waiting:
        return YesNoUnclear.UNCLEAR, _told(waiting)
    return YesNoUnclear.NO, _told(offers[-1])


def _told(offer: Offer) -> str:
    reply = offer.get_reply_display()
    reply = reply[:1].lower() + reply[1:]
    replied = f" on {_day(offer.replied_on)}" if offer.replied_on else ""
    verb = "Recorded" if offer.reply in (Reply.NOT_APPROACHED, Reply.UNSAFE) else "Offered"
    return f"{verb} on {_day(offer.offered_on)}: {reply}{replied}."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
