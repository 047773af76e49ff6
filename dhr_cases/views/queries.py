"""The chair's questions on returns, one at a time, in threads (S79), and agencies' questions."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.roles import Permission as P
from dhr_cases import exchange, returns
from dhr_cases.forms.agency_exchange import AnswerForm, QueryForm, SettleQueryForm
from dhr_cases.gate import case_view
from dhr_cases.models import AgencyQuery, AgencyRequest, Side
from dhr_cases.pages import one_form

ASKERS = (P.RUN_CASE, P.LEAD_REVIEW)
both = require_http_methods(["GET", "POST"])


def _queries(case):
    people = ("request__organisation", "asked_by", "answered_by")
    return AgencyQuery.objects.filter(case=case).select_related(*people)


def threads(rows) -> list[list[AgencyQuery]]:
    """Questions in their threads: each first question, then those that follow from it."""
    found: dict[int, list[AgencyQuery]] = {}
    heads: dict[int, int] = {}
    for row in rows:
        head = heads.get(row.follows_id, row.pk)
        heads[row.pk] = head
        found.setdefault(head, []).append(row)
    return list(found.values())


@case_view(P.VIEW_RETURNS)
@require_GET
def queries(request, case):
    """Every question on a return, its answer, and how it stands (S79)."""
    rows = list(_queries(case).order_by("request__organisation__name", "pk"))
    challenges = [row for row in rows if row.side == Side.TO_AGENCY]
    groups: dict = {}
    for thread in threads(challenges):
        groups.setdefault(thread[0].request, []).append(thread)
    context = {
        "case": case,
        "title": "Queries",
        "groups": list(groups.items()),
        "open": sum(row.settled_on is None for row in challenges),
        "from_agencies": [row for row in rows if row.side == Side.FROM_AGENCY],
        "may_settle": bool(request.may & set(ASKERS)),
    }
    return render(request, "dhr_cases/queries.html", context)


@case_view(P.VIEW_RETURNS, change=ASKERS)
@both
def ask(request, case, token):
    """Ask an agency one question on what it sent."""
    rows = case.agencyrequests.select_related("case", "organisation")
    asked = get_object_or_404(rows, token=token)

    def save(form):
        exchange.ask_query(
            asked,
            side=Side.TO_AGENCY,
            question=form.cleaned_data["question"],
            by=request.user,
            on=timezone.localdate(),
        )

    return one_form(
        request,
        case,
        lambda data, files: QueryForm(data),
        title=f"Ask {asked.organisation} about its return",
        back=reverse("dhr_cases:agency_request", args=[case.reference, token]),
        save=save,
        saved="Asked. The agency sees it when it signs in.",
        submit="Ask",
    )


@case_view(P.VIEW_RETURNS, change=ASKERS)
@both
def settle(request, case, token):
    """Call an answer enough or carry it to the panel; or answer what an agency asked us."""
    query = get_object_or_404(_queries(case), token=token, settled_on__isnull=True)
    ours = query.side == Side.TO_AGENCY
    today = timezone.localdate()

    def save(form):
        if ours:
            exchange.settle_query(query, by=request.user, on=today, **form.cleaned_data)
        else:
            answer = form.cleaned_data["answer"]
            exchange.answer_query(form.instance, answer=answer, by=request.user, on=today)

    def build(data, files):
        return SettleQueryForm(data) if ours else AnswerForm(data, instance=query)

    said = f"{query.question}\n\n{query.answer or 'Not answered yet.'}" if ours else query.question
    return one_form(
        request,
        case,
        build,
        title=f"{query.request.organisation}: {'is that enough' if ours else 'their question'}",
        intro=said,
        back=reverse("dhr_cases:queries", args=[case.reference]),
        save=save,
        saved="Settled" if ours else "Answered",
        submit="Save",
    )


@case_view(P.VIEW_RETURNS, change=ASKERS)
@require_POST
def accept(request, case, token):
    """Say that what came from an agency is enough; its own recommendations join the review's."""
    rows = AgencyRequest.objects.select_related("case", "organisation").prefetch_related("queries")
    asked = get_object_or_404(rows, case=case, token=token)
    try:
        made = returns.accept(asked, by=request.user, on=timezone.localdate())
    except ValueError as refused:
        messages.error(request, str(refused))
    else:
        added = f" {len(made)} of its recommendations joined the review's." if made else ""
        messages.success(request, f"Accepted.{added}")
    return redirect("dhr_cases:agency_request", reference=case.reference, token=token)
