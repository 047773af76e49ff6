"""The panel (S62): its members, who is missing, attendance so far, and who follows whom."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from accounts.roles import Role
from accounts.undertakings import text_for
from dhr_cases.gate import case_view
from dhr_cases.models import Case
from dhr_cases.pages import one_form
from workflow import panel as rules
from workflow.forms.commissioning import ReplaceMemberForm
from workflow.models import PanelMember
from workflow.views.commissioning import READERS


@case_view(*READERS)
@require_GET
def panel(request: HttpRequest, case: Case) -> HttpResponse:
    """Who sits on the panel, what it lacks, and what its members promise."""
    members = list(case.panelmembers.select_related("organisation", "follows"))
    came = rules.attendance(case)
    context = {
        "case": case,
        "title": "The panel",
        "rows": [{"member": row, "came": came.get(row.organisation_id)} for row in members],
        "gaps": rules.gaps(case, members),
        "specialist_reason": case.specialistreasons.last(),
        "undertaking": text_for(Role.PANEL_MEMBER).splitlines(),
        "may_run": P.RUN_CASE in request.may,
        "back": reverse("workflow:commissioning", args=[case.reference]),
    }
    return render(request, "workflow/panel.html", context)


@case_view(*READERS, change=P.RUN_CASE)
@require_http_methods(["GET", "POST"])
def replace(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Somebody follows a member; the one who leaves has no access from now on."""
    leaving = get_object_or_404(case.panelmembers, token=token, left_on__isnull=True)
    follower = PanelMember(
        case=case,
        organisation=leaving.organisation,
        job_title=leaving.job_title,
        joined_on=timezone.localdate(),
        last_day_on=leaving.last_day_on,
    )
    return one_form(
        request,
        case,
        lambda data, files: ReplaceMemberForm(data, instance=follower),
        title="Somebody follows a member of the panel",
        intro=f"{leaving.name} can read nothing for the panel once this is saved.",
        back=reverse("workflow:panel", args=[case.reference]),
        save=lambda form: rules.replace(
            leaving,
            form.instance,
            handover=form.cleaned_data["handover"],
            by=request.user,
            on=timezone.localdate(),
        ),
        saved="Panel updated",
        warning=True,
    )
