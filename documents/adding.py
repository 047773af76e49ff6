"""Adding files to a review, and the next version of one (S121)."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.models import User
from dhr_cases.gate import case_view
from dhr_cases.models import Case
from dhr_cases.pages import one_form
from documents.forms import DocumentForm, VersionForm
from documents.intake import store
from documents.kinds import FileRefused
from documents.models import ScanState, Version
from documents.views import READERS, WRITERS, readable_or_404

LONGEST_TITLE = 110
"""Characters: room is left for a number."""
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
    """Add a file, or several at once, of one kind and for the same readers (S121)."""
    initial = {name: request.GET.get(name, "") for name in ("kind", "zone")}
    listed = reverse("documents:documents", args=[case.reference])

    def save(form):
        kept, refused = _keep_each(case, form, request.user)
        if not kept:
            raise FileRefused(refused[0][1])
        many = len(kept) + len(refused) > 1
        for name, version in kept:
            what = f"“{name}” was added" if many else "File added"
            messages.success(request, told(what, version))
        for name, why in refused:
            messages.error(request, f"“{name}” was not added. {why}")
        if refused:
            asked = {name: form.cleaned_data[name] for name in ("kind", "zone")}
            return f"{request.path}?{urlencode(asked)}"
        if many:
            return listed
        return reverse("documents:document", args=[case.reference, kept[0][1].document.token])

    return one_form(
        request,
        case,
        lambda data, files: DocumentForm(data, files, may=request.may, initial=initial),
        title="Add files",
        back=listed,
        save=save,
        saved="",
        submit="Add",
    )


def _keep_each(case: Case, form: DocumentForm, by: User):
    """Keep what may be kept, each by itself: ([(name, version)], [(name, why not)])."""
    names = ("kind", "zone", "source", "is_distressing")
    facts = {name: form.cleaned_data[name] for name in names}
    taken, title = form.cleaned_data["file"], form.cleaned_data["title"]
    kept, refused = [], list(form.refused)
    state: ScanState | None = None
    for number, one in enumerate(taken, 1):
        numbered = f"{title[:LONGEST_TITLE]} ({number})" if title and len(taken) > 1 else title
        try:
            version = store(
                case,
                content=one.content,
                name=one.name,
                title=numbered,
                examined=one.examined,
                scan_state=state,
                by=by,
                **facts,
            )
        except FileRefused as full:
            refused.append((one.name, str(full)))
            continue
        kept.append((one.name, version))
        # A scanner that did not answer for one is not waited for again; all are tried later.
        if version.scan_state == ScanState.CHECKING:
            state = ScanState.CHECKING
    return kept, refused


@case_view(*READERS, change=WRITERS)
@require_http_methods(["GET", "POST"])
def add_version(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Add the next version; earlier ones stay, and their checks do not carry over."""
    found = readable_or_404(request, case, token)

    def save(form):
        answers = form.cleaned_data
        version = store(
            case,
            document=found,
            content=answers["content"],
            name=answers["file"].name,
            examined=answers["is"],
            by=request.user,
        )
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
