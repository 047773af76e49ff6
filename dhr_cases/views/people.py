"""The people of a review, and the facts of the death (S22, S23)."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from dhr_cases.codes import Part
from dhr_cases.forms.people import (
    FACTS_OF,
    CaseFactsForm,
    CharacteristicsForm,
    IdentityForm,
    InvolvementForm,
    NewPersonForm,
    PartsForm,
    RelationshipForm,
)
from dhr_cases.gate import case_view
from dhr_cases.models import Case, Involvement, Person, Relationship
from dhr_cases.pages import one_form
from dhr_cases.people import (
    characteristic_rows,
    groups,
    identity_rows,
    in_words,
    may_be_shown,
    part_rows,
    relationships_of,
)


def _list(case: Case) -> str:
    return reverse("dhr_cases:people", args=[case.reference])


def _page(case: Case, person: Person) -> str:
    return reverse("dhr_cases:person", args=[case.reference, person.token])


def _names_needed(request: HttpRequest) -> None:
    """Whoever writes on a person sees who it is; a role without names cannot."""
    if P.VIEW_IDENTITY not in request.may:
        raise PermissionDenied


def _person(case: Case, token: str) -> Person:
    people = case.persons.prefetch_related("involvements")
    return get_object_or_404(people, token=token)


@case_view(P.VIEW_CASE)
@require_GET
def people(request: HttpRequest, case: Case) -> HttpResponse:
    """Everybody of a review by part; names only for those who may see them."""
    names = P.VIEW_IDENTITY in request.may
    rows = list(case.persons.prefetch_related("involvements"))
    may_change = names and P.RUN_CASE in request.may
    found = groups(rows, names=names)
    context = {
        "case": case,
        "title": "People",
        "names": names,
        "may_change": may_change,
        "groups": [group for group in found if group["people"] or may_change],
        "relationships": [
            {"row": row, "words": in_words(row, names=names)} for row in relationships_of(case)
        ],
        "facts": _facts(case),
    }
    return render(request, "dhr_cases/people.html", context)


def _facts(case: Case) -> list[dict]:
    return [
        {"key": "Kind of death", "value": case.get_death_kind_display()},
        {"key": "Date of death", "value": str(case.died_on or "Not recorded yet")},
        {"key": "Kind of place", "value": case.get_death_place_display()},
        {
            "key": "Aggravating factors",
            "value": "\n".join(case.aggravating_factors) or "None recorded",
        },
        {"key": "Why this area leads", "value": case.residence_reason or "Not recorded yet"},
    ]


@case_view(P.VIEW_CASE)
@require_GET
def person(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """One person: everything for those who may see names; else parts and pseudonym only."""
    names = P.VIEW_IDENTITY in request.may
    row = _person(case, token)
    if not may_be_shown(row, names=names):
        raise Http404
    context = {
        "case": case,
        "title": "Person",
        "person": row,
        "label": row.label(may_see_names=names),
        "names": names,
        "may_change": names and P.RUN_CASE in request.may,
        "back": _list(case),
        "parts": [
            {
                "row": involvement,
                "facts": part_rows(involvement) if names else [],
                "asked": involvement.part in FACTS_OF,
            }
            for involvement in row.involvements.all()
        ],
        "relationships": [
            {"row": relation, "words": in_words(relation, names=names)}
            for relation in relationships_of(case)
            if row.pk in (relation.died_id, relation.responsible_id)
        ],
    }
    if names:
        context |= {"identity": identity_rows(row), "characteristics": characteristic_rows(row)}
    return render(request, "dhr_cases/person.html", context)


@case_view(P.RUN_CASE)
@require_http_methods(["GET", "POST"])
def add_person(request: HttpRequest, case: Case) -> HttpResponse:
    """Add somebody, with one part or more."""
    _names_needed(request)

    def save(form):
        row = form.save()
        for part in form.cleaned_data["parts"]:
            Involvement(case=case, person=row, part=part).save()

    return one_form(
        request,
        case,
        lambda data, files: NewPersonForm(
            data,
            instance=Person(case=case),
            initial={"parts": [request.GET.get("part", "")]},
        ),
        title="Add a person",
        back=_list(case),
        save=save,
        saved="Added",
        submit="Add",
    )


def _edit(request, case, token, form_class, title, **words) -> HttpResponse:
    _names_needed(request)
    row = _person(case, token)
    return one_form(
        request,
        case,
        lambda data, files: form_class(data, instance=row),
        title=title,
        back=_page(case, row),
        save=lambda form: form.save(),
        saved="Saved",
        submit="Save",
        **words,
    )


@case_view(P.RUN_CASE)
@require_http_methods(["GET", "POST"])
def edit_identity(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Who somebody is."""
    return _edit(request, case, token, IdentityForm, "Who this person is")


@case_view(P.RUN_CASE)
@require_http_methods(["GET", "POST"])
def edit_characteristics(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Protected characteristics; not known, not asked and prefer not to say are answers."""
    return _edit(
        request,
        case,
        token,
        CharacteristicsForm,
        "Protected characteristics and circumstances",
        intro="“Not known”, “Not asked” and “Prefer not to say” are three different answers.",
    )


@case_view(P.RUN_CASE)
@require_http_methods(["GET", "POST"])
def edit_parts(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """The parts somebody plays; what is taken away stays in the history."""
    _names_needed(request)
    row = _person(case, token)
    held = {involvement.part: involvement for involvement in row.involvements.all()}

    def save(form):
        wanted = set(form.cleaned_data["parts"])
        for relation, part in (("died", Part.DIED), ("responsible", Part.RESPONSIBLE)):
            related = Relationship.objects.filter(**{relation: row}).exists()
            if part in held and part not in wanted and related:
                raise ValueError("A relationship rests on this part. Change that first.")
        for part in sorted(wanted - set(held)):
            Involvement(case=case, person=row, part=part).save()
        for part in set(held) - wanted:
            held[part].delete()

    return one_form(
        request,
        case,
        lambda data, files: PartsForm(data, initial={"parts": list(held)}),
        title="Parts this person plays",
        back=_page(case, row),
        save=save,
        saved="Saved",
        submit="Save",
    )


@case_view(P.RUN_CASE)
@require_http_methods(["GET", "POST"])
def edit_part(request: HttpRequest, case: Case, token: str, part: str) -> HttpResponse:
    """What is known of one part: the words for it, and what the Home Office asks."""
    _names_needed(request)
    row = _person(case, token)
    involvement = get_object_or_404(row.involvements, part=part)
    if part not in FACTS_OF:
        raise Http404
    return one_form(
        request,
        case,
        lambda data, files: InvolvementForm(data, instance=involvement),
        title=involvement.get_part_display(),
        back=_page(case, row),
        save=lambda form: form.save(),
        saved="Saved",
        submit="Save",
    )


@case_view(P.RUN_CASE)
@require_http_methods(["GET", "POST"])
def add_relationship(request: HttpRequest, case: Case) -> HttpResponse:
    """What the person who died was to the person thought responsible."""
    return _relationship(request, case, Relationship(case=case))


@case_view(P.RUN_CASE)
@require_http_methods(["GET", "POST"])
def edit_relationship(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    """Correct a relationship."""
    return _relationship(request, case, get_object_or_404(case.relationships, pk=number))


def _relationship(request, case, row) -> HttpResponse:
    _names_needed(request)
    return one_form(
        request,
        case,
        lambda data, files: RelationshipForm(data, instance=row, case=case),
        title="Relationship",
        back=_list(case),
        save=lambda form: form.save(),
        saved="Saved",
        submit="Save",
    )


@case_view(P.RUN_CASE)
@require_http_methods(["GET", "POST"])
def edit_case(request: HttpRequest, case: Case) -> HttpResponse:
    """The facts of the death, and how the person is known."""
    _names_needed(request)
    return one_form(
        request,
        case,
        lambda data, files: CaseFactsForm(data, instance=case),
        title="About the person and the death",
        back=_list(case),
        save=lambda form: form.save(),
        saved="Saved",
        submit="Save",
    )
