"""Chasing agencies: stepping up the ladder, the letter on paper, and who took no part."""

import csv

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from dhr_cases import agencies, agency_letters, chasing, exchange
from dhr_cases.forms.agency_exchange import EscalateForm, SettleHandOverForm
from dhr_cases.gate import case_view
from dhr_cases.models import AgencyRequest, HandOver
from dhr_cases.pages import one_form

both = require_http_methods(["GET", "POST"])


def _asked_or_404(case, token) -> AgencyRequest:
    rows = case.agencyrequests.select_related("case", "organisation")
    return get_object_or_404(rows, token=token)


def _page(asked):
    return reverse("dhr_cases:agency_request", args=[asked.case.reference, asked.token])


@case_view(P.RUN_CASE)
@both
def escalate(request, case, token):
    """Ask the next one up to step in: one press, one reason (process.md 4.2)."""
    asked = _asked_or_404(case, token)
    rungs = chasing.rungs_left(asked.escalations.all())
    if asked.outcome in agencies.ENDED or not rungs:
        raise Http404

    def save(form):
        answers = form.cleaned_data
        chasing.escalate(
            asked,
            rung=answers["rung"],
            reason=answers["reason"],
            by=request.user,
            on=answers["taken_on"],
        )

    today = timezone.localdate()
    return one_form(
        request,
        case,
        lambda data, files: EscalateForm(data, rungs=rungs, initial={"taken_on": today}),
        title=f"Ask somebody to step in: {asked.organisation}",
        intro="Nothing is sent from here. Record the step, and send the letter by the secure "
        "route. Agencies cannot be made to take part, but for a direction by the Secretary of "
        "State.",
        back=_page(asked),
        save=save,
        saved="Recorded",
        submit="Record this step",
    )


@case_view(P.RUN_CASE)
@require_GET
def letter(request, case, token):
    """The letter to an agency, to print and send: what is asked, and if it is late, that."""
    if P.VIEW_IDENTITY not in request.may:
        raise Http404
    asked = _asked_or_404(case, token)
    late = agencies.may_be_answered(asked) and asked.due_on < timezone.localdate()
    context = {
        "case": case,
        "title": f"Letter to {asked.organisation}",
        "asked": asked,
        "late": late,
        "chasing": agency_letters.chasing(asked) if late else [],
        "paragraphs": agency_letters.paragraphs(asked),
        "people": asked.named.select_related("person"),
        "terms": asked.term_answers.all(),
        "back": _page(asked),
    }
    return render(request, "dhr_cases/agency_letter.html", context)


@case_view(P.VIEW_RETURNS)
@require_GET
def took_no_part(request, case):
    """Who took no part, in a paragraph and a table for the report."""
    rows = chasing.took_no_part(case, timezone.localdate())
    if request.GET.get("as") == "csv":
        return _as_csv(case, rows)
    context = {
        "case": case,
        "title": "Agencies that took no part",
        "rows": rows,
        "paragraph": chasing.paragraph(rows),
        "back": reverse("dhr_cases:agencies", args=[case.reference]),
    }
    return render(request, "dhr_cases/took_no_part.html", context)


def _as_csv(case, rows) -> HttpResponse:
    """The table as a file. Names of bodies and fixed words only, so no cell can be a formula."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{case.reference}-took-no-part.csv"'
    response.write("\ufeff")
    table = csv.writer(response)
    table.writerow(["Agency", "What was asked", "Asked", "Due", "Reminders", "Steps", "Outcome"])
    for row in rows:
        asked = row.request
        steps = "; ".join(f"{step.get_rung_display()} {step.taken_on}" for step in row.steps)
        table.writerow(
            [
                str(asked.organisation).lstrip("=+-@\t\r"),
                asked.get_kind_display(),
                asked.asked_on,
                asked.due_on,
                row.reminders,
                steps,
                asked.get_outcome_display(),
            ]
        )
    return response


@case_view(P.RUN_CASE, change=P.MANAGE_ACCESS)
@both
def colleague(request, case, token):
    """Let a colleague of an agency's person in, or say why not (decisions.md 1 and 2)."""
    rows = HandOver.objects.select_related("request__organisation", "request__case", "asked_by")
    row = get_object_or_404(rows, case=case, token=token, settled_on__isnull=True)

    def save(form):
        exchange.settle_hand_over(
            row,
            give=form.cleaned_data["give"],
            note=form.cleaned_data["note"],
            by=request.user,
            on=timezone.localdate(),
        )

    return one_form(
        request,
        case,
        lambda data, files: SettleHandOverForm(data),
        title=f"A colleague at {row.request.organisation}",
        intro=f"{row.asked_by} asks that {row.name} ({row.email}) may "
        f"{row.get_role_display().lower()}. {row.reason}",
        back=_page(row.request),
        save=save,
        saved="Settled",
        submit="Save",
    )
