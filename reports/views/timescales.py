"""The section on timescales as a Word file, to be taken into the report."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.roles import Permission as P
from dhr_cases.gate import case_view
from dhr_cases.models import Case
from reports.services import ExportRefused, keep_working_copy
from reports.timescales import outgoing
from workflow.views.delay import of_case

WHY = "The section on timescales of the overview report"


@case_view(P.RUN_CASE, P.LEAD_REVIEW)
@require_POST
def timescales(request: HttpRequest, case: Case) -> HttpResponse:
    """Make the file from what its reader may know, and write down that it was taken.

    Refused while a real name stands in a reason.
    """
    try:
        row, content = keep_working_copy(
            case,
            outgoing(case, of_case(case, request.may)),
            recipient="The author of the report",
            purpose=WHY,
            by=request.user,
            names_allowed=False,
        )
    except ExportRefused as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
        return redirect("workflow:delay", reference=case.reference)
    answer = HttpResponse(content, content_type=row.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{row.filename}"'
    return answer
