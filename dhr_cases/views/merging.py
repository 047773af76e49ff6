"""Two rows of a review that are one person: saying so, and choosing where they differ (S22)."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.roles import Permission as P
from dhr_cases import merging
from dhr_cases.forms.people import MergeForm, SamePersonForm
from dhr_cases.gate import case_view
from dhr_cases.models import Case, Person
from dhr_cases.pages import one_form


def _person(request: HttpRequest, case: Case, token: str) -> Person:
    """Only somebody who sees who people are can say that two are one."""
    if P.VIEW_IDENTITY not in request.may:
        raise PermissionDenied
    return get_object_or_404(case.persons.prefetch_related("involvements"), token=token)


@case_view(P.RUN_CASE)
@require_http_methods(["GET", "POST"])
def same_as(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Choose the other row; nothing is changed yet."""
    kept = _person(request, case, token)
    people = list(case.persons.exclude(pk=kept.pk).prefetch_related("involvements"))
    return one_form(
        request,
        case,
        lambda data, files: SamePersonForm(data, people=people),
        title="The same person twice",
        intro="Choose who else in this review is the same person. Next you see where the two "
        "differ.",
        back=reverse("dhr_cases:person", args=[case.reference, token]),
        save=lambda form: reverse(
            "dhr_cases:merge_people", args=[case.reference, token, form.cleaned_data["other"]]
        ),
        saved="Check the two before they are made one",
        submit="Continue",
    )


@case_view(P.RUN_CASE)
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, case: Case, token: str, other: str) -> HttpResponse:
    """Say which is right where they differ, and make the two one."""
    kept, twin = _person(request, case, token), _person(request, case, other)
    if kept == twin:
        raise Http404
    differing = merging.contradictions(kept, twin)
    names = " and ".join(row.label(may_see_names=True) for row in (kept, twin))
    told = (
        "Say of each fact on which they differ which is right."
        if differing
        else "They contradict each other in nothing."
    )
    return one_form(
        request,
        case,
        lambda data, files: MergeForm(data, differing=differing),
        title="Make two people one",
        intro=f"{names} become one person, with the parts and relationships of both. {told} What "
        "each said before stays in the history.",
        back=reverse("dhr_cases:person", args=[case.reference, token]),
        save=lambda form: (
            merging.merge(kept, twin, by=request.user, chosen=form.cleaned_data) and None
        ),
        saved="They are one person now",
        submit="Make them one person",
        warning=True,
    )
