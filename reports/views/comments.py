"""Taking the comments of a round away, in Word or Excel (S131)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.roles import Permission as P
from dhr_cases.gate import case_view
from dhr_cases.models import Case
from reports.comments_copy import make_copy
from reports.forms import TableForm
from reports.services import ExportRefused
from reports.views.learning import attachment
from workflow.views.rounds import round_or_404


@case_view(P.RUN_CASE, P.LEAD_REVIEW)
@require_http_methods(["GET", "POST"])
def copy_comments(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """The table of comments and answers as it stands; for whom and why is recorded."""
    asked = round_or_404(case, token)
    form = TableForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            row, content = make_copy(
                asked, by=request.user, on=timezone.localdate(), **form.cleaned_data
            )
        except ExportRefused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            return attachment(row, content)
    context = {
        "case": case,
        "title": f"The comments of round {asked.number}",
        "form": form,
        "intro": "Every comment with its answer, in the order of the draft. That you took it, for "
        "whom and why is recorded.",
        "back": reverse("workflow:comment_round", args=[case.reference, token]),
        "submit": "Make the copy",
    }
    return render(request, "dhr_cases/case_form.html", context)
