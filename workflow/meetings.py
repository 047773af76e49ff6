"""Meetings: planned with their usual agenda, seen by zone, minuted without real names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Prefetch

from accounts.models import Organisation, User
from accounts.roles import HIDDEN
from accounts.roles import Permission as P
from dhr_cases.models import Case
from dhr_cases.policy import NotAllowed
from disclosure import anonymise
from documents.models import Document
from workflow.models import (
    AgendaItem,
    Agreement,
    AgreementKind,
    Attendance,
    Came,
    ItemPaper,
    Meeting,
    MeetingAction,
    MeetingKind,
    MinutesState,
)
from workflow.models.meetings import ITEM_PERMISSION

K = MeetingKind

USUAL_AGENDA: Mapping[str, tuple[str, ...]] = {
    K.CONSIDERATION: (
        "Interests to declare",
        "What is known",
        "What each agency holds",
        "The criteria, one by one",
        "Other reviews and proceedings",
        "Family and friends",
        "Risks to anybody now",
        "Media",
        "What the meeting recommends",
    ),
    K.PANEL: (
        "Interests to declare",
        "Minutes and actions of the last meeting",
        "Support for members of the panel",
        "Family and friends",
        "The chronology",
        "Returns of the agencies, question by question",
        "Themes, gaps and equality",
        "Good practice",
        "Dates",
    ),
    K.AUTHORS: (
        "What a review return is for",
        "The template and the quality list",
        "Interviews with staff",
        "Disclosure and confidentiality",
        "Questions",
    ),
    K.REPORT_PANEL: (
        "Interests to declare",
        "The draft report",
        "Recommendations",
        "The action plan",
        "What the panel agrees",
    ),
    K.SIGN_OFF: (
        "Interests to declare",
        "The report",
        "The action plan",
        "The view on publication",
        "What the partnership approves",
    ),
    K.ACTION_PLAN: (
        "Progress on each action",
        "Evidence",
        "What stands in the way",
        "What goes to the board",
    ),
    K.PUBLICATION: (
        "The day",
        "Family and friends",
        "Lines for the media",
        "Who is told, and in which order",
        "Afterwards",
    ),
}
"""The agenda each kind of meeting usually has (local-practice.md 6)."""

FIRST_PANEL: tuple[str, ...] = (
    "A moment for the person who died",
    "Roles, and how the review works",
    "Confidentiality",
    "Support for members of the panel",
    "Interests to declare",
    "What the police know",
    "What each agency knows",
    "Terms of reference and the period under review",
    "Who writes a return",
    "Family and friends",
    "Other processes",
    "Dates",
)
"""The first panel meeting sets the review up, and has an agenda of its own."""

MAY_AGREE: Mapping[str, tuple[tuple[AgreementKind, frozenset[P]], ...]] = {
    K.PANEL: (
        (AgreementKind.DATA_SHARING, frozenset({P.RUN_CASE, P.LEAD_REVIEW})),
        (AgreementKind.DRAFT, frozenset({P.RUN_CASE, P.LEAD_REVIEW})),
    ),
    K.REPORT_PANEL: ((AgreementKind.DRAFT, frozenset({P.RUN_CASE, P.LEAD_REVIEW})),),
    K.SIGN_OFF: (
        (AgreementKind.APPROVAL, frozenset({P.RUN_CASE, P.DECIDE})),
        (AgreementKind.ENDORSEMENT, frozenset({P.GIVE_COUNTY_VIEW})),
    ),
}
"""What each kind of meeting may agree, and who may write it down: as typed on the report's page."""

RESTRICTED = "An item is restricted."
NOT_HINTED = [zone for zone, permission in ITEM_PERMISSION.items() if permission in HIDDEN]


@transaction.atomic
def plan(meeting: Meeting, agencies: Iterable[Organisation]) -> None:
    """Keep a new meeting with its number, its usual agenda and the agencies asked to it."""
    held = Meeting.objects.select_for_update().filter(case=meeting.case, kind=meeting.kind)
    meeting.number = max((row.number for row in held), default=0) + 1
    meeting.save()
    first = meeting.kind == K.PANEL and meeting.number == 1
    titles = FIRST_PANEL if first else USUAL_AGENDA[meeting.kind]
    for place, title in enumerate(titles, 1):
        AgendaItem(case=meeting.case, meeting=meeting, place=place, title=title).save()
    ask(meeting, agencies)


@transaction.atomic
def ask(meeting: Meeting, agencies: Iterable[Organisation]) -> None:
    """Ask these agencies and no others; one whose attendance is written down stays."""
    wanted = {agency.pk: agency for agency in agencies}
    for row in meeting.attendances.all():
        if wanted.pop(row.organisation_id, None) is None and not row.came:
            row.delete()
    for agency in wanted.values():
        Attendance(case=meeting.case, meeting=meeting, organisation=agency).save()


@transaction.atomic
def move(item: AgendaItem, *, up: bool, may: Collection[str]) -> None:
    """Move an item past its neighbour, among the items that its mover can see."""
    rows = list(item.meeting.items.select_for_update())
    seen = set(item.meeting.items.readable_with(may).values_list("pk", flat=True))
    shown = [row for row in rows if row.pk in seen]
    at = next(number for number, row in enumerate(shown) if row.pk == item.pk)
    beside = at - 1 if up else at + 1
    if not 0 <= beside < len(shown):
        return
    moving = shown[at]
    rows.remove(moving)
    rows.insert(rows.index(shown[beside]) + (0 if up else 1), moving)
    for place, row in enumerate(rows, 1):
        if row.place != place:
            row.place = place
            row.save()


@transaction.atomic
def remove(item: AgendaItem) -> None:
    """Take an item off the agenda. Raises NotAllowed when something was minuted on it."""
    if item.discussion or item.decision or item.restricted_part or item.actions.exists():
        raise NotAllowed("This item has minutes or actions and stays on the agenda.")
    for paper in item.papers.all():
        paper.delete()
    item.delete()


def readable_papers(may: Collection[str]):
    """The papers whose documents these permissions open."""
    return ItemPaper.objects.filter(
        document__in=Document.objects.readable_with(frozenset(may)).filter(
            withdrawn_on__isnull=True
        )
    ).select_related("document")


def readable_items(meeting: Meeting, may: Collection[str]) -> list[AgendaItem]:
    """The items a reader may know of, in order, with the papers they may open. Three queries."""
    rows = (
        meeting.items.readable_with(may)
        .select_related("meeting")
        .prefetch_related(
            Prefetch("papers", readable_papers(may)),
            Prefetch("actions", MeetingAction.objects.select_related("owner")),
        )
    )
    return list(rows)


def something_is_restricted(meeting: Meeting, may: Collection[str]) -> bool:
    """Whether to say that an item is restricted. Never for what must not be hinted at (Z4-Z6)."""
    if P.VIEW_WORKING in may:
        return False
    return meeting.items.filter(zone__in=ITEM_PERMISSION).exclude(zone__in=NOT_HINTED).exists()


def reading_time(items: Iterable[AgendaItem]) -> int:
    """Minutes that all papers of these items take to read."""
    return sum(paper.reading_minutes or 0 for item in items for paper in item.papers.all())


def names_in(case: Case, texts: Mapping[str, str], *, may: Collection[str]) -> list[str]:
    """A sentence for each real name, birth date or address of the case in these texts."""
    found = anonymise.find(case, texts)
    return list(
        dict.fromkeys(each.sentence(may_see_names=P.VIEW_IDENTITY in may) for each in found)
    )


def quorum_note(meeting: Meeting, rows: Iterable[Attendance]) -> str:
    """Whether enough agencies came, in a sentence; empty while nothing is written down."""
    rows = list(rows)
    if not any(row.came for row in rows):
        return ""
    here = sum(row.came in (Came.ATTENDED, Came.DEPUTY) for row in rows)
    counted = f"{here} of {len(rows)} agencies were there."
    if meeting.quorum is None:
        return counted
    if here >= meeting.quorum:
        return f"{counted} The quorum of {meeting.quorum} was met."
    return f"{counted} The quorum of {meeting.quorum} was not met: decisions need agreeing again."


@dataclass(frozen=True)
class Pattern:
    """How one agency has come to the meetings of the same kind so far."""

    organisation: Organisation
    came: int
    asked: int
    words: tuple[str, ...]


def patterns(case: Case, kinds: Collection[str]) -> list[Pattern]:
    """The running pattern of attendance by agency, oldest meeting first. One query."""
    rows = (
        Attendance.objects.filter(case=case, meeting__kind__in=kinds)
        .exclude(came="")
        .filter(meeting__cancelled_on__isnull=True)
        .select_related("organisation")
        .order_by("organisation__name", "meeting__held_on", "meeting_id")
    )
    found: dict[Organisation, list[str]] = {}
    for row in rows:
        found.setdefault(row.organisation, []).append(row.came)
    return [
        Pattern(
            organisation,
            sum(came in (Came.ATTENDED, Came.DEPUTY) for came in all_of_it),
            len(all_of_it),
            tuple(str(Came(came).label) for came in all_of_it),
        )
        for organisation, all_of_it in found.items()
    ]


NEXT_STATE = {
    MinutesState.DRAFT: (
        MinutesState.CHECK,
        frozenset({P.RUN_CASE, P.LEAD_REVIEW}),
        "Hand the minutes to the chair",
    ),
    MinutesState.CHECK: (
        MinutesState.AGREED,
        frozenset({P.LEAD_REVIEW, P.DECIDE}),
        "Agree the minutes",
    ),
}
"""From each state of the minutes: the next one, who takes it there, and the words for it."""


def may_go_onward(meeting: Meeting, may: Collection[str]) -> bool:
    """Whether this person may take the minutes to their next state.

    A partnership's own meeting has its own chair, so the partnership's chair may agree them too.
    """
    if meeting.minutes not in NEXT_STATE:
        return False
    return not NEXT_STATE[MinutesState(meeting.minutes)][1].isdisjoint(may)


@transaction.atomic
def minutes_onward(meeting: Meeting, *, by: User, may: Collection[str], on: date) -> None:
    """Take the minutes to their next state. Raises NotAllowed with a sentence."""
    if meeting.minutes not in NEXT_STATE:
        raise NotAllowed("Write the minutes first.")
    if not may_go_onward(meeting, may):
        raise NotAllowed("The chair agrees the minutes.")
    meeting.minutes = NEXT_STATE[MinutesState(meeting.minutes)][0]
    if meeting.minutes == MinutesState.AGREED:
        meeting.agreed_by, meeting.agreed_on = by, on
    meeting.save()


@transaction.atomic
def keep_minutes(item: AgendaItem) -> None:
    """Keep what was said on one item: a draft again. Raises NotAllowed once agreed."""
    meeting = Meeting.objects.select_for_update().get(pk=item.meeting_id)
    if meeting.minutes == MinutesState.AGREED:
        raise NotAllowed("These minutes are agreed. Correct them at the next meeting.")
    item.save()
    if meeting.minutes != MinutesState.DRAFT:
        meeting.minutes = MinutesState.DRAFT
        meeting.save()


def may_record(meeting: Meeting, may: Collection[str]) -> list[AgreementKind]:
    """What this person may write down as agreed at this meeting."""
    kinds = MAY_AGREE.get(meeting.kind, ())
    return [kind for kind, who in kinds if not who.isdisjoint(may)]


def record_agreement(
    meeting: Meeting, kind: str, *, conditions: str, by: User, on: date
) -> Agreement:
    """Write down what a meeting agreed, as its minutes say. Raises NotAllowed with a sentence.

    The guards ask for an agreement that a meeting minuted: so there must be a meeting that was
    held, somebody who chaired it, and minutes.
    """
    if meeting.held_on > on:
        raise NotAllowed("The meeting has not been held yet.")
    if not meeting.chaired_by:
        raise NotAllowed("Say who chaired the meeting first.")
    if meeting.minutes == MinutesState.NOT_WRITTEN:
        raise NotAllowed("Write the minutes first.")
    agreement = Agreement(
        case=meeting.case,
        kind=kind,
        draft_number=meeting.case.progress.draft_number,
        meeting=str(meeting),
        held_on=meeting.held_on,
        chaired_by=meeting.chaired_by,
        conditions=conditions,
        minuted_at=meeting,
        recorded_by=by,
    )
    agreement.save()
    return agreement
