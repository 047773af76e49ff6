"""What each person bereaved thinks of publication, and how each is told of it (S170, S171).

Zone Z4: for those who may see the family's part, and nobody else.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from dhr_cases.family import is_stopped, members_of, why_stopped
from dhr_cases.forms.family import name_of
from dhr_cases.ledger import newest
from dhr_cases.models import (
    Case,
    FamilyMember,
    FamilyWish,
    Offer,
    OfferKind,
    WishAnswer,
    WishTopic,
)

VIEWS = {
    WishAnswer.YES: "Agrees to publication",
    WishAnswer.CONCERNS: "Has concerns",
    WishAnswer.NO: "Does not agree to publication",
    WishAnswer.UNDECIDED: "Has not decided",
}
LAST = 100


@dataclass(frozen=True)
class Told:
    """One person: what they think, whether they are to be rung, and what they were told."""

    member: FamilyMember
    name: str
    why_stopped: str
    view: FamilyWish | None
    day: FamilyWish | None
    notice: Offer | None

    @property
    def thinks(self) -> str:
        """Their view in words."""
        return VIEWS[WishAnswer(self.view.answer)] if self.view else "Not asked yet"


def planned_day(case: Case) -> date | None:
    """The day of publication as decided last, if one is planned."""
    decision = case.publication_decisions.last()
    return decision.planned_on if decision else None


def rows_of(case: Case) -> list[Told]:
    """Everybody of the family's part in the order in which they are told. Three queries."""
    topics = (WishTopic.PUBLICATION, WishTopic.DAY)
    said: dict[int, list[FamilyWish]] = defaultdict(list)
    for wish in case.familywishs.filter(topic__in=topics):
        said[wish.member_id].append(wish)
    notices = {
        offer.member_id: offer
        for offer in case.offers.filter(kind=OfferKind.PUBLICATION_NOTICE).order_by(
            "offered_on", "pk"
        )
    }
    rows = [_row(member, newest(said[member.pk]), notices) for member in members_of(case)]
    return sorted(rows, key=lambda row: row.member.told_place or LAST)


def _row(member: FamilyMember, wishes: dict[str, FamilyWish], notices: dict) -> Told:
    return Told(
        member=member,
        name=name_of(member),
        why_stopped=why_stopped(member) if is_stopped(member) else "",
        view=wishes.get(WishTopic.PUBLICATION),
        day=wishes.get(WishTopic.DAY),
        notice=notices.get(member.pk) or notices.get(None),
    )
