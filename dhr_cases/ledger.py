"""How things stand with each person bereaved: last contact, whose turn, what is owed, hard days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction

from accounts.models import User
from dhr_cases.avoid import DaysToAvoid
from dhr_cases.family import is_stopped, last_contact, members_of, why_stopped
from dhr_cases.models import (
    Case,
    DateToAvoid,
    FamilyContact,
    FamilyMember,
    FamilyPromise,
    FamilyWish,
    Offer,
    OwedKind,
    OwedState,
    Reply,
    StartedBy,
    WishAnswer,
)

STOPPED = (
    "This person is not to be contacted. If there was contact all the same, say why, "
    "or say that they started it."
)
SOON_DAYS = 60
"""How far ahead a card names the dates to avoid, in days."""


@dataclass(frozen=True)
class Standing:
    """One person's card, ready to be read before a call."""

    member: FamilyMember
    name: str
    why_stopped: str
    last: date | None
    since: str
    rhythm: str
    turn: str
    is_stopped: bool
    owed: list[FamilyPromise]
    avoid: list[date]
    waiting: list[Offer] = field(default_factory=list)


def standings(
    case: Case, *, on: date, offers: Iterable[Offer], members: Iterable[FamilyMember] | None = None
) -> list[Standing]:
    """The card of everybody in the family's part. Three queries whatever their number."""
    offered = _by_member(offers)
    owed = _by_member(case.familypromises.filter(state=OwedState.OPEN))
    days = list(case.datetoavoids.all())
    return [
        standing_of(member, on=on, offers=offered[member.pk], owed=owed[member.pk], days=days)
        for member in (members_of(case) if members is None else members)
    ]


def _by_member(rows) -> dict[int | None, list]:
    found: dict[int | None, list] = defaultdict(list)
    for row in rows:
        found[row.member_id].append(row)
    return found


def newest(wishes: Iterable[FamilyWish]) -> dict[str, FamilyWish]:
    """The wish that holds now on each topic: the one heard last."""
    found: dict[str, FamilyWish] = {}
    for wish in sorted(wishes, key=lambda row: (row.heard_on, row.pk), reverse=True):
        found.setdefault(wish.topic, wish)
    return found


def standing_of(
    member: FamilyMember,
    *,
    on: date,
    offers: list[Offer],
    owed: list[FamilyPromise],
    days: list[DateToAvoid],
) -> Standing:
    """One person's card, from rows already fetched; `days` are those of the whole review."""
    mine = [row for row in days if row.member_id in (None, member.pk)]
    last = last_contact(member, offers)
    wished = member.progress_answer == WishAnswer.YES
    every = member.progress_every if wished else None
    waiting = [offer for offer in offers if offer.reply == Reply.WAITING]
    stopped = is_stopped(member)
    return Standing(
        member=member,
        name=member.preferred_name or member.person.name or member.relation,
        why_stopped=why_stopped(member) if stopped else "",
        last=last,
        since=days_ago(last, on),
        rhythm=_rhythm(member.progress_answer, last, every, on),
        turn=_turn(stopped, owed, waiting, last, every, on),
        is_stopped=stopped,
        owed=owed,
        avoid=DaysToAvoid.of(mine).between(on, on + timedelta(days=SOON_DAYS)),
        waiting=waiting,
    )


def days_ago(then: date | None, on: date) -> str:
    """How long ago a day was, in words; nothing when there is none."""
    if then is None:
        return ""
    days = (on - then).days
    return "today" if days == 0 else f"{days} day{'' if days == 1 else 's'} ago"


def _rhythm(answer: str | None, last: date | None, every: int | None, on: date) -> str:
    """Whether the time since the last contact is as they wish it."""
    if answer is None:
        return "They have not been asked how often they wish to hear from us."
    if answer == WishAnswer.NO:
        return "They do not wish to be told of progress."
    if every is None:
        return "They have not said how often they wish to hear from us."
    asked = f"They asked to hear from us about every {every} days"
    if last is None:
        return f"{asked}; there has been no contact yet."
    late = (on - last).days - every
    if late > 0:
        return f"{asked}: that was {late} day{'' if late == 1 else 's'} ago."
    return f"{asked}: that is as they wish."


def _turn(
    stopped: bool,
    owed: list[FamilyPromise],
    waiting: list[Offer],
    last: date | None,
    every: int | None,
    on: date,
) -> str:
    """Whose turn it is, and by when."""
    if stopped:
        return "Nobody's, unless they get in touch"
    days = [row.due_on for row in owed]
    if every is not None and last is not None:
        days.append(last + timedelta(days=every))
    if owed:
        return f"Ours, by {said(min(days))}"
    if waiting:
        return "Theirs, with no pressure"
    return f"Ours, by {said(min(days))}" if days else "Ours"


def said(day: date) -> str:
    """A day in words."""
    return f"{day.day} {day:%B %Y}"


@transaction.atomic
def record_contact(
    contact: FamilyContact, *, by: User, owed: Iterable[tuple[OwedKind, str, date]] = ()
) -> FamilyContact:
    """Keep a contact, and each promise or question of it as something owed by a day.

    Raises ValueError where nobody may contact this person, unless they began it or the reason
    why it happened all the same is given.
    """
    began = contact.started_by == StartedBy.THEM
    if is_stopped(contact.member) and not began and not contact.despite_stop.strip():
        raise ValueError(STOPPED)
    contact.recorded_by = by
    contact.save()
    for kind, what, due_on in owed:
        FamilyPromise(
            case=contact.case, member=contact.member, contact=contact,
            kind=kind, what=what, due_on=due_on, recorded_by=by,
        ).save()  # fmt: skip
    return contact
