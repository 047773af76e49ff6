"""One review at a glance (S20). What comes from `workflow` is brought in by the template's tags."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.roles import Permission as P
from accounts.roles import Role
from dhr_cases.gate import case_view
from dhr_cases.models import Case, CaseAssignment


@case_view(P.VIEW_CASE)
@require_GET
def overview(request: HttpRequest, case: Case) -> HttpResponse:
    """The person first, then dates, what needs doing, who is waited for, the story, the roles."""
    assignments = CaseAssignment.objects.live().filter(case=case)
    return render(
        request,
        "dhr_cases/overview.html",
        {
            "case": case,
            "title": "Overview",
            "roles": roles_in_words(
                assignments.select_related("user", "organisation"),
                may_see_family=P.VIEW_FAMILY in request.may,
            ),
        },
    )


def roles_in_words(assignments, *, may_see_family: bool) -> list[dict[str, str]]:
    """Who plays the key parts, one row a role; a body stands beside each name."""
    found: dict[str, list[str]] = {}
    for row in assignments:
        if row.role in KEY_ROLES and (may_see_family or row.role != Role.FAMILY_LEAD):
            body = row.organisation and (row.organisation.short_name or row.organisation.name)
            found.setdefault(row.role, []).append(f"{row.user}, {body}" if body else str(row.user))
    return [
        {"key": KEY_ROLES[role], "value": "\n".join(sorted(set(found[role])))}
        for role in KEY_ROLES
        if role in found
    ]


KEY_ROLES = {
    "independent_chair": "Independent chair",
    "coordinator": "Coordinators",
    "partnership_chair": "Partnership chair",
    "county_partner": "County partner",
    "family_lead": "Family lead",
}
