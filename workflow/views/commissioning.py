"""Setting up: the chair, the panel, the statutory bodies (S60 to S62)."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from dhr_cases.gate import case_view
from dhr_cases.pages import one_form
from workflow import commissioning
from workflow.chairs import appointment_for
from workflow.forms.commissioning import (
    AgreementForm,
    BodiesForm,
    ChairForm,
    EndChairForm,
    IndependenceForm,
    LeavePanelForm,
    PanelMemberForm,
    SpecialistReasonForm,
)
from workflow.guards.review import current_chair
from workflow.models import (
    STATUTORY_BODIES,
    Agreement,
    AgreementKind,
    PanelMember,
)

READERS = (P.VIEW_WORKING, P.VIEW_BUNDLE, P.DECIDE, P.GIVE_COUNTY_VIEW)
KEEPERS = (P.RUN_CASE, P.LEAD_REVIEW)
both = require_http_methods(["GET", "POST"])


def _form(form_class, instance):
    return lambda data, files: form_class(data, instance=instance)


@case_view(*READERS)
@require_GET
def commissioning_page(request, case):
    """Everything that must be in place before a review begins (T12)."""
    may_keep = bool(request.may & set(KEEPERS))
    context = {
        "case": case,
        "title": "Setting up",
        "chair": current_chair(case),
        "chairs_before": case.chairappointments.filter(ended_on__isnull=False),
        "members": case.panelmembers.select_related("organisation"),
        "specialist_reason": case.specialistreasons.last(),
        "bodies": _bodies(case),
        "data_sharing": case.agreements.filter(kind=AgreementKind.DATA_SHARING).last(),
        "may_keep": may_keep,
        "may_appoint": P.RUN_CASE in request.may,
        "may_compare": P.VIEW_COSTS in request.may,
    }
    return render(request, "workflow/commissioning.html", context)


def _bodies(case):
    settled = {row.body: row for row in case.bodyconsidereds.all()}
    return [(words, settled.get(code)) for code, words in STATUTORY_BODIES[case.regime]]


def _back(case):
    return reverse("workflow:commissioning", args=[case.reference])


@case_view(*READERS, change=P.RUN_CASE)
@both
def appoint_chair(request, case):
    """Appoint the independent chair, or correct the appointment (S60)."""
    chair = current_chair(case) or appointment_for(case)
    return one_form(
        request,
        case,
        _form(ChairForm, chair),
        title="The independent chair",
        back=_back(case),
        save=lambda form: commissioning.keep_chair(
            form.instance, by=request.user, on=timezone.localdate()
        ),
        saved="Chair recorded",
    )


def _current_chair_or_404(case):
    chair = current_chair(case)
    if chair is None:
        raise Http404
    return chair


@case_view(*READERS, change=P.RUN_CASE)
@both
def declare_independence(request, case):
    """Record the chair's declaration of independence; their access begins with it."""
    return one_form(
        request,
        case,
        _form(IndependenceForm, _current_chair_or_404(case)),
        title="The chair's declaration of independence",
        back=_back(case),
        save=lambda form: commissioning.keep_chair(
            form.instance, by=request.user, on=timezone.localdate()
        ),
        saved="Declaration recorded",
    )


@case_view(*READERS, change=P.RUN_CASE)
@both
def end_chair(request, case):
    """End the chair's appointment, and their access with it."""
    return one_form(
        request,
        case,
        _form(EndChairForm, _current_chair_or_404(case)),
        title="End the chair's appointment",
        back=_back(case),
        save=lambda form: commissioning.keep_chair(
            form.instance, by=request.user, on=timezone.localdate()
        ),
        saved="Appointment ended",
        warning=True,
    )


@case_view(*READERS, change=P.RUN_CASE)
@both
def add_member(request, case):
    """Add somebody to the panel (S62)."""
    return _keep_member(request, case, PanelMemberForm, PanelMember(case=case), "Add to the panel")


@case_view(*READERS, change=P.RUN_CASE)
@both
def edit_member(request, case, token):
    """Correct a panel member, or record their declaration and undertaking."""
    member = get_object_or_404(case.panelmembers, token=token)
    return _keep_member(request, case, PanelMemberForm, member, "A member of the panel")


@case_view(*READERS, change=P.RUN_CASE)
@both
def leave_panel(request, case, token):
    """Thank a member and end their access."""
    member = get_object_or_404(case.panelmembers, token=token)
    return _keep_member(request, case, LeavePanelForm, member, "Somebody leaves the panel")


def _keep_member(request, case, form_class, member, title):
    return one_form(
        request,
        case,
        _form(form_class, member),
        title=title,
        back=_back(case),
        save=lambda form: commissioning.keep_member(
            form.instance, by=request.user, on=timezone.localdate()
        ),
        saved="Panel updated",
    )


@case_view(*READERS, change=KEEPERS)
@both
def no_specialist(request, case):
    """Say why no domestic abuse specialist is on the panel (T12)."""
    return one_form(
        request,
        case,
        lambda data, files: SpecialistReasonForm(data),
        title="No domestic abuse specialist on the panel",
        back=_back(case),
        save=lambda form: case.specialistreasons.create(
            reason=form.cleaned_data["reason"], given_on=timezone.localdate()
        ),
        saved="Reason recorded",
    )


@case_view(*READERS, change=KEEPERS)
@both
def consider_bodies(request, case):
    """Go through the bodies that the Act names (section 9(4), section 8A(6))."""
    bodies = STATUTORY_BODIES[case.regime]
    known = {row.body: (row.outcome, row.reason) for row in case.bodyconsidereds.all()}
    return one_form(
        request,
        case,
        lambda data, files: BodiesForm(data, bodies=bodies, known=known),
        title="Statutory bodies",
        back=_back(case),
        save=lambda form: commissioning.consider_bodies(
            case,
            {
                code: (form.cleaned_data[code], form.cleaned_data[f"{code}_reason"])
                for code, _ in bodies
            },
        ),
        saved="Statutory bodies considered",
    )


def record_agreement(request, case, kind, *, title, back):
    """One page for anything a meeting agreed, as minuted."""
    agreement = Agreement(
        case=case,
        kind=kind,
        draft_number=case.progress.draft_number,
        recorded_by=request.user,
    )
    return one_form(
        request,
        case,
        _form(AgreementForm, agreement),
        title=title,
        back=back,
        save=lambda form: form.instance.save(),
        saved="Recorded as minuted",
    )


@case_view(*READERS, change=KEEPERS)
@both
def agree_data_sharing(request, case):
    """Record the data-sharing terms, and the meeting that agreed them."""
    return record_agreement(
        request,
        case,
        AgreementKind.DATA_SHARING,
        title="Data-sharing terms",
        back=_back(case),
    )
