"""The report as it is written: its files version by version, and who agreed to which (S130)."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from accounts.step_up import recently_confirmed
from dhr_cases.gate import case_view
from dhr_cases.models import Case
from dhr_cases.pages import one_form
from documents.adding import told
from documents.models import DocumentKind, Version
from documents.views import HANDED_OUT
from workflow import rounds, versions
from workflow.forms.drafts import DraftForm, VersionNoteForm
from workflow.guards.files import REPORT
from workflow.models import AgreementKind, ReportVersion
from workflow.views.commissioning import record_agreement

READERS = (P.VIEW_DRAFT,)
KEEPERS = (P.RUN_CASE, P.LEAD_REVIEW)
COMMENTERS = (P.RUN_CASE, P.LEAD_REVIEW, P.COMMENT_DRAFT)
SIGN_OFFS = {
    "panel": (AgreementKind.DRAFT, KEEPERS, "The panel agrees the draft report"),
    "partnership": (
        AgreementKind.APPROVAL,
        (P.RUN_CASE, P.DECIDE),
        "The partnership approves the report",
    ),
    "county": (
        AgreementKind.ENDORSEMENT,
        (P.GIVE_COUNTY_VIEW,),
        "The county partner endorses the report",
    ),
}
both = require_http_methods(["GET", "POST"])


def report_page(case: Case) -> str:
    """The address of the report's drafts."""
    return reverse("workflow:report", args=[case.reference])


@case_view(*READERS)
@require_GET
def report(request: HttpRequest, case: Case) -> HttpResponse:
    """The drafts as they stand, their rounds of comments, and who has agreed to which."""
    today = timezone.localdate()
    kinds = [kind for kind, _, _ in SIGN_OFFS.values()]
    every = list(case.agreements.filter(kind__in=kinds))
    draft = case.progress.draft_number
    agreements = {row.kind: row for row in every if row.draft_number == draft}
    files = versions.by_kind(case, request.may, on=today)
    asked = [(each, row.version) for _, rows in files for row in rows for each in row.rounds]
    asked.sort(key=lambda pair: pair[0].number, reverse=True)
    context = {
        "case": case,
        "title": "Report",
        "files": files,
        "handed_out": HANDED_OUT,
        "rounds": [(row, version, rounds.is_open(row, today)) for row, version in asked],
        "may_comment": bool(request.may & set(COMMENTERS)),
        "may_add": bool(request.may & set(KEEPERS)),
        "may_check_facts": P.VIEW_RETURNS in request.may,
        "may_know_of_family": P.VIEW_FAMILY in request.may,
        "signed": [
            (slug, title, agreements.get(kind), bool(request.may & set(who)))
            for slug, (kind, who, title) in SIGN_OFFS.items()
        ],
        "earlier": [row for row in every if row.draft_number != draft],
    }
    return render(request, "workflow/report.html", context)


@case_view(*READERS, change=(*KEEPERS, P.DECIDE, P.GIVE_COUNTY_VIEW))
@both
@recently_confirmed()
def sign_off(request: HttpRequest, case: Case, who: str) -> HttpResponse:
    """Record an agreement to this draft, as minuted (S135)."""
    if who not in SIGN_OFFS:
        raise Http404
    kind, may, title = SIGN_OFFS[who]
    if not request.may & set(may):
        raise PermissionDenied
    return record_agreement(request, case, kind, title=title, back=report_page(case))


@case_view(*READERS, change=KEEPERS)
@both
def put_in(request: HttpRequest, case: Case, kind: str) -> HttpResponse:
    """Put in the first or the next version of a file of the report."""
    if kind not in REPORT:
        raise Http404
    document = versions.document_of(case, kind, request.may)

    def save(form):
        answers = form.cleaned_data
        version = versions.put_in(
            case,
            kind=kind,
            document=document,
            content=answers["content"],
            examined=answers["is"],
            name=answers["file"].name,
            what_changed=answers["what_changed"],
            is_distressing=answers.get("is_distressing", False),
            by=request.user,
        )
        messages.success(request, told(f"Version {version.number} is kept", version))

    called = str(DocumentKind(kind).label).lower()
    return one_form(
        request,
        case,
        lambda data, files: DraftForm(
            data, files, is_first=document is None, case=case, may=request.may
        ),
        title=f"A new version of the {called}" if document else f"The first {called}",
        intro=""
        if document is None
        else "Earlier versions stay. What was checked or agreed of them does not carry over.",
        back=report_page(case),
        save=save,
        saved="",
        submit="Put it in",
    )


def version_or_404(request: HttpRequest, case: Case, token: str) -> Version:
    """A version of the report that this person may read."""
    found = get_object_or_404(versions.versions_of_the_report(case, request.may), token=token)
    found.case = case
    return found


@case_view(*READERS, change=KEEPERS)
@both
def change_version(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Say what a version changed, and which meeting agreed it."""
    version = version_or_404(request, case, token)
    note = getattr(version, "report_version", None) or ReportVersion(case=case, file=version)

    def save(form):
        with transaction.atomic():
            form.save()

    return one_form(
        request,
        case,
        lambda data, files: VersionNoteForm(data, instance=note, case=case, may=request.may),
        title=f"{version.document.get_kind_display()}, version {version.number}",
        back=report_page(case),
        save=save,
        saved="Kept",
    )
