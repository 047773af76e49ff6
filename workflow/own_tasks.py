"""What only one person can do, or somebody in their part: to sign, to answer, to report (S10)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import CharField, DateField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Length
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission as P
from audit.said_once import ANYBODY, TODAY, Asked, Given, Said, as_day
from chronology.models import ChronologyFile, FileState
from dhr_cases.models import (
    Action,
    ActionProgress,
    AgencyQuery,
    AgencyRequest,
    CommentAnswer,
    DraftReading,
    FamilyPromise,
    HandOver,
    OwedState,
    Proceeding,
    ProceedingState,
    ReadingComment,
    Side,
)
from dhr_cases.models.access import cases_where
from dhr_cases.policy import permissions_anywhere
from documents import telling
from workflow.declarations import a_year_before, to_renew
from workflow.models import (
    CommentRound,
    Correction,
    CountyAsked,
    Direction,
    DraftComment,
    JointView,
    MeetingAction,
    NothingToAdd,
    Progress,
    Status,
    TermsAgreement,
    TermsOfReference,
    TermsRound,
)

MOST = 50
"""How many of a kind of list are told."""
HEARING_IS_NEAR = 7
"""Days before a hearing or inquest from which it is told, in service only (screens.md 6.21)."""
NO_DAY = Cast(Value(None), DateField())
A_YEAR_AGO = Given(lambda asked: a_year_before(asked.on), DateField())
TODAY_IN_WORDS = Given(lambda asked: str(asked.on), CharField())
WHEN_NEAR = Given(lambda asked: str(asked.on + timedelta(days=HEARING_IS_NEAR)), CharField())

Part = tuple[str, QuerySet, Any, Any]
"""A kind of task, its rows, the day each is due and the name of its thing in an address."""
Kinds = Callable[[], list[Part]]


def for_this_person(user: User, on: date) -> list[dict]:
    """What only this person, or somebody in their part, can do: to sign, to answer, to report.

    Nothing is asked for a part that the person plays on no review. Two queries.
    """
    held = permissions_anywhere(user)
    kinds = tuple(kinds for permissions, kinds in PARTS if not permissions or held & permissions)
    rows = _said(connection.vendor, kinds).ask(Asked(user, on, timezone.now()))
    return [
        {"task": task, "due": as_day(due), "thing": thing, "about": about}
        for task, due, thing, about in rows
    ]


@cache
def _said(vendor: str, kinds: tuple[Kinds, ...]) -> Said:
    """The parts in one query, said once a process for each engine and choice of parts."""
    parts = union_of(
        rows.order_by().values(task=word(task), due=due, thing=token or word(""), about=F("case"))
        for of_a_part in kinds
        for task, rows, due, token in of_a_part()
    )
    return first_due(parts, ("task", "due", "thing"))


def _of_everybody() -> list[Part]:
    """What belongs to owners of actions, to writers of notices, or to whoever has declared."""
    meeting_actions = MeetingAction.objects.open().filter(
        owner=ANYBODY, case__in=cases_where(ANYBODY, P.VIEW_CASE)
    )
    return [
        ("action", Action.objects.owned_by(ANYBODY).open(), F("due_on"), F("token")),
        ("meeting", meeting_actions, F("due_on"), None),
        ("blocked_notice", telling.blocked_of_notices(ANYBODY), NO_DAY, F("notification__token")),
        ("declare", to_renew(ANYBODY, A_YEAR_AGO), NO_DAY, None),
    ]


def _of_agencies() -> list[Part]:
    requests = AgencyRequest.objects.visible_to(ANYBODY)
    challenges = AgencyQuery.objects.filter(
        answered_on__isnull=True,
        settled_on__isnull=True,
        side=Side.TO_AGENCY,
        request__in=requests.values("pk"),
    )
    chronologies = ChronologyFile.objects.visible_to(ANYBODY).filter(
        original__in=telling.blocked_documents(ANYBODY).values("pk"),
        state__in=[FileState.DRAFT, FileState.SENT],
        request__isnull=False,
    )
    of_return = F("document__return_file__request__token")
    return [
        ("request", requests.open(), F("due_on"), F("token")),
        ("challenge", challenges, NO_DAY, F("request__token")),
        ("blocked_return", telling.blocked_returns(ANYBODY), NO_DAY, of_return),
        ("blocked_chronology", chronologies, NO_DAY, F("request__token")),
    ]


def _of_deciders() -> list[Part]:
    decides = cases_where(ANYBODY, P.DECIDE)
    county = CountyAsked.objects.filter(
        case__in=cases_where(ANYBODY, P.GIVE_COUNTY_VIEW),
        case__progress__status=Status.DECISION_DUE,
    )
    directions = Direction.objects.filter(
        case__in=decides,
        countersignatures__isnull=True,
        case__progress__status__in=[Status.NO_REVIEW_HO, Status.CLOSED_NO_REVIEW],
    )
    decisions = Progress.objects.filter(case__in=decides, status=Status.DECISION_DUE)
    terms = TermsOfReference.objects.filter(
        case__in=decides,
        approved_on__isnull=True,
        case__progress__status=Status.COMMISSIONING,
    ).filter(Q(round__isnull=True) | Q(final_on__isnull=False))
    return [
        ("decide", decisions, NO_DAY, None),
        ("terms", terms, NO_DAY, None),
        ("county", unanswered(county), F("answer_by_on"), None),
        ("direction", directions, NO_DAY, None),
    ]


def _of_those_who_run_it() -> list[Part]:
    questions = AgencyQuery.objects.filter(
        answered_on__isnull=True,
        settled_on__isnull=True,
        side=Side.FROM_AGENCY,
        case__in=cases_where(ANYBODY, P.RUN_CASE),
    )
    colleagues = HandOver.objects.filter(
        settled_on__isnull=True, case__in=cases_where(ANYBODY, P.MANAGE_ACCESS)
    )
    evidence = Action.objects.filter(
        case__in=cases_where(ANYBODY, P.CHECK_EVIDENCE), progress=ActionProgress.EVIDENCE_AWAITED
    )
    unanswered = DraftComment.objects.filter(round=OuterRef("pk"), answered_on__isnull=True)
    to_answer = CommentRound.objects.filter(
        Exists(unanswered),
        Q(closed_on__isnull=False) | Q(closes_on__lt=TODAY),
        case__in=cases_where(ANYBODY, P.LEAD_REVIEW),
    )
    wrong = Correction.objects.filter(request=OuterRef("pk"), answered_on__isnull=True)
    corrected = AgencyRequest.objects.filter(
        Exists(wrong), received_on__isnull=False, case__in=cases_where(ANYBODY, P.LEAD_REVIEW)
    )
    return [
        ("question", questions, NO_DAY, None),
        ("colleague", colleagues, NO_DAY, None),
        ("evidence", evidence, F("due_on"), F("token")),
        ("comments", to_answer, NO_DAY, F("token")),
        ("correction", corrected, NO_DAY, None),
        ("blocked", _blocked(P.RUN_CASE, P.LEAD_REVIEW), NO_DAY, None),
    ]


def _of_family_leads() -> list[Part]:
    owed = FamilyPromise.objects.filter(
        case__in=cases_where(ANYBODY, P.VIEW_FAMILY, P.CHANGE_FAMILY), state=OwedState.OPEN
    )
    # Whoever runs the review as well is told of its files with the rest of their work.
    files = _blocked(P.CHANGE_FAMILY).exclude(
        case__in=cases_where(ANYBODY, P.RUN_CASE, P.LEAD_REVIEW)
    )
    said_of = ReadingComment.objects.filter(reading=OuterRef("pk"), answer=CommentAnswer.OPEN)
    readings = DraftReading.objects.filter(
        Exists(said_of), case__in=cases_where(ANYBODY, P.CHANGE_FAMILY)
    )
    return [
        ("promise", owed, F("due_on"), None),
        ("reading", readings, NO_DAY, None),
        ("blocked", files, NO_DAY, None),
    ]


def _blocked(*any_of: P) -> QuerySet:
    """Files the person sent that a scan stopped, on reviews where they may send another."""
    return telling.blocked_documents(ANYBODY).filter(
        case__in=cases_where(ANYBODY, *any_of), document__is_held_back=False
    )


def _of_readers_of_proceedings() -> list[Part]:
    hearings = Proceeding.objects.alias(letters=Length("next_date")).filter(
        case__in=cases_where(ANYBODY, P.VIEW_PROCEEDINGS),
        state__in=[ProceedingState.EXPECTED, ProceedingState.UNDER_WAY],
        letters=len("2026-12-04"),  # known to the day: anything less is never completed
        next_date__gte=TODAY_IN_WORDS,
        next_date__lte=WHEN_NEAR,
    )
    return [("hearing", hearings, NO_DAY, None)]


def _of_the_panel() -> list[Part]:
    agreed = TermsAgreement.objects.filter(terms=OuterRef("terms"), given_by=ANYBODY)
    rounds = TermsRound.objects.filter(
        ~Exists(agreed),
        case__in=cases_where(ANYBODY, P.COMMENT_DRAFT),
        closes_on__gte=TODAY,
        terms__final_on__isnull=True,
    ).exclude(circulated_by=ANYBODY)
    read = Exists(NothingToAdd.objects.filter(round=OuterRef("pk"), said_by=ANYBODY))
    said = Exists(DraftComment.objects.filter(round=OuterRef("pk"), written_by=ANYBODY))
    drafts = CommentRound.objects.filter(
        ~read, ~said, case__in=cases_where(ANYBODY, P.COMMENT_DRAFT),
        closed_on__isnull=True, closes_on__gte=TODAY,
    ).exclude(opened_by=ANYBODY)  # fmt: skip
    return [
        ("round", rounds, F("closes_on"), None),
        ("draft", drafts, F("closes_on"), F("token")),
    ]


def word(text: str) -> Cast:
    """A word as a column. Cast, since PostgreSQL wants to know its type in a union."""
    return Cast(Value(text), CharField(max_length=200))


def union_of(parts: Iterable[QuerySet]) -> Said:
    """Rows of many kinds in one query. Each part has its review's key as `about`."""
    first, *rest = parts
    return Said.of(first.union(*rest, all=True))


def first_due(rows: Said, columns: tuple[str, ...]) -> Said:
    """These columns of such rows with the references of their reviews, at most `MOST`, by `due`.

    The reviews are joined here, since joining each part took longer to plan than to ask.
    """
    names = ", ".join(f"told.{column}" for column in columns)
    return Said(
        f"""SELECT {names}, reviews.reference FROM ({rows.sql}) AS told
        LEFT JOIN dhr_cases_case AS reviews ON reviews.id = told.about
        ORDER BY told.due, reviews.reference, 1, 2 LIMIT {MOST}""",  # noqa: S608 - our own names
        rows.params,
    )


def unanswered(asked: QuerySet) -> QuerySet:
    """Askings of the county, in the round that is open, without its view."""
    views = JointView.objects.filter(
        case=OuterRef("case"), decision_round=OuterRef("decision_round"), body="county"
    )
    return asked.filter(~Exists(views), decision_round=F("case__progress__decision_round"))


PARTS: tuple[tuple[frozenset[P], Kinds], ...] = (
    (frozenset(), _of_everybody),
    (frozenset({P.OWN_RETURN}), _of_agencies),
    (frozenset({P.DECIDE, P.GIVE_COUNTY_VIEW}), _of_deciders),
    (
        frozenset({P.RUN_CASE, P.LEAD_REVIEW, P.CHECK_EVIDENCE, P.MANAGE_ACCESS}),
        _of_those_who_run_it,
    ),
    (frozenset({P.VIEW_FAMILY, P.CHANGE_FAMILY}), _of_family_leads),
    (frozenset({P.VIEW_PROCEEDINGS}), _of_readers_of_proceedings),
    (frozenset({P.COMMENT_DRAFT}), _of_the_panel),
)
"""What one must be able to do somewhere for a part to be asked, and the kinds of task in it."""
