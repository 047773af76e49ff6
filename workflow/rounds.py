"""Rounds of comments on a draft: opened, commented passage by passage, answered, closed (S131)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts import notices
from accounts.models import User
from accounts.roles import Permission as P
from dhr_cases.models import Case, CasePermission
from dhr_cases.policy import NotAllowed, holders
from documents.models import ScanState, Version, Zone
from workflow.models import CommentRound, DraftComment, NothingToAdd

SEES_ALL = frozenset({P.RUN_CASE, P.LEAD_REVIEW})
"""Who reads every comment while a round is open: whoever opens it and answers."""
HELD = (ScanState.CHECKING, ScanState.BLOCKED)


def is_open(asked: CommentRound, on: date) -> bool:
    """Whether comments are taken; the last day itself still counts."""
    return asked.closed_on is None and on <= asked.closes_on


@transaction.atomic
def open_round(
    version: Version, *, look_at: str, closes_on: date, by: User, on: date
) -> CommentRound:
    """Send a version round the panel, and tell its members so. Raises NotAllowed, in words."""
    if version.document.zone not in (Zone.DRAFT, Zone.RELEASE):
        raise NotAllowed("The panel may not read this file. Change who may see it first.")
    if version.scan_state in HELD:
        raise NotAllowed("This file is held by the scan, so nobody could read it yet.")
    if closes_on < on:
        raise NotAllowed("The last day for comments must not be before today.")
    case = Case.objects.select_for_update().get(pk=version.case_id)
    rounds = list(case.commentrounds.all())
    if any(row.file_id == version.pk and is_open(row, on) for row in rounds):
        raise NotAllowed("This version is already with the panel for comments.")
    asked = CommentRound(
        case=version.case,
        file=version,
        number=len(rounds) + 1,
        look_at=look_at,
        closes_on=closes_on,
        opened_on=on,
        opened_by=by,
    )
    asked.save()
    for member in members(version.case):
        if member.pk != by.pk:
            notices.send("draft_round", said_of(asked), member.email, closes_on=closes_on)
    return asked


def said_of(asked: CommentRound) -> str:
    """The subject of an e-mail about a round: a day, and nothing else."""
    return f"something is due on {asked.closes_on:%-d %B %Y}"


def members(case: Case) -> list[User]:
    """Everybody who may comment on a draft of this review. Two queries."""
    return holders(case, P.COMMENT_DRAFT)


@transaction.atomic
def comment(row: DraftComment, asked: CommentRound, *, by: User, on: date) -> None:
    """Keep a comment. Raises NotAllowed once the round has closed."""
    if not is_open(asked, on):
        raise NotAllowed("This round of comments has closed. Tell the chair directly.")
    row.case, row.round = asked.case, asked
    row.written_by, row.written_on = by, on
    row.save()


@transaction.atomic
def finish(asked: CommentRound, *, by: User, on: date) -> None:
    """Keep that a member has no more to say. Raises NotAllowed once the round has closed."""
    if not is_open(asked, on):
        raise NotAllowed("This round of comments has closed.")
    if not asked.finished.filter(said_by=by).exists():
        NothingToAdd(case=asked.case, round=asked, said_by=by, said_on=on).save()


@transaction.atomic
def close(asked: CommentRound, *, by: User, on: date) -> None:
    """Close a round before its day: no further comments. Raises NotAllowed if it is closed."""
    if not is_open(asked, on):
        raise NotAllowed("This round has closed already.")
    asked.closed_on, asked.closed_by = on, by
    asked.save()


@transaction.atomic
def answer(row: DraftComment, *, by: User, on: date) -> None:
    """Keep what became of a comment: changed and where, or not and why."""
    row.answered_by, row.answered_on = by, on
    row.save()


def readable_comments(
    asked: CommentRound, user: User, may: Collection[str], on: date
) -> list[DraftComment]:
    """One's own while the round is open, everybody's afterwards; the chair reads all along.

    In the order of the draft. One query.
    """
    rows = DraftComment.objects.filter(round=asked)
    if is_open(asked, on) and SEES_ALL.isdisjoint(may):
        rows = rows.filter(written_by=user)
    rows = rows.select_related("written_by__organisation", "answered_by")
    return in_order(rows)


def in_order(rows: Iterable[DraftComment]) -> list[DraftComment]:
    """Comments as their passages follow each other: 2.10 comes after 2.9."""
    return sorted(rows, key=lambda row: (_numbers(row.place), row.place.lower(), row.pk))


def _numbers(place: str) -> list[int]:
    # A place may be any text; one without a number comes last.
    return [int(digits[:9]) for digits in re.findall(r"[0-9]+", place)] or [10**9]


@dataclass(frozen=True)
class Heard:
    """What one member has said in a round so far."""

    name: str
    agency: str
    comments: int
    has_finished: bool

    @property
    def words(self) -> str:
        """In words, for the table of members."""
        if self.comments:
            more = ", no more to add" if self.has_finished else ""
            return f"{self.comments} comment{'' if self.comments == 1 else 's'}{more}"
        return "Nothing to add" if self.has_finished else "Not heard from yet"


def heard(
    asked: CommentRound, comments: Iterable[DraftComment], finished: Collection[int]
) -> list[Heard]:
    """Each member of the panel and what they have said so far. One query.

    `comments` are all of the round's; `finished` the keys of those who have no more to add.
    """
    counts: dict[int, int] = {}
    for row in comments:
        counts[row.written_by_id] = counts.get(row.written_by_id, 0) + 1
    may = CasePermission.objects.live().filter(
        content_object=asked.case, permission__codename=P.COMMENT_DRAFT
    )
    people = User.objects.filter(pk__in=may.values("user"), is_active=True)
    people = people.exclude(pk=asked.opened_by_id).select_related("organisation")
    return [
        Heard(
            user.name,
            user.organisation.name if user.organisation else "",
            counts.get(user.pk, 0),
            user.pk in finished,
        )
        for user in people.order_by("name", "pk")
    ]
