"""Asking agencies, and writing down what came of it: an answer, nothing held, or a silence."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.dispatch import Signal

from accounts.models import Organisation, User
from dhr_cases.models import (
    AgencyRequest,
    Case,
    NamedPerson,
    Outcome,
    Person,
    RequestKind,
    ReturnForm,
    Side,
    TermAnswer,
)
from dhr_cases.models.agencies import AgencyRequestQuerySet

agencies_asked = Signal()
"""Sent with `requests`, `by`, `on` and `ways` when agencies are asked: each asking is a letter."""
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
    search: tuple[date | None, date | None] = (None, None),
    named: Iterable[Person] = (),
    terms: Sequence[str] = (),
    needs_sign_off: bool = False,
    ways: Mapping[int, str] | None = None,
) -> list[AgencyRequest]:
    """Ask several agencies the same thing in one act.

    `form` and `terms`, the questions to answer, are only for a review return. `named` are the
    people whose names the agency is given to search for. `needs_sign_off` asks for a senior
    officer's word on a chronology. `ways` says by agency how the letter went, where not here.
    Raises ValueError when one of them was asked before.
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
            search_from=search[0],
            search_to=search[1],
            needs_sign_off=needs_sign_off and kind == RequestKind.CHRONOLOGY,
        )
        for agency in agencies
    ]
    named = list(named)
    for request in requests:
        request.save()
        for person in named:
            NamedPerson(case=case, request=request, person=person).save()
        for number, term in enumerate(terms if kind == RequestKind.REVIEW else (), 1):
            TermAnswer(case=case, request=request, number=number, term=term).save()
    agencies_asked.send(sender=AgencyRequest, requests=requests, by=by, on=on, ways=ways or {})
    return requests


@transaction.atomic
def opened(request: AgencyRequest, *, on: date) -> None:
    """Write down the first day on which the agency read what is asked of it."""
    if request.opened_on is not None:
        return
    stored = AgencyRequest.objects.select_for_update().order_by().get(pk=request.pk)
    if stored.opened_on is None:
        stored.opened_on = on
        stored.save()
    request.opened_on, request.version = stored.opened_on, stored.version


def with_standing(rows: AgencyRequestQuerySet) -> AgencyRequestQuerySet:
    """Requests with all that their standing is read from. Two queries, however many rows."""
    rows = rows.select_related(
        "case", "organisation", "scoping_answer", "agency_return", "answered_by"
    )
    return rows.prefetch_related("queries")


def standing(request: AgencyRequest) -> tuple[str, str]:
    """How a request stands, as words and the kind of tag (screens.md 5.4); not its timeliness.

    Reads the drafts and queries of the request: fetch them with it (`with_standing`).
    """
    if request.outcome == Outcome.WAITING:
        if request.is_with_senior:
            return "With their senior officer", "information"
        if has_draft(request):
            return "Draft started", "information"
        return ("Opened", "grey") if request.opened_on else ("Sent", "grey")
    if request.outcome in ENDED:
        if open_challenges(request):
            return "Query raised", "due-soon"
        if request.accepted_on:
            return "Accepted", "on-time"
        return request.get_outcome_display(), "on-time"
    if not request.is_settled:
        return f"{request.get_outcome_display()}; say what was done", "due-soon"
    return request.get_outcome_display(), "paused"


def has_draft(request: AgencyRequest) -> bool:
    """Whether the agency has begun to write; what it has written stays its own until it comes."""
    scoping = getattr(request, "scoping_answer", None)
    if scoping is not None and scoping.done_pages:
        return True
    begun = getattr(request, "agency_return", None)
    return begun is not None and begun.pk is not None


def open_challenges(request: AgencyRequest) -> list:
    """The review's questions on a return that are not settled yet."""
    return [
        row
        for row in request.queries.all()
        if row.side == Side.TO_AGENCY and row.settled_on is None
    ]


def accept(request: AgencyRequest, *, by: User, on: date) -> None:
    """Say that what came is enough. Raises ValueError while there is nothing, or a query open."""
    if request.outcome not in ENDED:
        raise ValueError("Nothing has come from this agency yet.")
    if request.accepted_on is not None:
        raise ValueError("This has been accepted already.")
    if open_challenges(request):
        raise ValueError("Settle the open queries first, or carry them to the panel.")
    request.accepted_on, request.accepted_by = on, by
    request.save()


def decline(request: AgencyRequest, *, because: str, by: User) -> None:
    """Let an agency say that it does not take part, and why; the review then says what it did.

    Raises ValueError when it has answered already.
    """
    if not may_be_answered(request):
        raise ValueError("We have already received this. Ask the co-ordinator to correct it.")
    request.outcome, request.declined_because, request.answered_by = Outcome.DECLINED, because, by
    request.save()


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
    request.answered_by, request.declined_because = by, ""
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
