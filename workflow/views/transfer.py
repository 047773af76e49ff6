"""Asking another partnership to lead, and its written answer (T03)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from dhr_cases.gate import case_view
from dhr_cases.models import Case
from dhr_cases.pages import one_form
from workflow.forms.transfer import AcceptanceForm, OfferForm, ResidenceForm
from workflow.models import Progress, TransferOffer
from workflow.views.criteria import READERS

KEEPERS = (P.RUN_CASE, P.DECIDE)
TOO_LATE = "A review is transferred before its decision. This one has gone further."


def _back(case: Case) -> str:
    return reverse("workflow:transfer", args=[case.reference])


def _is_open(case: Case) -> bool:
    return case.progress.status in Progress.step("transfer").sources


def _save_while_open(case: Case):
    def save(form):
        if not _is_open(case):
            raise ValueError(TOO_LATE)
        form.save()

    return save


@case_view(*READERS)
@require_GET
def transfer(request: HttpRequest, case: Case) -> HttpResponse:
    """Why another area may lead, whom we asked, and what they answered."""
    context = {
        "case": case,
        "title": "Another area may lead",
        "opened": case.transfers.select_related("lead_partnership"),
        "offers": case.transferoffers.select_related("to_partnership"),
        "may_keep": bool(request.may & set(KEEPERS)) and _is_open(case),
        "may_take": P.DECIDE in request.may and _is_open(case),
        "is_open": _is_open(case),
    }
    return render(request, "workflow/transfer.html", context)


@case_view(*KEEPERS)
@require_http_methods(["GET", "POST"])
def residence(request: HttpRequest, case: Case) -> HttpResponse:
    """Record where the person lived, and what follows."""
    return one_form(
        request,
        case,
        lambda data, files: ResidenceForm(data, instance=case),
        title="Which area leads",
        back=_back(case),
        save=_save_while_open(case),
        saved="Saved",
        submit="Save",
    )


@case_view(*KEEPERS)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, case: Case) -> HttpResponse:
    """Record that another partnership was asked."""
    return one_form(
        request,
        case,
        lambda data, files: OfferForm(data, instance=TransferOffer(case=case)),
        title="Ask another partnership to lead",
        intro="This records that you asked. The clock here goes on until the transfer is taken.",
        back=_back(case),
        save=_save_while_open(case),
        saved="Recorded",
        submit="Record",
    )


@case_view(*KEEPERS)
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    """Record the other partnership's written answer."""
    offer = get_object_or_404(case.transferoffers, pk=number)
    return one_form(
        request,
        case,
        lambda data, files: AcceptanceForm(data, instance=offer),
        title="The other area accepts",
        back=_back(case),
        save=_save_while_open(case),
        saved="Recorded",
        submit="Record",
    )
