"""What must not leave besides names: addresses, places, numbers and days of a review (Z3)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from dhr_cases import protected_terms as terms
from dhr_cases.forms.protected_terms import EndTermForm, ProtectedTermForm
from dhr_cases.gate import case_view
from dhr_cases.models import Case, ProtectedTerm, TermKind
from dhr_cases.pages import one_form

both = require_http_methods(["GET", "POST"])
WRITERS = (P.RUN_CASE, P.LEAD_REVIEW, P.CHANGE_FAMILY)


def _back(case: Case) -> str:
    return reverse("dhr_cases:protected_terms", args=[case.reference])


def _in_force(case: Case, token: str) -> ProtectedTerm:
    return get_object_or_404(case.protectedterms.in_force(), token=token)


@case_view(P.VIEW_IDENTITY)
@require_GET
def protected_terms(request: HttpRequest, case: Case) -> HttpResponse:
    """Everything the check looks for besides the people's own facts, and what it did before."""
    rows = list(
        case.protectedterms.select_related("person").prefetch_related("person__involvements")
    )
    for row in rows:
        row.whose = row.person.label(may_see_names=True) if row.person else ""
    context = {
        "case": case,
        "title": "Protected terms",
        "groups": terms.grouped(row for row in rows if row.ended_on is None),
        "ended": [row for row in rows if row.ended_on is not None],
        "may_write": not request.may.isdisjoint(WRITERS),
    }
    return render(request, "dhr_cases/protected_terms.html", context)


def _form(request: HttpRequest, case: Case, term: ProtectedTerm, title: str) -> HttpResponse:
    return one_form(
        request,
        case,
        lambda data, files: ProtectedTermForm(data, instance=term, case=case),
        title=title,
        back=_back(case),
        save=lambda form: form.save() and None,
        saved="The check looks for it from now on",
    )


@case_view(*WRITERS, change=WRITERS)
@both
def add_protected_term(request: HttpRequest, case: Case, kind: str) -> HttpResponse:
    """Add something of one kind."""
    if kind not in TermKind.values:
        raise Http404
    term = ProtectedTerm(case=case, kind=kind)
    return _form(request, case, term, f"Protect: {TermKind(kind).label.lower()}")


@case_view(*WRITERS, change=WRITERS)
@both
def change_protected_term(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Change how something is written, or whose it is."""
    term = _in_force(case, token)
    return _form(request, case, term, f"Change: {term.get_kind_display().lower()}")


@case_view(*WRITERS, change=WRITERS)
@both
def end_protected_term(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Say that something may be written from now on, and why; it stays in the list below."""
    term = _in_force(case, token)
    return one_form(
        request,
        case,
        lambda data, files: EndTermForm(data),
        title="No longer protect this",
        intro=", ".join(term.ways) or f"{term.day:%-d %B %Y}",
        back=_back(case),
        save=lambda form: terms.end(
            term, because=form.cleaned_data["because"], on=timezone.localdate()
        ),
        saved="The check no longer looks for it",
    )
