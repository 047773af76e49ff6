"""An agency's management review or report: parts, terms, quality list and sign-off (S76, S77)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.roles import Permission as P
from accounts.step_up import recently_confirmed
from dhr_cases import agencies, exchange, returns
from dhr_cases.forms.agency_return import (
    DraftRecommendationForm,
    QualityForm,
    SectionForm,
    SeniorForm,
    SeniorQualityForm,
    TermForm,
)
from dhr_cases.gate import request_view
from dhr_cases.models import DraftRecommendation, RequestKind, ReturnForm
from dhr_cases.pages import one_form
from dhr_cases.policy import permissions_on

both = require_http_methods(["GET", "POST"])


def _review_or_404(asked, *, writing: bool = True) -> None:
    if asked.kind != RequestKind.REVIEW or (writing and not returns.may_be_written(asked)):
        raise Http404


def _hub(asked):
    return reverse("dhr_cases:our_return", args=[asked.token])


def _tasks(asked) -> list[dict]:
    """The parts of a return as a task list."""
    row = returns.of(asked)
    rows = []
    for key, (title, fields) in returns.SECTIONS.items():
        done = sum(bool(getattr(row, name).strip()) for name in fields)
        rows.append(_task(title, "our_return_section", [asked.token, key], done, len(fields)))
    rows.append(
        {
            "title": "The file itself",
            "href": reverse("documents:return_file", args=[asked.token]),
            "hint": "Word or PDF. A short report may do without.",
        }
        | _status(int(returns.has_file(asked)), 1)
    )
    for term in asked.term_answers.all():
        done = int(bool(term.answer.strip()))
        title = f"Term {term.number}: {term.term}"
        rows.append(_task(title, "our_return_term", [asked.token, term.number], done, 1))
    drafts = len(asked.draft_recommendations.all())
    rows.append(
        {
            "title": "Recommendations to your own agency",
            "href": reverse("dhr_cases:our_return_recommendations", args=[asked.token]),
            "status": f"{drafts} written" if drafts else "None yet",
        }
    )
    sound = len(row.quality_by_author)
    rows.append(
        _task("Quality list", "our_return_quality", [asked.token], sound, len(returns.QUALITY))
    )
    return rows


def _task(title, name, args, done, of) -> dict:
    return {"title": title, "href": reverse(f"dhr_cases:{name}", args=args)} | _status(done, of)


def _status(done: int, of: int) -> dict:
    if done >= of:
        return {"status": "Completed"}
    if done:
        return {"status": "In progress", "kind": "information"}
    return {"status": "Not yet started", "kind": "grey"}


@request_view
@require_GET
def our_return(request, asked):
    """Every part of the return, what is still missing, and passing it on to sign off (S76)."""
    _review_or_404(asked, writing=False)
    row = returns.of(asked)
    words, tag = returns.stage(asked)
    writing = returns.may_be_written(asked)
    context = {
        "title": asked.get_form_display() or "Your return",
        "asked": asked,
        "words": words,
        "tag": tag,
        "rows": _tasks(asked) if writing else [],
        "cover": returns.cover(row) if row.pk else [],
        "writing": writing,
        "taken_on": row.taken_on_on,
        "missing": returns.missing(asked) if writing else [],
        "senior_note": row.senior_note,
        "back": reverse("dhr_cases:our_request", args=[asked.token]),
    }
    return render(request, "dhr_cases/our_return.html", context)


@request_view
@require_POST
def take_on(request, asked):
    """Say that the agency will do this work."""
    _review_or_404(asked)
    returns.take_on(asked, on=timezone.localdate())
    return redirect(_hub(asked))


@request_view
@both
def section(request, asked, key):
    """One part of the return."""
    _review_or_404(asked)
    if key not in returns.SECTIONS:
        raise Http404
    title, fields = returns.SECTIONS[key]
    row = returns.of(asked)

    def save(form):
        form.instance.taken_on_on = form.instance.taken_on_on or timezone.localdate()
        form.save()

    return one_form(
        request,
        None,
        lambda data, files: SectionForm(data, instance=row, fields=fields),
        title=title,
        back=_hub(asked),
        save=save,
        saved="Saved",
        submit="Save",
    )


@request_view
@both
def term(request, asked, number):
    """One term of reference, as it was handed over, and the answer to it."""
    _review_or_404(asked)
    row = get_object_or_404(asked.term_answers, number=number)
    return one_form(
        request,
        None,
        lambda data, files: TermForm(data, instance=row),
        title=f"Term of reference {number}",
        intro=row.term,
        back=_hub(asked),
        save=lambda form: form.save(),
        saved="Saved",
        submit="Save",
    )


@request_view
@require_GET
def recommendations(request, asked):
    """What the agency recommends to itself."""
    _review_or_404(asked)
    context = {
        "title": "Recommendations to your own agency",
        "asked": asked,
        "drafts": asked.draft_recommendations.all(),
        "back": _hub(asked),
    }
    return render(request, "dhr_cases/our_recommendations.html", context)


def _recommendation(request, asked, row):
    back = reverse("dhr_cases:our_return_recommendations", args=[asked.token])
    return one_form(
        request,
        None,
        lambda data, files: DraftRecommendationForm(data, instance=row),
        title=f"Recommendation {row.number}",
        back=back,
        save=lambda form: form.save(),
        saved="Saved",
        submit="Save",
    )


@request_view
@both
def add_recommendation(request, asked):
    """One more recommendation."""
    _review_or_404(asked)
    last = asked.draft_recommendations.order_by("number").last()
    number = last.number + 1 if last else 1
    row = DraftRecommendation(case=asked.case, request=asked, number=number)
    return _recommendation(request, asked, row)


@request_view
@both
def change_recommendation(request, asked, number):
    """Change one that has not joined the review's."""
    _review_or_404(asked)
    rows = asked.draft_recommendations.filter(recommendation=None)
    return _recommendation(request, asked, get_object_or_404(rows, number=number))


@request_view
@both
def quality(request, asked):
    """The author's own look at the return (S77)."""
    _review_or_404(asked)
    row = returns.of(asked)

    def save(form):
        row.quality_by_author, row.author_note = form.answers, form.cleaned_data["note"]
        row.save()

    initial = {**row.quality_by_author, "note": row.author_note}
    return one_form(
        request,
        None,
        lambda data, files: QualityForm(data, initial=initial),
        title="Quality list",
        intro="What is looked at before a return leaves an agency. An honest no helps more than "
        "a yes.",
        back=_hub(asked),
        save=save,
        saved="Saved",
        submit="Save",
    )


@request_view
@require_POST
def pass_to_senior(request, asked):
    """Give the finished draft to the senior officer."""
    _review_or_404(asked)
    try:
        returns.pass_to_senior(asked, by=request.user, on=timezone.localdate())
    except ValueError as refused:
        messages.error(request, str(refused))
        return redirect(_hub(asked))
    messages.success(request, "Saved. A senior officer of your agency now signs it off.")
    return redirect("dhr_cases:our_request", token=asked.token)


@request_view
@recently_confirmed()
@both
def sign_off(request, asked):
    """Approve the return with the second step, or hand it back with notes (S77)."""
    if P.SIGN_RETURN not in permissions_on(asked.case, request.user):
        raise PermissionDenied
    _review_or_404(asked)
    if asked.answered_by_id is None:
        raise Http404
    full = asked.form == ReturnForm.IMR
    row = returns.of(asked)
    form_class = SeniorQualityForm if full else SeniorForm
    form = form_class(request.POST if request.method == "POST" else None, initial=_said(row))
    if request.method == "POST" and form.is_valid():
        try:
            _settle(request, asked, row, form, full=full)
        except ValueError as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("dhr_cases:our_request", token=asked.token)
    context = {
        "title": "Sign off the return",
        "asked": asked,
        "form": form,
        "cover": returns.cover(row) if row.pk else [{"key": "Return", "value": asked.answer}],
        "terms": asked.term_answers.all(),
        "drafts": asked.draft_recommendations.all(),
        "not_met": returns.not_met(row.quality_by_author),
        "files": asked.returnfiles.all(),
        "back": reverse("dhr_cases:our_request", args=[asked.token]),
    }
    return render(request, "dhr_cases/our_sign_off.html", context)


def _said(row) -> dict:
    return {**row.quality_by_senior, "note": row.senior_note}


def _settle(request, asked, row, form, *, full) -> None:
    """Keep the senior officer's list, then sign or hand back, and say so."""
    now = timezone.localtime()
    row.quality_by_senior = form.answers if full else {}
    row.senior_note = form.cleaned_data["note"]
    if asked.answered_by_id == request.user.pk and form.cleaned_data["approved"]:
        raise ValueError("Somebody other than the person who wrote the return must sign it off.")
    row.save()
    if not form.cleaned_data["approved"]:
        agencies.hand_back(asked)
        messages.success(request, "Handed back to the person who wrote it.")
        return
    first = agencies.may_be_answered(asked)
    returns.sign_off(asked, by=request.user, on=now.date())
    what = asked.get_form_display() or "Return"
    receipt = exchange.give_receipt(
        asked, what if first else f"{what}, revised", by=request.user, at=now
    )
    messages.success(
        request, f"Received, {now:%-d %B %Y at %H:%M}. Your reference is {receipt.reference}."
    )
