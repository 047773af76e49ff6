"""Letters that change a decision: replies and directions (S50, T08-T10)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from accounts.step_up import recently_confirmed
from dhr_cases.gate import case_view
from dhr_cases.models import Case
from dhr_cases.pages import one_form
from documents.intake import store
from documents.models import Document, DocumentKind, Zone
from workflow.forms.decision import DirectionForm, HomeOfficeReplyForm, SignForm
from workflow.views.criteria import READERS


def _letter(form, case: Case, kind: DocumentKind, by) -> Document:
    """The letter chosen, or the file that was added as one."""
    given = form.cleaned_data
    if given.get("document"):
        return given["document"]
    version = store(
        case,
        content=given["content"],
        name=given["file"].name,
        by=by,
        kind=kind,
        zone=Zone.WORKING,
    )
    return version.document


@case_view(*READERS, change=P.RUN_CASE)
@require_http_methods(["GET", "POST"])
def home_office_reply(request: HttpRequest, case: Case) -> HttpResponse:
    """Record what the Home Office answered, with its letter (T08, T09)."""

    def save(form):
        case.home_office_replies.create(
            decision_round=case.progress.decision_round,
            kind=form.cleaned_data["kind"],
            received_on=form.cleaned_data["received_on"],
            letter=_letter(form, case, DocumentKind.HO_REPLY, request.user),
            recorded_by=request.user,
        )

    return one_form(
        request,
        case,
        lambda data, files: HomeOfficeReplyForm(data, files, case=case, kind=DocumentKind.HO_REPLY),
        title="Record a Home Office reply",
        back=reverse("workflow:decision", args=[case.reference]),
        save=save,
        saved="Reply recorded",
        submit="Record",
    )


@case_view(*READERS)
@require_GET
def direction(request: HttpRequest, case: Case) -> HttpResponse:
    """Directions of the Secretary of State, who signed under them, and withdrawals."""
    rows = case.directions.select_related("letter", "recorded_by")
    context = {
        "case": case,
        "title": "Directions of the Secretary of State",
        "back": reverse("workflow:decision", args=[case.reference]),
        "directions": [
            {
                "row": row,
                "signed": [sign for sign in row.countersignatures.all() if not sign.withdraws],
                "withdrawn": [sign for sign in row.countersignatures.all() if sign.withdraws],
                "may_sign": P.DECIDE in request.may and row.recorded_by_id != request.user.pk,
            }
            for row in rows.prefetch_related("countersignatures__signed_by")
        ],
        "may_run": P.RUN_CASE in request.may,
        "may_decide": P.DECIDE in request.may,
    }
    return render(request, "workflow/direction.html", context)


@case_view(*READERS, change=P.RUN_CASE)
@require_http_methods(["GET", "POST"])
def record_direction(request: HttpRequest, case: Case) -> HttpResponse:
    """Record a direction, with the letter, its date and the body it directs (T10)."""

    def save(form):
        case.directions.create(
            letter=_letter(form, case, DocumentKind.DIRECTION, request.user),
            directed_body=form.cleaned_data["directed_body"],
            directed_on=form.cleaned_data["directed_on"],
            recorded_by=request.user,
        )

    return one_form(
        request,
        case,
        lambda data, files: DirectionForm(data, files, case=case, kind=DocumentKind.DIRECTION),
        title="Record a direction",
        back=reverse("workflow:direction", args=[case.reference]),
        save=save,
        saved="Direction recorded",
        submit="Record",
    )


@case_view(P.DECIDE)
@require_http_methods(["GET", "POST"])
def countersign(request: HttpRequest, case: Case, number: int, what: str) -> HttpResponse:
    """The partnership's chair signs under a direction, or under its withdrawal."""
    if what not in ("signed", "withdrawn"):
        raise Http404
    if request.method == "POST":
        return _signed(request, case, number, what)
    return _sign_page(request, case, number, what)


def _sign_page(request: HttpRequest, case: Case, number: int, what: str) -> HttpResponse:
    row = get_object_or_404(case.directions, pk=number)
    withdraws = what == "withdrawn"

    def save(form):
        if row.recorded_by_id == request.user.pk:
            raise ValueError("Somebody other than the person who recorded it must sign.")
        if row.countersignatures.filter(withdraws=withdraws).exists():
            raise ValueError("This has already been signed.")
        row.countersignatures.create(
            case=case,
            withdraws=withdraws,
            signed_by=request.user,
            signed_on=timezone.localdate(),
        )

    title = "The direction is withdrawn" if withdraws else "Countersign the direction"
    return one_form(
        request,
        case,
        lambda data, files: SignForm(data, user=request.user),
        title=title,
        intro=f"Directs {row.directed_body}, dated {row.directed_on:%-d %B %Y}.",
        back=reverse("workflow:direction", args=[case.reference]),
        save=save,
        saved="Signed",
        submit="Sign",
    )


_signed = recently_confirmed()(_sign_page)
