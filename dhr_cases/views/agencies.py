"""What each agency was asked and what came of it, as the review's own people see it (S41)."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from dhr_cases import agencies, chasing, returns, scoping_return
from dhr_cases.forms.agencies import (
    AskForm,
    ReceivedForm,
    RequestForm,
    ScopingReceivedForm,
    SettleForm,
)
from dhr_cases.gate import case_view
from dhr_cases.models import AgencyRequest, Outcome, RequestKind
from dhr_cases.pages import one_form
from dhr_cases.together import fetch_together

READERS = (P.VIEW_WORKING, P.VIEW_RETURNS)
both = require_http_methods(["GET", "POST"])


def _back(case):
    return reverse("dhr_cases:agencies", args=[case.reference])


@case_view(*READERS)
@require_GET
def agencies_page(request, case):
    """Every agency asked, for scoping, for its return and for the accuracy check (S41, S78)."""
    rows = chasing.with_last_chased(agencies.with_standing(case.agencyrequests.all()))
    asked = {kind: [] for kind in RequestKind}
    for row in rows:
        words, tag = agencies.standing(row)
        asked[RequestKind(row.kind)].append(
            {
                "request": row,
                "words": words,
                "tag": tag,
                "chased": chasing.last_chased(row),
                "scoping": row.scoping_answer if _has_come(row) else None,
            }
        )
    context = {
        "case": case,
        "title": "Agencies",
        "groups": [(kind, found) for kind, found in asked.items()],
        "any": any(asked.values()),
        "waiting": sum(row.outcome == Outcome.WAITING for row in rows),
        "may_run": P.RUN_CASE in request.may,
        "may_read": P.VIEW_RETURNS in request.may,
        "may_manage_access": P.MANAGE_ACCESS in request.may,
        "may_lead": P.LEAD_REVIEW in request.may,
    }
    return render(request, "dhr_cases/agencies.html", context)


@case_view(P.RUN_CASE)
@both
def ask_agencies(request, case):
    """Ask several agencies the same thing in one act (S40)."""
    kind = request.GET.get("kind", "")
    initial = {"kind": kind, "asked_on": timezone.localdate()}

    def save(form):
        answers = form.cleaned_data
        agencies.ask(
            case,
            answers["agencies"],
            kind=answers["kind"],
            form=answers["form"],
            question=answers["question"],
            due_on=answers["due_on"],
            by=request.user,
            on=answers["asked_on"],
            ways=dict.fromkeys([body.pk for body in answers["agencies"]], answers["how"]),
        )

    return one_form(
        request,
        case,
        lambda data, files: AskForm(data, case=case, initial=initial),
        title="Ask agencies",
        back=_back(case),
        save=save,
        saved="The agencies are recorded as asked. Nothing is sent from here by itself.",
        submit="Record that they are asked",
    )


def _has_come(asked) -> bool:
    """Whether an agency's own words are ours to read: what it is still writing is its own."""
    return asked.received_on is not None and hasattr(asked, "scoping_answer")


def _asked_or_404(case, token) -> AgencyRequest:
    rows = agencies.with_standing(case.agencyrequests.all()).select_related("accepted_by")
    return get_object_or_404(rows, token=token)


@case_view(P.VIEW_RETURNS)
@require_GET
def agency_request(request, case, token):
    """One request with the agency's answer in full."""
    asked = _asked_or_404(case, token)
    words, tag = agencies.standing(asked)
    come = asked.received_on is not None
    may_run = P.RUN_CASE in request.may
    may_know = P.VIEW_IDENTITY in request.may
    kept = fetch_together(
        named=asked.named.select_related("person"),
        steps=asked.escalations.select_related("taken_by"),
        reminders=asked.reminders.all(),
        receipts=asked.receipts.all(),
        hand_overs=asked.hand_overs.select_related("asked_by"),
    )
    context = {
        "case": case,
        "title": f"{asked.get_kind_display()}: {asked.organisation}",
        "asked": asked,
        "scoping": scoping_return.answers(asked.scoping_answer) if _has_come(asked) else [],
        "come": come,
        "words": words,
        "tag": tag,
        "may_run": may_run,
        "may_lead": P.LEAD_REVIEW in request.may,
        "may_query": come and asked.outcome == Outcome.RECEIVED,
        "may_accept": come and not asked.accepted_on and not agencies.open_challenges(asked),
        "may_manage_access": P.MANAGE_ACCESS in request.may,
        "named": kept["named"] if may_know else [],
        "people_named": 0 if may_know else len(kept["named"]),
        "waiting": agencies.may_be_answered(asked),
        "steps": chasing.taken(kept["steps"]),
        "reminders": kept["reminders"],
        "receipts": kept["receipts"],
        "hand_overs": kept["hand_overs"] if may_run else [],
        "back": _back(case),
    }
    if come:
        context |= returns.shown(asked)
    return render(request, "dhr_cases/agency_request.html", context)


@case_view(P.RUN_CASE)
@both
def change_request(request, case, token):
    """Change what was asked, or when it is due, while nothing has come."""
    asked = _asked_or_404(case, token)
    if not agencies.may_be_answered(asked):
        raise Http404
    return one_form(
        request,
        case,
        lambda data, files: RequestForm(data, instance=asked),
        title=f"Change what was asked of {asked.organisation}",
        back=reverse("dhr_cases:agency_request", args=[case.reference, token]),
        save=lambda form: form.save(),
        saved="Changed. What was asked before is kept in the history.",
    )


@case_view(P.RUN_CASE)
@both
def receive(request, case, token):
    """Record what came by post, e-mail or telephone."""
    asked = _asked_or_404(case, token)
    form = ScopingReceivedForm if asked.kind == RequestKind.SCOPING else ReceivedForm
    return one_form(
        request,
        case,
        lambda data, files: form(data, instance=asked),
        title=f"What came from {asked.organisation}",
        intro=f"{asked.get_kind_display()}. Use this for what came by post, e-mail or telephone.",
        back=_back(case),
        save=lambda form: form.save(),
        saved="Recorded as received",
    )


@case_view(P.RUN_CASE)
@both
def settle(request, case, token):
    """Record that nothing came, and what was done about it (process.md 4.2)."""
    asked = _asked_or_404(case, token)
    if asked.outcome in agencies.ENDED:
        raise Http404
    return one_form(
        request,
        case,
        lambda data, files: SettleForm(data, instance=asked),
        title=f"Nothing came from {asked.organisation}",
        intro="The review can go on without it when you say what was done. If it comes later, "
        "it is still welcome and can be recorded.",
        back=_back(case),
        save=lambda form: form.save(),
        saved="Recorded",
    )
