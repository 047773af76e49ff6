"""The terms of reference: written by sections, compared, approved (S63)."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from accounts.step_up import recently_confirmed
from dhr_cases.gate import case_view
from dhr_cases.models import RegimeDate
from dhr_cases.pages import one_form
from workflow import terms as rules
from workflow.forms.terms import ApproveTermsForm, TermsForm
from workflow.models import TermsClause, TermsOfReference, TermsSection

READERS = (P.VIEW_WORKING, P.VIEW_BUNDLE, P.DECIDE, P.GIVE_COUNTY_VIEW)
KEEPERS = (P.RUN_CASE, P.LEAD_REVIEW)
both = require_http_methods(["GET", "POST"])


def terms_page(case) -> str:
    """The address of the terms."""
    return reverse("workflow:terms", args=[case.reference])


@case_view(*READERS)
@require_GET
def terms(request, case):
    """The terms of reference, newest first; earlier versions stay readable (S63)."""
    versions = list(
        case.termsofreferences.select_related("approved_by", "final_by", "round")
        .prefetch_related("characteristics")
        .order_by("-number")
    )
    context = {
        "case": case,
        "title": "Terms of reference",
        "versions": [_as_shown(row) for row in versions],
        "not_named": rules.not_named(versions[0], case) if versions else [],
        "may_write": bool(request.may & set(KEEPERS)),
        "may_approve": P.DECIDE in request.may,
        "may_agree": bool(request.may & {P.VIEW_WORKING, P.VIEW_BUNDLE}),
        "may_say_of_family": P.CHANGE_FAMILY in request.may,
    }
    return render(request, "workflow/terms.html", context)


def _as_shown(terms) -> dict:
    """A version with its sections, those without words left out."""
    sections = [
        (str(section.label), section.value, getattr(terms, section.value))
        for section in TermsSection
        if getattr(terms, section.value) or section == TermsSection.EQUALITY
    ]
    return {"terms": terms, "sections": sections, "equality": rules.equality_of(terms)}


@case_view(*READERS, change=KEEPERS)
@both
def write_terms(request, case):
    """Write the next version, starting from the newest; `?clause=` copies standard clauses in."""
    newest = case.termsofreferences.order_by("-number").first()
    instance = newest or TermsOfReference(case=case)
    clauses: dict[str, list[str]] = {}
    if request.method == "GET" and request.GET.getlist("clause"):
        for row in TermsClause.objects.filter(code__in=request.GET.getlist("clause")[:100]):
            clauses.setdefault(row.section, []).append(row.text)
    edition = RegimeDate.objects.filter(regime=case.regime).first()
    return one_form(
        request,
        case,
        lambda data, files: TermsForm(data, instance=instance, may=request.may, clauses=clauses),
        template="workflow/terms_form.html",
        title="Write the terms of reference",
        back=terms_page(case),
        save=lambda form: rules.keep_terms(form.instance, form.said_of_equality),
        saved="Terms saved",
        edition=edition.guidance if edition else "",
        clauses=sum(len(texts) for texts in clauses.values()),
    )


@case_view(*KEEPERS)
@require_GET
def standard_clauses(request, case):
    """Standard clauses by kind of death, to be ticked and copied into the terms as text."""
    context = {
        "case": case,
        "title": "Standard clauses",
        "groups": rules.clauses_for(case),
        "back": terms_page(case),
    }
    return render(request, "workflow/standard_clauses.html", context)


@case_view(*READERS)
@require_GET
def compare_terms(request, case):
    """Two versions side by side in words; without a choice, the newest with the one before."""
    versions = list(case.termsofreferences.prefetch_related("characteristics").order_by("number"))
    by_number = {str(row.number): row for row in versions}
    old = by_number.get(request.GET.get("from", ""), versions[-2] if versions[1:] else None)
    new = by_number.get(request.GET.get("to", ""), versions[-1] if versions else None)
    context = {
        "case": case,
        "title": "Compare two versions",
        "versions": versions,
        "old": old,
        "new": new,
        "sections": rules.compare(old, new) if old and new else [],
        "back": terms_page(case),
    }
    return render(request, "workflow/compare_terms.html", context)


@case_view(*READERS, change=P.DECIDE)
@both
@recently_confirmed()
def approve_terms(request, case, number):
    """Approve one version of the terms (T12)."""
    found = get_object_or_404(case.termsofreferences, number=number)
    missing = rules.not_considered(found)
    return one_form(
        request,
        case,
        lambda data, files: ApproveTermsForm(data),
        title=f"Approve version {number} of the terms of reference",
        intro=f"Not yet considered: {', '.join(missing).lower()}." if missing else "",
        back=terms_page(case),
        save=lambda form: rules.approve_terms(found, by=request.user, on=form.cleaned_data["on"]),
        saved="Terms approved",
        submit="Approve",
    )
