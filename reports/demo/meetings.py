"""The demonstration's meetings: two panels held and minuted, and a next one with its papers."""

from __future__ import annotations

from datetime import date, time, timedelta

from audit.actors import acting
from dhr_cases.models import Case
from dhr_cases.policy import permissions_on
from documents.intake import store
from documents.models import DocumentKind, Zone
from reports.blocks import Heading, Paragraph, Report
from reports.render.pdf import pdf
from workflow import meetings
from workflow.models import (
    Came,
    ItemPaper,
    Meeting,
    MeetingAction,
    MeetingKind,
    MinutesState,
    Progress,
    Status,
)

MINUTES = (
    ("The panel kept a minute of silence.", ""),
    ("How the review works was explained; nobody had questions left.", "The roles are agreed."),
    ("Two agencies still search older records.", "They answer before the next meeting."),
)


def meet(cases: list[Case], team, today: date) -> None:
    """Two panels with agreed minutes and open actions, and one to come, on one review."""
    under_way = Progress.objects.filter(case__in=cases, status=Status.IN_REVIEW)
    case = under_way.select_related("case").order_by("pk").first().case
    coordinator, chair = team.coordinator, team.independent_chair
    agencies = [member.organisation for member in case.panelmembers.select_related("organisation")]
    with acting(coordinator):
        for number, days in enumerate((70, 30)):
            meeting = _plan(case, agencies, chair, today - timedelta(days=days))
            _hold(meeting, number, coordinator, today)
    for meeting in case.meetings.filter(kind=MeetingKind.PANEL):
        with acting(coordinator):
            _go_on(meeting, coordinator, today)
        with acting(chair):
            _go_on(meeting, chair, today)
    with acting(coordinator):
        to_come = _plan(case, agencies, chair, today + timedelta(days=13))
        _lay_paper(to_come, coordinator)


def _plan(case, agencies, chair, on) -> Meeting:
    meeting = Meeting(
        case=case,
        kind=MeetingKind.PANEL,
        held_on=on,
        starts_at=time(10),
        place="The committee room",
        chaired_by=chair.name,
        papers_due_on=on - timedelta(days=7),
        quorum=2,
    )
    meetings.plan(meeting, agencies)
    return meeting


def _hold(meeting, number, coordinator, today) -> None:
    for place, row in enumerate(meeting.attendances.all()):
        row.came = Came.APOLOGIES if place == number else Came.ATTENDED
        row.save()
    items = list(meeting.items.all())
    for item, (discussion, decision) in zip(items, MINUTES, strict=False):
        item.discussion, item.decision = discussion, decision
        meetings.keep_minutes(item)
    MeetingAction(
        case=meeting.case,
        item=items[2],
        text="Ask the two agencies for the older records",
        owner_role="Coordinator",
        owner=coordinator,
        due_on=today + timedelta(days=5 - 10 * number),
    ).save()


def _go_on(meeting, by, today) -> None:
    meeting.refresh_from_db()
    if meeting.minutes in (MinutesState.DRAFT, MinutesState.CHECK):
        may = permissions_on(meeting.case, by)
        meetings.minutes_onward(meeting, by=by, may=may, on=today)


def _lay_paper(meeting, coordinator) -> None:
    report = Report(
        title="Summary of the combined chronology",
        blocks=(Heading("What agencies recorded"), Paragraph("Invented, for the panel to read.")),
        marking="OFFICIAL-SENSITIVE",
    )
    version = store(
        meeting.case,
        content=pdf(report),
        name="summary.pdf",
        kind=DocumentKind.OTHER,
        zone=Zone.BUNDLE,
        title=report.title,
        by=coordinator,
    )
    ItemPaper(
        case=meeting.case,
        item=meeting.items.all()[4],
        document=version.document,
        reading_minutes=25,
        content_note="Tells of injuries",
    ).save()
