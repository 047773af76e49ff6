"""The family ledger: who was offered what, how long ago, and the five national answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.dispatch import Signal

from accounts.models import User
from dhr_cases.codes import Part, YesNoUnclear
from dhr_cases.models import (
    Case,
    ContactHow,
    DraftReading,
    FamilyContact,
    FamilyMember,
    FamilyWish,
    Involvement,
    Offer,
    OfferKind,
    Person,
    Reply,
    Wish,
    WishTopic,
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
    by_wish = member.wish == Wish.NO_CONTACT or member.do_not_contact
    return by_wish or member.person.must_not_be_contacted


def why_stopped(member: FamilyMember) -> str:
    """Why nobody may contact this person, in words."""
    reasons = [
        "They wish no contact." if member.wish == Wish.NO_CONTACT else "",
        member.do_not_contact_reason if member.do_not_contact else "",
        member.person.safety_note if member.person.must_not_be_contacted else "",
    ]
    return " ".join(reason for reason in reasons if reason)


def stopped_person(case: Case, addressee: str) -> str:
    """Why somebody of this name is not to be contacted; empty where nobody of the name is.

    A name counts when the whole of the full or preferred name stands in the addressee. One query.
    """
    wanted = f" {' '.join(addressee.casefold().split())} "
    for member in case.familymembers.select_related("person"):
        names = {member.person.name, member.preferred_name} - {""}
        if is_stopped(member) and any(f" {name.casefold()} " in wanted for name in names):
            return why_stopped(member) or "The reason is not recorded."
    return ""


def members_of(case: Case) -> QuerySet[FamilyMember]:
    """The people of the family's part in the order they were added, with what the ledger says last.

    Each has `last_contact_on`, `contributed_on`, `panel_on`, `read_on` and how often they wish to
    hear from us (`progress_answer`, `progress_every`). One query whatever their number.
    """
    progress = FamilyWish.objects.filter(member=OuterRef("pk"), topic=WishTopic.PROGRESS)
    newest = progress.order_by("-heard_on", "-pk")
    return (
        case.familymembers.select_related("person")
        .annotate(
            last_contact_on=_newest_contact(),
            contributed_on=_newest_contact(is_contribution=True),
            panel_on=_newest_contact(how=ContactHow.PANEL),
            read_on=Subquery(
                DraftReading.objects.filter(member=OuterRef("pk"), took_place=True)
                .order_by("-reading_on")
                .values("reading_on")[:1]
            ),
            progress_answer=Subquery(newest.values("answer")[:1]),
            progress_every=Subquery(newest.values("every_days")[:1]),
        )
        .order_by("pk")
    )


def _newest_contact(**which: bool | str) -> Subquery:
    rows = FamilyContact.objects.filter(member=OuterRef("pk"), **which)
    return Subquery(rows.order_by("-happened_on").values("happened_on")[:1])


def _annotated(member: FamilyMember, name: str) -> date | None:
    """A day that `members_of` worked out beside the row; raises for a row from elsewhere."""
    day: date | None = getattr(member, name)
    return day


def last_contact(member: FamilyMember | None, offers: Iterable[Offer]) -> date | None:
    """The last day we and this person spoke or wrote; what reached nobody does not count.

    `member` is one of `members_of`.
    """
    days: list[date | None] = []
    if member:
        days += [member.wish_heard_on, _annotated(member, "last_contact_on")]
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


def national_answers(
    case: Case,
    *,
    offers: Iterable[Offer] | None = None,
    members: Iterable[FamilyMember] | None = None,
) -> list[NationalAnswer]:
    """The five national questions on family involvement, each with what the answer rests on.

    What happened comes before what was offered: a contact in which they gave something, a meeting
    of the panel they came to. Else yes when an offer of that kind was accepted; no when every
    offer came to nothing; unclear when none is recorded or one still waits. An invitation to the
    panel that was accepted does not say that they came. The basis names nobody. Two queries,
    none with `offers` and `members` (of `members_of`) already fetched.
    Source: Home Office library, data items on the family (process.md 5.1, home-office-data.md A3).
    """
    offers = case.offers.all() if offers is None else offers
    ordered = sorted(offers, key=lambda offer: (offer.offered_on, offer.pk))
    members = list(members_of(case) if members is None else members)
    happened = _happened(members)
    answers = []
    for code, question, kind in QUESTIONS:
        answer, basis = _answer([offer for offer in ordered if offer.kind == kind])
        if code == "attended_panel" and answer == YesNoUnclear.YES:
            answer = YesNoUnclear.UNCLEAR
            basis += " Log the contact at the meeting to say that they came."
        if happened.get(code) and answer != YesNoUnclear.YES:
            answer, basis = YesNoUnclear.YES, happened[code]
        answers.append(NationalAnswer(code, question, str(answer), basis))
    return answers


def _happened(members: list[FamilyMember]) -> dict[str, str]:
    """What the ledger itself says of the five questions, in words that name nobody."""
    contributed, panel, read = (
        [day for member in members if (day := _annotated(member, name))]
        for name in ("contributed_on", "panel_on", "read_on")
    )
    found = {}
    if read:
        found["saw_draft"] = f"They read the draft on {_day(max(read))}."
    if contributed:
        found["contributed"] = f"They gave something to the review on {_day(max(contributed))}."
    if panel:
        found["attended_panel"] = f"They were at a meeting of the panel on {_day(max(panel))}."
    if any(member.advocate for member in members):
        found["had_advocate"] = "An advocate is recorded."
    return found


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
