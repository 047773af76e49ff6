"""What came of a meeting: who was there, the minutes, the actions, what was agreed (S93 to S95)."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.roles import Permission as P
from accounts.step_up import recently_confirmed
from dhr_cases.gate import case_view
from dhr_cases.pages import one_form
from workflow import meetings as rules
from workflow.deadlines import timeliness
from workflow.forms.meetings import (
    ActionDoneForm,
    AgreedForm,
    AttendanceForm,
    MeetingActionForm,
    MinutesForm,
)
from workflow.models import AgendaItem, Meeting, MeetingAction, MinutesState
from workflow.views.meetings import (
    KEEPERS,
    READERS,
    item_or_404,
    meeting_or_404,
    page_of,
    readers_of,
)

both = require_http_methods(["GET", "POST"])


@case_view(*KEEPERS, change=KEEPERS)
@both
def attendance(request, case, token):
    """How each agency came to a meeting (S93)."""
    found = meeting_or_404(request, case, token)
    rows = list(found.attendances.select_related("organisation"))

    def save(form):
        for row in rows:
            came = form.cleaned_data[form.name_of(row)]
            if row.came != came:
                row.came = came
                row.save()

    return one_form(
        request,
        case,
        lambda data, files: AttendanceForm(data, rows=rows),
        title="Who came",
        intro="" if rows else "No agency is asked yet. Change the meeting to ask some.",
        back=page_of(found),
        save=save,
        saved="Attendance recorded",
    )


@case_view(*KEEPERS, change=KEEPERS)
@both
def write_minutes(request, case, token, item):
    """Write what was said and decided on one item (S94)."""
    found = meeting_or_404(request, case, token)
    item = item_or_404(request, found, item)
    if found.minutes == MinutesState.AGREED or found.held_on > timezone.localdate():
        raise Http404
    return one_form(
        request,
        case,
        lambda data, files: MinutesForm(data, instance=item, may=request.may),
        title="Minutes of one item",
        intro=f"{item.title}\n\nWrite with pseudonyms. A real name, a date of birth or an address "
        "of this review is refused.",
        back=page_of(found),
        save=lambda form: rules.keep_minutes(form.instance),
        saved="Minutes saved",
    )


@case_view(*READERS, change=(*KEEPERS, P.DECIDE))
@require_POST
def minutes_onward(request, case, token):
    """Hand the minutes to the chair, or agree them."""
    found = meeting_or_404(request, case, token)
    try:
        rules.minutes_onward(found, by=request.user, may=request.may, on=timezone.localdate())
    except ValueError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Minutes: {found.get_minutes_display().lower()}")
    return redirect(page_of(found))


@case_view(*READERS, change=(*KEEPERS, P.DECIDE, P.GIVE_COUNTY_VIEW))
@both
@recently_confirmed()
def record_agreed(request, case, token):
    """Write down what the meeting agreed, for the steps that ask for it."""
    found = meeting_or_404(request, case, token)
    kinds = rules.may_record(found, request.may)
    if not kinds:
        raise PermissionDenied

    def save(form):
        rules.record_agreement(
            found,
            form.cleaned_data["kind"],
            conditions=form.cleaned_data["conditions"],
            by=request.user,
            on=timezone.localdate(),
        )

    return one_form(
        request,
        case,
        lambda data, files: AgreedForm(data, kinds=kinds),
        title="What the meeting agreed",
        intro=f"As minuted at {str(found).lower()}. It counts for the steps of the review.",
        back=page_of(found),
        save=save,
        saved="Recorded as minuted",
    )


@case_view(*KEEPERS, change=KEEPERS)
@both
def add_meeting_action(request, case, token, item):
    """Write down what somebody promised to do."""
    found = meeting_or_404(request, case, token)
    item = item_or_404(request, found, item)
    action = MeetingAction(case=case, item=item)
    return one_form(
        request,
        case,
        lambda data, files: MeetingActionForm(
            data, instance=action, may=request.may, readers=readers_of(found)
        ),
        title="Add an action",
        intro="An action is work between meetings. It is not a recommendation of the review.",
        back=page_of(found),
        save=lambda form: form.instance.save(),
        saved="Action recorded",
    )


def _readable_actions(request, case):
    """Actions of the meetings and items that this person may know of."""
    return MeetingAction.objects.filter(
        case=case,
        item__in=AgendaItem.objects.readable_with(request.may).filter(
            meeting__in=Meeting.objects.readable_with(request.may)
        ),
    ).select_related("item__meeting", "owner")


@case_view(*READERS)
@require_GET
def meeting_actions(request, case):
    """What meetings asked people to do, open ones first (S95)."""
    today = timezone.localdate()
    rows = []
    for action in _readable_actions(request, case).order_by("done_on", "due_on", "pk"):
        words, kind = timeliness(action.due_on, action.done_on, today)
        rows.append(
            {
                "action": action,
                "words": words,
                "tag": kind,
                "may_finish": not action.done_on and _may_finish(request, action),
            }
        )
    rows.sort(key=lambda row: row["action"].done_on is not None)
    context = {
        "case": case,
        "title": "Actions of meetings",
        "rows": rows,
        "back": reverse("workflow:meetings", args=[case.reference]),
    }
    return render(request, "workflow/meeting_actions.html", context)


def _may_finish(request, action) -> bool:
    return action.owner_id == request.user.pk or bool(request.may & set(KEEPERS))


@case_view(*READERS)
@both
def finish_meeting_action(request, case, action):
    """Say that an action is done: its owner, the coordinator or the chair."""
    action = get_object_or_404(_readable_actions(request, case), token=action)
    action.case = case
    if not _may_finish(request, action):
        raise PermissionDenied
    return one_form(
        request,
        case,
        lambda data, files: ActionDoneForm(
            data, instance=action, may=request.may, today=timezone.localdate()
        ),
        title="The action is done",
        intro=action.text,
        back=reverse("workflow:meeting_actions", args=[case.reference]),
        save=lambda form: form.instance.save(),
        saved="Action done",
    )
