"""Rounds of comments on a draft (S131)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.roles import Permission as P
from dhr_cases.gate import case_view
from dhr_cases.models import Case
from dhr_cases.pages import one_form
from documents.models import PERMISSION_FOR, Zone
from documents.views import HANDED_OUT
from workflow import rounds as rules
from workflow.forms.drafts import DraftAnswerForm, DraftCommentForm, RoundForm
from workflow.forms.terms_agreed import FinalForm
from workflow.models import CommentRound, DraftComment
from workflow.views.report import COMMENTERS, KEEPERS, READERS, report_page, version_or_404

both = require_http_methods(["GET", "POST"])


def round_or_404(case: Case, token: str) -> CommentRound:
    """A round of this review."""
    rows = CommentRound.objects.select_related("file__document", "opened_by", "closed_by")
    found = get_object_or_404(rows, case=case, token=token)
    found.case = case
    return found


def _page(asked: CommentRound) -> str:
    return reverse("workflow:comment_round", args=[asked.case.reference, asked.token])


@case_view(*READERS, change=KEEPERS)
@both
def open_round(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Send one version round the panel."""
    version = version_or_404(request, case, token)
    called = str(version.document.get_kind_display()).lower()

    def save(form):
        answers = form.cleaned_data
        asked = rules.open_round(
            version,
            look_at=answers["look_at"],
            closes_on=answers["closes_on"],
            by=request.user,
            on=timezone.localdate(),
        )
        return _page(asked)

    return one_form(
        request,
        case,
        lambda data, files: RoundForm(
            data, instance=CommentRound(case=case, file=version), case=case, may=request.may
        ),
        title=f"Ask for comments on the {called}, version {version.number}",
        intro="Members of the panel get an e-mail that says only that something is due, and find "
        "the round on their work page.",
        back=report_page(case),
        save=save,
        saved="The round is open, and its members are told",
        submit="Open the round",
    )


@case_view(*COMMENTERS)
@require_GET
def comment_round(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """One round: its comments passage by passage with their answers, and who was heard."""
    asked = round_or_404(case, token)
    today = timezone.localdate()
    sees_all = bool(request.may & rules.SEES_ALL)
    comments = rules.readable_comments(asked, request.user, request.may, today)
    is_open = rules.is_open(asked, today)
    document = asked.file.document
    finished = set(asked.finished.values_list("said_by", flat=True))
    context = {
        "case": case,
        "title": f"Comments, round {asked.number}",
        "asked": asked,
        "is_open": is_open,
        "comments": comments,
        "unanswered": sum(row.answered_on is None for row in comments),
        "sees_all": sees_all,
        "heard": rules.heard(asked, comments, finished) if sees_all else [],
        "may_read_file": asked.file.scan_state in HANDED_OUT
        and not document.withdrawn_on
        and PERMISSION_FOR[Zone(document.zone)] in request.may,
        "may_comment": is_open and P.COMMENT_DRAFT in request.may,
        "has_finished": request.user.pk in finished,
        "may_answer": P.LEAD_REVIEW in request.may,
        "may_keep": bool(request.may & set(KEEPERS)),
        "back": report_page(case),
    }
    return render(request, "workflow/comment_round.html", context)


@case_view(*COMMENTERS, change=P.COMMENT_DRAFT)
@both
def comment_on_draft(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Comment on one passage while the round is open."""
    asked = round_or_404(case, token)
    return one_form(
        request,
        case,
        lambda data, files: DraftCommentForm(
            data, instance=DraftComment(case=case), case=case, may=request.may
        ),
        title="Comment on the draft",
        intro="One comment for one passage, so that each gets its own answer.",
        back=_page(asked),
        save=lambda form: rules.comment(
            form.instance, asked, by=request.user, on=timezone.localdate()
        ),
        saved="Comment kept. Other members read it once the round has closed.",
    )


@case_view(*COMMENTERS, change=P.LEAD_REVIEW)
@both
def answer_draft_comment(request: HttpRequest, case: Case, token: str, remark: str) -> HttpResponse:
    """Answer one comment: changed and where, or not and why."""
    rows = DraftComment.objects.filter(case=case, round__token=token)
    found = get_object_or_404(rows.select_related("written_by", "round"), token=remark)
    found.round.case = case
    said = [f"{found.place}. {found.written_by} wrote:", found.text]
    said += [f"Words suggested: {found.suggested}"] if found.suggested else []
    return one_form(
        request,
        case,
        lambda data, files: DraftAnswerForm(data, instance=found, case=case, may=request.may),
        title="Answer a comment",
        intro="\n".join(said),
        back=_page(found.round),
        save=lambda form: rules.answer(form.instance, by=request.user, on=timezone.localdate()),
        saved="Answer kept",
    )


@case_view(*COMMENTERS, change=P.COMMENT_DRAFT)
@require_POST
def nothing_to_add(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Say that one has read the draft and has no more to say."""
    asked = round_or_404(case, token)
    try:
        rules.finish(asked, by=request.user, on=timezone.localdate())
    except ValueError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "We have noted that you have no more to add")
    return redirect(_page(asked))


@case_view(*COMMENTERS, change=KEEPERS)
@both
def close_round(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Close a round before its last day."""
    asked = round_or_404(case, token)
    return one_form(
        request,
        case,
        lambda data, files: FinalForm(data),
        title=f"Close round {asked.number} now",
        intro="Nobody can comment any more, and members read each other's comments.",
        back=_page(asked),
        save=lambda form: rules.close(asked, by=request.user, on=timezone.localdate()),
        saved="The round is closed",
        submit="Close the round",
    )
