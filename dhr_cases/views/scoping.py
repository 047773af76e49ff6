"""Asking many agencies at once what they hold, or for chronologies: choose, check, send (S40)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.roles import Permission as P
from dhr_cases import agencies, agency_letters, directory
from dhr_cases.agency_mail import tell_contacts
from dhr_cases.forms.scoping import ScopingRequestForm
from dhr_cases.gate import case_view
from dhr_cases.models import RequestKind

TITLES = {
    RequestKind.SCOPING: "Ask agencies what they hold",
    RequestKind.CHRONOLOGY: "Ask for chronologies",
}


def _form(request, case, kind):
    if request.method == "POST":
        return ScopingRequestForm(request.POST, case=case, kind=kind)
    form = ScopingRequestForm(case=case, kind=kind)
    if request.GET.get("select") == "area" and "agencies" in form.fields:
        form.initial["agencies"] = list(form.fields["agencies"].queryset)
    return form


@case_view(P.RUN_CASE)
@require_http_methods(["GET", "POST"])
def new_scoping(request, case):
    """Choose the agencies, see the letter they will read, and ask them all in one act."""
    return _ask_many(request, case, RequestKind.SCOPING)


@case_view(P.RUN_CASE)
@require_http_methods(["GET", "POST"])
def new_chronologies(request, case):
    """The same for chronologies, which a senior officer of each agency may be asked to sign off."""
    return _ask_many(request, case, RequestKind.CHRONOLOGY)


def _ask_many(request, case, kind):
    if P.VIEW_IDENTITY not in request.may:  # who asks must know whom they name
        raise PermissionDenied
    form = _form(request, case, kind)
    context = {
        "case": case,
        "title": TITLES[kind],
        "form": form,
        "back": reverse("dhr_cases:agencies", args=[case.reference]),
        "area": case.lead_partnership,
    }
    if request.method != "POST" or not form.is_valid() or "change" in request.POST:
        return render(request, "dhr_cases/scoping.html", context)
    if "send" not in request.POST:
        answers = form.cleaned_data
        letter = [part for part in answers["question"].split("\n\n") if part.strip()]
        letter.append(agency_letters.search_dates(answers["search_from"], answers["search_to"]))
        context |= {
            "title": "Check before you send",
            "letter": [*letter, agency_letters.SUPPORT],
            "due_on": answers["due_on"],
            "needs_sign_off": answers.get("needs_sign_off"),
            "people": answers["named"],
            "agencies": form.chosen,
            "unreached": form.unreached,
            "sent": [
                (name, value)
                for name in request.POST
                if name not in ("csrfmiddlewaretoken", "check")
                for value in request.POST.getlist(name)
            ],
        }
        return render(request, "dhr_cases/scoping_check.html", context)
    return _send(request, case, kind, form, context)


def _send(request, case, kind, form, context):
    answers, today = form.cleaned_data, timezone.localdate()
    try:
        asked = agencies.ask(
            case,
            form.chosen,
            kind=kind,
            form="",
            question=answers["question"],
            due_on=answers["due_on"],
            by=request.user,
            on=today,
            search=(answers["search_from"], answers["search_to"]),
            named=answers["named"],
            needs_sign_off=answers.get("needs_sign_off", False),
            ways=directory.ways_to(form.chosen, today),
        )
    except ValueError as refused:
        form.add_error(None, str(refused))
        return render(request, "dhr_cases/scoping.html", context)
    told = tell_contacts(asked, today)
    messages.success(
        request,
        f"{len(asked)} agenc{'y is' if len(asked) == 1 else 'ies are'} asked. {told} had a "
        "neutral e-mail; send the letter to the others by their secure route.",
    )
    return redirect("dhr_cases:agencies", reference=case.reference)
