"""What waits for one person, over all their reviews (S10), in one query unless it says more."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    Window,
)
from django.db.models.functions import Cast, Coalesce, Length, RowNumber

from accounts.models import OpenSession, User
from accounts.roles import Permission as P
from chronology.models import ChronologyFile, FileState
from dhr_cases.models import (
    Action,
    ActionProgress,
    AgencyQuery,
    AgencyRequest,
    Case,
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
from workflow.declarations import to_renew
from workflow.listing import SOON, worked_to
from workflow.models import (
    CommentRound,
    Correction,
    CountyAsked,
    Deadline,
    Direction,
    DraftComment,
    Hold,
    HoldScope,
    JointView,
    MeetingAction,
    NothingToAdd,
    Progress,
    Status,
    StepTaken,
    TermsAgreement,
    TermsOfReference,
    TermsRound,
)

WORKS = (P.RUN_CASE, P.LEAD_REVIEW, P.DECIDE, P.GIVE_COUNTY_VIEW)
A_LIST = 25
HEARING_IS_NEAR = 7
"""Days before a hearing or inquest from which it is told, in service only (screens.md 6.21)."""
NO_DAY = Cast(Value(None), DateField())


def _worked_on(user: User) -> QuerySet[Deadline]:
    return worked_to().filter(case__in=cases_where(user, *WORKS))


def running(user: User) -> QuerySet[Deadline]:
    """Clocks of the reviews that the person works on, the earliest first."""
    pauses = Hold.objects.filter(case=OuterRef("case"), ended_on__isnull=True, scope=HoldScope.ALL)
    return (
        _worked_on(user)
        .select_related("rule", "case")
        .annotate(is_paused=Exists(pauses))
        .order_by("due_on", "pk")
    )


def clocks(user: User, on: date) -> tuple[list[Deadline], list[Deadline]]:
    """Running clocks of the reviews that the person works on: past their date, and to come.

    Each list begins with the earliest. `total` says how many are past, or of those to come how
    many fall in the next fourteen days: it is not asked with an end, so that an empty page can
    name the next date at no further cost. Two queries, the first of which reads thousands of
    clocks and no words.
    """
    is_late, near = Q(due_on__lt=on), Q(due_on__lte=on + timedelta(days=SOON))
    place = Window(RowNumber(), partition_by=F("late"), order_by=[F("due_on"), F("pk")])
    found = (
        _worked_on(user)
        .annotate(late=ExpressionWrapper(is_late, BooleanField()))
        .annotate(place=place, total=Window(Count("pk", filter=near), partition_by=F("late")))
        .filter(place__lte=A_LIST)
        .order_by()
        .values_list("pk", "total")
    )
    totals = dict(found)
    late: list[Deadline] = []
    to_come: list[Deadline] = []
    for row in running(user).filter(pk__in=totals):
        row.total = totals[row.pk]
        (late if row.due_on < on else to_come).append(row)
    return late, to_come


def is_soon(clock: Deadline, on: date) -> bool:
    """Whether a clock is due in the next fourteen days."""
    return clock.due_on <= on + timedelta(days=SOON)


def waiting_for_others(user: User) -> list[dict]:
    """Whom the person's reviews wait for, longest first: agencies, the county, the Home Office."""
    mine = cases_where(user, P.RUN_CASE, P.LEAD_REVIEW)
    agencies = AgencyRequest.objects.filter(case__in=mine).open()
    asked = CountyAsked.objects.filter(case__in=mine, case__progress__status=Status.DECISION_DUE)
    replies = Deadline.objects.filter(
        case__in=mine, rule__name="home_office_reply", met_on__isnull=True
    )
    parts = [
        (agencies, F("organisation__name"), F("kind"), F("asked_on"), F("due_on")),
        (
            _unanswered(asked),
            F("case__county_partner__name"),
            _word("county"),
            F("asked_on"),
            F("answer_by_on"),
        ),
        (replies, _word("Home Office"), _word("reply"), F("counted_from_on"), F("due_on")),
    ]
    return _together(
        rows.order_by().values(who=who, what=what, since=since, due=due, about=F("case__reference"))
        for rows, who, what, since, due in parts
    )


def _unanswered(asked: QuerySet) -> QuerySet:
    """Askings of the county, in the round that is open, without its view."""
    views = JointView.objects.filter(
        case=OuterRef("case"), decision_round=OuterRef("decision_round"), body="county"
    )
    return asked.filter(~Exists(views), decision_round=F("case__progress__decision_round"))


Part = tuple[str, QuerySet, Any, Any]
"""A kind of task, its rows, the day each is due and the name of its thing in an address."""


def for_this_person(user: User, on: date) -> list[dict]:
    """What only this person, or somebody in their part, can do: to sign, to answer, to report.

    Nothing is asked for a part that the person plays on no review. Two queries.
    """
    held = permissions_anywhere(user)
    parts = _of_everybody(user, on)
    for permissions, more in (
        ({P.OWN_RETURN}, _of_agencies),
        ({P.DECIDE, P.GIVE_COUNTY_VIEW}, _of_deciders),
        ({P.RUN_CASE, P.LEAD_REVIEW, P.CHECK_EVIDENCE, P.MANAGE_ACCESS}, _of_those_who_run_it),
        ({P.VIEW_FAMILY, P.CHANGE_FAMILY}, _of_family_leads),
        ({P.VIEW_PROCEEDINGS}, _of_readers_of_proceedings),
        ({P.COMMENT_DRAFT}, _of_the_panel),
    ):
        if held & permissions:
            parts += more(user, on)
    return _together(
        rows.order_by().values(
            task=_word(task), due=due, thing=token or _word(""), about=F("case__reference")
        )
        for task, rows, due, token in parts
    )


def _of_everybody(user: User, on: date) -> list[Part]:
    """What belongs to owners of actions, to writers of notices, or to whoever has declared."""
    meeting_actions = MeetingAction.objects.open().filter(
        owner=user, case__in=cases_where(user, P.VIEW_CASE)
    )
    return [
        ("action", Action.objects.owned_by(user).open(), F("due_on"), F("token")),
        ("meeting", meeting_actions, F("due_on"), None),
        ("blocked_notice", telling.blocked_of_notices(user), NO_DAY, F("notification__token")),
        ("declare", to_renew(user, on), NO_DAY, None),
    ]


def _of_agencies(user: User, on: date) -> list[Part]:
    requests = AgencyRequest.objects.visible_to(user)
    challenges = AgencyQuery.objects.filter(
        answered_on__isnull=True,
        settled_on__isnull=True,
        side=Side.TO_AGENCY,
        request__in=requests.values("pk"),
    )
    chronologies = ChronologyFile.objects.visible_to(user).filter(
        original__in=telling.blocked_documents(user).values("pk"),
        state__in=[FileState.DRAFT, FileState.SENT],
        request__isnull=False,
    )
    of_return = F("document__return_file__request__token")
    return [
        ("request", requests.open(), F("due_on"), F("token")),
        ("challenge", challenges, NO_DAY, F("request__token")),
        ("blocked_return", telling.blocked_returns(user), NO_DAY, of_return),
        ("blocked_chronology", chronologies, NO_DAY, F("request__token")),
    ]


def _of_deciders(user: User, on: date) -> list[Part]:
    decides = cases_where(user, P.DECIDE)
    county = CountyAsked.objects.filter(
        case__in=cases_where(user, P.GIVE_COUNTY_VIEW), case__progress__status=Status.DECISION_DUE
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
        ("county", _unanswered(county), F("answer_by_on"), None),
        ("direction", directions, NO_DAY, None),
    ]


def _of_those_who_run_it(user: User, on: date) -> list[Part]:
    questions = AgencyQuery.objects.filter(
        answered_on__isnull=True,
        settled_on__isnull=True,
        side=Side.FROM_AGENCY,
        case__in=cases_where(user, P.RUN_CASE),
    )
    colleagues = HandOver.objects.filter(
        settled_on__isnull=True, case__in=cases_where(user, P.MANAGE_ACCESS)
    )
    evidence = Action.objects.filter(
        case__in=cases_where(user, P.CHECK_EVIDENCE), progress=ActionProgress.EVIDENCE_AWAITED
    )
    unanswered = DraftComment.objects.filter(round=OuterRef("pk"), answered_on__isnull=True)
    to_answer = CommentRound.objects.filter(
        Exists(unanswered),
        Q(closed_on__isnull=False) | Q(closes_on__lt=on),
        case__in=cases_where(user, P.LEAD_REVIEW),
    )
    wrong = Correction.objects.filter(request=OuterRef("pk"), answered_on__isnull=True)
    corrected = AgencyRequest.objects.filter(
        Exists(wrong), received_on__isnull=False, case__in=cases_where(user, P.LEAD_REVIEW)
    )
    return [
        ("question", questions, NO_DAY, None),
        ("colleague", colleagues, NO_DAY, None),
        ("evidence", evidence, F("due_on"), F("token")),
        ("comments", to_answer, NO_DAY, F("token")),
        ("correction", corrected, NO_DAY, None),
        ("blocked", _blocked(user, P.RUN_CASE, P.LEAD_REVIEW), NO_DAY, None),
    ]


def _of_family_leads(user: User, on: date) -> list[Part]:
    owed = FamilyPromise.objects.filter(
        case__in=cases_where(user, P.VIEW_FAMILY, P.CHANGE_FAMILY), state=OwedState.OPEN
    )
    # Whoever runs the review as well is told of its files with the rest of their work.
    files = _blocked(user, P.CHANGE_FAMILY).exclude(
        case__in=cases_where(user, P.RUN_CASE, P.LEAD_REVIEW)
    )
    said_of = ReadingComment.objects.filter(reading=OuterRef("pk"), answer=CommentAnswer.OPEN)
    readings = DraftReading.objects.filter(
        Exists(said_of), case__in=cases_where(user, P.CHANGE_FAMILY)
    )
    return [
        ("promise", owed, F("due_on"), None),
        ("reading", readings, NO_DAY, None),
        ("blocked", files, NO_DAY, None),
    ]


def _blocked(user: User, *any_of: P) -> QuerySet:
    """Files the person sent that a scan stopped, on reviews where they may send another."""
    return telling.blocked_documents(user).filter(
        case__in=cases_where(user, *any_of), document__is_held_back=False
    )


def _of_readers_of_proceedings(user: User, on: date) -> list[Part]:
    hearings = Proceeding.objects.alias(letters=Length("next_date")).filter(
        case__in=cases_where(user, P.VIEW_PROCEEDINGS),
        state__in=[ProceedingState.EXPECTED, ProceedingState.UNDER_WAY],
        letters=len("2026-12-04"),  # known to the day: anything less is never completed
        next_date__gte=str(on),
        next_date__lte=str(on + timedelta(days=HEARING_IS_NEAR)),
    )
    return [("hearing", hearings, NO_DAY, None)]


def _of_the_panel(user: User, on: date) -> list[Part]:
    agreed = TermsAgreement.objects.filter(terms=OuterRef("terms"), given_by=user)
    rounds = TermsRound.objects.filter(
        ~Exists(agreed),
        case__in=cases_where(user, P.COMMENT_DRAFT),
        closes_on__gte=on,
        terms__final_on__isnull=True,
    ).exclude(circulated_by=user)
    read = Exists(NothingToAdd.objects.filter(round=OuterRef("pk"), said_by=user))
    said = Exists(DraftComment.objects.filter(round=OuterRef("pk"), written_by=user))
    drafts = CommentRound.objects.filter(
        ~read, ~said, case__in=cases_where(user, P.COMMENT_DRAFT),
        closed_on__isnull=True, closes_on__gte=on,
    ).exclude(opened_by=user)  # fmt: skip
    return [
        ("round", rounds, F("closes_on"), None),
        ("draft", drafts, F("closes_on"), F("token")),
    ]


def _word(text: str) -> Cast:
    """A word as a column. Cast, since PostgreSQL wants to know its type in a union."""
    return Cast(Value(text), CharField(max_length=200))


def _together(parts) -> list[dict]:
    first, *rest = parts
    return list(first.union(*rest, all=True).order_by("due", "about")[: A_LIST * 2])


def since_last_here(user: User, now: datetime, this_session: int | None) -> list[StepTaken]:
    """Steps that others took since this person's last session, or in the last fourteen days."""
    earlier = OpenSession.objects.filter(user=user).exclude(pk=this_session)
    last = Subquery(earlier.order_by("-last_seen_at").values("last_seen_at")[:1])
    # By their keys, so that the few of these days are looked for among one's reviews and not the
    # steps of all one's reviews among these days.
    recent = StepTaken.objects.filter(taken_at__gt=Coalesce(last, now - timedelta(days=SOON)))
    steps = StepTaken.objects.filter(
        pk__in=recent.values("pk"), case__in=cases_where(user, P.VIEW_CASE)
    )
    return list(
        steps.annotate(since=last)
        .exclude(taken_by=user)
        .select_related("case", "taken_by")
        .order_by("-pk")[:10]
    )


def own_reviews(user: User) -> list[Case]:
    """The newest of the reviews the person may see; `total` on each says how many there are.

    Two queries, the first of which goes through thousands of reviews and reads only their keys.
    """
    newest = Case.objects.visible_to(user).order_by("-reference")
    totals = dict(newest.annotate(total=Window(Count("pk"))).values_list("pk", "total")[:10])
    rows = list(newest.select_related("progress").filter(pk__in=totals))
    for row in rows:
        row.total = totals[row.pk]
    return rows
