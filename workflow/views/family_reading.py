"""How each of the family reads the draft, and what became of their comments (S133, zone Z4).

The readings and comments are kept by the family's part; here they meet the report's versions.
"""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from dhr_cases import family
from dhr_cases.avoid import DaysToAvoid
from dhr_cases.forms.family import name_of
from dhr_cases.gate import case_view
from dhr_cases.models import Case, CommentAnswer, DraftReading, FamilyMember
from dhr_cases.pages import one_form
from workflow import letters
from workflow.forms.drafts import ReadingVersionForm
from workflow.forms.letters import ChangedLetterForm
from workflow.models import Audience, Letter, Purpose, ReadingVersion
from workflow.versions import versions_of_the_report
from workflow.views.report import report_page

both = require_http_methods(["GET", "POST"])


def _page(case: Case) -> str:
    return reverse("workflow:family_reading", args=[case.reference])


@case_view(P.VIEW_FAMILY)
@require_GET
def family_reading(request: HttpRequest, case: Case) -> HttpResponse:
    """Each person who may read, their readings as they were planned and went, their comments."""
    readings: dict[int, list[DraftReading]] = {}
    rows = case.draftreadings.select_related("report_version__file__document")
    for reading in rows.prefetch_related("comments").order_by("reading_on", "pk"):
        readings.setdefault(reading.member_id, []).append(reading)
    avoid = DaysToAvoid.of(case.datetoavoids.all())
    newest = versions_of_the_report(case, request.may).first()
    members = [_member(member, readings.get(member.pk, []), avoid, newest)
               for member in family.members_of(case)]  # fmt: skip
    context = {
        "case": case,
        "title": "Reading by the family",
        "members": [row for row in members if row["readings"] or row["member"].takes_part],
        "open": sum(row["open"] for row in members),
        "may_write": P.CHANGE_FAMILY in request.may,
        "back": report_page(case),
    }
    return render(request, "workflow/family_reading.html", context)


def _member(member: FamilyMember, readings, avoid: DaysToAvoid, newest) -> dict:
    today = timezone.localdate()
    told = [_reading(row, avoid, newest, today) for row in readings]
    return {
        "member": member,
        "name": name_of(member),
        "stopped": family.why_stopped(member) if family.is_stopped(member) else "",
        "readings": told,
        "open": sum(row["open"] for row in told),
        # A change made for somebody is theirs to see before the report leaves.
        "second": any(row["changed"] for row in told)
        and not any(row.is_second for row in readings),
    }


def _reading(reading: DraftReading, avoid: DaysToAvoid, newest, today) -> dict:
    comments = list(reading.comments.all())
    read = getattr(reading, "report_version", None)
    return {
        "reading": reading,
        "comments": comments,
        "open": sum(row.answer == CommentAnswer.OPEN for row in comments),
        "changed": any(row.answer == CommentAnswer.CHANGED for row in comments),
        "avoid": not reading.took_place
        and reading.reading_on >= today
        and reading.reading_on in avoid,
        "version": read.file if read else None,
        "is_older": bool(read and newest and read.file.document.kind == newest.document.kind
                         and read.file_id != newest.pk),
    }  # fmt: skip


@case_view(P.CHANGE_FAMILY)
@both
def reading_version(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Say which version somebody reads."""
    rows = case.draftreadings.select_related("member__person")
    reading = get_object_or_404(rows, token=token)
    row = ReadingVersion.objects.filter(reading=reading).first()
    row = row or ReadingVersion(case=case, reading=reading)
    versions = versions_of_the_report(case, request.may)
    return one_form(
        request,
        case,
        lambda data, files: ReadingVersionForm(data, instance=row, versions=versions),
        title="Which version do they read?",
        intro=name_of(reading.member),
        back=_page(case),
        save=lambda form: form.save() and None,
        saved="Kept",
        template="dhr_cases/family_form.html",
    )


@case_view(P.VIEW_FAMILY, change=P.CHANGE_FAMILY)
@both
def changed_letter(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """What was changed after somebody's comments, point by point, to print and send (L33)."""
    member = get_object_or_404(family.members_of(case), token=token)
    rows = case.readingcomments.filter(reading__member=member).select_related("reading")
    comments = list(rows.order_by("reading__reading_on", "pk"))

    def save(form):
        answers = form.cleaned_data
        _send_letter(
            case, member, comments, sent_on=answers["sent_on"], how=answers["how"], by=request.user
        )

    return one_form(
        request,
        case,
        lambda data, files: ChangedLetterForm(data, case=case),
        title="What we changed after your comments",
        back=_page(case),
        save=save,
        saved="Recorded. Each answer counts as told on that day.",
        submit="Record that it went",
        template="workflow/changed_letter.html",
        name=name_of(member),
        comments=comments,
        open=sum(row.answer == CommentAnswer.OPEN for row in comments),
        stopped=family.why_stopped(member) if family.is_stopped(member) else "",
        may_write=P.CHANGE_FAMILY in request.may,
    )


@transaction.atomic
def _send_letter(case, member, comments, *, sent_on, how, by) -> None:
    """Keep the letter as a dated row, and that each answer was told. Raises ValueError."""
    if family.is_stopped(member):
        raise ValueError("This person is not to be contacted.")
    if not comments or any(row.answer == CommentAnswer.OPEN for row in comments):
        raise ValueError("Answer every comment first.")
    letters.keep(
        Letter(
            case=case,
            code="L33",
            audience=Audience.FAMILY,
            purpose=Purpose.DRAFT,
            addressee=name_of(member),
            sent_on=sent_on,
            how=how,
            about="What we changed after their comments, point by point.",
        ),
        by=by,
    )
    for row in comments:
        if row.told_on is None:
            row.told_on = sent_on
            row.save()
