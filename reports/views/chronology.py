"""Taking a copy of the combined chronology away, in Word or Excel (S80)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.roles import Permission as P
from dhr_cases.gate import case_view
from reports.chronology_copy import make_copy
from reports.chronology_form import CopyForm
from reports.services import ExportRefused


@case_view(P.RUN_CASE, P.LEAD_REVIEW)
@require_http_methods(["GET", "POST"])
def copy_chronology(request, case):
    """A copy with pseudonyms, initials or real names; for whom and why is recorded."""
    form = CopyForm(
        request.POST if request.method == "POST" else None,
        may_see_names=P.VIEW_IDENTITY in request.may,
    )
    if request.method == "POST" and form.is_valid():
        try:
            row, content = make_copy(
                case, by=request.user, on=timezone.localdate(), **form.cleaned_data
            )
        except ExportRefused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            answer = HttpResponse(content, content_type=row.content_type)
            answer["Content-Disposition"] = f'attachment; filename="{row.filename}"'
            return answer
    context = {
        "case": case,
        "title": "A copy of the chronology",
        "form": form,
        "intro": "Everything the agencies recorded, with the marks and ages. The panel's notes "
        "are left out. That you took it, for whom and why is recorded.",
        "back": reverse("chronology:combined", args=[case.reference]),
        "submit": "Make the copy",
    }
    return render(request, "dhr_cases/case_form.html", context)
