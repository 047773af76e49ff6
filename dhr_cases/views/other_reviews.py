"""Other reviews of the same death, facts agreed once, and the disclosure log (S111, S112, Z5)."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from dhr_cases.forms.other_reviews import (
    AgreedFactForm,
    DisclosureRequestForm,
    OtherReviewForm,
    WithdrawFactForm,
)
from dhr_cases.gate import case_view
from dhr_cases.models import AgreedFact, DisclosureRequest, FactAgreement, OtherReview
from dhr_cases.pages import one_form

KEEPERS = (P.RUN_CASE, P.LEAD_REVIEW)
TAGS = {"waiting": "due-soon", "given": "on-time", "part": "on-time", "refused": "grey"}
FORM = "dhr_cases/proceeding_form.html"
both = require_http_methods(["GET", "POST"])


@case_view(P.VIEW_PROCEEDINGS, change=KEEPERS)
@both
def other_review(request, case, token):
    """Say how another body's review and this one work together."""
    found = get_object_or_404(case.proceedings, token=token)
    if not found.is_other_review:
        raise Http404
    row = OtherReview.objects.filter(proceeding=found).first()
    row = row or OtherReview(case=case, proceeding=found)
    return one_form(
        request,
        case,
        lambda data, files: OtherReviewForm(data, instance=row),
        title="How the two reviews work together",
        intro=str(found),
        back=reverse("dhr_cases:proceeding", args=[case.reference, found.token]),
        save=lambda form: form.save() and None,
        saved="Saved",
        template=FORM,
    )


@case_view(P.VIEW_PROCEEDINGS)
@require_GET
def facts_page(request, case):
    """Facts of this death that every review of it holds as agreed."""
    rows = list(case.agreedfacts.prefetch_related("agreements__other_review"))
    context = {
        "case": case,
        "title": "Agreed facts",
        "rows": rows,
        "has_reviews": bool(rows) or case.otherreviews.exists(),
        "may_keep": bool(request.may & set(KEEPERS)),
        "back": reverse("dhr_cases:proceedings", args=[case.reference]),
    }
    return render(request, "dhr_cases/agreed_facts.html", context)


def _fact_form(request, case, fact, title):
    reviews = list(case.otherreviews.select_related("proceeding"))
    if not reviews:
        messages.info(request, "Say first how another review and this one work together.")
        return redirect("dhr_cases:proceedings", case.reference)

    @transaction.atomic
    def save(form):
        kept = form.save()
        tokens = form.cleaned_data["agreed_with"]
        chosen = {review for review in reviews if review.token in tokens}
        before = {row.other_review: row for row in kept.agreements.all()}
        for review, row in before.items():
            if review not in chosen:
                row.delete()
        for review in sorted(chosen - set(before), key=lambda row: row.pk):
            FactAgreement(case=case, fact=kept, other_review=review).save()

    return one_form(
        request,
        case,
        lambda data, files: AgreedFactForm(data, instance=fact, reviews=reviews),
        title=title,
        back=reverse("dhr_cases:facts", args=[case.reference]),
        save=save,
        saved="The fact is recorded as agreed",
        template=FORM,
    )


@case_view(P.VIEW_PROCEEDINGS, change=KEEPERS)
@both
def add_fact(request, case):
    """Record a fact that is agreed with another review."""
    return _fact_form(request, case, AgreedFact(case=case), "Record an agreed fact")


@case_view(P.VIEW_PROCEEDINGS, change=KEEPERS)
@both
def change_fact(request, case, token):
    """Change a fact that still stands; what it said before stays in its history."""
    fact = get_object_or_404(case.agreedfacts.filter(withdrawn_on__isnull=True), token=token)
    return _fact_form(request, case, fact, "Change an agreed fact")


@case_view(P.VIEW_PROCEEDINGS, change=KEEPERS)
@both
def withdraw_fact(request, case, token):
    """Say that a fact no longer stands, and why."""
    fact = get_object_or_404(case.agreedfacts.filter(withdrawn_on__isnull=True), token=token)
    return one_form(
        request,
        case,
        lambda data, files: WithdrawFactForm(data, instance=fact),
        title="This fact no longer stands",
        intro=fact.fact,
        back=reverse("dhr_cases:facts", args=[case.reference]),
        save=lambda form: form.save() and None,
        saved="Recorded. Tell the other reviews.",
        template=FORM,
    )


@case_view(P.VIEW_PROCEEDINGS)
@require_GET
def disclosure_log(request, case):
    """Everything that was asked for, decided, and given (S112)."""
    rows = [
        {"asked": row, "words": row.get_answer_display(), "tag": TAGS[row.answer]}
        for row in case.disclosurerequests.all()
    ]
    context = {
        "case": case,
        "title": "Disclosure log",
        "rows": rows,
        "may_keep": bool(request.may & set(KEEPERS)),
        "back": reverse("dhr_cases:proceedings", args=[case.reference]),
    }
    return render(request, "dhr_cases/disclosure_log.html", context)


def _request_form(request, case, row, title):
    return one_form(
        request,
        case,
        lambda data, files: DisclosureRequestForm(data, instance=row),
        title=title,
        back=reverse("dhr_cases:disclosure_log", args=[case.reference]),
        save=lambda form: form.save() and None,
        saved="The request is recorded",
        template=FORM,
    )


@case_view(P.VIEW_PROCEEDINGS, change=KEEPERS)
@both
def add_disclosure(request, case):
    """Record that somebody asks for material."""
    return _request_form(request, case, DisclosureRequest(case=case), "Record a request")


@case_view(P.VIEW_PROCEEDINGS, change=KEEPERS)
@both
def change_disclosure(request, case, token):
    """Record what was decided and what was given."""
    row = get_object_or_404(case.disclosurerequests, token=token)
    return _request_form(request, case, row, "A request for material")
