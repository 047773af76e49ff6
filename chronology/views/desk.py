"""One desk for making a chronology: the agency's own, or the co-ordinator's on its behalf.

The agency comes through its request and sees its own material alone; the co-ordinator comes
through the review, with what came by post or e-mail. Each has drafts the other never sees.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.models import Organisation
from accounts.roles import Permission as P
from chronology.models import ChronologyFile
from chronology.services import draft_of
from dhr_cases import agencies
from dhr_cases.gate import case_view, request_view
from dhr_cases.models import AgencyRequest, Case, RequestKind


@dataclass(frozen=True)
class Desk:
    """Whose chronology is made here, by whom, and where its pages are."""

    case: Case
    asked: AgencyRequest
    on_behalf: bool

    @property
    def organisation(self) -> Organisation:
        return self.asked.organisation

    @property
    def base(self) -> str:
        """The page that others stand in."""
        return "dhr_cases/case_base.html" if self.on_behalf else "chronology/own_base.html"

    @property
    def page_of_case(self) -> Case | None:
        """The review, for pages that show it: an agency is shown its request alone."""
        return self.case if self.on_behalf else None

    @property
    def draft(self) -> ChronologyFile | None:
        return draft_of(self.case, self.organisation, on_behalf=self.on_behalf)

    @property
    def is_open(self) -> bool:
        """Whether anything may still be put in: always by the co-ordinator."""
        return self.on_behalf or agencies.may_be_answered(self.asked)

    def draft_or_404(self) -> ChronologyFile:
        draft = self.draft if self.is_open else None
        if draft is None:
            raise Http404
        return draft

    def url(self, name: str, *args) -> str:
        """The address of one of the desk's pages."""
        if self.on_behalf:
            return reverse(
                f"chronology:their_{name}", args=[self.case.reference, self.asked.token, *args]
            )
        return reverse(f"chronology:our_{name}", args=[self.asked.token, *args])

    def up(self) -> str:
        """The page of the request that this answers."""
        if self.on_behalf:
            return reverse("chronology:files", args=[self.case.reference])
        return reverse("dhr_cases:our_request", args=[self.asked.token])


def at_the_desk(*methods: str) -> Callable:
    """Make of one page two views: the agency's own, and the co-ordinator's on its behalf.

    The page takes (request, desk, …). Leaves both on the page as `.ours` and `.theirs`.
    """

    def make(page):
        @wraps(page)
        def ours(request, asked, **kwargs):
            if asked.kind != RequestKind.CHRONOLOGY:
                raise Http404
            return page(request, Desk(asked.case, asked, on_behalf=False), **kwargs)

        @wraps(page)
        def theirs(request, case, token, **kwargs):
            rows = case.agencyrequests.select_related("organisation")
            asked = get_object_or_404(rows, token=token)
            return page(request, Desk(case, asked, on_behalf=True), **kwargs)

        allowed = require_http_methods(list(methods))
        page.ours = request_view(allowed(ours))
        page.theirs = case_view(P.RUN_CASE)(allowed(theirs))
        return page

    return make
