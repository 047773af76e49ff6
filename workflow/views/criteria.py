"""The criteria check: one element a page, and what the answers suggest (S42)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from dhr_cases.gate import case_view
from dhr_cases.models import Case
from dhr_cases.pages import one_form
from workflow.criteria import OPEN, conflicts, suggestion
from workflow.forms.criteria import (
    CheckForm,
    ConflictForm,
    ConsulteeForm,
    FindingForm,
    LegalTestForm,
)
from workflow.models import ELEMENTS, Consultee, CriteriaCheck, Finding, FindingValue

READERS = (P.VIEW_WORKING, P.DECIDE, P.GIVE_COUNTY_VIEW)
DECIDED = "The decision has been made. These answers stand as they were."
KINDS = {
    FindingValue.MET: "on-time",
    FindingValue.APPEARS_MET: "on-time",
    FindingValue.NOT_MET: "grey",
    FindingValue.UNKNOWN: "due-soon",
}


def findings_of(case: Case) -> dict[str, Finding]:
    """What was found in the present round, by element."""
    rows = case.findings.filter(decision_round=case.progress.decision_round)
    return {row.element: row for row in rows}


def check_of(case: Case) -> CriteriaCheck:
    """The rest of the check of the present round, saved or not yet."""
    here = {"decision_round": case.progress.decision_round}
    return case.criteriachecks.filter(**here).first() or CriteriaCheck(case=case, **here)


def _back(case: Case) -> str:
    return reverse("workflow:criteria", args=[case.reference])


def _may_change(request: HttpRequest, case: Case) -> bool:
    return P.RUN_CASE in request.may and case.progress.status in OPEN


def _refuse_when_decided(case: Case) -> None:
    if case.progress.status not in OPEN:
        raise ValueError(DECIDED)


@case_view(*READERS)
@require_GET
def criteria(request: HttpRequest, case: Case) -> HttpResponse:
    """Every element with its finding, the rest of the check, and what the answers suggest."""
    found = findings_of(case)
    check = check_of(case)
    may_change = _may_change(request, case)
    way, sentence = suggestion(case.regime, found.values())
    context = {
        "case": case,
        "title": "Criteria check",
        "back": "",
        "elements": [
            {
                "code": code,
                "words": words,
                "finding": found.get(code),
                "kind": KINDS[found[code].value] if code in found else "grey",
            }
            for code, words in ELEMENTS[case.regime]
        ],
        "suggestion": sentence,
        "check": check,
        "rest": [
            {"key": label, "value": value}
            for name, label in CheckForm.Meta.labels.items()
            if (value := _shown(check, name))
        ],
        "conflict": conflicts(check.recommends, way),
        "consultees": case.consultees.filter(decision_round=case.progress.decision_round),
        "may_change": may_change,
        "decided": case.progress.status not in OPEN,
    }
    return render(request, "workflow/criteria.html", context)


def _shown(check: CriteriaCheck, name: str) -> str:
    return check.get_recommends_display() if name == "recommends" else getattr(check, name)


@case_view(*READERS, change=P.RUN_CASE)
@require_http_methods(["GET", "POST"])
def element(request: HttpRequest, case: Case, element: str) -> HttpResponse:
    """One element in the words of the Act; saved, the next one follows."""
    words = dict(ELEMENTS[case.regime])
    if element not in words or P.RUN_CASE not in request.may:
        raise Http404
    here = {"decision_round": case.progress.decision_round, "element": element}
    finding = case.findings.filter(**here).first() or Finding(case=case, **here)

    def save(form):
        _refuse_when_decided(case)
        form.save()

    codes = list(words)
    after = codes[codes.index(element) + 1 :]
    next_page = (
        reverse("workflow:criterion", args=[case.reference, after[0]]) if after else _back(case)
    )
    context = {"case": case, "title": f"{element}: {words[element]}", "back": _back(case)}
    form = FindingForm(request.POST if request.method == "POST" else None, instance=finding)
    if request.method == "POST" and form.is_valid():
        try:
            save(form)
        except ValueError as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(next_page)
    intro = f"Part {codes.index(element) + 1} of {len(codes)}. {case.get_regime_display()}."
    context |= {"form": form, "intro": intro}
    return render(request, "dhr_cases/case_form.html", context)


@case_view(*READERS, change=P.RUN_CASE)
@require_http_methods(["GET", "POST"])
def rest(request: HttpRequest, case: Case) -> HttpResponse:
    """The rest of the check; a recommendation against the answers interrupts."""
    check = check_of(case)
    form = CheckForm(request.POST if request.method == "POST" else None, instance=check)
    if request.method == "POST" and form.is_valid():
        if case.progress.status not in OPEN:
            form.add_error(None, DECIDED)
        else:
            check = form.save()
            way, _ = suggestion(case.regime, findings_of(case).values())
            if conflicts(check.recommends, way):
                return redirect("workflow:criteria_conflict", reference=case.reference)
            return redirect("workflow:criteria", reference=case.reference)
    context = {"case": case, "title": "The rest of the check", "form": form, "back": _back(case)}
    return render(request, "dhr_cases/case_form.html", context)


@case_view(*READERS, change=P.RUN_CASE)
@require_http_methods(["GET", "POST"])
def conflict(request: HttpRequest, case: Case) -> HttpResponse:
    """The recommendation goes against the answers: say why, or go back to either."""
    check = check_of(case)
    way, sentence = suggestion(case.regime, findings_of(case).values())
    if check.pk is None or not conflicts(check.recommends, way):
        return redirect("workflow:criteria", reference=case.reference)

    def save(form):
        _refuse_when_decided(case)
        form.save()

    return one_form(
        request,
        case,
        lambda data, files: ConflictForm(data, instance=check),
        title="The recommendation differs from the answers",
        intro=f"{sentence}\n\nThe recommendation is: {check.get_recommends_display().lower()}.",
        back=_back(case),
        save=save,
        saved="Saved, with the reason",
    )


@case_view(*READERS, change=P.RUN_CASE)
@require_http_methods(["GET", "POST"])
def add_consultee(request: HttpRequest, case: Case) -> HttpResponse:
    """Add somebody who was consulted."""
    row = Consultee(case=case, decision_round=case.progress.decision_round)
    return _consultee(request, case, row, title="Add somebody consulted")


@case_view(*READERS, change=P.RUN_CASE)
@require_http_methods(["GET", "POST"])
def consultee(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    """Correct what is said of somebody consulted."""
    rows = case.consultees.filter(decision_round=case.progress.decision_round)
    return _consultee(request, case, get_object_or_404(rows, pk=number), title="Somebody consulted")


def _consultee(request, case, row, *, title):
    def save(form):
        _refuse_when_decided(case)
        form.save()

    return one_form(
        request,
        case,
        lambda data, files: ConsulteeForm(data, instance=row),
        title=title,
        back=_back(case),
        save=save,
        saved="Saved",
        submit="Save",
    )


@case_view(*READERS, change=(P.RUN_CASE, P.DECIDE))
@require_http_methods(["GET", "POST"])
def legal_test(request: HttpRequest, case: Case) -> HttpResponse:
    """Another legal test or another name, each with its day and reason (R-1.6)."""
    initial = {"regime": case.regime, "label": case.label, "on": timezone.localdate()}

    def save(form):
        _refuse_when_decided(case)
        given = form.cleaned_data
        if given["regime"] != case.regime:
            case.regime, case.regime_set_on = given["regime"], given["on"]
            case.regime_reason = given["reason"]
        if given["label"] != case.label:
            case.label, case.label_set_on = given["label"], given["on"]
        case.save()
        case.step_reasons.create(
            name="legal_test",
            reason=given["reason"],
            given_by=request.user,
            given_on=timezone.localdate(),
        )

    return one_form(
        request,
        case,
        lambda data, files: LegalTestForm(data, case=case, initial=initial),
        title="Legal test and name of this review",
        intro="The legal test and the name are two separate things. Findings made under one "
        "test are kept, and the other test has its own.",
        back=_back(case),
        save=save,
        saved="Changed, with the reason",
        submit="Save",
    )
