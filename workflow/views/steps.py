"""The one page on which every step is taken: what it does, what stands against it, its form."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.roles import Permission as P
from accounts.step_up import recently_confirmed
from audit.models import Event
from dhr_cases.gate import case_view
from dhr_cases.models import Case
from workflow import clocks, forms
from workflow.mending import page_for
from workflow.models import Progress, Status
from workflow.services import StepRefused, perform, reasons_besides_permission, unmet_guards
from workflow.steps import Step

PERMISSIONS = (P.RUN_CASE, P.LEAD_REVIEW, P.DECIDE, P.DISPOSE)
"""Every permission that some step is declared with; a test compares."""
CANNOT_BE_TAKEN_BACK = {P.LEAD_REVIEW, P.DECIDE, P.DISPOSE}
"""Steps taken with these ask again who one is."""


def permission_for(name: str) -> P | None:
    """The permission the page of this step asks for, or None when there is no such step."""
    return {step.name: step.permission for step in Progress.steps()}.get(name)


@case_view(*PERMISSIONS)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, case: Case, name: str) -> HttpResponse:
    """Show one step and, once checked, take it. 404 for no such step, 403 for somebody else's."""
    needed = permission_for(name)
    if needed is None:
        raise Http404
    if needed not in request.may:
        page = {"page": request.resolver_match.view_name, "method": request.method, "step": name}
        request.refusal = (Event.VIEW_REFUSED, case.reference, page)
        raise PermissionDenied
    if request.method == "POST" and request.POST.get("do") == "take":
        return (_take_confirmed if needed in CANNOT_BE_TAKEN_BACK else _take)(request, case, name)
    return _page(request, case, Progress.step(name))


step.permission_for = permission_for


def _form(request: HttpRequest, case: Case, declared: Step):
    kind = getattr(forms, declared.form)
    data = request.POST if request.method == "POST" else None
    return kind(data, case=case, user=request.user, today=timezone.localdate())


def _take(request: HttpRequest, case: Case, name: str) -> HttpResponse:
    declared = Progress.step(name)
    form = _form(request, case, declared)
    if not form.is_valid():
        return _page(request, case, declared, form=form)
    try:
        perform(
            case.progress,
            declared,
            by=request.user,
            on=form.cleaned_data["on"],
            answers=form.answers(),
        )
    except StepRefused:
        case.progress = Progress.objects.get(case=case)
        return _page(request, case, declared, form=form, status=409)
    messages.success(request, f"{declared.label}: recorded")
    return redirect(case)


_take_confirmed = recently_confirmed()(_take)


def _page(
    request: HttpRequest, case: Case, declared: Step, *, form=None, status: int = 200
) -> HttpResponse:
    """The step with its reasons and its form, or its check page once the answers are good."""
    form = form if form is not None else _form(request, case, declared)
    is_here = case.progress.status in declared.sources
    reasons = _reasons(request, case, declared, is_here)
    checking = (
        request.method == "POST"
        and request.POST.get("do") == "check"
        and form.is_valid()
        and not reasons
    )
    if request.method == "POST" and reasons:
        status = 409
    done = None if is_here else case.steps_taken.filter(name=declared.name).last()
    return render(
        request,
        [f"workflow/steps/{declared.name}.html", "workflow/step.html"],
        {
            "case": case,
            "title": declared.label,
            "step": declared,
            "goes_to": Status(declared.target).label,
            "form": form,
            "page_has_errors": bool(form.is_bound and form.errors),
            "reasons": reasons,
            "done": done,
            "checking": checking,
            "typed": _typed(request, form) if checking else [],
            "ends": _ends(case, declared) if is_here else [],
            "starts": _starts(case, declared) if is_here else [],
            "asks_again": declared.permission in CANNOT_BE_TAKEN_BACK,
            "back": case.get_absolute_url(),
        },
        status=status,
    )


def _reasons(request, case, declared, is_here) -> list[dict[str, str]]:
    """Each reason against the step, with the page that mends it where this person may open it."""
    if not is_here:
        stage = reasons_besides_permission(case.progress, declared, request.user)
        return [{"text": reason, "href": ""} for reason in stage]
    return [
        {"text": reason, "href": page_for(guard, case.reference, request.may)}
        for guard, reason in unmet_guards(case.progress, declared, request.user)
    ]


def _typed(request, form) -> list[tuple[str, str]]:
    """What was typed, to travel with the check page: nothing is kept between the two."""
    return [
        (name, value)
        for name in request.POST
        if any(name == field or name.startswith(f"{field}_") for field in form.fields)
        for value in request.POST.getlist(name)
    ]


def _ends(case, declared) -> list:
    """The running clocks that the step stops."""
    rows = case.deadlines.filter(rule__name__in=declared.meets, met_on__isnull=True)
    return list(rows.select_related("rule"))


def _starts(case, declared) -> list[dict]:
    """The clocks that the step starts, and when each would be due if it were taken today."""
    today = timezone.localdate()
    found = []
    for name in declared.opens:
        rule = clocks.rule_for(case, name, today)
        if rule is not None:
            found.append({"title": rule.title, "due_on": clocks.due_under(rule, today)})
    return found
