"""The file of an agency's return: handed in by its own people, and read back by them (S76)."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from audit.models import Event
from dhr_cases import agencies, exchange, returns
from dhr_cases.gate import request_view
from dhr_cases.models import RequestKind
from documents.forms import VersionForm
from documents.intake import store
from documents.kinds import FileRefused
from documents.models import DocumentKind, ReturnFile, Zone
from documents.storage import is_unaltered
from documents.views import HANDED_OUT, hand_out


def _versions(asked):
    kept = asked.returnfiles.select_related("document").first()
    return kept, list(kept.document.versions.select_related("document")) if kept else []


@request_view
@require_http_methods(["GET", "POST"])
def return_file(request, asked):
    """Add the file of a return, or its next version; earlier ones stay."""
    if asked.kind != RequestKind.REVIEW:
        raise Http404
    writing = returns.may_be_written(asked)
    if request.method == "POST" and not writing:
        raise Http404
    posted = request.method == "POST"
    form = VersionForm(request.POST if posted else None, request.FILES if posted else None)
    kept, versions = _versions(asked)
    if posted and form.is_valid():
        try:
            with transaction.atomic():
                _take_in(request, asked, kept, form)
        except FileRefused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect(reverse("dhr_cases:our_return", args=[asked.token]))
    context = {
        "title": "The file of your return",
        "asked": asked,
        "form": form if writing else None,
        "versions": versions,
        "handed_out": HANDED_OUT,
        "back": reverse("dhr_cases:our_return", args=[asked.token]),
    }
    return render(request, "documents/return_file.html", context)


def _take_in(request, asked, kept, form) -> None:
    """Keep a version of the file, held back while the return is not signed off; say so."""
    version = store(
        asked.case,
        content=form.cleaned_data["content"],
        name=form.cleaned_data["file"].name,
        examined=form.cleaned_data["is"],
        kind=DocumentKind.AGENCY_RETURN,
        zone=Zone.WORKING,
        document=kept.document if kept else None,
        is_held_back=agencies.may_be_answered(asked),
        by=request.user,
    )
    if kept is None:
        ReturnFile(case=asked.case, request=asked, document=version.document).save()
    returns.take_on(asked, on=timezone.localdate())
    what = f"File of the return, version {version.number}"
    receipt = exchange.give_receipt(asked, what, by=request.user, at=timezone.now())
    messages.success(request, f"File added. Your reference is {receipt.reference}.")


@request_view
@require_GET
def download(request, asked, number):
    """A version of one's own file; one that is held, blocked or altered is not found."""
    kept, _ = _versions(asked)
    if kept is None:
        raise Http404
    version = get_object_or_404(kept.document.versions.select_related("case"), number=number)
    if version.scan_state not in HANDED_OUT or not is_unaltered(version):
        request.refusal = (
            Event.DOWNLOAD_REFUSED,
            asked.case.reference,
            {"document": kept.document.token, "version": version.number},
        )
        raise Http404
    return hand_out(request, asked.case, version)
