"""Asking agencies, and writing down what came of it: an answer, nothing held, or a silence."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from accounts.models import Organisation, User
from dhr_cases.models import AgencyRequest, Case, Outcome, RequestKind, ReturnForm

ENDED = (Outcome.RECEIVED, Outcome.NOTHING_HELD)


def already_asked(case: Case, agencies: Iterable[Organisation], kind: str) -> list[Organisation]:
    """Which of these agencies have been asked this before: each is asked once per kind."""
    return list(
        Organisation.objects.filter(
            pk__in=[agency.pk for agency in agencies],
            requests__case=case,
            requests__kind=kind,
        )
    )


def refusal_to_ask_again(asked: list[Organisation]) -> str:
    """The sentence for a person who asks agencies a second time."""
    names = ", ".join(str(agency) for agency in asked)
    has = "has" if len(asked) == 1 else "have"
    return f"{names} {has} already been asked for this. Leave out what was asked before."


@transaction.atomic
def ask(
    case: Case,
    agencies: Iterable[Organisation],
    *,
    kind: RequestKind,
    form: ReturnForm | str,
    question: str,
    due_on: date,
    by: User,
    on: date,
) -> list[AgencyRequest]:
    """Ask several agencies the same thing in one act.

    `form` is only for a review return. Raises ValueError when one of them was asked before.
    """
    agencies = list(agencies)
    Case.objects.select_for_update().get(pk=case.pk)
    asked = already_asked(case, agencies, kind)
    if asked:
        raise ValueError(refusal_to_ask_again(asked))
    requests = [
        AgencyRequest(
            case=case,
            organisation=agency,
            kind=kind,
            form=form if kind == RequestKind.REVIEW else "",
            question=question,
            asked_on=on,
            due_on=due_on,
            asked_by=by,
        )
        for agency in agencies
    ]
    for request in requests:
        request.save()
    return requests


def standing(request: AgencyRequest) -> tuple[str, str]:
    """How a request stands, as words and the kind of tag (screens.md 5.4); not its timeliness."""
    if request.outcome == Outcome.WAITING:
        if request.answered_by_id and request.kind == RequestKind.REVIEW:
            return "With their senior officer", "information"
        return "Sent", "grey"
    if request.outcome in ENDED:
        return request.get_outcome_display(), "on-time"
    if not request.is_settled:
        return f"{request.get_outcome_display()}; say what was done", "due-soon"
    return request.get_outcome_display(), "paused"


def may_be_answered(request: AgencyRequest) -> bool:
    """Whether the agency may still send something: a late answer is always welcome."""
    return request.outcome not in ENDED


def answer(request: AgencyRequest, *, by: User, on: date, nothing_held: bool = False) -> None:
    """Take an agency's own answer in, its words being already on the request.

    A review return waits for a senior officer; anything else is received at once.
    Raises ValueError when it was received before.
    """
    if not may_be_answered(request):
        raise ValueError("We have already received this. Ask the co-ordinator to correct it.")
    request.answered_by = by
    if nothing_held:
        request.outcome, request.received_on = Outcome.NOTHING_HELD, on
    elif request.kind != RequestKind.REVIEW:
        request.outcome, request.received_on = Outcome.RECEIVED, on
    request.save()


def sign_off(request: AgencyRequest, *, by: User, on: date) -> None:
    """Let an agency's senior officer approve a review return, which receives it.

    Raises ValueError when there is nothing to sign, or when the signer wrote it.
    """
    if not may_be_answered(request):
        raise ValueError("This return has already been received.")
    if request.kind != RequestKind.REVIEW or request.answered_by_id is None:
        raise ValueError("There is no return to sign off yet.")
    if request.answered_by_id == by.pk:
        raise ValueError("Somebody other than the person who wrote the return must sign it off.")
    request.outcome, request.received_on = Outcome.RECEIVED, on
    request.signed_off_on, request.signed_off_by = on, by.name[:120]
    request.save()


def hand_back(request: AgencyRequest) -> None:
    """Let the senior officer give a return back to its author, who may change and send it."""
    if not may_be_answered(request) or request.answered_by_id is None:
        raise ValueError("There is no return to hand back.")
    request.answered_by = None
    request.save()
