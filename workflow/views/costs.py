"""What a review costs and who pays (S65), and the funding agreements behind it (S247)."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import signed_in_page
from accounts.models import Organisation, StandingRole, User
from accounts.roles import Permission as P
from accounts.roles import Role
from dhr_cases.gate import case_view
from dhr_cases.models import Case
from dhr_cases.pages import one_form
from workflow import costs
from workflow.forms.costs import AgreementForm, CostForm, InvoiceForm, PaymentForm, SharesForm
from workflow.models import Cost, CostKind, FundingAgreement, FundingPartner, Invoice, Payment
from workflow.sharing import Share, faults

both = require_http_methods(["GET", "POST"])
KEEPERS = (Role.COORDINATOR, Role.COUNTY_PARTNER)


@case_view(P.VIEW_COSTS)
@require_GET
def costs_page(request: HttpRequest, case: Case) -> HttpResponse:
    """What was quoted, approved, invoiced and paid, and each partner's part of it."""
    rows = list(
        costs.with_sums(case.costs.all()).select_related("agreement").prefetch_related("invoices")
    )
    payments = list(case.payments.select_related("organisation", "agreement"))
    return render(
        request,
        "workflow/costs.html",
        {
            "case": case,
            "title": "Costs",
            "rows": [_row(cost) for cost in rows],
            "payments": payments,
            "statement": costs.statement(rows, payments),
            "may_change": P.CHANGE_COSTS in request.may,
        },
    )


def _row(cost):
    over = cost.limit is not None and cost.invoiced > cost.limit
    against = ""
    if cost.quoted is not None and cost.invoiced != cost.quoted:
        beyond = cost.invoiced - cost.quoted
        against = f"£{abs(beyond):,.2f} {'above' if beyond > 0 else 'below'} the quote"
    return {"cost": cost, "over": over, "against": against}


def _back(case):
    return reverse("workflow:costs", args=[case.reference])


def _cost_form(request, case, cost, title):
    return one_form(
        request,
        case,
        lambda data, files: CostForm(data, instance=cost, agreements=costs.agreements_for(case)),
        title=title,
        back=_back(case),
        save=lambda form: form.save() and None,
        saved="The cost is recorded",
    )


@case_view(P.CHANGE_COSTS, change=P.CHANGE_COSTS)
@both
def add_cost(request: HttpRequest, case: Case) -> HttpResponse:
    """Record something the review pays for."""
    return _cost_form(request, case, Cost(case=case), "Record a cost")


@case_view(P.CHANGE_COSTS, change=P.CHANGE_COSTS)
@both
def change_cost(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Change what was quoted, approved or agreed."""
    return _cost_form(request, case, get_object_or_404(case.costs, token=token), "Change a cost")


def _invoice_form(request, case, invoice, title):
    return one_form(
        request,
        case,
        lambda data, files: InvoiceForm(data, instance=invoice, today=timezone.localdate()),
        title=title,
        intro=f"{invoice.cost.get_kind_display()}: {invoice.cost.description}",
        back=_back(case),
        save=lambda form: form.save() and None,
        saved="The invoice is recorded",
    )


@case_view(P.CHANGE_COSTS, change=P.CHANGE_COSTS)
@both
def add_invoice(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Record an invoice for a cost."""
    cost = get_object_or_404(case.costs, token=token)
    return _invoice_form(request, case, Invoice(case=case, cost=cost), "Record an invoice")


@case_view(P.CHANGE_COSTS, change=P.CHANGE_COSTS)
@both
def change_invoice(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Change an invoice, or say when it was paid."""
    invoice = get_object_or_404(case.invoices.select_related("cost"), token=token)
    return _invoice_form(request, case, invoice, "Change an invoice")


def _payment_form(request, case, payment, title):
    agreements = costs.agreements_for(case)
    return one_form(
        request,
        case,
        lambda data, files: PaymentForm(
            data, instance=payment, agreements=agreements, today=timezone.localdate()
        ),
        title=title,
        back=_back(case),
        save=lambda form: form.save() and None,
        saved="The payment is recorded",
    )


@case_view(P.CHANGE_COSTS, change=P.CHANGE_COSTS)
@both
def add_payment(request: HttpRequest, case: Case) -> HttpResponse:
    """Record what a partner paid towards this review."""
    return _payment_form(request, case, Payment(case=case), "Record a partner's payment")


@case_view(P.CHANGE_COSTS, change=P.CHANGE_COSTS)
@both
def change_payment(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Put a payment right."""
    payment = get_object_or_404(case.payments, token=token)
    return _payment_form(request, case, payment, "Change a partner's payment")


def bodies_kept_by(user: User) -> list[Organisation]:
    """The bodies whose funding agreements this person keeps: their own, and its county."""
    roles = StandingRole.objects.in_force(timezone.localdate()).filter(user=user, role__in=KEEPERS)
    own = Organisation.objects.filter(pk__in=roles.values("organisation"))
    counties = Organisation.objects.filter(pk__in=own.values("county"))
    return list((own | counties).distinct().order_by("name"))


def _agreement_or_404(user, token):
    bodies = bodies_kept_by(user)
    rows = FundingAgreement.objects.filter(body__in=bodies).select_related("body")
    return get_object_or_404(rows, token=token)


@signed_in_page
@require_GET
def agreements(request: HttpRequest) -> HttpResponse:
    """The funding agreements of a person's bodies, newest first; nothing of any review."""
    bodies = bodies_kept_by(request.user)
    if not bodies:
        raise Http404
    rows = FundingAgreement.objects.filter(body__in=bodies).select_related("body")
    context = {"title": "Funding agreements", "rows": rows, "bodies": bodies}
    return render(request, "workflow/agreements.html", context)


@signed_in_page
@require_GET
def agreement(request: HttpRequest, token: str) -> HttpResponse:
    """One agreement: who takes part, and who pays each kind of cost."""
    found = _agreement_or_404(request.user, token)
    by_kind: dict[str, list] = {}
    for row in found.shares.select_related("organisation"):
        by_kind.setdefault(row.kind, []).append(row)
    kinds = [
        {
            "kind": kind,
            "shares": by_kind.get(kind, []),
            "faults": faults(
                [Share(str(row), row.percent, row.cap) for row in by_kind.get(kind, [])]
            ),
        }
        for kind in CostKind
    ]
    context = {
        "title": f"Funding agreement {found}",
        "agreement": found,
        "partners": found.partners.select_related("organisation"),
        "kinds": kinds,
        "back": reverse("workflow:agreements"),
    }
    return render(request, "workflow/agreement.html", context)


def _agreement_form(request, row, title):
    @transaction.atomic
    def save(form):
        kept = form.save()
        chosen = set(form.cleaned_data["partners"])
        before = {partner.organisation: partner for partner in kept.partners.all()}
        for body, partner in before.items():
            if body not in chosen:
                partner.delete()
        for body in chosen - set(before):
            FundingPartner(agreement=kept, organisation=body).save()
        return reverse("workflow:agreement", args=[kept.token])

    return one_form(
        request,
        None,
        lambda data, files: AgreementForm(data, instance=row, today=timezone.localdate()),
        title=title,
        intro=f"Made for {row.body}.",
        back=reverse("workflow:agreements"),
        save=save,
        saved="The agreement is recorded",
    )


@signed_in_page
@both
def add_agreement(request: HttpRequest, key: str) -> HttpResponse:
    """Record what was agreed for a year."""
    body = next((row for row in bodies_kept_by(request.user) if row.key == key), None)
    if body is None:
        raise Http404
    return _agreement_form(request, FundingAgreement(body=body), "Record a funding agreement")


@signed_in_page
@both
def change_agreement(request: HttpRequest, token: str) -> HttpResponse:
    """Change an agreement's days, source or partners."""
    return _agreement_form(
        request, _agreement_or_404(request.user, token), "Change a funding agreement"
    )


@signed_in_page
@both
def shares(request: HttpRequest, token: str, kind: str) -> HttpResponse:
    """Say who pays one kind of cost; shares that do not make up the whole are refused."""
    found = _agreement_or_404(request.user, token)
    if kind not in CostKind.values:
        raise Http404
    return one_form(
        request,
        None,
        lambda data, files: SharesForm(data, agreement=found, kind=kind),
        title=f"Who pays: {CostKind(kind).label.lower()}",
        back=reverse("workflow:agreement", args=[found.token]),
        save=lambda form: costs.settle_shares(found, kind, form.shares()),
        saved="The shares are recorded",
    )
