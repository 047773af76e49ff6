"""One review at a glance (S20). What comes from `workflow` is brought in by the template's tags."""

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.roles import Permission as P
from dhr_cases.gate import case_view
from dhr_cases.models import Case


@case_view(P.VIEW_CASE)
@require_GET
def overview(request: HttpRequest, case: Case) -> HttpResponse:
    """The person first, then dates, what needs doing, who is waited for, the story, the roles."""
    prefetch_related_objects([case], "holds")  # the bar at the head and the tags share them
    context = {"case": case, "title": "Overview", "may_run": P.RUN_CASE in request.may}
    return render(request, "dhr_cases/overview.html", context)
