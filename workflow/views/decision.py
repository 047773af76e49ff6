"""The joint decision: two columns, one record; the brief; the outcome (S50-S52)."""

from __future__ import annotations

from datetime import date

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
from dhr_cases.together import fetch_together, hang
from documents.intake import store
from documents.models import DocumentKind, Zone
from workflow import joint
from workflow.criteria import suggestion
from workflow.deadlines import timeliness
from workflow.forms.decision import AnswerForm, AskCountyForm, PaperForm, ViewForm
from workflow.guards.decision import decider_has_no_conflict
from workflow.letters import hidden_from, letters_for
from workflow.models import (
    ELEMENTS,
    Audience,
    Body,
    CriteriaCheck,
    Deadline,
    DeclarationOutcome,
    Progress,
    Purpose,
)
from workflow.services import reasons_besides_permission
from workflow.status import Status
from workflow.views.criteria import KINDS, READERS

PERMISSION_OF = {Body.DISTRICT: P.DECIDE, Body.COUNTY: P.GIVE_COUNTY_VIEW}
OUTCOMES = ("commission", "decline", "ask_for_more", "transfer")
CLOSED = "Views are recorded while the review is being scoped or its decision is due."
TOLD = (
    ("L07 or L08", "Home Office", "tell_home_office", Audience.HOME_OFFICE),
    ("L09 or L10", "Family", "tell_family", Audience.FAMILY),
    ("L11", "Coroner", "", Audience.CORONER),
    ("L12", "Police, and prosecutors where somebody is charged", "", Audience.POLICE),
    ("L13", "Every agency asked, and the safeguarding boards", "", Audience.AGENCY),
    (
        "L14",
        "Domestic Abuse Commissioner, where the law in force asks for it",
        "",
        Audience.COMMISSIONER,
    ),
)


def _may_block(case: Case) -> bool:
    setting = getattr(case.lead_partnership, "case_setting", None)
    return bool(setting and setting.county_may_block)


def _back(case: Case) -> str:
    return reverse("workflow:decision", args=[case.reference])


def _clock(case: Case, name: str) -> dict | None:
    row = case.deadlines.filter(rule__name=name).select_related("rule").last()
    if row is None:
        return None
    return _told(row, timezone.localdate())


def _told(row: Deadline, today: date) -> dict:
    """A clock with how it stands."""
    words, kind = timeliness(row.due_on, row.met_on, today, stopped=row.is_stopped)
    return {"row": row, "words": words, "kind": kind}


def _facts(case: Case) -> dict:
    """What the decision page and the brief both show."""
    this_round = {"decision_round": case.progress.decision_round}
    kept = fetch_together(
        views=case.joint_views.filter(**this_round).select_related("given_by"),
        asked=case.county_asked.filter(**this_round),
        findings=case.findings.filter(**this_round),
        checks=case.criteriachecks.filter(**this_round),
        consultees=case.consultees.filter(**this_round),
        clocks=case.deadlines.filter(rule__name="decide").select_related("rule"),
        conflicts=case.declarations.filter(has_link=True).select_related("declared_by"),
        outcomes=DeclarationOutcome.objects.filter(case=case),
        decisions=case.decisions.select_related("decided_by"),
        questions=case.querys.select_related("asked_by"),
        replies=case.home_office_replies.all(),
        papers=case.documents.filter(
            kind=DocumentKind.DECISION, zone=Zone.DRAFT, withdrawn_on__isnull=True
        ),
    )
    hang(kept["outcomes"], on=kept["conflicts"], by="declaration", name="outcomes")
    sides = joint.columns(case, kept["views"])
    found = {row.element: row for row in kept["findings"]}
    _, sentence = suggestion(case.regime, found.values())
    may_block, today = _may_block(case), timezone.localdate()
    return {
        "case": case,
        "sides": sides,
        "standing": joint.standing(sides, county_may_block=may_block),
        "may_block": may_block,
        "asked": joint.asked_words(kept["asked"][-1], today) if kept["asked"] else "",
        "clock": _told(kept["clocks"][-1], today) if kept["clocks"] else None,
        "elements": [
            (code, words, found.get(code), KINDS[found[code].value] if code in found else "grey")
            for code, words in ELEMENTS[case.regime]
        ],
        "suggestion": sentence,
        "check": next(iter(kept["checks"]), CriteriaCheck(case=case, **this_round)),
        **{name: kept[name] for name in ("consultees", "conflicts", "decisions", "questions")},
        **{name: kept[name] for name in ("replies", "papers")},
    }


@case_view(*READERS)
@require_GET
def decision(request: HttpRequest, case: Case) -> HttpResponse:
    """Both partnerships' views side by side, how they stand, and what may be done next."""
    may_view = {
        body: permission in request.may and joint.is_open(case)
        for body, permission in PERMISSION_OF.items()
    }
    was_decided = case.progress.decided_on is not None
    facts = _facts(case)
    context = facts | {
        "title": "Should there be a review?",
        "may_view_district": may_view[Body.DISTRICT],
        "may_view_county": may_view[Body.COUNTY],
        "conflicted": request.may & set(PERMISSION_OF.values())
        and decider_has_no_conflict(case.progress, request.user),
        "may_ask": joint.is_open(case) and bool(request.may & {P.RUN_CASE, P.DECIDE}),
        "may_run": P.RUN_CASE in request.may,
        "papers": facts["papers"] if P.VIEW_DRAFT in request.may else [],
        "may_add_paper": bool(request.may & {P.RUN_CASE, *PERMISSION_OF.values()}),
        "replies": facts["replies"] if was_decided else [],
        "directions": was_decided and case.directions.exists(),
        "with_home_office": case.progress.status in (Status.NO_REVIEW_HO, Status.CLOSED_NO_REVIEW),
        "is_open": joint.is_open(case),
    }
    return render(request, "workflow/decision.html", context)


@case_view(*READERS)
@require_GET
def brief(request: HttpRequest, case: Case) -> HttpResponse:
    """One page to read and print before deciding; what is missing is named."""
    facts = _facts(case)
    missing = [f"No finding for {code}" for code, _, finding, _ in facts["elements"] if not finding]
    if not facts["check"].reasons_for and not facts["check"].reasons_against:
        missing.append("No reasons for or against a review")
    if not facts["consultees"]:
        missing.append("Nobody consulted is listed")
    if not case.summary:
        missing.append("No agreed sentence about the person")
    context = facts | {"title": "Brief for the decision", "missing": missing, "back": _back(case)}
    return render(request, "workflow/decision_brief.html", context)


@case_view(*READERS)
@require_GET
def outcome(request: HttpRequest, case: Case) -> HttpResponse:
    """The ways a decision can go, what stands against each, and who must be told by when."""
    steps = []
    for name in OUTCOMES:
        declared = Progress.step(name)
        is_here = case.progress.status in declared.sources
        takes = declared.permission in request.may
        steps.append(
            {
                "label": declared.label,
                "rule": declared.rule.split("\n")[0],
                "is_here": is_here,
                "href": reverse("workflow:step", args=[case.reference, name]) if takes else "",
                "reasons": reasons_besides_permission(case.progress, declared, request.user)
                if is_here
                else [],
            }
        )
    letters = list(letters_for(case, request.may).filter(purpose=Purpose.DECISION))
    hidden = hidden_from(request.may)
    context = {
        "case": case,
        "title": "Outcome",
        "back": _back(case),
        "steps": [step for step in steps if step["is_here"]],
        "decisions": case.decisions.select_related("decided_by"),
        "told": [
            {
                "code": code,
                "who": who,
                "clock": _clock(case, name) if name else None,
                "letters": [row for row in letters if row.audience == audience],
                "is_hidden": audience in hidden,
            }
            for code, who, name, audience in TOLD
        ]
        if case.decisions.exists() or case.directions.exists()
        else [],
    }
    return render(request, "workflow/decision_outcome.html", context)


@case_view(P.DECIDE, P.GIVE_COUNTY_VIEW)
@require_http_methods(["GET", "POST"])
def give_view(request: HttpRequest, case: Case, body: str) -> HttpResponse:
    """Record one body's view; only its own person may, and never with a declared link."""
    if PERMISSION_OF.get(body) not in request.may:
        raise Http404
    if body == Body.COUNTY and case.county_partner_id is None:
        raise Http404
    conflicted = decider_has_no_conflict(case.progress, request.user)
    if conflicted or not joint.is_open(case):
        context = {
            "case": case,
            "title": "Record a view",
            "sentence": conflicted or CLOSED,
            "back": _back(case),
        }
        return render(request, "workflow/decision_refused.html", context, status=409)
    if request.method == "POST":
        return _view_signed(request, case, body)
    return _view_page(request, case, body)


def _view_page(request: HttpRequest, case: Case, body: str) -> HttpResponse:
    name = case.lead_partnership if body == Body.DISTRICT else case.county_partner

    def save(form):
        given = form.cleaned_data
        case.joint_views.create(
            decision_round=case.progress.decision_round,
            body=body,
            view=given["view"],
            reasons=given["reasons"],
            given_by=request.user,
            given_on=given["given_on"],
        )

    return one_form(
        request,
        case,
        lambda data, files: ViewForm(data, user=request.user),
        title=f"The view of {name}",
        intro="Before you sign: have you declared any link with a person or an agency of this "
        "review? You will be asked to confirm who you are.",
        back=_back(case),
        save=save,
        saved="View recorded",
        submit="Sign and record",
    )


_view_signed = recently_confirmed()(_view_page)


@case_view(P.RUN_CASE, P.DECIDE, P.GIVE_COUNTY_VIEW)
@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, case: Case) -> HttpResponse:
    """Keep the signed paper of a decision made at a meeting, beside what is typed (S50)."""

    def save(form):
        given = form.cleaned_data
        store(
            case,
            content=given["content"],
            name=given["file"].name,
            kind=DocumentKind.DECISION,
            zone=Zone.DRAFT,
            title=f"Decision at the meeting of {given['held_on']:%-d %B %Y}",
            by=request.user,
        )

    return one_form(
        request,
        case,
        lambda data, files: PaperForm(data, files),
        title="Decision made at a meeting",
        intro="Upload the signed paper. It stands beside the views and the decision, which are "
        "still recorded in words by those who gave them; a paper alone moves nothing.",
        back=_back(case),
        save=save,
        saved="The signed paper is kept",
        submit="Keep the paper",
    )


@case_view(*READERS, change=(P.RUN_CASE, P.DECIDE))
@require_http_methods(["GET", "POST"])
def ask_county(request: HttpRequest, case: Case) -> HttpResponse:
    """Write down that the county partner was asked. Its silence is no veto (decisions 5)."""
    if case.county_partner_id is None:
        raise Http404

    def save(form):
        if not joint.is_open(case):
            raise ValueError(CLOSED)
        case.county_asked.create(
            decision_round=case.progress.decision_round,
            asked_by=request.user,
            **form.cleaned_data,
        )

    return one_form(
        request,
        case,
        lambda data, files: AskCountyForm(data),
        title=f"Ask {case.county_partner}",
        intro="This records that you asked. Send the letter or e-mail yourself, with the "
        "reference only.",
        back=_back(case),
        save=save,
        saved="Recorded",
        submit="Record",
    )


@case_view(*READERS, change=(P.RUN_CASE, P.DECIDE))
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    """Answer a question that was asked before deciding."""
    question = get_object_or_404(case.querys, pk=number)
    return one_form(
        request,
        case,
        lambda data, files: AnswerForm(data, instance=question),
        title="Answer a question",
        intro=f"{question.question}\n\nTo be found out by {question.owner}.",
        back=_back(case),
        save=lambda form: form.save(),
        saved="Answer recorded",
        submit="Save",
    )
