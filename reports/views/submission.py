"""The submission to the Home Office: readiness, data return, pack, record (S150 to S152)."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from accounts.step_up import recently_confirmed
from audit.log import record
from audit.models import Event
from dhr_cases.gate import case_view
from documents.models import DocumentKind
from reports import home_office, pack, readiness
from reports.content import data_return
from reports.forms import PackForm
from reports.models import ExportKind
from reports.services import ExportRefused, bytes_of, export
from reports.views.learning import attachment
from workflow.mending import page_for
from workflow.services import steps_from

READERS = (P.RUN_CASE, P.LEAD_REVIEW, P.DECIDE, P.GIVE_COUNTY_VIEW)
SUBMITTING = {"submit", "resubmit"}
# By source of a fact: the words for it, and the guard whose page is where it is kept.
SOURCES = {
    home_office.CASE: ("The review", "death_is_dated"),
    home_office.PEOPLE: ("People", "person_who_died_is_recorded"),
    home_office.FAMILY: ("Family and friends", "family_has_answered_on_the_draft"),
    home_office.RECOMMENDATIONS: ("Recommendations", "recommendations_have_owners"),
}


@case_view(*READERS)
@require_GET
def submission(request, case):
    """What is ready and what is still to do before the report goes (S150)."""
    facts = home_office.facts_of(case)
    found = readiness.checks(case, facts, by=request.user, on=timezone.localdate())
    to_do = sum(not check.is_ready for check in found)
    context = {
        "case": case,
        "title": "Submission to the Home Office",
        "groups": [
            (group, [_row(request, case, check) for check in found if check.group == group])
            for group in readiness.GROUPS
        ],
        "sentence": _sentence(to_do, len(found)),
        "waiting": sum(check.needed and not check.is_ready for check in found),
        "may_build": P.EXPORT_CASE in request.may,
        "may_see_data": bool(request.may & {P.RUN_CASE, P.LEAD_REVIEW}),
        "packs": case.exports.filter(kind=ExportKind.SUBMISSION_PACK)[:5],
    }
    return render(request, "reports/submission.html", context)


def _sentence(to_do: int, of: int) -> str:
    if not to_do:
        return f"All {of} things are ready."
    return f"{to_do} of {of} things {'is' if to_do == 1 else 'are'} not ready."


def _row(request, case, check: readiness.Check) -> dict[str, str]:
    waits = check.needed and not check.is_ready
    return {
        "title": check.title,
        "hint": " ".join(("Needed for the pack.", *check.to_do) if waits else check.to_do),
        "status": "Ready" if check.is_ready else "To do",
        "kind": "" if check.is_ready else ("overdue" if waits else "due-soon"),
        "href": "" if check.is_ready else _mending(request, case, check),
    }


def _mending(request, case, check: readiness.Check) -> str:
    """Where this person can mend it: for a missing file straight to adding one of that kind."""
    if check.kind and check.mend == "pack_is_complete" and P.VIEW_DRAFT in request.may:
        if not request.may & {P.RUN_CASE, P.LEAD_REVIEW}:
            return ""
        return f"{reverse('documents:add_document', args=[case.reference])}?kind={check.kind}"
    if check.page:
        may = request.may & {P.RUN_CASE, P.LEAD_REVIEW}
        return reverse(check.page, args=[case.reference]) if may else ""
    return page_for(check.mend, case.reference, request.may)


@case_view(P.RUN_CASE, P.LEAD_REVIEW)
@require_GET
def data_preview(request, case):
    """The data return as it would go, each answer with its source; change the source (S151)."""
    facts = home_office.facts_of(case)
    sections: dict[str, list[dict[str, object]]] = {}
    for answer in data_return.answers(facts):
        heading = f"{answer.section} {answer.record}" if answer.record else answer.section
        sections.setdefault(heading, []).append(_field(request, case, answer))
    context = {
        "case": case,
        "title": "Data return",
        "sections": list(sections.items()),
        "missing": home_office.missing(facts),
        "not_kept": data_return.NOT_KEPT,
        "back": reverse("reports:submission", args=[case.reference]),
    }
    return render(request, "reports/data_preview.html", context)


def _field(request, case, answer: data_return.Answer) -> dict[str, object]:
    words, mend = SOURCES[answer.source]
    return {
        "question": answer.question,
        "values": [
            value.label if value.label == str(value.stored) else f"{value.label} ({value.stored})"
            for value in answer.values
        ],
        "note": answer.note,
        "source": words,
        "basis": answer.basis if P.VIEW_FAMILY in request.may else "",
        "href": _person_page(request, case, answer) or page_for(mend, case.reference, request.may),
    }


def _person_page(request, case, answer: data_return.Answer) -> str:
    """The page of the person an answer is about, where there is one."""
    if not answer.person or P.RUN_CASE not in request.may:
        return ""
    try:
        return reverse("dhr_cases:person", args=[case.reference, answer.person])
    except NoReverseMatch:
        return ""


@transaction.non_atomic_requests
@case_view(P.EXPORT_CASE, change=P.EXPORT_CASE)
@require_http_methods(["GET", "POST"])
@recently_confirmed()
def build_pack(request, case):
    """Build the pack. Files are read and zipped outside any transaction: on SQLite one writer
    at a time holds the lock, and fifty megabytes take their time."""
    initial = {"recipient": pack.RECIPIENT, "purpose": pack.purpose_of(case)}
    form = PackForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            export(
                case,
                lambda: pack.build(case, by=request.user, on=timezone.localdate()),
                by=request.user,
                **form.cleaned_data,
            )
        except ExportRefused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, "The pack is built. Download it below.")
            return redirect("reports:submission", case.reference)
    intro = (
        "The pack holds the report, the executive summary, the action plan, the data return, a "
        "covering note and an index. Names and dates of this review are looked for in every file. "
        "This check helps. It does not prove that a document is safe."
    )
    context = {
        "case": case,
        "title": "Build the Home Office pack",
        "form": form,
        "intro": intro,
        "submit": "Build the pack",
        "back": reverse("reports:submission", args=[case.reference]),
    }
    return render(request, "dhr_cases/case_form.html", context)


@case_view(P.EXPORT_CASE)
@require_GET
@recently_confirmed()
def download_pack(request, case, token):
    """A pack as it was built, byte for byte."""
    row = get_object_or_404(case.exports, token=token, kind=ExportKind.SUBMISSION_PACK)
    try:
        content = bytes_of(row)
    except ExportRefused as gone:
        raise Http404 from gone
    record(Event.DOWNLOADED, actor=request.user, subject=case.reference, export=row.token)
    return attachment(row, content)


@case_view(*READERS)
@require_GET
def submissions(request, case):
    """What was sent, when, how and by whom, with the hash of each file (S152)."""
    steps = steps_from(case.progress, request.may)
    rows = case.submissions.select_related("sent_by").order_by("-number")
    context = {
        "case": case,
        "title": "What was sent to the Home Office",
        "submissions": [_sent(row) for row in rows],
        "step": next((step for step in steps if step.name in SUBMITTING), None),
        "back": reverse("reports:submission", args=[case.reference]),
    }
    return render(request, "reports/submissions.html", context)


def _sent(row) -> dict[str, object]:
    """One submission, its files called what they are."""
    files = [{**file, "title": DocumentKind(file["kind"]).label} for file in row.contents]
    return {
        "number": row.number,
        "sent_on": row.sent_on,
        "how": row.how,
        "sent_to": row.sent_to,
        "sent_by": row.sent_by,
        "contents": files,
    }
