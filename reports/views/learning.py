"""The learning summary: writing, reading, approving and printing it (S190 to S192)."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.roles import Permission as P
from dhr_cases import drafts
from dhr_cases.gate import case_view
from reports import learning as rules
from reports.content.learning_summary import SECTIONS, report
from reports.forms import ApproveForm, LearningForm
from reports.render.html import blocks
from reports.services import ExportRefused, export

READERS = (P.VIEW_DRAFT, P.VIEW_RELEASE)
WRITERS = (P.RUN_CASE, P.LEAD_REVIEW)
# Whoever acts on the case; emergency access reads and takes nothing away (decisions 4).
TAKERS = (*WRITERS, P.DECIDE, P.GIVE_COUNTY_VIEW)
PURPOSE = "Sharing what was learned, in public words"


def _readable(request, case):
    """The versions this person may read: drafts only with the permission for drafts."""
    versions = case.learningsummarys.select_related("written_by", "approved_by")
    return versions if P.VIEW_DRAFT in request.may else versions.approved()


def _rights(request) -> dict[str, bool]:
    return {
        "may_write": bool(request.may & set(WRITERS)),
        "may_take": bool(request.may & set(TAKERS)),
        "may_approve": P.LEAD_REVIEW in request.may,
    }


@case_view(*READERS, change=WRITERS)
@require_http_methods(["GET", "POST"])
def learning(request, case):
    """The newest version: boxes to write in for those who write it, words for the others (S190)."""
    newest = _readable(request, case).last()
    rights = _rights(request)
    if not rights["may_write"]:
        return _show(request, case, newest, title="Learning summary")
    form = LearningForm(
        request.POST if request.method == "POST" else None,
        case=case,
        newest=newest,
        may_see_names=P.VIEW_IDENTITY in request.may,
    )
    kept = drafts.answer(request, form, case=case, title="Learning summary")
    if kept:
        return kept
    if request.method == "POST" and form.is_valid():
        drafts.forget(request)
        texts = {section.name: form.cleaned_data[section.name] for section in SECTIONS}
        if rules.same_words(newest, texts):
            messages.info(request, "Nothing has changed, so no new version was made.")
        else:
            made = rules.write(case, by=request.user, on=timezone.localdate(), **texts)
            messages.success(request, f"Saved as version {made.number}")
        return redirect("reports:learning", case.reference)
    context = {
        "case": case,
        "title": "Learning summary",
        "form": form,
        "summary": newest,
        "reasons": rules.reasons_against_approval(case, newest) if newest else [],
        **rights,
    }
    return render(request, "reports/learning.html", context)


@case_view(*READERS)
@require_GET
def learning_preview(request, case):
    """The newest version as its readers will meet it (S191)."""
    newest = _readable(request, case).last()
    return _show(request, case, newest, title="Preview of the learning summary")


@case_view(*READERS)
@require_GET
def learning_version(request, case, number):
    """One version, as it was written."""
    version = get_object_or_404(_readable(request, case), number=number)
    return _show(request, case, version, title=f"Learning summary, version {number}")


def _show(request, case, summary, *, title):
    content = report(case, summary) if summary else None
    context = {
        "case": case,
        "title": title,
        "summary": summary,
        "heading": content.title if content else title,
        "words": blocks(content.blocks) if content else "",
        **_rights(request),
    }
    return render(request, "reports/learning_version.html", context)


@case_view(*READERS)
@require_GET
def learning_versions(request, case):
    """Every version, who wrote it and who approved it (S192)."""
    context = {
        "case": case,
        "title": "Versions of the learning summary",
        "versions": list(_readable(request, case).order_by("-number")),
        **_rights(request),
    }
    return render(request, "reports/learning_versions.html", context)


@case_view(P.LEAD_REVIEW, change=P.LEAD_REVIEW)
@require_http_methods(["GET", "POST"])
def approve_learning(request, case, number):
    """The independent chair approves exact words (decisions 8)."""
    version = get_object_or_404(_readable(request, case), number=number)
    form = ApproveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            rules.approve(version, by=request.user, on=timezone.localdate())
        except rules.NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Version {number} is approved")
            return redirect("reports:learning_versions", case.reference)
    context = {
        "case": case,
        "title": f"Approve version {number}",
        "form": form,
        "summary": version,
        "words": blocks(report(case, version).blocks),
    }
    return render(request, "reports/approve_learning.html", context)


@transaction.non_atomic_requests
@case_view(*READERS, change=TAKERS)
@require_POST
def learning_pdf(request, case, number):
    """One version as a PDF. Drawn outside any transaction: on SQLite a page holds the one lock."""
    version = get_object_or_404(_readable(request, case), number=number)
    try:
        row, content = export(
            case,
            lambda: rules.printed(case, draft=not version.is_approved, number=number),
            recipient=str(request.user),
            purpose=PURPOSE,
            by=request.user,
        )
    except ExportRefused as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
        return redirect("reports:learning_version", case.reference, number)
    return attachment(row, content)


@case_view(*READERS, change=WRITERS)
@require_POST
def file_learning(request, case):
    """Put the approved PDF among the files of the review, to be checked and cleared."""
    try:
        version = rules.keep_with_files(case, by=request.user)
    except ExportRefused as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
        return redirect("reports:learning_versions", case.reference)
    messages.success(request, "The PDF is among the files of this review")
    return redirect("documents:document", case.reference, version.document.token)


def attachment(row, content: bytes) -> HttpResponse:
    """Bytes that left, always as a file and never shown in the page's own place."""
    response = HttpResponse(content, content_type=row.content_type)
    response["Content-Disposition"] = f'attachment; filename="{row.filename}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
