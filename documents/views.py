"""Pages of files: the list, one with its versions, and the download."""

import io

from django.contrib import messages
from django.core.files.storage import storages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.roles import Permission as P
from audit.log import record
from audit.models import Event
from dhr_cases.gate import case_view
from documents import listing
from documents.models import PERMISSION_FOR, ScanState
from documents.storage import is_unaltered
from documents.warned import needs_a_note
from documents.watermark import CannotBeMarked, marked

READERS = tuple(dict.fromkeys(PERMISSION_FOR.values()))
WRITERS = (P.RUN_CASE, P.LEAD_REVIEW, P.CHANGE_FAMILY)
LOG_READERS = {P.RUN_CASE, P.VIEW_AUDIT}
HANDED_OUT = {ScanState.CLEAN, ScanState.NOT_SCANNED}


def readable(request, case):
    """The documents of a review that this person may know of."""
    return case.documents.readable_with(request.may).filter(withdrawn_on__isnull=True)


def readable_or_404(request, case, token):
    """One of them; for anybody else it does not exist."""
    return get_object_or_404(readable(request, case), token=token)


@case_view(*READERS)
@require_GET
def documents(request, case):
    """The files of a review that this person may know of (S120)."""
    known = list(listing.rows(readable(request, case)))
    filters = listing.Filters(request.GET, known)
    context = {
        "case": case,
        "title": "Documents",
        "rows": filters.narrow(known),
        "any": bool(known),
        "filters": filters.form,
        "chosen": filters.chosen,
        "left_out": filters.left_out,
        "may_add": bool(request.may & set(WRITERS)),
        "may_run": P.RUN_CASE in request.may,
        "may_read_log": bool(request.may & LOG_READERS),
    }
    return render(request, "documents/documents.html", context)


def note_before(request, case, found):
    """The word before a file that describes how somebody died."""
    context = {
        "case": case,
        "title": "Before you read this",
        "document": found,
        "back": reverse("documents:documents", args=[case.reference]),
    }
    return render(request, "documents/note.html", context)


@case_view(*READERS)
@require_GET
def document(request, case, token):
    """One document: its versions, and who cleared which (S122); for marked ones a note first."""
    found = readable_or_404(request, case, token)
    if needs_a_note(request, found):
        return note_before(request, case, found)
    may_run = P.RUN_CASE in request.may
    versions = found.versions.select_related("uploaded_by").prefetch_related(
        "clearances__cleared_by", "checks__checked_by"
    )
    context = {
        "case": case,
        "title": str(found.get_kind_display()),
        "document": found,
        "versions": list(versions.select_related("document")),
        "may_run": may_run,
        "changes": found.zone_changes.select_related("changed_by") if may_run else [],
        "may_add": bool(request.may & set(WRITERS)),
        "may_clear": P.CLEAR_RELEASE in request.may,
        "may_read_log": bool(request.may & LOG_READERS),
        "handed_out": HANDED_OUT,
        "back": reverse("documents:documents", args=[case.reference]),
    }
    return render(request, "documents/document.html", context)


@case_view(*READERS)
@require_GET
def download(request, case, token, number):
    """The file itself: always as an attachment, under a neutral name, and written down.

    A file that is held, blocked, missing or altered on the disk since it came in is not found. A
    PDF carries its reader's name on every page, and of a file that describes how somebody died the
    reader is told first.
    """
    found = readable_or_404(request, case, token)
    version = get_object_or_404(found.versions.select_related("document"), number=number)
    require_whole(request, case, version)
    if needs_a_note(request, found):
        return redirect("documents:document", case.reference, token)
    if not version.is_marked:
        return hand_out(request, case, version)
    with storages["documents"].open(version.storage_name) as stored:
        content = stored.read()
    now = timezone.now()
    try:
        copy = marked(content, reader=request.user.name, reference=case.reference, at=now)
    except CannotBeMarked as refused:
        messages.error(request, str(refused))
        return redirect("documents:document", case.reference, token)
    return hand_out(request, case, version, copy=copy)


def require_whole(request, case, version) -> None:
    """Raises Http404 for a file that is held, blocked or no longer what came in; written down."""
    if version.scan_state in HANDED_OUT and is_unaltered(version):
        return
    request.refusal = (
        Event.DOWNLOAD_REFUSED,
        case.reference,
        {
            "document": version.document.token,
            "version": version.number,
            "state": version.scan_state,
        },
    )
    raise Http404


def hand_out(request, case, version, copy: bytes | None = None) -> FileResponse:
    """The bytes of a version, or a marked copy of them, as an attachment under a neutral name.

    That they were taken, and whether marked, is written down.
    """
    record(
        Event.DOWNLOADED,
        actor=request.user,
        subject=case.reference,
        document=version.document.token,
        version=version.number,
        marked=copy is not None,
    )
    response = FileResponse(
        storages["documents"].open(version.storage_name) if copy is None else io.BytesIO(copy),
        as_attachment=True,
        filename=version.download_name,
        content_type=version.content_type,
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
