"""Why a review takes as long as it does, in the words of the report's section on timescales."""

from __future__ import annotations

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.roles import Permission as P
from dhr_cases.gate import case_view
from dhr_cases.models import AgencyRequest, Case
from workflow import delay
from workflow.glance import fetch_clocks
from workflow.models import BankHoliday, Whose
from workflow.services import ENDS


@case_view(P.VIEW_WORKING, P.VIEW_DRAFT)
@require_GET
def delay_page(request: HttpRequest, case: Case) -> HttpResponse:
    """Days lost and where they went; the family's and the courts' part only for those who may."""
    return render(
        request,
        "workflow/delay.html",
        {
            "case": case,
            "title": "Delay explained",
            "delay": of_case(case, request.may),
            "may_take": not request.may.isdisjoint({P.RUN_CASE, P.LEAD_REVIEW}),
        },
    )


def of_case(case: Case, may: frozenset[str]) -> delay.Delay:
    """The delay of a case as far as these permissions let it be told. Five queries."""
    until = _until(case)
    fetch_clocks(case)
    deadlines = list(case.deadlines.all())
    prefetch_related_objects(deadlines, "extensions")
    requests = AgencyRequest.objects.filter(case=case).select_related("organisation")
    spans = [
        *delay.of_pauses(case.holds.all(), until),
        *delay.of_returns(requests, until),
        *delay.of_clocks(deadlines, until),
        *delay.of_extensions(deadlines, until),
    ]
    reports = [row for row in deadlines if row.rule.name == "report"]
    return delay.explain(
        spans,
        report=reports[-1] if reports else None,
        until=until,
        holidays=set(BankHoliday.objects.values_list("day", flat=True)),
        kept_back=_kept_back(may),
    )


def _until(case):
    """Today, or the day the review ended."""
    today = timezone.localdate()
    if case.progress.status not in ENDS:
        return today
    last = case.steps_taken.filter(target=case.progress.status).order_by("-pk").first()
    return last.taken_on if last else today


def _kept_back(may) -> set[str]:
    """Whoever runs the review records the pauses, so they read every reason; so do holders of the
    part itself."""
    kept = set()
    if may.isdisjoint({P.RUN_CASE, P.VIEW_FAMILY}):
        kept.add(Whose.FAMILY)
    if may.isdisjoint({P.RUN_CASE, P.VIEW_PROCEEDINGS}):
        kept.add(Whose.PROCEEDINGS)
    return kept
