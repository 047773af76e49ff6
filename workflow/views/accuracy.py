"""The accuracy check as the review's own people see it (S132)."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Organisation
from accounts.roles import Permission as P
from dhr_cases import agencies, chasing
from dhr_cases.gate import case_view
from dhr_cases.models import AgencyRequest, Case, Outcome, RequestKind
from dhr_cases.pages import one_form
from workflow import accuracy as rules
from workflow.deadlines import add_working_days
from workflow.forms.accuracy import (
    CopyBackForm,
    CopyForm,
    CorrectionAnswerForm,
    CorrectionForm,
)
from workflow.models import AccuracyCopy, CopyBack, Correction
from workflow.reminders import holidays
from workflow.versions import versions_of_the_report
from workflow.views.report import report_page

READERS = (P.VIEW_RETURNS,)
KEEPERS = (P.RUN_CASE, P.LEAD_REVIEW)
both = require_http_methods(["GET", "POST"])


def _page(case: Case) -> str:
    return reverse("workflow:accuracy", args=[case.reference])


def _requests(case: Case) -> list[AgencyRequest]:
    asked = case.agencyrequests.filter(kind=RequestKind.ACCURACY)
    rows = chasing.with_last_chased(agencies.with_standing(asked))
    return list(rows.prefetch_related("escalations"))


@case_view(*READERS)
@require_GET
def accuracy(request: HttpRequest, case: Case) -> HttpResponse:
    """Each agency with its copy, its answer and its corrections; who is overdue."""
    today = timezone.localdate()
    rows = rules.standings(case, _requests(case))
    late = [row for row in rows if rules.is_overdue(row, today)]
    context = {
        "case": case,
        "title": "Factual accuracy",
        "rows": rows,
        "late": [
            (
                row,
                chasing.last_chased(row.request),
                chasing.taken(row.request.escalations.all()),
            )
            for row in late
        ],
        "may_keep": bool(request.may & set(KEEPERS)),
        "may_run": P.RUN_CASE in request.may,
        "today": today,
        "back": report_page(case),
    }
    return render(request, "workflow/accuracy.html", context)


def _agency_or_404(case: Case, key: str) -> Organisation:
    """An agency that was asked for a return or for a check on this review."""
    rows = Organisation.objects.filter(
        key=key, requests__case=case, requests__kind__in=[RequestKind.REVIEW, RequestKind.ACCURACY]
    )
    return get_object_or_404(rows.distinct())


@case_view(*KEEPERS)
@both
def send_copy(request: HttpRequest, case: Case, agency: str) -> HttpResponse:
    """Give one agency what the draft says of it."""
    found = _agency_or_404(case, agency)
    asked = case.agencyrequests.filter(kind=RequestKind.ACCURACY, organisation=found).first()
    copy = AccuracyCopy.objects.filter(request=asked).first() if asked else None
    versions = versions_of_the_report(case, request.may)
    is_again = asked is not None and not agencies.may_be_answered(asked)
    if is_again:
        versions = versions.exclude(pk=copy.file_id) if copy else versions.none()
        if not versions.exists():
            messages.error(request, rules.NO_NEWER)
            return redirect(_page(case))
    initial = {
        "file": copy.file_id if copy and not is_again else versions.first(),
        "sections": copy.sections if copy else "",
        "due_on": asked.due_on if asked and not is_again else _usual_day(timezone.localdate()),
    }

    def save(form):
        answers = form.cleaned_data
        extract = answers["extract"]
        rules.send(
            case,
            found,
            version=answers["file"],
            sections=answers["sections"],
            extract=(extract.name, form.content) if extract else None,
            due_on=answers["due_on"],
            by=request.user,
            on=timezone.localdate(),
        )

    return one_form(
        request,
        case,
        lambda data, files: CopyForm(
            data, files, versions=versions, initial=initial, case=case, may=request.may
        ),
        title=f"Ask {found} again, after a change"
        if is_again
        else f"Send {found} what the draft says of it",
        intro="Its people get an e-mail that says only that something is asked. They tell you "
        "facts that are wrong; the panel's analysis is not theirs to change.",
        back=_page(case),
        save=save,
        saved=f"{found} is asked to check",
        submit="Send",
    )


def _usual_day(today: date) -> date:
    return add_working_days(today, rules.WORKING_DAYS, holidays())


def _correction_or_404(case: Case, token: str) -> Correction:
    rows = Correction.objects.filter(rules.COME, case=case)
    return get_object_or_404(rows.select_related("request__organisation"), token=token)


@case_view(*READERS, change=KEEPERS)
@both
def answer_correction(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Answer one correction: changed and where, or not and why."""
    row = _correction_or_404(case, token)
    return one_form(
        request,
        case,
        lambda data, files: CorrectionAnswerForm(data, instance=row, case=case, may=request.may),
        title="Answer a correction",
        intro=f"{row.request.organisation}, {row.place}.\nIt says: {row.says}\n"
        f"It should say: {row.should_say}",
        back=_page(case),
        save=lambda form: rules.answer(form.instance, by=request.user, on=timezone.localdate()),
        saved="Answer kept",
    )


@case_view(*READERS, change=KEEPERS)
@both
def write_down_correction(request: HttpRequest, case: Case, agency: str) -> HttpResponse:
    """Write down a correction that came by post, e-mail or telephone."""
    asked = get_object_or_404(
        case.agencyrequests.select_related("organisation"),
        kind=RequestKind.ACCURACY, organisation__key=agency, outcome=Outcome.RECEIVED,
    )  # fmt: skip
    return one_form(
        request,
        case,
        lambda data, files: CorrectionForm(
            data, instance=Correction(case=case), case=case, may=request.may
        ),
        title=f"A correction from {asked.organisation}",
        intro="Use this for what came by post, e-mail or telephone.",
        back=_page(case),
        save=lambda form: rules.write_down(
            form.instance, asked, by=request.user, on=timezone.localdate()
        ),
        saved="Correction kept",
    )


@case_view(*READERS, change=KEEPERS)
@both
def copy_back(request: HttpRequest, case: Case, agency: str) -> HttpResponse:
    """Record that an agency returned or destroyed its copy."""
    copy = get_object_or_404(
        AccuracyCopy.objects.select_related("request__organisation"),
        case=case,
        request__organisation__key=agency,
    )
    return one_form(
        request,
        case,
        lambda data, files: CopyBackForm(data, initial={"copy_back": copy.copy_back}),
        title=f"The copy that {copy.request.organisation} was given",
        back=_page(case),
        save=lambda form: rules.back(
            copy, CopyBack(form.cleaned_data["copy_back"]), on=timezone.localdate()
        ),
        saved="Recorded",
    )
