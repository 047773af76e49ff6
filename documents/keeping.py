"""Pages for those who run a review: who may see a file, originals, the blocked, the log."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from accounts.roles import Role
from audit.actors import acting
from audit.models import AuditEvent, Event
from dhr_cases.gate import case_view, standing_view
from dhr_cases.models import Case
from documents import zones
from documents.forms import OriginalForm, ZoneForm
from documents.models import Document, OriginalGiven, ScanState, Version, Zone
from documents.views import hand_out, readable, readable_or_404, require_whole

PAGE = 50
NOT_YOURS = "A file you may not open"
both = require_http_methods(["GET", "POST"])


@case_view(P.RUN_CASE)
@both
def change_zone(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Move a file to another part of the review, having seen who gains and loses it (S123)."""
    found = readable_or_404(request, case, token)
    back = reverse("documents:document", args=[case.reference, token])
    posted = request.method == "POST"
    form = ZoneForm(request.POST if posted else None, document=found, may=request.may)
    context = {
        "case": case,
        "title": "Change who may see this file",
        "document": found,
        "form": form,
        "submit": "Continue to check",
        "back": back,
    }
    if posted and form.is_valid():
        zone, reason = form.cleaned_data["zone"], form.cleaned_data["reason"]
        if request.POST.get("confirmed"):
            try:
                zones.move(found, zone, reason=reason, by=request.user, on=timezone.localdate())
            except ValueError as refused:
                form.add_error("zone", str(refused))
            else:
                messages.success(request, f"Moved to: {Zone(zone).label.lower()}")
                return redirect(back)
        else:
            gaining, losing = zones.preview(found, zone)
            context |= {"gaining": gaining, "losing": losing, "zone": Zone(zone), "reason": reason}
            return render(request, "documents/change_zone.html", context)
    return render(request, "dhr_cases/case_form.html", context)


@case_view(P.RUN_CASE)
@both
def original(request: HttpRequest, case: Case, token: str, number: int) -> HttpResponse:
    """The original of a PDF, without its reader's name, for a reason that is kept (S122)."""
    found = readable_or_404(request, case, token)
    version = get_object_or_404(found.versions.select_related("document"), number=number)
    require_whole(request, case, version)
    back = reverse("documents:document", args=[case.reference, token])
    form = OriginalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with acting(request.user):
            OriginalGiven(
                case=case,
                version_taken=version,
                reason=form.cleaned_data["reason"],
                taken_by=request.user,
                taken_at=timezone.now(),
            ).save()
        return hand_out(request, case, version)
    context = {
        "case": case,
        "title": "Download the original",
        "form": form,
        "intro": "It carries nobody's name. Take it only where a marked copy will not do.",
        "submit": "Download",
        "back": back,
    }
    return render(request, "dhr_cases/case_form.html", context)


@case_view(P.RUN_CASE)
@require_GET
def blocked(request: HttpRequest, case: Case) -> HttpResponse:
    """Files in which the scan found something, and those it has not looked at yet (S124)."""
    rows = Version.objects.filter(
        case=case,
        document__in=readable(request, case),
        scan_state__in=[ScanState.BLOCKED, ScanState.CHECKING],
    ).select_related("document", "uploaded_by")
    context = {
        "case": case,
        "title": "Blocked files",
        "blocked": [row for row in rows if row.scan_state == ScanState.BLOCKED],
        "waiting": [row for row in rows if row.scan_state == ScanState.CHECKING],
        "back": reverse("documents:documents", args=[case.reference]),
    }
    return render(request, "documents/blocked.html", context)


@standing_view(Role.ADMINISTRATOR)
@require_GET
def scanner(request: HttpRequest) -> HttpResponse:
    """What an administrator needs to know of the scanner: no review, no name, no content (S124)."""
    rows = Version.objects.filter(scan_state__in=[ScanState.BLOCKED, ScanState.CHECKING])
    page = Paginator(rows.order_by("-uploaded_at"), PAGE).get_page(request.GET.get("page"))
    return render(
        request, "documents/scanner.html", {"title": "Files held by the scan", "page": page}
    )


@case_view(P.RUN_CASE, P.VIEW_AUDIT)
@require_GET
def log(request: HttpRequest, case: Case) -> HttpResponse:
    """Who downloaded what (S125).

    Whoever runs the review reads of files they may open; to others nothing else exists. The
    information-governance officer reads of every download, and of what only where it is open.
    `?document=` narrows it to one file, for those who may know of it (S122, "seen by").
    """
    known = {row.token: row for row in readable(request, case)}
    one = known.get(request.GET.get("document", ""))
    events = AuditEvent.objects.filter(subject=case.reference, event=Event.DOWNLOADED)
    if P.VIEW_AUDIT in request.may:
        events = events.filter(details__has_key="document")
    else:
        events = events.filter(details__document__in=list(known))
    if one is not None:
        events = events.filter(details__document=one.token)
    page = Paginator(events.order_by("-pk"), PAGE).get_page(request.GET.get("page"))
    given = OriginalGiven.objects.filter(version_taken__document__in=list(known.values()))
    reasons = {
        (row.version_taken.document_id, row.version_taken.number, row.taken_by_id): row.reason
        for row in given.select_related("version_taken")
    }
    rows = [_line(event, known, reasons) for event in page]
    context = {
        "case": case,
        "title": "Who has taken this file" if one else "Downloads",
        "one": one,
        "page": page,
        "rows": rows,
    }
    return render(request, "documents/log.html", context)


def _line(event: AuditEvent, known: dict[str, Document], reasons: dict) -> dict[str, object]:
    document = known.get(event.details["document"])
    number = event.details.get("version")
    is_original = document is not None and event.details.get("marked") is False
    key = (document.pk, number, event.actor_id) if document else None
    return {
        "event": event,
        "what": f"{document}, version {number}" if document else NOT_YOURS,
        "how": "As it came" if is_original else "Marked with their name" if document else "",
        "reason": reasons.get(key, "") if is_original else "",
    }
