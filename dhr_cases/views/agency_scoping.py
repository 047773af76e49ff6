"""A scoping return, page by page, kept at each; and the short way when nothing is held (S72)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dhr_cases import agencies, scoping_return
from dhr_cases.forms.agency_scoping import ScopingPageForm
from dhr_cases.gate import request_view
from dhr_cases.models import RequestKind

both = require_http_methods(["GET", "POST"])
WAYS = {
    False: ("scoping", scoping_return.PAGES),
    True: ("nothing_held", scoping_return.NOTHING_HELD),
}


def _may_answer_or_404(asked, nothing_held: bool) -> None:
    if not agencies.may_be_answered(asked):
        raise Http404
    if nothing_held and asked.kind == RequestKind.ACCURACY:
        raise Http404
    if not nothing_held and asked.kind != RequestKind.SCOPING:
        raise Http404


def _one_page(request, asked, key, *, nothing_held):
    _may_answer_or_404(asked, nothing_held)
    name, pages = WAYS[nothing_held]
    page = scoping_return.page(key, pages)
    if page is None:
        raise Http404
    row = scoping_return.draft_of(asked)
    posted = request.method == "POST"
    form = ScopingPageForm(request.POST if posted else None, instance=row, page=page)
    check = reverse(f"dhr_cases:{name}", args=[asked.token])
    if posted and form.is_valid():
        form.save()
        onward = scoping_return.after(page, pages)
        if "back_to_check" in request.GET or onward is None:
            return redirect(check)
        return redirect(f"dhr_cases:{name}_page", token=asked.token, key=onward.key)
    at = pages.index(page)
    before = pages[at - 1] if at else None
    context = {
        "title": page.title,
        "caption": f"Page {at + 1} of {len(pages) + 1}",
        "intro": page.intro,
        "asked": asked,
        "form": form,
        "back": reverse(f"dhr_cases:{name}_page", args=[asked.token, before.key])
        if before
        else reverse("dhr_cases:our_request", args=[asked.token]),
        "later": reverse("dhr_cases:our_request", args=[asked.token]),
    }
    return render(request, "dhr_cases/agency_page.html", context)


def _check(request, asked, *, nothing_held):
    _may_answer_or_404(asked, nothing_held)
    name, pages = WAYS[nothing_held]
    row = scoping_return.draft_of(asked)
    left = scoping_return.missing(row, pages)
    refused = ""
    if request.method == "POST":
        now = timezone.localtime()
        try:
            scoping_return.send(asked, nothing_held=nothing_held, by=request.user, at=now)
        except ValueError as error:
            refused = str(error)
        else:
            receipt = asked.receipts.last()
            messages.success(
                request,
                f"Received, {now:%-d %B %Y at %H:%M}. Your reference is {receipt.reference}.",
            )
            return redirect("dhr_cases:our_request", token=asked.token)

    def address(page):
        return reverse(f"dhr_cases:{name}_page", args=[asked.token, page.key])

    sections = [
        {"page": page, "rows": rows, "href": address(page)}
        for page, rows in scoping_return.answers(row, pages)
    ]
    context = {
        "title": "Check and send",
        "asked": asked,
        "nothing_held": nothing_held,
        "refused": refused,
        "page_has_errors": bool(refused),
        "left": [{"sentence": sentence, "href": address(page)} for page, sentence in left],
        "sections": sections,
        "back": reverse("dhr_cases:our_request", args=[asked.token]),
    }
    return render(request, "dhr_cases/agency_check.html", context)


@request_view
@both
def scoping(request, asked):
    """Everything answered so far, what is still open, and sending it."""
    return _check(request, asked, nothing_held=False)


@request_view
@both
def scoping_page(request, asked, key):
    """One of the ten pages."""
    return _one_page(request, asked, key, nothing_held=False)


@request_view
@both
def nothing_held(request, asked):
    """The third of three pages: check, and send that nothing is held."""
    return _check(request, asked, nothing_held=True)


@request_view
@both
def nothing_held_page(request, asked, key):
    """Who answers, and what was searched."""
    return _one_page(request, asked, key, nothing_held=True)
