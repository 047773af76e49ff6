"""Pausing a review and going on (S26), and where a review in progress is."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.db.models import Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.roles import Permission as P
from dhr_cases.gate import case_view
from dhr_cases.models import Case
from dhr_cases.pages import one_form
from workflow import clocks, services
from workflow.forms.clocks import (
    HoldForm,
    NewDatesForm,
    PhaseForm,
    ResumeForm,
    proposals_for,
)
from workflow.models import Status

both = require_http_methods(["GET", "POST"])


@case_view(P.RUN_CASE, change=P.RUN_CASE)
@both
def pause(request: HttpRequest, case: Case) -> HttpResponse:
    """The pauses that are open, and a new one. Letters to those concerned come next."""
    today = timezone.localdate()
    counted = case.deadlines.aggregate(first=Min("counted_from_on"))["first"]
    form = HoldForm(
        request.POST if request.method == "POST" else None, today=today, earliest=counted
    )
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            row = services.hold(
                case, by=request.user, on=today, since=facts.pop("started_on"), **facts
            )
        except clocks.NotPossible as refused:
            form.add_error("look_again_on", str(refused))
        else:
            messages.success(request, "The pause is recorded. Tell those concerned.")
            return redirect("workflow:new_dates", case.reference, _number(case, row))
    return render(
        request,
        "workflow/pause.html",
        {
            "case": case,
            "title": "Pause the review",
            "form": form,
            "open": [
                {"hold": row, "number": number}
                for number, row in _numbered(case)
                if row.ended_on is None
            ],
        },
    )


def _numbered(case):
    """The pauses of a case with the number each has in addresses: its place in this case."""
    return list(enumerate(case.holds.select_related("started_by").order_by("pk"), 1))


def _number(case, row) -> int:
    return next(number for number, other in _numbered(case) if other.pk == row.pk)


def _hold_or_404(case, number):
    for place, row in _numbered(case):
        if place == number:
            return row
    raise Http404


@case_view(P.RUN_CASE, change=P.RUN_CASE)
@both
def resume(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    """End a pause."""
    row, today = _hold_or_404(case, number), timezone.localdate()
    if row.ended_on is not None:
        messages.info(request, "This pause has already ended.")
        return redirect("workflow:pause", case.reference)
    return one_form(
        request,
        case,
        lambda data, files: ResumeForm(data, today=today, since=row.started_on),
        title="End the pause",
        intro=f"{row.get_reason_display()}: {row.explanation}",
        back=reverse("workflow:pause", args=[case.reference]),
        submit="End the pause",
        saved="The pause has ended. Tell those concerned, and look at the dates.",
        save=lambda form: services.resume(row, by=request.user, on=form.cleaned_data["ended_on"]),
    )


@case_view(P.RUN_CASE, change=P.RUN_CASE)
@both
def new_dates(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    """The dates that a pause proposes, to be recorded once they are agreed."""
    row = _hold_or_404(case, number)
    today = timezone.localdate()
    proposals = proposals_for(
        case.deadlines.select_related("rule").prefetch_related("extensions"),
        started_on=row.started_on,
        look_again_on=row.look_again_on,
    )
    form = NewDatesForm(
        request.POST if request.method == "POST" else None, today=today, proposals=proposals
    )
    if request.method == "POST" and form.is_valid():
        try:
            _move(row, proposals, form.cleaned_data, by=request.user, on=today)
        except clocks.NotPossible as refused:
            form.add_error("dates", str(refused))
        else:
            messages.success(request, "The new dates are recorded")
            return redirect("workflow:deadlines", case.reference)
    still = case.deadlines.filter(met_on__isnull=True, rule__held_by_pause=False)
    return render(
        request,
        "workflow/new_dates.html",
        {
            "case": case,
            "title": "New dates to agree",
            "form": form,
            "proposals": proposals,
            "still": still.select_related("rule"),
        },
    )


@transaction.atomic
def _move(row, proposals, answers, *, by, on):
    for deadline, to in proposals:
        if str(deadline.pk) in answers["dates"]:
            clocks.extend(
                deadline,
                to=to,
                reason=row.explanation,
                agreed_by=answers["agreed_by"],
                agreed_on=answers["agreed_on"],
                home_office_told=answers["home_office_told"],
                hold=row,
                by=by,
                on=on,
            )


@case_view(P.RUN_CASE, change=P.RUN_CASE)
@both
def phase(request: HttpRequest, case: Case) -> HttpResponse:
    """Say where a review in progress is; panels go back and forth, so it may move either way."""
    if case.progress.status != Status.IN_REVIEW:
        messages.info(request, "The stage follows from the steps taken. It is not set by hand.")
        return redirect(case)

    def save(form):
        case.progress.sub_phase = form.cleaned_data["sub_phase"]
        case.progress.save()

    return one_form(
        request,
        case,
        lambda data, files: PhaseForm(data, initial={"sub_phase": case.progress.sub_phase}),
        title="Where the review is",
        back=case.get_absolute_url(),
        save=save,
        saved="Recorded where the review is",
    )
