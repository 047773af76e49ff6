"""The senior officer's page for an agency's chronology: read it all, approve it or hand it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.roles import Permission as P
from accounts.step_up import recently_confirmed
from chronology import services, signing
from chronology.forms.own import SignForm
from dhr_cases import exchange
from dhr_cases.gate import request_view
from dhr_cases.models import RequestKind
from dhr_cases.policy import permissions_on

ROWS = 50


@request_view
@recently_confirmed()
@require_http_methods(["GET", "POST"])
def sign_off(request, asked):
    """Approve the chronology with the second step, or hand it back with a word (S75)."""
    if asked.kind != RequestKind.CHRONOLOGY or not asked.is_with_senior:
        raise Http404
    if P.SIGN_RETURN not in permissions_on(asked.case, request.user):
        raise PermissionDenied
    draft = services.draft_of(asked.case, asked.organisation, on_behalf=False)
    if draft is None:
        raise Http404
    posted = request.method == "POST"
    form = SignForm(request.POST if posted else None, initial={"seen": asked.version})
    if posted and form.is_valid():
        try:
            _settle(request, draft, form.cleaned_data)
        except ValueError as refused:
            form.add_error(None, str(refused))
            # What stands on the page now is what the person reads next, and then decides on.
            form.data = form.data.copy()
            form.data["seen"] = str(asked.version)
        else:
            return redirect("dhr_cases:our_request", token=asked.token)
    rows = Paginator(draft.entries.order_by("position"), ROWS)
    context = {
        "title": "Sign off the chronology",
        "asked": asked,
        "file": draft,
        "form": form,
        "author": asked.answered_by,
        "page": rows.get_page(request.GET.get("page")),
        "back": reverse("dhr_cases:our_request", args=[asked.token]),
    }
    return render(request, "chronology/sign_off.html", context)


def _settle(request, draft, answers) -> None:
    """Hand it in or back, and say so."""
    if not answers["approved"]:
        signing.hand_back(draft, note=answers["note"], by=request.user, seen=answers["seen"])
        messages.success(request, "Handed back to the person who made it.")
        return
    now = timezone.localtime()
    signing.sign_off(
        draft, by=request.user, on=now.date(), seen=answers["seen"], note=answers["note"]
    )
    receipt = exchange.give_receipt(
        draft.request, services.in_short(draft), by=request.user, at=now
    )
    messages.success(
        request, f"Received, {now:%-d %B %Y at %H:%M}. Your reference is {receipt.reference}."
    )
