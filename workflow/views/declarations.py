"""Declarations of interests: one's own, their renewal, and what somebody else settles (S61)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from dhr_cases.gate import case_view
from dhr_cases.models import Case
from dhr_cases.pages import one_form
from workflow import declarations as rules
from workflow.forms.commissioning import DeclarationOutcomeForm
from workflow.forms.declarations import DeclarationForm
from workflow.models import Declaration, DeclarationOutcome

SETTLERS = (P.RUN_CASE, P.DECIDE, P.LEAD_REVIEW)


@case_view(P.VIEW_CASE)
@require_GET
def declarations(request: HttpRequest, case: Case) -> HttpResponse:
    """Links that people declare: one's own, and for those who settle them, everybody's."""
    settles = bool(request.may & set(SETTLERS))
    rows = case.declarations.select_related("declared_by")
    if not settles:
        rows = rows.filter(declared_by=request.user)
    shown = rules.shown(rows, case, request.may)
    own = [entry["row"] for entry in shown if entry["row"].declared_by_id == request.user.pk]
    context = {
        "case": case,
        "title": "Declarations of interests",
        "rows": shown,
        "settles": settles,
        "renewal": rules.renewal(case, own, request.may, timezone.localdate()),
    }
    return render(request, "workflow/declarations.html", context)


@case_view(P.VIEW_CASE)
@require_http_methods(["GET", "POST"])
def declare(request: HttpRequest, case: Case) -> HttpResponse:
    """Declare one's own links with each agency and person, or that there are none."""
    subjects = rules.subjects_for(case, request.may)

    def build(data, files):
        row = Declaration(case=case, declared_by=request.user, declared_on=timezone.localdate())
        return DeclarationForm(data, instance=row, subjects=subjects)

    def save(form):
        answers = form.answers()
        rules.declare(form.instance, answers)

    return one_form(
        request,
        case,
        build,
        title="Declare your interests",
        back=reverse("workflow:declarations", args=[case.reference]),
        save=save,
        saved="Declared",
        submit="Declare",
    )


@case_view(*SETTLERS)
@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    """Settle what follows from somebody else's declared link."""
    found = case.declarations.select_related("declared_by").filter(has_link=True, pk=number)
    shown = next(iter(rules.shown(found, case, request.may)), None)
    if shown is None:
        raise Http404
    declared = shown["row"]
    parts = [
        f"{link['about']}: {', '.join(link['links']).lower()} ({link['words']})"
        for link in shown["links"]
    ]
    told = ". ".join(filter(None, [*parts, declared.explanation]))

    def build(data, files):
        row = DeclarationOutcome(
            case=case,
            declaration=declared,
            settled_by=request.user,
            settled_on=timezone.localdate(),
        )
        return DeclarationOutcomeForm(data, instance=row)

    return one_form(
        request,
        case,
        build,
        title="Settle a declared link",
        intro=f"{declared.declared_by} declared: {told}",
        back=reverse("workflow:declarations", args=[case.reference]),
        save=lambda form: rules.settle(form.instance),
        saved="Settled",
        submit="Save",
    )
