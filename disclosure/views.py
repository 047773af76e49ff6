"""Pages of the disclosure check: what is checked, what was found, who answers, who clears it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from audit.actors import acting
from dhr_cases.gate import case_view
from dhr_cases.models import Case
from dhr_cases.pages import one_form
from disclosure import checking, clearance, pages
from disclosure.carrying import run_before, said_before
from disclosure.clearance import cleared_by
from disclosure.forms import AnswerForm, ClearForm, NewCheckForm, TickForm, TogetherForm
from disclosure.models import (
    CheckFinding,
    CheckRun,
    FindingAnswer,
    Outcome,
    Source,
    TogetherAnswer,
)
from documents.models import Version
from documents.views import readable

both = require_http_methods(["GET", "POST"])
SHOWN = 200
"""Findings on one page of answers; the next ones come when these are answered."""
KEPT = 50
"""Runs on the list."""


def runs_open_to(request: HttpRequest, case: Case) -> QuerySet[CheckRun]:
    """Runs over files this person may read, and over what they brought themselves."""
    of_files = Q(version_checked__document__in=readable(request, case))
    own = Q(version_checked__isnull=True, run_by=request.user)
    runs = case.checkruns.judged().filter(of_files | own)
    return runs.select_related("version_checked__document", "version_checked__case", "run_by")


def run_or_404(request: HttpRequest, case: Case, token: str) -> CheckRun:
    """One of them; for anybody else it does not exist."""
    return get_object_or_404(runs_open_to(request, case), token=token)


def newest_versions(request: HttpRequest, case: Case) -> list[Version]:
    """The newest version of each document this person may read, held ones left aside."""
    documents = readable(request, case).prefetch_related("versions")
    newest = (next(iter(document.versions.all()), None) for document in documents)
    found = [version for version in newest if version is not None]
    # The newest stand first: a report in its tenth version is what people come for.
    found.sort(key=lambda version: version.uploaded_at, reverse=True)
    return [version for version in found if version.scan_state in clearance.HANDED_OUT]


@case_view(P.CLEAR_RELEASE)
@require_GET
def checks(request: HttpRequest, case: Case) -> HttpResponse:
    """What was checked, and how each stands."""
    runs = list(runs_open_to(request, case)[:KEPT])
    versions = {run.version_checked_id: run.version_checked for run in runs if run.version_checked}
    standings = clearance.standings(case, versions.values()) if versions else {}
    rows = [(run, _tag(run, standings.get(run.version_checked_id))) for run in runs]
    context = {"case": case, "title": "Disclosure check", "rows": rows, "helps": pages.HELPS}
    return render(request, "disclosure/checks.html", context)


def _tag(run: CheckRun, standing: clearance.Standing | None) -> tuple[str, str]:
    """How a run stands, in a word and with the colour that supports it."""
    if run.refused:
        return "Could not be read", "overdue"
    if standing is not None and standing.run is not None and standing.run.pk != run.pk:
        return "Replaced by a newer check", "grey"
    if standing is not None and standing.is_stale:
        return "Stale", "overdue"
    if not run.is_passed:
        return "Open points", "due-soon"
    if standing is None:
        return "Nothing open", "on-time"
    have = len(standing.people())
    return (cleared_by(have), "on-time" if have >= clearance.PEOPLE else "information")


@transaction.non_atomic_requests
@case_view(P.CLEAR_RELEASE)
@both
def new(request: HttpRequest, case: Case) -> HttpResponse:
    """Choose what is to be checked (S181). Read outside any transaction: a long file takes a while,
    and on SQLite a page in one holds the only lock."""
    posted = request.method == "POST"
    form = NewCheckForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        versions=newest_versions(request, case),
        initial={"version": request.GET.get("version", "")},
    )
    if posted and form.is_valid():
        run = _checked(request, case, form)
        return redirect("disclosure:run", case.reference, run.token)
    context = {
        "case": case,
        "title": "Check a file or a text",
        "form": form,
        "intro": "The check looks for everything this review knows of people, in the words, in "
        f"what does not show, and in the file's own properties. {pages.HELPS}",
        "submit": "Check it",
        "back": reverse("disclosure:checks", args=[case.reference]),
    }
    return render(request, "dhr_cases/case_form.html", context)


def _checked(request: HttpRequest, case: Case, form: NewCheckForm) -> CheckRun:
    answers, now = form.cleaned_data, timezone.now()
    if form.source == Source.FILE:
        version = form.versions[answers["version"]]
        return checking.check_version(version, by=request.user, at=now)
    if form.source == Source.TEXT:
        result = checking.look(case, "text.txt", answers["text"].encode())
    else:
        result = checking.look(case, answers["file"].name, answers["content"])
    return checking.keep(case, result, source=form.source, by=request.user, at=now)


@case_view(P.CLEAR_RELEASE)
@require_GET
def run(request: HttpRequest, case: Case, run: str) -> HttpResponse:
    """What was found, by what is left to do, and how the file stands at the gate (S182)."""
    found = run_or_404(request, case, run)
    findings = list(found.findings.prefetch_related("answers__answered_by"))
    rows = pages.rows_of(findings)
    groups = pages.grouped(rows)
    if groups.must_fix:
        groups = pages.grouped(pages.rows_of(findings, said_before(found)))
    standing = clearance.standing_of(found.version_checked) if found.version_checked else None
    is_newest = standing is None or (standing.run is not None and standing.run.pk == found.pk)
    is_file = standing is not None and is_newest and not standing.is_stale and not found.refused
    label, kind = _tag(found, standing)
    context = {
        "case": case,
        "title": "Disclosure check",
        "run": found,
        "groups": groups,
        "carried": sum(row.is_carried for row in rows),
        "summary": pages.summary(groups),
        "helps": pages.HELPS,
        "standing": standing,
        "is_newest": is_newest,
        "label": label,
        "kind": kind,
        "together": found.together.select_related("answered_by").last(),
        "tasks": pages.tasks(
            case.reference,
            found,
            groups,
            clear=_clear_words(found, standing) if is_file else "",
            doubt=bool(standing and standing.doubt),
        ),
        "back": reverse("disclosure:checks", args=[case.reference]),
    }
    return render(request, "disclosure/run.html", context)


def _clear_words(found: CheckRun, standing: clearance.Standing) -> str:
    if standing.doubt:
        return "Somebody has doubts"
    if not found.is_passed:
        return "When all else is answered"
    return cleared_by(len(standing.people()))


def _answer(request, case, run, *, form_class, title, choose, intro, outcome=""):
    """Answer some of what is open in a run, in one act of one person."""
    found = run_or_404(request, case, run)
    rows = choose(pages.grouped(pages.rows_of(found.findings.prefetch_related("answers"))))
    keys = [row.finding.pk for row in rows[:SHOWN]]
    still = CheckFinding.objects.filter(pk__in=keys)

    def save(form):
        answers = form.cleaned_data
        with transaction.atomic(), acting(request.user):
            for finding in answers["findings"]:
                FindingAnswer(
                    case=case,
                    finding=finding,
                    outcome=outcome or answers["outcome"],
                    reason=answers["reason"],
                    answered_by=request.user,
                    answered_at=timezone.now(),
                ).save()

    return one_form(
        request,
        case,
        lambda data, files: form_class(data, findings=still),
        title=title,
        back=reverse("disclosure:run", args=[case.reference, found.token]),
        save=save,
        saved="Answers kept",
        intro=intro,
        submit="Keep these answers",
    )


@case_view(P.CLEAR_RELEASE)
@both
def answer_must_fix(request: HttpRequest, case: Case, run: str) -> HttpResponse:
    """Say why something grave may stay, or that it is not what it seems."""
    return _answer(
        request,
        case,
        run,
        form_class=AnswerForm,
        title="Answer what must be fixed",
        choose=lambda groups: groups.must_fix,
        intro="What can be changed, change in the file, and add it as a new version. Answer here "
        "only what may stay: a second person reads each of your reasons before it leaves.",
    )


@case_view(P.CLEAR_RELEASE)
@both
def answer_look_at(request: HttpRequest, case: Case, run: str) -> HttpResponse:
    """Say of what a person has to look at whether it may stay."""
    return _answer(
        request,
        case,
        run,
        form_class=AnswerForm,
        title="Answer what to look at",
        choose=lambda groups: groups.look_at,
        intro="Look each of them up in the file before you answer.",
    )


@case_view(P.CLEAR_RELEASE)
@both
def words(request: HttpRequest, case: Case, run: str) -> HttpResponse:
    """Tick off words with a capital, and initials, that name nobody."""
    return _answer(
        request,
        case,
        run,
        form_class=TickForm,
        title="Words and initials to tick off",
        choose=lambda groups: groups.words,
        intro="These may name somebody this review does not know: a neighbour, a school, a "
        "workplace. What does name somebody, change in the file.",
        outcome=Outcome.NOT_A_MATCH,
    )


def _together_before(found: CheckRun) -> TogetherAnswer | None:
    """What was written of this file last, to be read again and sent, never kept by itself."""
    own = found.together.last()
    before = None if own else run_before(found)
    return before.together.last() if before else own


@case_view(P.CLEAR_RELEASE)
@both
def together(request: HttpRequest, case: Case, run: str) -> HttpResponse:
    """Answer in writing how small facts together could identify somebody."""
    found = run_or_404(request, case, run)

    def save(form):
        with acting(request.user):
            TogetherAnswer(
                case=case,
                run=found,
                answered_by=request.user,
                answered_at=timezone.now(),
                **form.cleaned_data,
            ).save()

    return one_form(
        request,
        case,
        lambda data, files: TogetherForm(data, before=_together_before(found)),
        title="Facts that identify somebody together",
        back=reverse("disclosure:run", args=[case.reference, found.token]),
        save=save,
        saved="Answers kept",
        intro="Think of somebody who knows the family a little, reads the local paper and wants to "
        "know. No list can find this for you. Do not repeat a name here.",
    )


@case_view(P.CLEAR_RELEASE)
@both
def clear(request: HttpRequest, case: Case, run: str) -> HttpResponse:
    """Say that nobody can be identified from these exact bytes, or doubt it (T17, T20, T22)."""
    found = get_object_or_404(runs_open_to(request, case).filter(source=Source.FILE), token=run)
    version = found.version_checked

    def save(form):
        clearance.clear(
            version, found, by=request.user, on=timezone.localdate(), **form.cleaned_data
        )

    return one_form(
        request,
        case,
        lambda data, files: ClearForm(data),
        title="Clear a file to leave",
        back=reverse("disclosure:run", args=[case.reference, found.token]),
        save=save,
        saved="Your word is kept",
        intro=f"You speak of version {version.number} of this file: {version.document}. Two people "
        "clear it, and whoever submits or publishes it is neither of them. Your word holds for "
        "these exact bytes, and for what this review knows today: any change makes it void. "
        f"{pages.HELPS}",
        submit="Keep my word",
    )
