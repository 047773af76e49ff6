"""What is online: taking it down, publishing again, what was written about it (S173)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.roles import Permission as P
from accounts.step_up import recently_confirmed
from dhr_cases.gate import case_view
from dhr_cases.models import Case
from dhr_cases.pages import one_form
from workflow import published as rules
from workflow.forms.published import CoverageForm, PublishAgainForm, TakeDownForm
from workflow.models import Coverage

READERS = (P.VIEW_RELEASE,)
STOPPERS = (P.RUN_CASE, P.LEAD_REVIEW, P.DECIDE)
KEEPERS = (P.RUN_CASE, P.LEAD_REVIEW)
NOTHING_ONLINE = "Nothing of this review is online."
both = require_http_methods(["GET", "POST"])


def publication_page(case: Case) -> str:
    """The address of what was decided and what has gone out."""
    return reverse("workflow:publication", args=[case.reference])


@case_view(*READERS, change=STOPPERS)
@both
def take_down(request: HttpRequest, case: Case) -> HttpResponse:
    """Take down what is online: one person, one reason, at once; notices go afterwards."""
    publication = rules.newest(case)
    if publication is None or not rules.is_live(publication):
        messages.error(request, NOTHING_ONLINE)
        return redirect(publication_page(case))

    def save(form):
        rules.take_down(
            case, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        )

    return one_form(
        request,
        case,
        lambda data, files: TakeDownForm(data),
        title="Take down now",
        back=publication_page(case),
        save=save,
        saved="Recorded as taken down. Everybody who works on it is told. "
        "Now see to what stands below.",
        intro="You need nobody's leave for this. It is recorded with your name, and everybody who "
        "works on this publication is told at once. It goes online again only as a new "
        "publication, cleared like the first.",
        submit="Take down now",
        warning=True,
        where=publication.address,
        template="workflow/take_down.html",
    )


@case_view(*READERS, change=P.DECIDE)
@both
@recently_confirmed()
def publish_again(request: HttpRequest, case: Case) -> HttpResponse:
    """Publish corrected files; what was published before stays as a record."""

    def save(form):
        rules.publish_again(
            case.progress, by=request.user, on=timezone.localdate(), **form.cleaned_data
        )

    return one_form(
        request,
        case,
        lambda data, files: PublishAgainForm(data),
        title="Publish again",
        back=publication_page(case),
        save=save,
        saved="Published again. Send the Home Office the new copy, so that its library matches.",
        intro="The newest version of each file is published, and the earlier publication stays as "
        "a record. Each file needs the same clearance as the first time, and the family is told "
        "first.",
    )


def _coverage(request: HttpRequest, case: Case, row: Coverage, title: str) -> HttpResponse:
    return one_form(
        request,
        case,
        lambda data, files: CoverageForm(data, instance=row),
        title=title,
        back=publication_page(case),
        save=lambda form: form.save() and None,
        saved="Kept",
    )


@case_view(*READERS, change=KEEPERS)
@both
def add_coverage(request: HttpRequest, case: Case) -> HttpResponse:
    """Write down where it was written or spoken about."""
    row = Coverage(case=case, recorded_by=request.user)
    return _coverage(request, case, row, "What was said about it")


@case_view(*READERS, change=KEEPERS)
@both
def change_coverage(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Put right what was written down of it."""
    row = get_object_or_404(case.coverages, token=token)
    return _coverage(request, case, row, "Change what was said about it")
