"""Draft readings and their comments, the agreed summary for the panel, and handing over.

S106 and S107; process.md 5.1: a private reading with enough time, each comment answered.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from accounts.roles import Permission as P
from dhr_cases import family, ledger
from dhr_cases.forms.family import name_of
from dhr_cases.forms.family_sharing import (
    CommentAnswerForm,
    CommentForm,
    HandoverForm,
    ReadingForm,
    SentenceForm,
)
from dhr_cases.forms.tributes import TributeForm
from dhr_cases.gate import case_view
from dhr_cases.models import (
    AgreedSentence,
    Case,
    CasePermission,
    CommentAnswer,
    DraftReading,
    FamilyHandover,
    ReadingComment,
    Tribute,
)
from dhr_cases.pages import one_form
from dhr_cases.views.family_ledger import member_or_404, page_of

both = require_http_methods(["GET", "POST"])


def _form(request, case, build, **words):
    words.setdefault("save", lambda form: form.save() and None)
    words.setdefault("saved", "Saved")
    return one_form(request, case, build, template="dhr_cases/family_form.html", **words)


@case_view(P.CHANGE_FAMILY)
@both
def add_reading(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Arrange a private reading of the draft."""
    member = member_or_404(case, token)
    new = DraftReading(case=case, member=member)
    return _form(
        request,
        case,
        lambda data, files: ReadingForm(data, instance=new),
        title="A reading of the draft",
        intro=name_of(member),
        stop=family.why_stopped(member),
        back=page_of(member),
    )


def _reading(case: Case, token: str) -> DraftReading:
    rows = case.draftreadings.select_related("member__person", "member__case")
    return get_object_or_404(rows, token=token)


def _reading_page(reading: DraftReading) -> str:
    return reverse("dhr_cases:draft_reading", args=[reading.case.reference, reading.token])


@case_view(P.VIEW_FAMILY)
@require_GET
def draft_reading(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """One reading with its comments, each with its own answer."""
    reading = _reading(case, token)
    comments = list(reading.comments.all())
    context = {
        "case": case,
        "title": "A reading of the draft",
        "back": page_of(reading.member),
        "reading": reading,
        "name": name_of(reading.member),
        "comments": comments,
        "open": sum(row.answer == CommentAnswer.OPEN for row in comments),
        "has_changed": any(row.answer == CommentAnswer.CHANGED for row in comments),
        "member": reading.member,
        "may_write": P.CHANGE_FAMILY in request.may,
    }
    return render(request, "dhr_cases/family_reading.html", context)


@case_view(P.CHANGE_FAMILY)
@both
def change_reading(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Change a reading, or say that it took place and the copy came back."""
    reading = _reading(case, token)
    return _form(
        request,
        case,
        lambda data, files: ReadingForm(data, instance=reading),
        title="Change a reading of the draft",
        intro=name_of(reading.member),
        back=_reading_page(reading),
    )


@case_view(P.CHANGE_FAMILY)
@both
def add_comment(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Write down one comment on the draft."""
    reading = _reading(case, token)
    new = ReadingComment(case=case, reading=reading)
    return _form(
        request,
        case,
        lambda data, files: CommentForm(data, instance=new),
        title="A comment on the draft",
        intro=name_of(reading.member),
        back=_reading_page(reading),
    )


@case_view(P.CHANGE_FAMILY)
@both
def answer_comment(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Answer one comment: changed and how, or not and why."""
    rows = case.readingcomments.select_related("reading__case")
    row = get_object_or_404(rows, token=token)
    return _form(
        request,
        case,
        lambda data, files: CommentAnswerForm(data, instance=row),
        title="Answer a comment",
        intro=row.words,
        back=_reading_page(row.reading),
    )


@case_view(P.VIEW_BUNDLE, P.VIEW_FAMILY)
@require_GET
def agreed_summary(request: HttpRequest, case: Case) -> HttpResponse:
    """The sentences agreed for the panel, as plain text and nothing about how they came (S107)."""
    rows = case.agreedsentences.filter(approved_on__isnull=False, taken_back_on__isnull=True)
    context = {
        "case": case,
        "title": "Agreed summary",
        "sentences": list(rows.order_by("pk").values_list("words", flat=True)),
    }
    return render(request, "dhr_cases/agreed_summary.html", context)


@case_view(P.CHANGE_FAMILY)
@both
def add_sentence(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Write a sentence for the panel; it is shown once they have approved it."""
    member = member_or_404(case, token)
    new = AgreedSentence(case=case, member=member)
    return _form(
        request,
        case,
        lambda data, files: SentenceForm(data, instance=new),
        title="A sentence for the panel",
        intro=name_of(member),
        back=page_of(member),
    )


@case_view(P.CHANGE_FAMILY)
@both
def change_sentence(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Approve, change or take back a sentence for the panel."""
    rows = case.agreedsentences.select_related("member__person", "member__case")
    row = get_object_or_404(rows, token=token)
    return _form(
        request,
        case,
        lambda data, files: SentenceForm(data, instance=row),
        title="A sentence for the panel",
        intro=name_of(row.member),
        back=page_of(row.member),
    )


def _wishes_page(member) -> str:
    return reverse("dhr_cases:family_wishes", args=[member.case.reference, member.token])


@case_view(P.CHANGE_FAMILY)
@both
def add_tribute(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Write down a tribute; it is printed once its giver has agreed (process.md 5.2)."""
    member = member_or_404(case, token)
    new = Tribute(case=case, member=member)
    return _form(
        request,
        case,
        lambda data, files: TributeForm(data, instance=new),
        title="A tribute",
        intro=name_of(member),
        back=_wishes_page(member),
    )


@case_view(P.CHANGE_FAMILY)
@both
def change_tribute(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Change a tribute, record that its giver agreed, or that they took it back."""
    row = get_object_or_404(case.tributes.select_related("member__person"), token=token)
    return _form(
        request,
        case,
        lambda data, files: TributeForm(data, instance=row),
        title="A tribute",
        intro=name_of(row.member),
        back=reverse("dhr_cases:family_wishes", args=[case.reference, row.member.token]),
    )


def _handover_page(case: Case) -> str:
    return reverse("dhr_cases:family_handover", args=[case.reference])


@case_view(P.VIEW_FAMILY)
@require_GET
def family_handover(request: HttpRequest, case: Case) -> HttpResponse:
    """Everything a new family lead must know, on one page to print (S106)."""
    today = timezone.localdate()
    context = {
        "case": case,
        "title": "Handover",
        "back": reverse("dhr_cases:family", args=[case.reference]),
        "cards": ledger.standings(case, on=today, offers=list(case.offers.all())),
        "handovers": list(case.familyhandovers.select_related("handed_to", "handed_by")),
        "may_write": P.CHANGE_FAMILY in request.may,
        "me": request.user,
    }
    return render(request, "dhr_cases/family_handover.html", context)


@case_view(P.CHANGE_FAMILY)
@both
def hand_over(request: HttpRequest, case: Case) -> HttpResponse:
    """Hand the family's part to somebody who already has it by their role."""
    holders = CasePermission.objects.live().filter(
        content_object=case, permission__codename=P.CHANGE_FAMILY
    )
    leads = User.objects.filter(pk__in=holders.values("user"), is_active=True).exclude(
        pk=request.user.pk
    )
    new = FamilyHandover(case=case, handed_by=request.user, handed_on=timezone.localdate())
    return _form(
        request,
        case,
        lambda data, files: HandoverForm(data, instance=new, leads=leads),
        title="Hand over",
        intro="They must have been made family lead before.",
        back=_handover_page(case),
        saved="Handed over. They are asked to say that they have read it.",
    )


@case_view(P.CHANGE_FAMILY)
@require_POST
def acknowledge_handover(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Say that one has read what was handed over; only whoever it was handed to."""
    row = get_object_or_404(case.familyhandovers, token=token)
    if row.handed_to_id != request.user.pk:
        raise Http404
    if row.read_on is None:
        row.read_on = timezone.localdate()
        row.save()
        messages.success(request, "You have read it")
    return redirect(_handover_page(case))
