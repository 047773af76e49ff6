"""What is about to be published, byte for byte, and how each file stands at the gate (S173)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.roles import Permission as P
from dhr_cases.avoid import is_to_avoid
from dhr_cases.gate import case_view
from dhr_cases.models import Case
from disclosure import clearance
from documents.models import PERMISSION_FOR, DocumentKind, Version
from workflow.guards.files import FILES_OF, called, current_versions
from workflow.models import DayLine, PublicationForm, Status


@case_view(P.VIEW_RELEASE)
@require_GET
def publication_preview(request: HttpRequest, case: Case) -> HttpResponse:
    """Exactly the files that would be published now, the checks of each, and what is missing."""
    decision = case.publication_decisions.last()
    kinds = FILES_OF[PublicationForm(decision.form)] if decision else ()
    wanted = (*kinds, DocumentKind.QUALITY_LETTER) if kinds else ()
    versions = current_versions(case, wanted)
    standings = clearance.standings(case, versions.values()) if versions else {}
    publisher = request.user if P.DECIDE in request.may else None
    files = [
        _file(request, case, kind, versions.get(kind), standings, publisher) for kind in wanted
    ]
    planned = decision.planned_on if decision else None
    waits = case.progress.status == Status.PUBLICATION_PREP
    is_to_come = planned is not None and waits
    context = {
        "case": case,
        "title": "What would be published",
        "decision": decision,
        "is_to_come": is_to_come,
        "avoid": is_to_come and is_to_avoid(case, planned),
        "online_at": _online_at(case) if is_to_come else None,
        "is_early": planned is not None and planned > timezone.localdate(),
        "files": files,
        "ready": bool(files) and not any(file["reason"] for file in files),
        "is_over": case.progress.status in OVER,
        "may_publish": P.DECIDE in request.may and waits,
        "back": reverse("workflow:publication", args=[case.reference]),
    }
    return render(request, "workflow/publication_preview.html", context)


def _online_at(case: Case) -> DayLine | None:
    """The first line of the day plan after the call to the family."""
    lines = case.daylines.filter(days=0, is_family_call=False, at__isnull=False)
    return lines.order_by("at", "pk").first()


def _file(
    request: HttpRequest,
    case: Case,
    kind: str,
    version: Version | None,
    standings: dict[int, clearance.Standing],
    publisher: User | None,
) -> dict[str, object]:
    """One file: its bytes, each check in words, and the reason why it may not leave, if any."""
    title = DocumentKind(kind).label
    if version is None:
        return {"title": title, "version": None, "reason": f"Add the {called(kind)}."}
    standing = standings[version.pk]
    people = standing.people(publisher)
    is_open = PERMISSION_FOR[version.document.zone] in request.may
    return {
        "title": title,
        "version": version,
        "reason": standing.reason(called(kind), publisher),
        "checks": _checks(standing, len(people)),
        "people": people,
        "points": _points(kind, standing),
        "href": reverse(
            "documents:download", args=[case.reference, version.document.token, version.number]
        )
        if is_open
        else "",
        "check": _check(case, version, standing)
        if is_open and P.CLEAR_RELEASE in request.may
        else "",
    }


def _check(case: Case, version: Version, standing: clearance.Standing) -> str:
    """Where the check of this file is read, or begun."""
    if standing.run is None:
        return f"{reverse('disclosure:new', args=[case.reference])}?version={version.token}"
    return reverse("disclosure:run", args=[case.reference, standing.run.token])


def _checks(standing: clearance.Standing, have: int) -> list[tuple[str, str, str]]:
    """What was looked for in a file, how it stands, and the colour that supports it.

    `have` is how many people have cleared it, whoever publishes left aside.
    """
    if standing.run is None:
        state = ("Not checked", "grey")
    elif standing.run.refused:
        state = ("Could not be read", "overdue")
    elif standing.is_stale:
        state = ("Stale", "overdue")
    elif not standing.is_passed:
        state = ("Open points", "due-soon")
    else:
        state = ("Passed", "on-time")
    kind = "on-time" if have >= clearance.PEOPLE else "due-soon"
    return [
        ("Names, days, places and numbers", *state),
        ("Properties, links, hidden and covered text", *state),
        ("Clearance", clearance.cleared_by(have), kind),
    ]


OVER = frozenset({Status.PUBLISHED, Status.NOT_PUBLISHED, Status.ACTION_MONITORING, Status.CLOSED})
"""Where nobody is about to publish."""
TOLD_OF_HELP = (
    DocumentKind.OVERVIEW_REPORT,
    DocumentKind.EXECUTIVE_SUMMARY,
    DocumentKind.LEARNING_SUMMARY,
)
"""What tells of abuse, and therefore says where help is."""


def _points(kind: str, standing: clearance.Standing) -> list[dict[str, object]]:
    """How these bytes are for their readers; the words meant are read on the check's own page."""
    if standing.run is None or standing.run.sha256 != standing.version.sha256:
        return []
    rows = standing.run.reader_points
    return [row for row in rows if row["about"] != "Help lines" or kind in TOLD_OF_HELP]
