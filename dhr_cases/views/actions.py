"""What is done about the recommendations: the plan, an owner's report, the check of evidence."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import signed_in_page
from accounts.roles import Permission as P
from dhr_cases import learning
from dhr_cases.forms.learning import ActionForm, EvidenceForm, ReportForm, ReportForOwnerForm
from dhr_cases.gate import action_view, case_view
from dhr_cases.models import Action, ActionProgress
from dhr_cases.models.learning import CLOSED_PROGRESS
from dhr_cases.pages import one_form
from dhr_cases.policy import NotAllowed, permissions_on

ROWS = 25
KEEPERS = (P.RUN_CASE, P.LEAD_REVIEW)
both = require_http_methods(["GET", "POST"])


def _row(action, today) -> dict:
    return {
        "action": action,
        "time": learning.timeliness(action, today),
        "assurance": learning.assurance(action),
        "progress_tag": learning.PROGRESS_TAGS[action.progress],
        "is_open": action.progress not in CLOSED_PROGRESS,
    }


def _rows(page) -> list[dict]:
    today = timezone.localdate()
    return [_row(action, today) for action in page]


@case_view(P.VIEW_DRAFT)
@require_GET
def action_plan(request, case):
    """The action plan of a review, the next date first (S142)."""
    found = case.actions.select_related("recommendation", "lead")
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    context = {
        "case": case,
        "title": "Action plan",
        "rows": _rows(page),
        "page": page,
        "may_keep": bool(request.may & set(KEEPERS)),
    }
    return render(request, "dhr_cases/action_plan.html", context)


def _action_or_404(case, token):
    rows = case.actions.select_related("recommendation", "lead", "owner", "checked_by")
    return get_object_or_404(rows, token=token)


def _address(case, action):
    return reverse("dhr_cases:action", args=[case.reference, action.token])


@case_view(P.VIEW_DRAFT)
@require_GET
def action(request, case, token):
    """One action in full."""
    found = _action_or_404(case, token)
    awaits = found.progress == ActionProgress.EVIDENCE_AWAITED
    context = {
        "case": case,
        "title": "An action",
        **_row(found, timezone.localdate()),
        "may_keep": bool(request.may & set(KEEPERS)),
        "may_check": awaits
        and P.CHECK_EVIDENCE in request.may
        and found.owner_id != request.user.pk,
        "back": reverse("dhr_cases:actions", args=[case.reference]),
    }
    return render(request, "dhr_cases/action.html", context)


def _keep(action, *, by):
    try:
        learning.keep_action(action, by=by, on=timezone.localdate())
    except NotAllowed as refused:
        raise ValueError(str(refused)) from refused


@case_view(P.VIEW_DRAFT, change=KEEPERS)
@both
def add_action(request, case, token):
    """Add an action to a recommendation."""
    parent = get_object_or_404(case.recommendations, token=token)
    new = Action(case=case, recommendation=parent)
    back = reverse("dhr_cases:recommendation", args=[case.reference, token])
    return one_form(
        request,
        case,
        lambda data, files: ActionForm(data, instance=new),
        title=f"Add an action to recommendation {parent.number}",
        intro=parent.text,
        back=back,
        save=lambda form: _keep(form.instance, by=request.user),
        saved="Action added",
    )


@case_view(P.VIEW_DRAFT, change=KEEPERS)
@both
def change_action(request, case, token):
    """Change what an action is, whose it is, or when it is due; the history stays."""
    found = _action_or_404(case, token)
    return one_form(
        request,
        case,
        lambda data, files: ActionForm(data, instance=found),
        title="Change an action",
        back=_address(case, found),
        save=lambda form: _keep(form.instance, by=request.user),
        saved="Saved",
    )


@case_view(P.VIEW_DRAFT, change=KEEPERS)
@both
def report_for_owner(request, case, token):
    """Write down what an owner reports, or close the action with a reason."""
    found = _action_or_404(case, token)
    if found.progress == ActionProgress.ACCEPTED:
        raise Http404
    return one_form(
        request,
        case,
        lambda data, files: ReportForOwnerForm(data, instance=found),
        title="How does this action stand?",
        intro=found.text,
        back=_address(case, found),
        save=lambda form: _keep(form.instance, by=request.user),
        saved="Saved",
    )


@case_view(P.VIEW_DRAFT, change=P.CHECK_EVIDENCE)
@both
def check_evidence(request, case, token):
    """Accept the evidence of an action, or ask its owner for more (S144)."""
    found = _action_or_404(case, token)
    if found.progress != ActionProgress.EVIDENCE_AWAITED:
        raise Http404
    if found.owner_id == request.user.pk:
        raise PermissionDenied

    def save(form):
        answers = form.cleaned_data
        accepts = answers["verdict"] == "accept"
        settle = learning.accept_evidence if accepts else learning.ask_for_more
        settle(form.instance, by=request.user, on=timezone.localdate(), note=answers["note"])

    evidence = found.evidence.strip() or "No evidence is named yet."
    return one_form(
        request,
        case,
        lambda data, files: EvidenceForm(data, instance=found),
        title="Check the evidence",
        intro=f"{found.text}\n\nWhat was done: {found.milestones}\n\nEvidence: {evidence}",
        back=_address(case, found),
        save=save,
        saved="Recorded",
    )


@signed_in_page
@require_GET
def own_actions(request):
    """The actions this person must report on, whichever review they come from."""
    found = Action.objects.owned_by(request.user).select_related("case", "lead")
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    context = {"title": "Your actions", "rows": _rows(page), "page": page}
    return render(request, "dhr_cases/own_actions.html", context)


@action_view
@both
def update_own_action(request, action):
    """Report on one's own action; nobody is named here beyond the reference (S143)."""
    if action.progress in CLOSED_PROGRESS:
        raise Http404
    may = permissions_on(action.case, request.user)
    case_address = _address(action.case, action) if P.VIEW_DRAFT in may else ""
    return one_form(
        request,
        None,
        lambda data, files: ReportForm(data, instance=action),
        title="Update an action",
        back=reverse("dhr_cases:own_actions"),
        save=lambda form: _keep(form.instance, by=request.user),
        saved="Thank you. Your update is recorded.",
        template="dhr_cases/update_own_action.html",
        case_address=case_address,
        **_row(action, timezone.localdate()),
    )
