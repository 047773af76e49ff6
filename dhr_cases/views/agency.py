"""An agency's own side: what it was asked, its answers, and its senior officer's approval.

People here see their own agency's requests and nothing else of the review (decisions.md 1).
"""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import signed_in_page
from accounts.roles import Permission as P
from accounts.roles import Role
from dhr_cases import agencies
from dhr_cases.forms.agency import (
    AccuracyForm,
    NothingHeldForm,
    ReturnSummaryForm,
    ScopingForm,
    SignOffForm,
)
from dhr_cases.gate import request_view
from dhr_cases.models import AgencyRequest, CaseAssignment, RequestKind
from dhr_cases.pages import one_form
from dhr_cases.policy import permissions_on

ROWS = 25
FORMS = {
    RequestKind.SCOPING: (ScopingForm, "What do you hold?"),
    RequestKind.REVIEW: (ReturnSummaryForm, "Your agency's return"),
    RequestKind.ACCURACY: (AccuracyForm, "Is the draft accurate?"),
}
HOW_LONG = {
    RequestKind.SCOPING: "About an hour once your records are searched. If you hold nothing, "
    "three minutes.",
    RequestKind.CHRONOLOGY: "Some days, by how much your records hold. You may save it here and "
    "come back to it.",
    RequestKind.REVIEW: "Several weeks of work. You may save it here and come back to it.",
    RequestKind.ACCURACY: "As long as the reading takes.",
}
both = require_http_methods(["GET", "POST"])


@signed_in_page
@require_GET
def our_requests(request):
    """What this person's agency is asked (S70)."""
    found = AgencyRequest.objects.visible_to(request.user).select_related("case", "organisation")
    page = Paginator(found.order_by("-asked_on", "-pk"), ROWS).get_page(request.GET.get("page"))
    rows = []
    for asked in page:
        words, tag = agencies.standing(asked)
        rows.append({"asked": asked, "words": words, "tag": tag})
    context = {"title": "What your agency is asked", "rows": rows, "page": page}
    return render(request, "dhr_cases/our_requests.html", context)


def _colleagues(asked):
    """The people of the same agency who can see this request, and the part each plays."""
    rows = CaseAssignment.objects.live().filter(
        case=asked.case,
        organisation=asked.organisation,
        role__in=(Role.AGENCY_AUTHOR, Role.AGENCY_SENIOR),
        user__is_active=True,
    )
    return list(rows.select_related("user"))


@request_view
@require_GET
def our_request(request, asked):
    """What is asked, why, by when, how long it takes and whom to ring (S71)."""
    colleagues = _colleagues(asked)
    may = permissions_on(asked.case, request.user)
    words, tag = agencies.standing(asked)
    waits_for_sign_off = bool(
        asked.kind == RequestKind.REVIEW
        and asked.answered_by_id
        and agencies.may_be_answered(asked)
    )
    context = {
        "title": asked.get_kind_display(),
        "asked": asked,
        "lead": asked.case.lead_partnership,
        "how_long": HOW_LONG[RequestKind(asked.kind)],
        "words": words,
        "tag": tag,
        "open": agencies.may_be_answered(asked),
        "scoping": getattr(asked, "scoping_answer", None),
        "waits_for_sign_off": waits_for_sign_off,
        "may_sign": waits_for_sign_off
        and P.SIGN_RETURN in may
        and asked.answered_by_id != request.user.pk,
        "colleagues": colleagues,
        "has_senior": any(
            row.role == Role.AGENCY_SENIOR and row.user_id != asked.answered_by_id
            for row in colleagues
        ),
        "back": reverse("dhr_cases:our_requests"),
    }
    return render(request, "dhr_cases/our_request.html", context)


def _page(asked):
    return reverse("dhr_cases:our_request", args=[asked.token])


def _open_or_404(asked):
    if not agencies.may_be_answered(asked):
        raise Http404


def _receipt(asked) -> str:
    now = timezone.localtime()
    return f"Received, {now:%-d %B %Y at %H:%M}. Your reference is {asked.case.reference}."


@request_view
@both
def answer_request(request, asked):
    """Answer what was asked: the scoping questions, the return, or the accuracy check (S72)."""
    _open_or_404(asked)
    if asked.kind not in FORMS:
        raise Http404  # a chronology is answered with its rows, on pages of its own
    form_class, title = FORMS[RequestKind(asked.kind)]
    review = asked.kind == RequestKind.REVIEW

    def save(form):
        if hasattr(form, "save_scoping"):
            form.save_scoping()
        agencies.answer(form.instance, by=request.user, on=timezone.localdate())

    return one_form(
        request,
        None,
        lambda data, files: form_class(data, instance=asked),
        title=title,
        back=_page(asked),
        save=save,
        saved="Saved. A senior officer of your agency now signs it off."
        if review
        else _receipt(asked),
        submit="Save and pass to a senior officer" if review else "Send",
    )


@request_view
@both
def nothing_held(request, asked):
    """Say that the agency holds nothing, and what was searched."""
    _open_or_404(asked)
    if asked.kind == RequestKind.ACCURACY:
        raise Http404
    return one_form(
        request,
        None,
        lambda data, files: NothingHeldForm(data, instance=asked),
        title="You hold nothing",
        back=_page(asked),
        save=lambda form: agencies.answer(
            form.instance, by=request.user, on=timezone.localdate(), nothing_held=True
        ),
        saved=_receipt(asked),
        submit="Send",
    )


@request_view
@both
def sign_off_return(request, asked):
    """Approve the agency's return, or hand it back to its author (S77)."""
    if P.SIGN_RETURN not in permissions_on(asked.case, request.user):
        raise PermissionDenied
    _open_or_404(asked)
    if asked.kind != RequestKind.REVIEW or asked.answered_by_id is None:
        raise Http404

    def save(form):
        if form.cleaned_data["approved"]:
            agencies.sign_off(form.instance, by=request.user, on=timezone.localdate())
        else:
            agencies.hand_back(form.instance)

    approves = request.POST.get("approved") == "yes"
    return one_form(
        request,
        None,
        lambda data, files: SignOffForm(data, instance=asked),
        title="Sign off the return",
        intro=asked.answer,
        back=_page(asked),
        save=save,
        saved=_receipt(asked) if approves else "Handed back to the person who wrote it.",
        submit="Save",
    )
