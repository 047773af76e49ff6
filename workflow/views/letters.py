"""The register of letters and calls (S53): who was told what, when and how."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from dhr_cases.family import is_stopped, members_of
from dhr_cases.forms.family import name_of
from dhr_cases.gate import case_view
from dhr_cases.models import Case
from dhr_cases.pages import one_form
from workflow.forms.letters import LetterForm
from workflow.letters import keep, letters_for
from workflow.models import Letter

WRITERS = (P.RUN_CASE, P.LEAD_REVIEW)


@case_view(P.VIEW_WORKING)
@require_GET
def letters(request: HttpRequest, case: Case) -> HttpResponse:
    """The letters this person may know of, newest first, 25 a page."""
    rows = letters_for(case, request.may).select_related("recorded_by", "request")
    return render(
        request,
        "workflow/letters.html",
        {
            "case": case,
            "title": "Letters and calls",
            "page": Paginator(rows, 25).get_page(request.GET.get("page")),
            "may_read_asked": {P.RUN_CASE, P.VIEW_IDENTITY} <= request.may,
            "may_record": not request.may.isdisjoint(WRITERS),
        },
    )


def _stops(case: Case) -> str:
    """Who of the family is not to be written to; only for those who may know of the family."""
    names = [name_of(member) for member in members_of(case) if is_stopped(member)]
    return f"Do not contact: {', '.join(names)}." if names else ""


@case_view(*WRITERS, change=WRITERS)
@require_http_methods(["GET", "POST"])
def record_letter(request: HttpRequest, case: Case) -> HttpResponse:
    """Record a letter or a call that has been sent or made."""

    def save(form):
        keep(form.save(commit=False), by=request.user)

    return one_form(
        request,
        case,
        lambda data, files: LetterForm(
            data, instance=Letter(case=case), may=request.may, today=timezone.localdate()
        ),
        title="Record a letter or call",
        back=reverse("workflow:letters", args=[case.reference]),
        submit="Record it",
        intro=_stops(case) if P.VIEW_FAMILY in request.may else "",
        save=save,
        saved="The letter is recorded",
    )
