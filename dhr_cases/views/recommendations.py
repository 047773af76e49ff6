"""What the review recommends, to whom, and what they said (S140, S141)."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from dhr_cases import learning
from dhr_cases.forms.learning import RecommendationForm
from dhr_cases.gate import case_view
from dhr_cases.models import Level, Recommendation
from dhr_cases.pages import one_form

ROWS = 25
KEEPERS = (P.RUN_CASE, P.LEAD_REVIEW)
both = require_http_methods(["GET", "POST"])


def _sending(row) -> tuple[str, str]:
    if row.acknowledged_on:
        return "Acknowledged", "on-time"
    if row.sent_on:
        return "Sent", "information"
    return "Not sent", "grey"


@case_view(P.VIEW_DRAFT)
@require_GET
def recommendations_page(request, case):
    """All recommendations in the order of their numbers."""
    found = case.recommendations.select_related("recipient").prefetch_related("actions")
    page = Paginator(learning.in_order(found), ROWS).get_page(request.GET.get("page"))
    rows = []
    for row in page:
        words, tag = _sending(row)
        rows.append(
            {
                "recommendation": row,
                "words": words,
                "tag": tag,
                "national": row.level == Level.NATIONAL and not row.sent_on,
                "actions": len(row.actions.all()),
            }
        )
    context = {
        "case": case,
        "title": "Recommendations",
        "rows": rows,
        "page": page,
        "may_keep": bool(request.may & set(KEEPERS)),
    }
    return render(request, "dhr_cases/recommendations.html", context)


@case_view(P.VIEW_DRAFT)
@require_GET
def recommendation(request, case, token):
    """One recommendation with its actions."""
    rows = case.recommendations.select_related("recipient")
    found = get_object_or_404(rows, token=token)
    words, tag = _sending(found)
    today = timezone.localdate()
    actions = [
        {
            "action": row,
            "time": learning.timeliness(row, today),
            "progress_tag": learning.PROGRESS_TAGS[row.progress],
        }
        for row in found.actions.select_related("lead")
    ]
    context = {
        "case": case,
        "title": str(found),
        "recommendation": found,
        "words": words,
        "tag": tag,
        "actions": actions,
        "is_compound": learning.is_compound(found.text),
        "may_keep": bool(request.may & set(KEEPERS)),
        "back": reverse("dhr_cases:recommendations", args=[case.reference]),
    }
    return render(request, "dhr_cases/recommendation.html", context)


def _page(request, case, instance, title):
    def save(form):
        form.save()
        return reverse("dhr_cases:recommendation", args=[case.reference, instance.token])

    back = reverse("dhr_cases:recommendations", args=[case.reference])
    if instance.pk:
        back = reverse("dhr_cases:recommendation", args=[case.reference, instance.token])
    return one_form(
        request,
        case,
        lambda data, files: RecommendationForm(data, instance=instance),
        title=title,
        back=back,
        save=save,
        saved="Saved",
    )


@case_view(P.VIEW_DRAFT, change=KEEPERS)
@both
def add_recommendation(request, case):
    """Record a recommendation."""
    return _page(request, case, Recommendation(case=case), "Add a recommendation")


@case_view(P.VIEW_DRAFT, change=KEEPERS)
@both
def change_recommendation(request, case, token):
    """Reword a recommendation, or record that it was sent and answered; the history stays."""
    found = get_object_or_404(case.recommendations, token=token)
    return _page(request, case, found, f"Change recommendation {found.number}")
