"""The clocks of a review (S24): when first due, when due now, why it moved, and moving it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from dhr_cases.gate import case_view
from dhr_cases.models import Case
from dhr_cases.pages import one_form
from workflow import clocks
from workflow.deadlines import timeliness, working_days_between
from workflow.forms.clocks import DoneForm, ExtendForm
from workflow.models import BankHoliday
from workflow.services import is_paused

BY_A_STEP = {"decide", "report", "publish", "family_draft", "tell_commissioner"}
"""Clocks that only the step itself ends, or the record of what was sent."""
READS_REASONS = {P.VIEW_WORKING, P.VIEW_DRAFT}
"""A reason will stand in the report, so it is read by those who read its drafts."""


@case_view(P.VIEW_CASE)
@require_GET
def deadlines(request: HttpRequest, case: Case) -> HttpResponse:
    """Every clock, running ones first by date, then those that were met."""
    today = timezone.localdate()
    holidays = set(BankHoliday.objects.values_list("day", flat=True))
    rows = case.deadlines.select_related("rule").prefetch_related("extensions__recorded_by")
    ordered = sorted(rows, key=lambda row: (row.met_on is not None, row.due_on is None))
    paused = is_paused(case)
    return render(
        request,
        "workflow/deadlines.html",
        {
            "case": case,
            "title": "Deadlines",
            "paused": paused,
            "rows": [_row(row, today, holidays, paused) for row in ordered],
            "may_extend": P.RUN_CASE in request.may,
            "may_read_reasons": not READS_REASONS.isdisjoint(request.may),
        },
    )


def _row(row, today, holidays, paused) -> dict:
    words, kind = timeliness(
        row.due_on,
        row.met_on,
        today,
        paused=paused and row.rule.held_by_pause,
        stopped=row.is_stopped,
    )
    left = ""
    if row.due_on and not row.met_on:
        days = working_days_between(today, row.due_on, holidays)
        number = f"{abs(days)} working day{'' if abs(days) == 1 else 's'}"
        left = f"{number} left" if days >= 0 else f"{number} over"
    return {
        "deadline": row,
        "rule": row.rule,
        "status": words,
        "kind": kind,
        "left": left,
        "period": _period(row.rule),
        "by_hand": row.rule.name not in BY_A_STEP,
    }


def _period(rule) -> str:
    number = abs(rule.amount)
    unit = str(rule.get_unit_display())
    words = f"{number} {unit[:-1] if number == 1 else unit}"
    return f"{words} before" if rule.amount < 0 else words


def _running_or_404(case, name):
    rows = case.deadlines.filter(rule__name=name, met_on__isnull=True).select_related("rule")
    deadline = rows.last()
    if deadline is None:
        raise Http404
    return deadline


@case_view(P.RUN_CASE, change=P.RUN_CASE)
@require_http_methods(["GET", "POST"])
def done(request: HttpRequest, case: Case, name: str) -> HttpResponse:
    """Record that something was done which no step of the review says by itself."""
    deadline = _running_or_404(case, name)
    if name in BY_A_STEP:
        raise Http404
    return one_form(
        request,
        case,
        lambda data, files: DoneForm(
            data, today=timezone.localdate(), since=deadline.counted_from_on
        ),
        title=f"Record as done: {deadline.rule.title.lower()}",
        back=reverse("workflow:deadlines", args=[case.reference]),
        submit="Record it",
        save=lambda form: clocks.meet(
            case, name, on=form.cleaned_data["met_on"], note=form.cleaned_data["note"]
        ),
        saved=f"{deadline.rule.title}: recorded as done",
    )


@case_view(P.RUN_CASE, change=P.RUN_CASE)
@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, case: Case, name: str) -> HttpResponse:
    """Agree another date for the running clock of that name. The first date stays."""
    deadline = _running_or_404(case, name)
    back = reverse("workflow:deadlines", args=[case.reference])
    today = timezone.localdate()
    form = ExtendForm(request.POST if request.method == "POST" else None, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            clocks.extend(deadline, by=request.user, on=today, **form.cleaned_data)
        except clocks.NotPossible as refused:
            form.add_error("to", str(refused))
        else:
            messages.success(request, f"{deadline.rule.title}: the new date is recorded")
            return redirect(back)
    first = date_format(deadline.due_on, "j F Y") if deadline.due_on else "as soon as practicable"
    return render(
        request,
        "dhr_cases/case_form.html",
        {
            "case": case,
            "title": f"Change a date: {deadline.rule.title.lower()}",
            "intro": f"Due now: {first}. The date it was first due stays in the record.",
            "form": form,
            "submit": "Record the new date",
            "back": back,
        },
    )
