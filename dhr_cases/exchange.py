"""Receipts, questions in both directions, and an agency's wish for a colleague to have its work."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from dhr_cases import policy
from dhr_cases.models import (
    AgencyQuery,
    AgencyRequest,
    HandOver,
    Outcome,
    Receipt,
    Settlement,
    Side,
)


@transaction.atomic
def give_receipt(request: AgencyRequest, what: str, *, by: User | None, at: datetime) -> Receipt:
    """Say that something reached us; numbers count the receipts of this one request."""
    AgencyRequest.objects.select_for_update().order_by().get(pk=request.pk)
    row = Receipt(
        case=request.case,
        request=request,
        number=Receipt.objects.filter(request=request).count() + 1,
        what=what[:120],
        received_at=at,
        given_to=by,
    )
    row.save()
    return row


def ask_query(
    request: AgencyRequest,
    *,
    side: Side,
    question: str,
    by: User,
    on: date,
    follows: AgencyQuery | None = None,
) -> AgencyQuery:
    """Ask one question. Raises ValueError for a challenge to a return that has not come."""
    if side == Side.TO_AGENCY and request.outcome != Outcome.RECEIVED:
        raise ValueError("Nothing has come from this agency yet, so there is nothing to query.")
    row = AgencyQuery(
        case=request.case,
        request=request,
        side=side,
        question=question,
        follows=follows,
        asked_on=on,
        asked_by=by,
    )
    row.save()
    return row


def answer_query(query: AgencyQuery, *, answer: str, by: User, on: date) -> None:
    """Answer a question; one that is settled stays as it is. Raises ValueError."""
    if query.settled_on is not None:
        raise ValueError("This question is settled. Ask for a new one if there is more to say.")
    query.answer, query.answered_by, query.answered_on = answer, by, on
    query.save()


@transaction.atomic
def settle_query(
    query: AgencyQuery, *, settlement: Settlement, by: User, on: date, next_question: str = ""
) -> AgencyQuery | None:
    """Call an answer enough, or carry it to the panel; a next question may follow in its thread.

    Raises ValueError when it is settled already, or satisfied without an answer.
    """
    if query.settled_on is not None:
        raise ValueError("This question is settled already.")
    if settlement == Settlement.SATISFIED and not query.answer.strip():
        raise ValueError("There is no answer yet. Wait for it, or carry the question to the panel.")
    query.settlement, query.settled_by, query.settled_on = settlement, by, on
    query.save()
    if not next_question.strip():
        return None
    return ask_query(
        query.request,
        side=Side.TO_AGENCY,
        question=next_question,
        by=by,
        on=on,
        follows=query,
    )


def colleague_of(row: HandOver) -> User | None:
    """The account meant, if it is one of the same agency."""
    return User.objects.filter(
        email=row.email.strip().lower(),
        organisation=row.request.organisation,
        is_active=True,
    ).first()


@transaction.atomic
def settle_hand_over(row: HandOver, *, give: bool, note: str, by: User, on: date) -> None:
    """Give a colleague of the same agency the part asked for, or say why not.

    Raises ValueError, in words for the co-ordinator, when it cannot be given.
    """
    if row.settled_on is not None:
        raise ValueError("This has been settled already.")
    if give:
        colleague = colleague_of(row)
        if colleague is None:
            raise ValueError(
                "Nobody at this agency has an account with that e-mail address. Ask an "
                "administrator to invite them; you can confirm this once they have accepted."
            )
        policy.assign(
            row.case,
            colleague,
            Role(row.role),
            by=by,
            on=on,
            reason="Named by a colleague at their agency",
            organisation=row.request.organisation,
        )
    row.is_given, row.settled_note = give, note
    row.settled_by, row.settled_on = by, on
    row.save()
