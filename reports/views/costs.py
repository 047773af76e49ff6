"""Statements of cost for the partners: of one review (S65), and of a year (S232)."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import signed_in_page
from accounts.roles import Permission as P
from audit.log import record
from audit.models import Event
from dhr_cases.gate import case_view
from dhr_cases.models import Case
from reports.render import csv
from workflow import costs
from workflow.models import CostKind, FundingAgreement

HEADER = ("Partner", *CostKind.labels, "Owes", "Has paid", "Still to pay")


def _rows(statement: costs.Statement) -> Iterable[tuple]:
    for owed in statement.owed:
        parts = [owed.by_kind[kind] for kind in CostKind.values]
        yield (owed.who, *(f"{amount:.2f}" for amount in (*parts, owed.due, owed.paid, owed.left)))
    for words, amount in statement.not_shared:
        yield (f"Not shared: {words}", f"{amount:.2f}")


def _download(statement, name) -> HttpResponse:
    answer = HttpResponse(csv.rows(HEADER, _rows(statement)), content_type="text/csv")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


@case_view(P.VIEW_COSTS)
@require_GET
def costs_statement(request: HttpRequest, case: Case) -> HttpResponse:
    """What each partner owes of one review, as a spreadsheet; recorded as something that left."""
    payments = case.payments.select_related("organisation")
    made = costs.statement(costs.with_sums(case.costs.all()), payments)
    record(
        Event.EXPORTED,
        actor=request.user,
        subject=case.reference,
        page="reports:costs_statement",
        rows=len(made.owed),
    )
    return _download(made, f"{case.reference}-costs-{timezone.localdate():%Y-%m-%d}")


@signed_in_page
@require_GET
def costs_by_partner(request: HttpRequest) -> HttpResponse:
    """What each partner owes under each agreement, over the reviews this person may see the costs
    of. Six queries, however many agreements and reviews."""
    rows, payments = costs.seen_by(request.user)
    keys = {row.agreement_id for row in (*rows, *payments) if row.agreement_id}
    found = [
        {
            "agreement": agreement,
            "statement": costs.statement(
                [row for row in rows if row.agreement_id == agreement.pk],
                [row for row in payments if row.agreement_id == agreement.pk],
                shares,
            ),
            "reviews": len({row.case_id for row in rows if row.agreement_id == agreement.pk}),
        }
        for shares in [costs.shares_of(keys)]
        for agreement in FundingAgreement.objects.filter(pk__in=keys).select_related("body")
    ]
    record(Event.VIEWED, actor=request.user, page="reports:costs_by_partner")
    context = {"title": "Costs by partner", "found": found}
    return render(request, "reports/costs_by_partner.html", context)
