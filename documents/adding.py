"""Adding a file to a review, and the next version of one (S121)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dhr_cases.gate import case_view
from dhr_cases.models import Case
from dhr_cases.pages import one_form
from documents.forms import DocumentForm, VersionForm
from documents.intake import store
from documents.models import ScanState, Version
from documents.views import READERS, WRITERS, readable_or_404

SAID = {
    ScanState.CHECKING: "It is being checked, and nobody can open it until that is done.",
    ScanState.BLOCKED: (
        "The scan found something harmful in it, so it is kept apart and nobody can open it. "
        "Ask whoever sent it for a clean copy."
    ),
}
"""What the person who adds a file is told when it cannot be opened."""


def told(what: str, version: Version) -> str:
    """What happened to a file that was taken in, in words for the person who added it."""
    return " ".join(filter(None, [f"{what}.", SAID.get(ScanState(version.scan_state))]))


@case_view(*READERS, change=WRITERS)
@require_http_methods(["GET", "POST"])
def add_document(request: HttpRequest, case: Case) -> HttpResponse:
    """Add a file (S121)."""
    initial = {"kind": request.GET.get("kind", "")}

    def save(form):
        answers = form.cleaned_data
        names = ("content", "kind", "zone", "title", "source", "is_distressing")
        facts = {name: answers[name] for name in names}
        version = store(case, name=answers["file"].name, by=request.user, **facts)
        messages.success(request, told("File added", version))
        return reverse("documents:document", args=[case.reference, version.document.token])

    return one_form(
        request,
        case,
        lambda data, files: DocumentForm(data, files, may=request.may, initial=initial),
        title="Add a file",
        back=reverse("documents:documents", args=[case.reference]),
        save=save,
        saved="",
        submit="Add",
    )


@case_view(*READERS, change=WRITERS)
@require_http_methods(["GET", "POST"])
def add_version(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Add the next version; earlier ones stay, and their checks do not carry over."""
    found = readable_or_404(request, case, token)

    def save(form):
        answers = form.cleaned_data
        facts = {"content": answers["content"], "name": answers["file"].name}
        version = store(case, document=found, by=request.user, **facts)
        messages.success(request, told("New version added", version))

    return one_form(
        request,
        case,
        VersionForm,
        title=f"New version: {found.get_kind_display()}",
        back=reverse("documents:document", args=[case.reference, token]),
        save=save,
        saved="",
    )
