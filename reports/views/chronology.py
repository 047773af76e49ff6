"""Taking a copy of the combined chronology away, in Word or Excel (S80)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.roles import Permission as P
from chronology.combined import Combined
from chronology.views.reading import names_for
from dhr_cases.gate import case_view
from reports.chronology_copy import filters_of, make_copy
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
                case,
                by=request.user,
                on=timezone.localdate(),
                query=request.GET,
                **form.cleaned_data,
            )
        except ExportRefused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            answer = HttpResponse(content, content_type=row.content_type)
            answer["Content-Disposition"] = f'attachment; filename="{row.filename}"'
            return answer
    chosen = _chosen(request, case)
    what = (
        f"Only the rows that your filters keep. {'; '.join(chosen)}.\n\n"
        if chosen
        else "Everything the agencies recorded, with the marks and ages. "
    )
    back = reverse("chronology:combined", args=[case.reference])
    context = {
        "case": case,
        "title": "A copy of the chronology",
        "form": form,
        "intro": f"{what}The panel's notes are left out. That you took it, for whom and why is "
        "recorded.",
        "back": f"{back}?{request.GET.urlencode()}" if chosen else back,
        "submit": "Make the copy",
    }
    return render(request, "dhr_cases/case_form.html", context)


def _chosen(request, case) -> list[str]:
    """The filters in force, in words; no query when the address holds none."""
    if not request.GET:
        return []
    filters = filters_of(Combined(case), names_for(request, case), request.GET)
    return [words for name, words in filters.in_words() if name != "order"]
