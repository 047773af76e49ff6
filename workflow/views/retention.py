"""How long the records are kept, legal hold, and their disposal by two people (T28)."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from accounts.step_up import recently_confirmed
from dhr_cases.gate import case_view
from dhr_cases.pages import one_form
from govuk.forms import GovukForm
from workflow.forms.release import DisposalForm, LegalHoldForm
from workflow.models import Disposal

both = require_http_methods(["GET", "POST"])


def _back(case):
    return reverse("workflow:retention", args=[case.reference])


@case_view(P.DISPOSE)
@require_GET
def retention(request, case):
    """Legal holds, the proposed disposal, and its certificate."""
    context = {
        "case": case,
        "title": "Retention",
        "holds": case.legalholds.select_related("placed_by", "lifted_by"),
        "disposal": case.disposals.select_related("proposed_by", "approved_by").last(),
    }
    return render(request, "workflow/retention.html", context)


@case_view(P.DISPOSE, change=P.DISPOSE)
@both
def place_legal_hold(request, case):
    """Keep everything until the hold is lifted."""
    return one_form(
        request,
        case,
        lambda data, files: LegalHoldForm(data),
        title="Place a legal hold",
        back=_back(case),
        save=lambda form: case.legalholds.create(
            reason=form.cleaned_data["reason"],
            placed_by=request.user,
            placed_on=timezone.localdate(),
        ),
        saved="Legal hold placed",
    )


@case_view(P.DISPOSE, change=P.DISPOSE)
@both
@recently_confirmed()
def lift_legal_hold(request, case, number):
    """Lift a legal hold."""
    hold = get_object_or_404(case.legalholds, pk=number, lifted_on__isnull=True)

    def save(form):
        hold.lifted_by, hold.lifted_on = request.user, timezone.localdate()
        hold.save()

    return one_form(
        request,
        case,
        lambda data, files: GovukForm(data),
        title="Lift the legal hold",
        intro=hold.reason,
        back=_back(case),
        save=save,
        saved="Legal hold lifted",
        submit="Lift the hold",
    )


@case_view(P.DISPOSE, change=P.DISPOSE)
@both
def propose_disposal(request, case):
    """Say until when the records are kept, and by what rule."""
    disposal = Disposal(case=case, proposed_by=request.user, proposed_on=timezone.localdate())
    return one_form(
        request,
        case,
        lambda data, files: DisposalForm(data, instance=disposal),
        title="Propose the disposal of the records",
        back=_back(case),
        save=lambda form: form.save(),
        saved="Disposal proposed. A second person must approve it.",
    )


@case_view(P.DISPOSE, change=P.DISPOSE)
@both
@recently_confirmed()
def approve_disposal(request, case):
    """Approve a disposal that somebody else proposed."""
    disposal = get_object_or_404(
        case.disposals.filter(approved_on__isnull=True).order_by("-pk")[:1]
    )

    def save(form):
        if disposal.proposed_by_id == request.user.pk:
            raise ValueError("Somebody else must approve what you proposed.")
        disposal.approved_by, disposal.approved_on = request.user, timezone.localdate()
        disposal.save()

    return one_form(
        request,
        case,
        lambda data, files: GovukForm(data),
        title="Approve the disposal of the records",
        intro="The personal data of this review will be removed and cannot be brought back. "
        "The course of the review and the record of who saw what stay.",
        back=_back(case),
        save=save,
        saved="Disposal approved",
        submit="Approve",
        warning=True,
    )
