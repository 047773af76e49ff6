"""Quality assurance, publication and the Commissioner (S160, S161, S170)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from accounts.step_up import recently_confirmed
from dhr_cases.gate import case_view
from dhr_cases.pages import one_form
from documents.models import DocumentKind
from workflow import clocks, published
from workflow.family_plan import rows_of
from workflow.forms.release import (
    CommissionerForm,
    DecidePublicationForm,
    EmbargoForm,
    MediaPlanForm,
    PointAnswerForm,
    PointForm,
    QualityLetterForm,
)
from workflow.listing import KEPT
from workflow.models import (
    CommissionerDispatch,
    MediaPlan,
    PublicationDecision,
    PublicationForm,
    QualityLetter,
    QualityPoint,
)

REPORT_READERS = (P.VIEW_DRAFT,)
RELEASE_READERS = (P.VIEW_RELEASE,)
KEEPERS = (P.RUN_CASE, P.LEAD_REVIEW)
both = require_http_methods(["GET", "POST"])


def _form(form_class, instance):
    return lambda data, files: form_class(data, instance=instance)


@case_view(*REPORT_READERS)
@require_GET
def quality_assurance(request, case):
    """The Home Office's letters and every point of them (S160, S161)."""
    context = {
        "case": case,
        "title": "Quality assurance",
        "submissions": case.submissions.select_related("sent_by"),
        "letters": case.qualityletters.select_related("letter"),
        "points": case.qualitypoints.all(),
        "may_record": P.RUN_CASE in request.may,
        "may_answer": bool(request.may & set(KEEPERS)),
    }
    return render(request, "workflow/quality_assurance.html", context)


def _quality(case):
    return reverse("workflow:quality_assurance", args=[case.reference])


@case_view(*REPORT_READERS, change=P.RUN_CASE)
@both
def record_quality_letter(request, case):
    """Record the letter on the newest submission, with its outcome coded."""
    newest = case.submissions.last()
    letter = QualityLetter(case=case, submission_number=newest.number if newest else 0)
    return one_form(
        request,
        case,
        _form(QualityLetterForm, letter),
        title="The Home Office letter",
        back=_quality(case),
        save=lambda form: form.save(),
        saved="Letter recorded",
    )


@case_view(*REPORT_READERS, change=KEEPERS)
@both
def add_point(request, case):
    """Take one point out of the newest letter."""
    letter = case.qualityletters.last()
    point = QualityPoint(case=case, letter=letter)

    def save(form):
        if letter is None:
            raise ValueError("Record the Home Office letter first.")
        form.save()

    return one_form(
        request,
        case,
        _form(PointForm, point),
        title="A point of the letter",
        back=_quality(case),
        save=save,
        saved="Point added",
    )


@case_view(*REPORT_READERS, change=KEEPERS)
@both
def answer_point(request, case, number):
    """Answer a point: changed and where, or not and why."""
    point = get_object_or_404(case.qualitypoints, pk=number)
    return one_form(
        request,
        case,
        _form(PointAnswerForm, point),
        title="Answer a point",
        intro=point.text,
        back=_quality(case),
        save=lambda form: form.save(),
        saved="Answer recorded",
    )


@case_view(*RELEASE_READERS)
@require_GET
def publication(request, case):
    """The decision on publication, the media plan, and what has gone out (S170)."""
    decisions = list(case.publication_decisions.select_related("decided_by").order_by("-pk"))
    gone_out = list(
        case.publications.select_related("published_by", "takedown__taken_down_by").order_by("-pk")
    )
    for row in gone_out:
        row.files = [{**file, "called": DocumentKind(file["kind"]).label} for file in row.files]
    last = gone_out[0] if gone_out else None
    keeps = case.deadlines.filter(rule__name=KEPT, met_on__isnull=True).first()
    context = {
        "case": case,
        "title": "Publication",
        "decisions": decisions,
        "planned": decisions[0].planned_on if decisions else None,
        "standing": published.standing(
            case, last, decisions[0] if decisions else None, on=timezone.localdate()
        ),
        "is_live": published.is_live(last),
        "ends_on": keeps.due_on if keeps and published.is_live(last) else None,
        "coverage": case.coverages.all() if last else [],
        "plan": case.mediaplans.first(),
        "publications": gone_out,
        "dispatch": case.commissionerdispatchs.last(),
        "may_decide": P.DECIDE in request.may,
        "may_run": P.RUN_CASE in request.may,
        "may_stop": not request.may.isdisjoint((*KEEPERS, P.DECIDE)),
        "may_keep": not request.may.isdisjoint(KEEPERS),
        "may_see_family": P.VIEW_FAMILY in request.may,
    }
    return render(request, "workflow/publication.html", context)


def _publication(case):
    return reverse("workflow:publication", args=[case.reference])


@case_view(*RELEASE_READERS, change=P.DECIDE)
@both
@recently_confirmed()
def decide_publication(request, case):
    """Decide the form, the ground and the day. An earlier decision stays as it was."""
    decision = PublicationDecision(
        case=case, decided_by=request.user, decided_on=timezone.localdate()
    )

    def save(form):
        form.instance.save()
        if form.instance.form != PublicationForm.NOT_PUBLISHED and form.instance.planned_on:
            clocks.start(
                case,
                "family_notice",
                on=timezone.localdate(),
                counted_from=form.instance.planned_on,
            )

    return one_form(
        request,
        case,
        _form(DecidePublicationForm, decision),
        title="Decide on publication",
        back=_publication(case),
        save=save,
        saved="Decision recorded",
        template="workflow/decide_publication.html",
        views=rows_of(case) if P.VIEW_FAMILY in request.may else None,
        may_ask=P.CHANGE_FAMILY in request.may,
    )


@case_view(*RELEASE_READERS, change=P.RUN_CASE)
@both
def plan_media(request, case):
    """Write the media plan (S172, first form)."""
    plan = case.mediaplans.first() or MediaPlan(case=case)
    return one_form(
        request,
        case,
        _form(MediaPlanForm, plan),
        title="Media plan",
        back=_publication(case),
        save=lambda form: form.save(),
        saved="Media plan saved",
    )


@case_view(*RELEASE_READERS, change=KEEPERS)
@both
def embargo(request, case):
    """Say who has it before the day, until when, and why; or end the embargo (S172)."""
    plan = case.mediaplans.first()
    if plan is None:
        messages.error(request, "Write the media plan first.")
        return redirect(_publication(case))
    return one_form(
        request,
        case,
        _form(EmbargoForm, plan),
        title="Embargo",
        intro="Nobody bereaved may learn of a publication from somebody else. Leave every answer "
        "empty to end the embargo.",
        back=reverse("workflow:day_plan", args=[case.reference]),
        save=lambda form: form.save() and None,
        saved="Saved",
    )


@case_view(*RELEASE_READERS, change=P.RUN_CASE)
@both
def tell_commissioner(request, case):
    """Record that the report went to the Domestic Abuse Commissioner, or why not (D06)."""
    dispatch = case.commissionerdispatchs.last() or CommissionerDispatch(
        case=case, recorded_by=request.user
    )

    def save(form):
        form.save()
        if form.instance.sent_on:
            clocks.meet(case, "tell_commissioner", on=form.instance.sent_on)

    return one_form(
        request,
        case,
        _form(CommissionerForm, dispatch),
        title="Report to the Domestic Abuse Commissioner",
        back=_publication(case),
        save=save,
        saved="Recorded",
    )
