"""Meetings of a review: the list, the plan, the agenda and its papers (S90 to S92)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.roles import Permission as P
from dhr_cases.gate import case_view
from dhr_cases.pages import one_form
from workflow import meetings as rules
from workflow.calendars import calendar_of
from workflow.forms.meetings import ItemForm, MeetingForm, PaperForm, PlanForm
from workflow.models import AgendaItem, ItemPaper, Meeting, MinutesState
from workflow.models.meetings import BOARD_READERS, PANEL_KINDS, PANEL_READERS

READERS = (P.VIEW_WORKING, P.VIEW_BUNDLE, P.DECIDE, P.GIVE_COUNTY_VIEW)
KEEPERS = (P.RUN_CASE, P.LEAD_REVIEW)
both = require_http_methods(["GET", "POST"])
MINUTES_TAG = {
    MinutesState.NOT_WRITTEN: "grey",
    MinutesState.DRAFT: "information",
    MinutesState.CHECK: "due-soon",
    MinutesState.AGREED: "on-time",
}


def readers_of(meeting) -> frozenset:
    """The permissions of which any one opens a meeting."""
    return PANEL_READERS if meeting.kind in PANEL_KINDS else BOARD_READERS


def meeting_or_404(request, case, token) -> Meeting:
    """A meeting that this person may know of."""
    rows = case.meetings.readable_with(request.may).select_related("agreed_by")
    found = get_object_or_404(rows, token=token)
    found.case = case
    return found


def item_or_404(request, meeting, token) -> AgendaItem:
    """An item of a meeting that this person may know of."""
    found = get_object_or_404(meeting.items.readable_with(request.may), token=token)
    found.meeting, found.case = meeting, meeting.case
    return found


def rows_came(rows) -> bool:
    """Whether anybody's attendance is written down: such a meeting was held."""
    return any(row.came for row in rows)


def page_of(meeting) -> str:
    """The address of a meeting's own page."""
    return reverse("workflow:meeting", args=[meeting.case.reference, meeting.token])


@case_view(*READERS)
@require_GET
def meetings(request, case):
    """The meetings of a review: those to come first, then those held with their minutes (S90)."""
    today = timezone.localdate()
    rows = list(case.meetings.readable_with(request.may))
    context = {
        "case": case,
        "title": "Meetings",
        "to_come": [row for row in rows if row.held_on >= today],
        "held": [
            {"meeting": row, "tag": MINUTES_TAG[MinutesState(row.minutes)]}
            for row in reversed(rows)
            if row.held_on < today
        ],
        "patterns": rules.patterns(case, {row.kind for row in rows}),
        "may_keep": bool(request.may & set(KEEPERS)),
    }
    return render(request, "workflow/meetings.html", context)


@case_view(*KEEPERS, change=KEEPERS)
@both
def plan_meeting(request, case):
    """Plan a meeting (S91); `?kind=` says which (S43 for the consideration meeting)."""
    meeting = Meeting(case=case)
    initial = {"kind": request.GET.get("kind", "")}

    def save(form):
        rules.plan(form.instance, form.cleaned_data["agencies"])
        return page_of(form.instance)

    return one_form(
        request,
        case,
        lambda data, files: PlanForm(data, instance=meeting, may=request.may, initial=initial),
        title="Plan a meeting",
        intro="The usual agenda of the meeting comes with it, and can be changed.",
        back=reverse("workflow:meetings", args=[case.reference]),
        save=save,
        saved="The meeting is planned. Nothing is sent from here by itself.",
        submit="Plan it",
    )


@case_view(*READERS)
@require_GET
def meeting(request, case, token):
    """One meeting: agenda, papers, who came, minutes, what follows (S92 to S95)."""
    found = meeting_or_404(request, case, token)
    items = rules.readable_items(found, request.may)
    rows = list(found.attendances.select_related("organisation"))
    onward = rules.NEXT_STATE.get(MinutesState(found.minutes))
    context = {
        "case": case,
        "title": str(found),
        "meeting": found,
        "items": items,
        "is_restricted": rules.something_is_restricted(found, request.may),
        "restricted": rules.RESTRICTED,
        "reading_time": rules.reading_time(items),
        "has_papers": any(item.papers.all() for item in items),
        "attendances": rows,
        "quorum": rules.quorum_note(found, rows),
        "agreements": found.agreements.all(),
        "may_agree": found.held_on <= timezone.localdate()
        and bool(rules.may_record(found, request.may)),
        "minutes_tag": MINUTES_TAG[MinutesState(found.minutes)],
        "onward": onward[2] if onward else "",
        "may_go_onward": rules.may_go_onward(found, request.may),
        "may_keep": bool(request.may & set(KEEPERS)) and not found.cancelled_on,
        "may_minute": found.minutes != MinutesState.AGREED
        and found.held_on <= timezone.localdate(),
        "may_call_off": bool(request.may & set(KEEPERS)) and not rows_came(rows),
        "may_see_restricted": P.VIEW_WORKING in request.may,
        "back": reverse("workflow:meetings", args=[case.reference]),
    }
    return render(request, "workflow/meeting.html", context)


@case_view(*KEEPERS, change=KEEPERS)
@both
def change_meeting(request, case, token):
    """Change the day, the place, or who is asked."""
    found = meeting_or_404(request, case, token)

    def save(form):
        form.instance.save()
        rules.ask(form.instance, form.cleaned_data["agencies"])

    return one_form(
        request,
        case,
        lambda data, files: MeetingForm(data, instance=found, may=request.may),
        title=f"Change {str(found).lower()}",
        back=page_of(found),
        save=save,
        saved="Changed",
    )


@case_view(*KEEPERS, change=KEEPERS)
@require_POST
def cancel_meeting(request, case, token):
    """Call a meeting off, or put it back."""
    found = meeting_or_404(request, case, token)
    found.cancelled_on = None if found.cancelled_on else timezone.localdate()
    found.save()
    messages.success(request, "Called off" if found.cancelled_on else "Back on the list")
    return redirect(page_of(found))


@case_view(*KEEPERS, change=KEEPERS)
@both
def add_item(request, case, token):
    """Add an item to the end of an agenda."""
    found = meeting_or_404(request, case, token)
    last = found.items.last()
    item = AgendaItem(case=case, meeting=found, place=last.place + 1 if last else 1)
    return _item_form(request, item, "Add an item")


@case_view(*KEEPERS, change=KEEPERS)
@both
def change_item(request, case, token, item):
    """Change an item's words, or whom it is for."""
    found = meeting_or_404(request, case, token)
    return _item_form(request, item_or_404(request, found, item), "Change an item")


def _item_form(request, item, title):
    return one_form(
        request,
        item.case,
        lambda data, files: ItemForm(data, instance=item, may=request.may),
        title=title,
        back=page_of(item.meeting),
        save=lambda form: form.instance.save(),
        saved="Agenda changed",
    )


@case_view(*KEEPERS, change=KEEPERS)
@require_POST
def move_item(request, case, token, item):
    """Move an item up or down the agenda, or take it off."""
    found = item_or_404(request, meeting_or_404(request, case, token), item)
    if request.POST.get("do") == "remove":
        try:
            rules.remove(found)
        except ValueError as refused:
            messages.error(request, str(refused))
    else:
        rules.move(found, up=request.POST.get("do") == "up", may=request.may)
    return redirect(page_of(found.meeting))


@case_view(*KEEPERS, change=KEEPERS)
@both
def add_paper(request, case, token, item):
    """Lay a document of the review before the meeting, as a paper for an item."""
    found = item_or_404(request, meeting_or_404(request, case, token), item)
    paper = ItemPaper(case=case, item=found)
    return one_form(
        request,
        case,
        lambda data, files: PaperForm(data, instance=paper, may=request.may),
        title="Add a paper",
        intro="Only those who may open the document see it here. Share it with the panel first if "
        "the panel is to read it.",
        back=page_of(found.meeting),
        save=lambda form: form.instance.save(),
        saved="Paper added",
    )


@case_view(*KEEPERS, change=KEEPERS)
@require_POST
def remove_paper(request, case, token, item):
    """Take a paper off an item; the document stays."""
    found = item_or_404(request, meeting_or_404(request, case, token), item)
    papers = rules.readable_papers(request.may).filter(item=found)
    paper = papers.filter(document__token=request.POST.get("document", "")).first()
    if paper is None:
        raise Http404
    paper.delete()
    messages.success(request, "Paper taken off the agenda")
    return redirect(page_of(found.meeting))


@case_view(*READERS)
@require_GET
def meeting_date(request, case, token):
    """The meeting for somebody's own calendar: the reference and the time, nothing else."""
    found = meeting_or_404(request, case, token)
    response = HttpResponse(
        calendar_of([found], home=request.build_absolute_uri("/")),
        content_type="text/calendar; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="{case.reference}-meeting.ics"'
    return response
