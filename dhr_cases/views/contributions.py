"""Management reviews and reports of agencies, as the co-ordinator and the chair see them (S78)."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.roles import Permission as P
from dhr_cases import agencies, chasing, returns
from dhr_cases.gate import case_view
from dhr_cases.models import RequestKind


@case_view(P.VIEW_RETURNS)
@require_GET
def contributions(request, case):
    """Per agency: what was asked, where it stands, its quality, open queries, its terms."""
    today = timezone.localdate()
    asked = agencies.with_standing(case.agencyrequests.filter(kind=RequestKind.REVIEW))
    asked = chasing.with_last_chased(asked)
    rows = []
    for row in asked.prefetch_related("term_answers", "draft_recommendations", "returnfiles"):
        words, tag = returns.stage(row)
        kept = returns.kept(row) if row.received_on else None
        rows.append(
            {
                "asked": row,
                "words": words,
                "tag": tag,
                "beside": returns.beside(row, today),
                "not_met": len(returns.not_met(kept.quality_by_senior)) if kept else None,
                "open": len(agencies.open_challenges(row)),
                "terms": len(row.term_answers.all()),
                "recommendations": len(row.draft_recommendations.all()) if kept else None,
                "chased": chasing.last_chased(row),
            }
        )
    context = {
        "case": case,
        "title": "Management reviews and reports",
        "rows": rows,
        "may_run": P.RUN_CASE in request.may,
        "back": reverse("dhr_cases:agencies", args=[case.reference]),
    }
    return render(request, "dhr_cases/contributions.html", context)
