"""The chronologies that agencies sent, as the review's own people read them."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.roles import Permission as P
from chronology.models import EntryState, PersonLabel
from chronology.standing import tag_of
from dhr_cases.gate import case_view

ROWS = 50


def _handed_in(case):
    return case.chronologyfiles.handed_in().select_related("organisation", "made_by", "original")


@case_view(P.VIEW_RETURNS)
@require_GET
def files(request, case):
    """Every version of every agency's chronology that has been handed in."""
    found = _handed_in(case).annotate(
        rows=Count("entries"), to_fix=Count("entries", filter=Q(entries__state=EntryState.FAULTY))
    )
    context = {
        "case": case,
        "title": "Chronologies from agencies",
        "rows": [{"file": file, "tag": tag_of(file)} for file in found],
        "may_run": P.RUN_CASE in request.may,
    }
    return render(request, "chronology/files.html", context)


@case_view(P.VIEW_RETURNS)
@require_GET
def file(request, case, token):
    """One version in full: its statement, whom its labels mean, and its rows as they came."""
    rows = _handed_in(case).select_related("sent_by", "accepted_by")
    found = get_object_or_404(rows, token=token)
    entries = found.entries.order_by("position")
    labels = PersonLabel.objects.filter(case=case, organisation=found.organisation)
    context = {
        "case": case,
        "title": f"{found.organisation}: version {found.number}",
        "file": found,
        "tag": tag_of(found),
        "labels": list(labels),
        "page": Paginator(entries, ROWS).get_page(request.GET.get("page")),
        "may_run": P.RUN_CASE in request.may,
        "back": reverse("chronology:files", args=[case.reference]),
    }
    return render(request, "chronology/file.html", context)
