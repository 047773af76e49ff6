"""Who may see a review: given, ended, extended, barred, and emergency access (S220, S222)."""

from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Max, OuterRef, Subquery
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Undertaking
from accounts.roles import Permission as P
from accounts.roles import Role
from accounts.step_up import recently_confirmed
from audit.models import AuditEvent, Event
from dhr_cases import policy, standing
from dhr_cases.forms.access import AssignForm, BarForm, EmergencyForm, ExtendForm
from dhr_cases.gate import case_view
from dhr_cases.models import CaseAssignment
from dhr_cases.pages import one_form
from govuk.forms import GovukForm

# The chair may manage access too: nobody grants a role to themself, and a small partnership may
# have one coordinator, to whom somebody must be able to open the family's pages.
MANAGERS = (P.MANAGE_ACCESS, P.DECIDE)
both = require_http_methods(["GET", "POST"])


def _back(case):
    return reverse("dhr_cases:access", args=[case.reference])


@case_view(*MANAGERS)
@require_GET
def access(request, case):
    """Who may see this review, as what, since when, until when, and when they last looked."""
    live = CaseAssignment.objects.live().filter(case=case)
    signed = Undertaking.objects.filter(user=OuterRef("user")).order_by("-signed_at")
    people = live.select_related("user", "organisation", "given_by").order_by("user__name", "role")
    people = people.annotate(undertaken_at=Subquery(signed.values("signed_at")[:1]))
    seen = dict(
        AuditEvent.objects.filter(subject=case.reference, event=Event.VIEWED)
        .values_list("actor")
        .annotate(last=Max("at"))
    )
    rows = [{"assignment": row, "seen": seen.get(row.user_id)} for row in people]
    emergencies = case.assignments.filter(role=Role.EMERGENCY).select_related("user", "reviewed_by")
    context = {
        "case": case,
        "title": "Access to this review",
        "rows": rows,
        "bars": case.bars.filter(lifted_on__isnull=True).select_related("user", "barred_by"),
        "emergencies": emergencies.order_by("-pk")[:20],
        "permanent": Role.EMERGENCY,
    }
    return render(request, "dhr_cases/access.html", context)


@case_view(*MANAGERS, change=MANAGERS)
@both
@recently_confirmed()
def give_access(request, case):
    """Give somebody a role on this review."""

    def save(form):
        answers = form.cleaned_data
        policy.assign(
            case,
            answers["user"],
            answers["role"],
            by=request.user,
            on=timezone.localdate(),
            reason=answers["reason"],
            organisation=answers["organisation"],
            last_day_on=answers["last_day_on"],
        )

    return one_form(
        request,
        case,
        lambda data, files: AssignForm(data),
        title="Give somebody a role on this review",
        back=_back(case),
        save=save,
        saved="Role given",
    )


def _live_or_404(case, number):
    return get_object_or_404(
        CaseAssignment.objects.filter(case=case, ended_on__isnull=True), pk=number
    )


def _given_here(assignment):
    if assignment.standing_id:
        raise ValueError("This role is held at the partnership. An administrator changes it there.")


@case_view(*MANAGERS, change=MANAGERS)
@both
def end_access(request, case, number):
    """End a role; from the next page on it opens nothing."""
    assignment = _live_or_404(case, number)

    def save(form):
        _given_here(assignment)
        policy.end(assignment, by=request.user, on=timezone.localdate())

    return one_form(
        request,
        case,
        lambda data, files: GovukForm(data),
        title="End this role",
        intro=f"{assignment.user}: {assignment.get_role_display().lower()}.",
        back=_back(case),
        save=save,
        saved="Role ended",
        submit="End the role",
        warning=True,
    )


@case_view(*MANAGERS, change=MANAGERS)
@both
@recently_confirmed()
def extend_access(request, case, number):
    """Move the last day of a role."""
    assignment = _live_or_404(case, number)

    def save(form):
        _given_here(assignment)
        policy.extend_role(
            assignment,
            by=request.user,
            last_day_on=form.cleaned_data["last_day_on"],
            on=timezone.localdate(),
        )

    return one_form(
        request,
        case,
        lambda data, files: ExtendForm(data, initial={"last_day_on": assignment.last_day_on}),
        title="Move the last day",
        intro=f"{assignment.user}: {assignment.get_role_display().lower()}.",
        back=_back(case),
        save=save,
        saved="Last day moved",
    )


@case_view(*MANAGERS, change=MANAGERS)
@both
@recently_confirmed()
def bar_person(request, case):
    """Keep somebody out of this review, whatever roles they hold."""
    return one_form(
        request,
        case,
        lambda data, files: BarForm(data),
        title="Bar somebody from this review",
        back=_back(case),
        save=lambda form: policy.bar(
            case,
            form.cleaned_data["user"],
            by=request.user,
            on=timezone.localdate(),
            reason=form.cleaned_data["reason"],
        ),
        saved="Barred",
        submit="Bar them",
        warning=True,
    )


@case_view(*MANAGERS, change=MANAGERS)
@both
@recently_confirmed()
def lift_bar(request, case, number):
    """Lift a bar."""
    row = get_object_or_404(case.bars, pk=number, lifted_on__isnull=True)
    return one_form(
        request,
        case,
        lambda data, files: GovukForm(data),
        title="Lift this bar",
        intro=f"{row.user}. Roles at the partnership come back; others must be given again.",
        back=_back(case),
        save=lambda form: standing.lift_bar(row, by=request.user, on=timezone.localdate()),
        saved="Bar lifted",
        submit="Lift the bar",
    )


@case_view(P.VIEW_CASE)
@both
def emergency_access(request, case):
    """Read a review for four hours, with a reason, an alert and a review by somebody else."""

    def save(form):
        policy.take_emergency_access(
            case, request.user, reason=form.cleaned_data["reason"], now=timezone.now()
        )
        transaction.on_commit(partial(_alert, case), robust=True)

    return one_form(
        request,
        case,
        lambda data, files: EmergencyForm(data),
        title="Emergency access",
        intro="You will be able to read this review for four hours. You cannot change or take "
        "anything out. Everything you open is written down.",
        back=case.get_absolute_url(),
        save=save,
        saved="You can read this review for four hours",
        submit="Open the review",
        warning=True,
    )


def _alert(case):
    """Tell the chair and the information-governance officer, without a word about the review."""
    told = {
        user.email
        for permission in (P.DECIDE, P.VIEW_AUDIT)
        for user in policy.holders(case, permission)
    }
    for address in sorted(told):
        send_mail(
            f"{case.reference}: emergency access was used",
            "Sign in to see it. This email has no details on purpose.",
            settings.DEFAULT_FROM_EMAIL,
            [address],
        )


@case_view(*MANAGERS, P.VIEW_AUDIT, change=(*MANAGERS, P.VIEW_AUDIT))
@both
def review_emergency(request, case, number):
    """Close the review of an emergency access."""
    assignment = get_object_or_404(
        case.assignments, pk=number, role=Role.EMERGENCY, reviewed_on__isnull=True
    )
    back = (
        _back(case)
        if request.may & set(MANAGERS)
        else reverse("dhr_cases:who_saw_what", args=[case.reference])
    )
    return one_form(
        request,
        case,
        lambda data, files: GovukForm(data),
        title="Review this emergency access",
        intro=f"{assignment.user}, {timezone.localtime(assignment.until):%-d %B %Y}. "
        f"Their reason: {assignment.reason}",
        back=back,
        save=lambda form: policy.review_emergency(
            assignment, by=request.user, on=timezone.localdate()
        ),
        saved="Emergency access reviewed",
        submit="I have reviewed what was opened",
    )
