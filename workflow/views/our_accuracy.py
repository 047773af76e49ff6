"""The accuracy check from the agency's side: its own part of the draft and its corrections (S132).

People here see their own agency's request and nothing else of the review (decisions.md 1).
"""

from __future__ import annotations

from django.contrib import messages
from django.core.files.storage import storages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dhr_cases import agencies
from dhr_cases.gate import request_view
from dhr_cases.models import AgencyRequest, RequestKind
from dhr_cases.pages import one_form
from dhr_cases.policy import permissions_on
from documents.models import Version
from documents.views import HANDED_OUT, hand_out, require_whole
from documents.watermark import CannotBeMarked, marked
from workflow import accuracy as rules
from workflow.forms.accuracy import CorrectionForm, HandInForm
from workflow.models import AccuracyCopy, Correction

both = require_http_methods(["GET", "POST"])


def _check_or_404(asked: AgencyRequest, *, writing: bool = False) -> AgencyRequest:
    """The request if it is an accuracy check; while writing, only one that may be answered."""
    if asked.kind != RequestKind.ACCURACY or (writing and not agencies.may_be_answered(asked)):
        raise Http404
    return asked


def _page(asked: AgencyRequest) -> str:
    return reverse("workflow:our_accuracy", args=[asked.token])


def _copy(asked: AgencyRequest) -> AccuracyCopy | None:
    rows = AccuracyCopy.objects.filter(request=asked)
    return rows.select_related("file__document", "extract").first()


def _extract(copy: AccuracyCopy | None) -> Version | None:
    if copy is None or copy.extract is None or copy.extract.withdrawn_on:
        return None
    return copy.extract.versions.select_related("document", "case").order_by("-number").first()


@request_view
@require_GET
def our_accuracy(request: HttpRequest, asked: AgencyRequest) -> HttpResponse:
    """What the draft says of this agency, and what the agency says of it."""
    _check_or_404(asked)
    copy = _copy(asked)
    extract = _extract(copy)
    number = copy.check_number if copy else 1
    rows = list(asked.corrections.all())
    context = {
        "title": "Is the draft accurate?",
        "asked": asked,
        "copy": copy,
        "extract": extract if extract and extract.scan_state in HANDED_OUT else None,
        "corrections": [row for row in rows if row.check_number == number],
        "earlier": [row for row in rows if row.check_number < number],
        "writing": agencies.may_be_answered(asked),
        "back": reverse("dhr_cases:our_request", args=[asked.token]),
    }
    return render(request, "workflow/our_accuracy.html", context)


@request_view
@require_GET
def our_extract(request: HttpRequest, asked: AgencyRequest) -> HttpResponse:
    """The extract, with its reader's name on every page; gone once the check is received."""
    _check_or_404(asked, writing=True)
    version = _extract(_copy(asked))
    if version is None:
        raise Http404
    require_whole(request, asked.case, version)
    with storages["documents"].open(version.storage_name) as stored:
        content = stored.read()
    now = timezone.now()
    try:
        copy = marked(content, reader=request.user.name, reference=asked.case.reference, at=now)
    except CannotBeMarked as refused:
        messages.error(request, str(refused))
        return redirect(_page(asked))
    return hand_out(request, asked.case, version, copy=copy)


def _form_page(request, asked, row, *, title, saved):
    return one_form(
        request,
        None,
        lambda data, files: CorrectionForm(
            data, instance=row, case=asked.case, may=permissions_on(asked.case, request.user)
        ),
        title=title,
        intro="Facts only: dates, places, who did what. One correction at a time, so that each "
        "gets its own answer.",
        back=_page(asked),
        save=lambda form: rules.write(
            form.instance, asked, by=request.user, on=timezone.localdate()
        ),
        saved=saved,
    )


@request_view
@both
def add_correction(request: HttpRequest, asked: AgencyRequest) -> HttpResponse:
    """Write one correction; it stays the agency's own until the check is sent."""
    _check_or_404(asked, writing=True)
    row = Correction(case=asked.case, request=asked)
    return _form_page(request, asked, row, title="A correction", saved="Correction kept")


@request_view
@both
def change_correction(request: HttpRequest, asked: AgencyRequest, correction: str) -> HttpResponse:
    """Change one's own correction before it is sent."""
    _check_or_404(asked, writing=True)
    row = get_object_or_404(rules.open_corrections(asked), token=correction)
    return _form_page(request, asked, row, title="Change a correction", saved="Correction kept")


@request_view
@require_POST
def remove_correction(request: HttpRequest, asked: AgencyRequest, correction: str) -> HttpResponse:
    """Take one's own correction out before it is sent."""
    _check_or_404(asked, writing=True)
    rules.take_out(get_object_or_404(rules.open_corrections(asked), token=correction), asked)
    messages.success(request, "Correction taken out")
    return redirect(_page(asked))


@request_view
@both
def hand_in_accuracy(request: HttpRequest, asked: AgencyRequest) -> HttpResponse:
    """Send the corrections, or say that all of it is accurate."""
    _check_or_404(asked, writing=True)
    number = rules.open_corrections(asked).count()
    now = timezone.localtime()

    def save(form):
        how = form.cleaned_data["copy_back"]
        rules.hand_in(asked, copy_back="" if how == "none" else how, by=request.user, at=now)
        return reverse("dhr_cases:our_request", args=[asked.token])

    many = f"Send {number} correction{'' if number == 1 else 's'}"
    return one_form(
        request,
        None,
        lambda data, files: HandInForm(data),
        title=many if number else "Say that all of it is accurate",
        intro="Afterwards nothing can be added here. You read our answers on the same page.",
        back=_page(asked),
        save=save,
        saved=f"Received, {now:%-d %B %Y at %H:%M}. Its reference stands on this page.",
        submit="Send",
    )
