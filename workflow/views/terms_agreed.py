"""Agreeing the terms: sent round, commented by section, agreed by each member, final (S64)."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from dhr_cases.gate import case_view
from dhr_cases.pages import one_form
from workflow import terms_agreed as rules
from workflow.forms.terms_agreed import (
    AgreementForm,
    AnswerForm,
    CommentForm,
    FamilyLineForm,
    FinalForm,
    RoundForm,
)
from workflow.models import TermsAgreement, TermsComment, TermsRound

READERS = (P.VIEW_WORKING, P.VIEW_BUNDLE)
KEEPERS = (P.RUN_CASE, P.LEAD_REVIEW)
both = require_http_methods(["GET", "POST"])


def _agree_page(case) -> str:
    return reverse("workflow:agree_terms", args=[case.reference])


def _version_or_404(case, number):
    found = get_object_or_404(case.termsofreferences, number=number)
    found.case = case
    return found


def _round_or_404(case, number) -> TermsRound:
    rows = TermsRound.objects.select_related("terms", "circulated_by")
    found = get_object_or_404(rows, case=case, terms__number=number)
    found.case = found.terms.case = case
    return found


@case_view(*READERS)
@require_GET
def agree_terms(request, case):
    """The newest round or `?version=`: comments, answers, and how each member stands (S64)."""
    rows = TermsRound.objects.filter(case=case).select_related("terms__final_by", "circulated_by")
    rounds = list(rows.order_by("-terms__number"))
    chosen = request.GET.get("version", "")
    asked = next((row for row in rounds if str(row.terms.number) == chosen), None)
    if chosen and asked is None:
        raise Http404
    asked = asked or (rounds[0] if rounds else None)
    today = timezone.localdate()
    context = {
        "case": case,
        "title": "Agree the terms",
        "rounds": rounds,
        "asked": asked,
        "back": reverse("workflow:terms", args=[case.reference]),
    }
    if asked:
        asked.case = asked.terms.case = case
        settled = asked.terms.final_on or asked.terms.approved_on
        comments = list(rules.readable_comments(asked, request.user, request.may, today))
        context |= {
            "is_open": rules.is_open(asked, today),
            "by_section": _by_section(comments),
            "sees_all": bool(request.may & rules.SEES_ALL),
            "standings": rules.standings(asked.terms),
            "may_comment": P.COMMENT_DRAFT in request.may,
            "may_agree": P.COMMENT_DRAFT in request.may and not settled,
            "may_answer": P.LEAD_REVIEW in request.may and not settled,
            "may_make_final": P.LEAD_REVIEW in request.may and not settled,
        }
    return render(request, "workflow/agree_terms.html", context)


def _by_section(comments) -> list[tuple[str, list]]:
    order = [code for code, _ in TermsComment._meta.get_field("section").choices]
    found: dict[str, list] = {}
    for row in sorted(comments, key=lambda row: order.index(row.section)):
        found.setdefault(row.get_section_display(), []).append(row)
    return list(found.items())


@case_view(*KEEPERS, change=KEEPERS)
@both
def circulate_terms(request, case, number):
    """Send a version round the panel, with the last day for comments."""
    found = _version_or_404(case, number)
    return one_form(
        request,
        case,
        lambda data, files: RoundForm(data, instance=TermsRound(case=case, terms=found)),
        title=f"Send version {number} round the panel",
        intro="Members find it on their work page. From now on this version stays as it is: a "
        "change is a new version.",
        back=reverse("workflow:terms", args=[case.reference]),
        save=lambda form: rules.circulate(
            found,
            closes_on=form.cleaned_data["closes_on"],
            by=request.user,
            on=timezone.localdate(),
        ),
        saved=f"Version {number} was sent round",
        submit="Send it round",
    )


@case_view(*READERS, change=P.COMMENT_DRAFT)
@both
def comment_on_terms(request, case, number):
    """Comment on one section while the round is open."""
    asked = _round_or_404(case, number)
    return one_form(
        request,
        case,
        lambda data, files: CommentForm(
            data, instance=TermsComment(case=case), case=case, may=request.may
        ),
        title=f"Comment on version {number} of the terms",
        back=_agree_page(case),
        save=lambda form: rules.comment(
            form.instance, asked, by=request.user, on=timezone.localdate()
        ),
        saved="Comment kept. Other members read it once the round has closed.",
    )


@case_view(*KEEPERS, change=P.LEAD_REVIEW)
@both
def answer_term_comment(request, case, number, comment):
    """The chair answers a comment: accepted, in part or not, and why."""
    rows = TermsComment.objects.filter(case=case, terms__number=number)
    found = get_object_or_404(rows.select_related("written_by"), token=comment)
    section = found.get_section_display()
    return one_form(
        request,
        case,
        lambda data, files: AnswerForm(data, instance=found, case=case, may=request.may),
        title="Answer a comment",
        intro=f"{section}. {found.written_by} wrote:\n{found.text}",
        back=_agree_page(case),
        save=lambda form: rules.answer_comment(
            form.instance, by=request.user, on=timezone.localdate()
        ),
        saved="Answer kept",
    )


@case_view(*READERS, change=P.COMMENT_DRAFT)
@both
def say_whether_agreed(request, case, number):
    """One member's own word on a version."""
    asked = _round_or_404(case, number)
    own = TermsAgreement(
        case=case, terms=asked.terms, given_by=request.user, given_on=timezone.localdate()
    )
    return one_form(
        request,
        case,
        lambda data, files: AgreementForm(data, instance=own, case=case, may=request.may),
        title=f"Do you agree with version {number} of the terms?",
        intro="Your latest word counts. Everybody who reads the panel's papers sees it.",
        back=_agree_page(case),
        save=lambda form: rules.agree(form.instance),
        saved="Your word is kept",
    )


@case_view(*KEEPERS, change=P.LEAD_REVIEW)
@both
def make_terms_final(request, case, number):
    """The chair makes a version final; then the partnership's chair approves it."""
    found = _version_or_404(case, number)
    waiting = [row.name for row in rules.standings(found) if row.said is None]
    return one_form(
        request,
        case,
        lambda data, files: FinalForm(data),
        title=f"Make version {number} of the terms final",
        intro=f"Not heard from: {', '.join(waiting)}." if waiting else "",
        back=_agree_page(case),
        save=lambda form: rules.make_final(found, by=request.user, on=timezone.localdate()),
        saved=f"Version {number} is final",
        submit="Make it final",
    )


@case_view(P.CHANGE_FAMILY, change=P.CHANGE_FAMILY)
@both
def family_line(request, case, number):
    """The line that the family agreed may stand in the terms, and nothing else of theirs."""
    found = _version_or_404(case, number)
    return one_form(
        request,
        case,
        lambda data, files: FamilyLineForm(data, instance=found, case=case, may=request.may),
        title=f"The family's agreed line in version {number}",
        intro="Everybody who reads the terms reads this line. Write only what was agreed with "
        "them, word by word.",
        back=reverse("workflow:terms", args=[case.reference]),
        save=lambda form: rules.say_of_the_family(form.instance),
        saved="Line kept",
    )
