"""The e-mail, letter or form that told of a death: attached, opened, taken off again (S32)."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.log import record
from audit.models import Event
from dhr_cases.gate import notice_keeper_view, notice_view
from dhr_cases.models import Notification
from documents import notice_files
from documents.forms import VersionForm
from documents.storage import is_unaltered
from documents.views import HANDED_OUT


def _may_write(request: HttpRequest, notice: Notification) -> bool:
    is_draft = notice.sent_at is None and notice.turned_away_on is None
    return is_draft and Notification.objects.kept_by(request.user).filter(pk=notice.pk).exists()


@notice_view
@require_http_methods(["GET", "POST"])
def files(request: HttpRequest, notice: Notification) -> HttpResponse:
    """What came with a notice; while it is a draft, its keepers add to it."""
    may_write = _may_write(request, notice)
    posted = request.method == "POST"
    if posted and not may_write:
        raise Http404
    form = VersionForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        given = form.cleaned_data
        try:
            notice_files.keep(
                notice,
                content=given["content"],
                name=given["file"].name,
                examined=given["is"],
                by=request.user,
            )
        except notice_files.TooMany as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, "File attached")
            return redirect("documents:notice_files", notice.token)
    context = {
        "title": "What came with this notice",
        "notice": notice,
        "files": notice_files.files_of(notice),
        "handed_out": HANDED_OUT,
        "may_write": may_write,
        "form": form if may_write else None,
        "back": reverse("dhr_cases:notice", args=[notice.token]),
    }
    return render(request, "documents/notice_files.html", context)


@notice_view
@require_GET
def download(request: HttpRequest, notice: Notification, number: int) -> HttpResponse:
    """The file itself under a neutral name, as an attachment; a held one is not found."""
    row = get_object_or_404(notice.files, number=number, left_out=False)
    subject = notice.case.reference if notice.case_id else "notice"
    details = {"notice_file": number, "state": row.scan_state}
    if row.scan_state not in HANDED_OUT or not is_unaltered(row):
        request.refusal = (Event.DOWNLOAD_REFUSED, subject, details)
        raise Http404
    record(Event.DOWNLOADED, actor=request.user, subject=subject, **details)
    response = FileResponse(
        storages["documents"].open(row.storage_name),
        as_attachment=True,
        filename=row.download_name,
        content_type=row.content_type,
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@notice_keeper_view
@require_POST
def remove(request: HttpRequest, notice: Notification, number: int) -> HttpResponse:
    """Take a file off a notice that is not sent; it stays in the record, marked."""
    if not _may_write(request, notice):
        raise Http404
    row = get_object_or_404(notice.files, number=number, left_out=False)
    row.left_out = True
    row.save()
    messages.success(request, "Taken off the notice")
    return redirect("documents:notice_files", notice.token)
