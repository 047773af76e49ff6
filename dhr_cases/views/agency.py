"""An agency's own side: what it was asked, its answers, and its senior officer's approval.

People here see their own agency's requests and nothing else of the review (decisions.md 1).
"""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import signed_in_page
from accounts.roles import Permission as P
from accounts.roles import Role
from dhr_cases import agencies, returns, scoping_return
from dhr_cases.gate import request_view
from dhr_cases.models import AgencyRequest, CaseAssignment, Outcome, RequestKind, Side
from dhr_cases.policy import permissions_on

ROWS = 25
HOW_LONG = {
    RequestKind.SCOPING: "About an hour once your records are searched. If you hold nothing, "
    "three minutes.",
    RequestKind.CHRONOLOGY: "Some days, by how much your records hold. You may save it here and "
    "come back to it.",
    RequestKind.REVIEW: "Several weeks of work. You may save it here and come back to it.",
    RequestKind.ACCURACY: "As long as the reading takes.",
}


@signed_in_page
@require_GET
def our_requests(request):
    """What this person's agency is asked (S70)."""
    found = agencies.with_standing(AgencyRequest.objects.visible_to(request.user))
    page = Paginator(found.order_by("-asked_on", "-pk"), ROWS).get_page(request.GET.get("page"))
    rows = []
    for asked in page:
        words, tag = agencies.standing(asked)
        open_queries = len(agencies.open_challenges(asked))
        rows.append({"asked": asked, "words": words, "tag": tag, "queries": open_queries})
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


def _page(asked):
    return reverse("dhr_cases:our_request", args=[asked.token])


def _way_in(asked) -> tuple[str, str]:
    """Where the agency begins or goes on with its answer, and the words of the button."""
    if asked.kind == RequestKind.SCOPING:
        draft = scoping_return.draft_of(asked)
        if draft.done_pages:
            return reverse("dhr_cases:scoping", args=[asked.token]), "Go on with your answer"
        first = scoping_return.PAGES[0].key
        return reverse("dhr_cases:scoping_page", args=[asked.token, first]), "Start"
    if asked.kind == RequestKind.REVIEW:
        words = "Go on with your return" if returns.kept(asked) else "Start"
        return reverse("dhr_cases:our_return", args=[asked.token]), words
    if asked.kind == RequestKind.CHRONOLOGY:
        return reverse("chronology:our_start", args=[asked.token]), "Your chronology"
    return reverse("workflow:our_accuracy", args=[asked.token]), "Read and answer"


@request_view
@require_GET
def our_request(request, asked):
    """What is asked, why, by when, how long it takes and whom to ring (S71)."""
    agencies.opened(asked, on=timezone.localdate())
    asked = agencies.with_standing(AgencyRequest.objects.filter(pk=asked.pk)).get()
    words, tag = agencies.standing(asked)
    href, start = _way_in(asked)
    open_still = agencies.may_be_answered(asked)
    challenges = [row for row in asked.queries.all() if row.side == Side.TO_AGENCY]
    context = {
        "title": asked.get_kind_display(),
        "asked": asked,
        "lead": asked.case.lead_partnership,
        "how_long": HOW_LONG.get(asked.kind, "As long as the work takes."),
        "words": words,
        "tag": tag,
        "open": open_still,
        "href": href,
        "start": start,
        "people": [row.person for row in asked.named.select_related("person")],
        "may_hold_nothing": open_still and asked.kind != RequestKind.ACCURACY,
        "first_page": scoping_return.NOTHING_HELD[0].key,
        "challenges": challenges,
        "questions": [row for row in asked.queries.all() if row.side == Side.FROM_AGENCY],
        "receipts": asked.receipts.select_related("given_to"),
        "hand_overs": asked.hand_overs.all(),
        "colleagues": _colleagues(asked),
        "back": reverse("dhr_cases:our_requests"),
    }
    context |= _sign_off(request, asked, context["colleagues"], open_still)
    if asked.received_on and hasattr(asked, "scoping_answer"):
        context["sections"] = scoping_return.answers(asked.scoping_answer, _pages(asked))
    return render(request, "dhr_cases/our_request.html", context)


def _pages(asked):
    nothing = asked.outcome == Outcome.NOTHING_HELD
    return scoping_return.NOTHING_HELD if nothing else scoping_return.PAGES


def _sign_off(request, asked, colleagues, open_still) -> dict:
    """Whether the return waits for a senior officer, and whether this person is one."""
    review = asked.kind == RequestKind.REVIEW and asked.answered_by_id is not None
    waits = asked.is_with_senior or (
        review and (open_still or bool(agencies.open_challenges(asked)))
    )
    page = "dhr_cases:sign_off_return" if review else "chronology:our_sign_off"
    senior = P.SIGN_RETURN in permissions_on(asked.case, request.user) if waits else False
    return {
        "waits_for_sign_off": waits and open_still,
        "may_sign": senior and asked.answered_by_id != request.user.pk,
        "sign_off": reverse(page, args=[asked.token]),
        "may_revise": waits and not open_still,
        "has_senior": any(
            row.role == Role.AGENCY_SENIOR and row.user_id != asked.answered_by_id
            for row in colleagues
        ),
    }
