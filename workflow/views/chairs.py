"""The directory of chairs (S244), and the choice of one for a review (S60)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from accounts.roles import Role
from dhr_cases.gate import case_view, standing_view
from dhr_cases.models import Case
from dhr_cases.pages import one_form
from workflow import chairs
from workflow.forms.chairs import (
    ChooseForm,
    InviteForm,
    ListedChairForm,
    MilestoneForm,
    QuoteForm,
    ThanksForm,
    TrainingForm,
)
from workflow.guards.review import current_chair
from workflow.models import ChairTraining, ContractMilestone, ListedChair

KEEPERS = (Role.COORDINATOR, Role.ADMINISTRATOR)
both = require_http_methods(["GET", "POST"])


@standing_view(*KEEPERS)
@require_GET
def directory(request: HttpRequest) -> HttpResponse:
    """Every chair: areas, skills, how many reviews they chair now; nothing of any review."""
    rows = ListedChair.objects.with_load(timezone.localdate()).prefetch_related("areas__area")
    context = {"title": "Independent chairs", "rows": rows, "today": timezone.localdate()}
    return render(request, "workflow/chairs.html", context)


@standing_view(*KEEPERS)
@require_GET
def listed_chair(request: HttpRequest, token: str) -> HttpResponse:
    """All that the directory holds of one chair."""
    rows = ListedChair.objects.with_load(timezone.localdate())
    found = get_object_or_404(rows, token=token)
    context = {
        "title": found.name,
        "chair": found,
        "areas": found.areas.select_related("area"),
        "training": found.training.all(),
        "back": reverse("workflow:chairs"),
        "today": timezone.localdate(),
    }
    return render(request, "workflow/chair.html", context)


def _chair_form(request, chair, title):
    def save(form):
        chairs.keep_listed(form.instance, form.cleaned_data["areas"])
        return reverse("workflow:listed_chair", args=[form.instance.token])

    back = [chair.token] if chair.pk else []
    return one_form(
        request,
        None,
        lambda data, files: ListedChairForm(data, instance=chair, today=timezone.localdate()),
        title=title,
        back=reverse("workflow:listed_chair" if back else "workflow:chairs", args=back),
        save=save,
        saved="The directory is kept",
    )


@standing_view(*KEEPERS)
@both
def add_chair(request: HttpRequest) -> HttpResponse:
    """Add a chair to the directory."""
    return _chair_form(request, ListedChair(), "Add a chair")


@standing_view(*KEEPERS)
@both
def change_chair(request: HttpRequest, token: str) -> HttpResponse:
    """Put what the directory says right, or say when it was checked."""
    return _chair_form(request, get_object_or_404(ListedChair, token=token), "Change a chair")


def _training_form(request, row, title):
    return one_form(
        request,
        None,
        lambda data, files: TrainingForm(data, instance=row, today=timezone.localdate()),
        title=title,
        intro=str(row.chair),
        back=reverse("workflow:listed_chair", args=[row.chair.token]),
        save=lambda form: form.save() and None,
        saved="Training recorded",
    )


@standing_view(*KEEPERS)
@both
def add_training(request: HttpRequest, token: str) -> HttpResponse:
    """Record a training of a chair, with its day."""
    chair = get_object_or_404(ListedChair, token=token)
    return _training_form(request, ChairTraining(chair=chair), "Record a training")


@standing_view(*KEEPERS)
@both
def change_training(request: HttpRequest, token: str, training: str) -> HttpResponse:
    """Put a training right."""
    rows = ChairTraining.objects.select_related("chair")
    row = get_object_or_404(rows, chair__token=token, token=training)
    return _training_form(request, row, "Change a training")


# --- On a review: read by those who see what it costs, kept by its co-ordinator ------------------


def _back(case):
    return reverse("workflow:chair_options", args=[case.reference])


@case_view(P.VIEW_COSTS)
@require_GET
def options(request: HttpRequest, case: Case) -> HttpResponse:
    """Who could chair this review, who was asked, what they quoted, and the contract."""
    quotes = list(case.chairquotes.select_related("chair"))
    asked = {quote.chair_id for quote in quotes if not quote.declined_on}
    today = timezone.localdate()
    context = {
        "case": case,
        "title": "Choosing a chair",
        "needed": [skill.label for skill in chairs.needed_for(case)],
        "options": [
            row | {"asked": row["chair"].pk in asked} for row in chairs.options_for(case, today)
        ],
        "quotes": quotes,
        "chosen": any(quote.chosen_on for quote in quotes),
        "appointed": current_chair(case),
        "milestones": case.contractmilestones.all(),
        "may_run": P.RUN_CASE in request.may,
        "today": today,
    }
    return render(request, "workflow/chair_options.html", context)


@case_view(P.VIEW_COSTS, change=P.RUN_CASE)
@both
def invite(request: HttpRequest, case: Case, listed: str) -> HttpResponse:
    """Record that a chair is asked to quote; they are told the kind of death and the area."""
    chair = get_object_or_404(ListedChair, token=listed, unlisted_on__isnull=True)
    today = timezone.localdate()
    return one_form(
        request,
        case,
        lambda data, files: InviteForm(data, today=today),
        title=f"Invite {chair} to quote",
        intro="Send this in a message of your own, and nothing else of the review: "
        f"“{chairs.invitation(case)}”",
        back=_back(case),
        save=lambda form: (
            chairs.invite(case, chair, on=today, due_on=form.cleaned_data["due_on"]) and None
        ),
        saved="The invitation is recorded",
        submit="Record the invitation",
    )


def _quote_or_404(case, token):
    return get_object_or_404(case.chairquotes.select_related("chair"), token=token)


@case_view(P.VIEW_COSTS, change=P.RUN_CASE)
@both
def quote(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Record what a chair quoted, or that they declined."""
    row = _quote_or_404(case, token)
    return one_form(
        request,
        case,
        lambda data, files: QuoteForm(data, instance=row, today=timezone.localdate()),
        title=f"What {row.chair} answered",
        back=_back(case),
        save=lambda form: form.save() and None,
        saved="The answer is recorded",
    )


@case_view(P.VIEW_COSTS, change=P.RUN_CASE)
@both
def choose(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Choose a chair with the reason; the appointment is then filled in for them."""
    row = _quote_or_404(case, token)

    def save(form):
        chairs.choose(row, reason=form.cleaned_data["reason"], on=timezone.localdate())
        return (
            None
            if current_chair(case)
            else reverse("workflow:appoint_chair", args=[case.reference])
        )

    return one_form(
        request,
        case,
        lambda data, files: ChooseForm(data),
        title=f"Choose {row.chair}",
        back=_back(case),
        save=save,
        saved="The choice is recorded",
        submit="Choose",
    )


@case_view(P.VIEW_COSTS, change=P.RUN_CASE)
@both
def thank(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Record that a chair who was not chosen, or who declined, was thanked."""
    row = _quote_or_404(case, token)
    return one_form(
        request,
        case,
        lambda data, files: ThanksForm(data, instance=row, today=timezone.localdate()),
        title=f"Thank {row.chair}",
        back=_back(case),
        save=lambda form: form.save() and None,
        saved="The thanks are recorded",
    )


def _milestone_form(request, case, row, title):
    return one_form(
        request,
        case,
        lambda data, files: MilestoneForm(data, instance=row, today=timezone.localdate()),
        title=title,
        back=_back(case),
        save=lambda form: form.save() and None,
        saved="The stage is recorded",
    )


@case_view(P.VIEW_COSTS, change=P.RUN_CASE)
@both
def add_milestone(request: HttpRequest, case: Case) -> HttpResponse:
    """Record a stage of the chair's contract."""
    return _milestone_form(request, case, ContractMilestone(case=case), "Add a stage")


@case_view(P.VIEW_COSTS, change=P.RUN_CASE)
@both
def change_milestone(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Change a stage of the contract, or say when it was reached."""
    row = get_object_or_404(case.contractmilestones, token=token)
    return _milestone_form(request, case, row, "Change a stage")
