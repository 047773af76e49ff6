"""Agreeing the terms: sent round the panel, commented, answered, agreed by each, final (S64)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import Permission as P
from dhr_cases.policy import NotAllowed
from workflow.models import TermsAgreement, TermsComment, TermsOfReference, TermsRound

SEES_ALL = frozenset({P.RUN_CASE, P.LEAD_REVIEW})
"""Who reads every comment while the round is open: whoever sends it round and answers."""


def is_open(asked: TermsRound, on: date) -> bool:
    """Whether comments are taken; the closing day itself still counts."""
    return on <= asked.closes_on


@transaction.atomic
def circulate(terms: TermsOfReference, *, closes_on: date, by: User, on: date) -> TermsRound:
    """Send a version round the panel. Raises NotAllowed with a sentence.

    From then on its words stay as they are: a change is a new version.
    """
    if terms.approved_on:
        raise NotAllowed("This version is already approved.")
    if TermsRound.objects.filter(terms=terms).exists():
        raise NotAllowed("This version has already been sent round.")
    if terms.case.termsofreferences.filter(number__gt=terms.number).exists():
        raise NotAllowed("There is a newer version. Send that one round.")
    if closes_on < on:
        raise NotAllowed("The last day for comments must not be before today.")
    asked = TermsRound(
        case=terms.case, terms=terms, circulated_on=on, circulated_by=by, closes_on=closes_on
    )
    asked.save()
    return asked


@transaction.atomic
def comment(row: TermsComment, asked: TermsRound, *, by: User, on: date) -> None:
    """Keep a comment on one section. Raises NotAllowed once the round has closed."""
    if not is_open(asked, on):
        raise NotAllowed("This round of comments has closed. Tell the chair directly.")
    row.case, row.terms = asked.case, asked.terms
    row.written_by, row.written_on = by, on
    row.save()


def readable_comments(
    asked: TermsRound, user: User, may: Collection[str], on: date
) -> QuerySet[TermsComment]:
    """One's own while the round is open, everybody's afterwards; the chair reads all along."""
    rows = TermsComment.objects.filter(terms=asked.terms_id)
    if is_open(asked, on) and SEES_ALL.isdisjoint(may):
        rows = rows.filter(written_by=user)
    return rows.select_related("written_by", "answered_by")


@transaction.atomic
def answer_comment(row: TermsComment, *, by: User, on: date) -> None:
    """Keep what the chair makes of a comment, and why."""
    row.answered_by, row.answered_on = by, on
    row.save()


@transaction.atomic
def agree(row: TermsAgreement) -> None:
    """Keep what a member says of a version. Raises NotAllowed once it is final."""
    if row.terms.final_on or row.terms.approved_on:
        raise NotAllowed("This version is final.")
    row.save()


@dataclass(frozen=True)
class Standing:
    """How one member of the panel stands to a version."""

    name: str
    agency: str
    said: TermsAgreement | None


def standings(terms: TermsOfReference) -> list[Standing]:
    """Every member of the panel who may read for it, and what each said last. Two queries."""
    said = {
        row.given_by_id: row
        for row in terms.agreements.select_related("given_by", "given_by__organisation")
    }
    members = [
        row
        for row in terms.case.panelmembers.select_related("organisation")
        if row.is_ready and row.user_id
    ]
    asked = [Standing(row.name, row.organisation.name, said.pop(row.user_id, None))
             for row in members]  # fmt: skip
    others = [
        Standing(row.given_by.name, getattr(row.given_by.organisation, "name", ""), row)
        for row in said.values()
    ]
    return asked + others


@transaction.atomic
def make_final(terms: TermsOfReference, *, by: User, on: date) -> None:
    """The chair makes a version final. Raises NotAllowed with a sentence."""
    asked = TermsRound.objects.filter(terms=terms).first()
    if asked is None:
        raise NotAllowed("Send this version round the panel first.")
    if is_open(asked, on):
        raise NotAllowed("The round of comments is still open.")
    if terms.comments.filter(answered_on__isnull=True).exists():
        raise NotAllowed("Answer every comment first.")
    if terms.final_on:
        raise NotAllowed("This version is already final.")
    terms.final_by, terms.final_on = by, on
    terms.save()


@transaction.atomic
def say_of_the_family(terms: TermsOfReference) -> None:
    """Keep the line that was agreed with the family. Raises NotAllowed after approval."""
    if terms.approved_on:
        raise NotAllowed("This version is already approved.")
    terms.save()
