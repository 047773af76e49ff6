"""The combined chronology: one table of what every agency recorded (S80)."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from audit.log import record
from audit.models import Event
from chronology.combined import Combined
from chronology.deciding import share, stop_sharing
from chronology.filters import narrow
from chronology.forms.combined import FilterForm, NamesForm
from chronology.lines import Reader
from chronology.models import ChronologyFile, FileState, MarkKind
from chronology.names import Show
from chronology.views.reading import (
    CHOICE,
    KEEPERS,
    READERS,
    chosen_show,
    names_for,
    names_words,
    once_shared,
)
from dhr_cases.gate import case_view
from dhr_cases.pages import one_form
from govuk.forms import GovukForm

A_PAGE = 100
ALL = "all"
both = require_http_methods(["GET", "POST"])


@case_view(*READERS)
@require_GET
@once_shared
def combined(request, case):
    """Every counting row of every agency in one order, as far as the filters keep it."""
    rows, names = Combined(case), names_for(request, case)
    agencies = [(agency.key, agency.name) for agency in rows.agencies.values()]
    form = FilterForm(request.GET, agencies=agencies, names=names)
    chosen = form.chosen()
    found = narrow(rows, chosen, names)
    show_all = bool(request.GET.get(ALL))
    page = Paginator(found.events, max(len(found.events), 1) if show_all else A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "case": case,
        "title": "Chronology",
        "filters": form,
        "chosen": _removable(request, form),
        "left_out": sorted(str(form.fields[name].label) for name in form.errors),
        "page": page,
        "headings": Reader(rows, names, request.may).headings(page.object_list, found.gaps),
        "newest_first": chosen.newest_first,
        "rows": found.rows,
        "of": len(rows.rows),
        "agencies": rows.agencies.values(),
        "waiting": _waiting(case) if not rows.rows else 0,
        "show_all": show_all,
        "everything": _with(request, ALL, "1"),
        "fewer": _with(request, ALL, ""),
        "may_keep": not request.may.isdisjoint(KEEPERS),
        "may_note": P.VIEW_BUNDLE in request.may,
        "report_list": MarkKind.REPORT.value,
        "shared": request.shared,
        **names_words(request, names),
    }
    return render(request, "chronology/combined.html", context)


def _waiting(case) -> int:
    """Chronologies that have been sent and wait to be accepted. One query."""
    return ChronologyFile.objects.filter(case=case, state=FileState.SENT).count()


def _with(request, name: str, value: str) -> str:
    """This page's query with one part changed, or taken away when it is empty."""
    query = request.GET.copy()
    query.pop("page", None)
    query.pop(name, None)
    if value:
        query[name] = value
    return f"?{query.urlencode()}"


def _removable(request, form) -> list[dict[str, str]]:
    """Each filter in force, with the address that leaves it out."""
    found = []
    for name, words in form.in_words():
        query = request.GET.copy()
        for part in (name, f"{name}_day", f"{name}_month", f"{name}_year", "page"):
            query.pop(part, None)
        found.append({"words": words, "href": f"?{query.urlencode()}"})
    return found


def _back(request, case) -> str:
    """The page of this review from which the reader came, else the combined chronology."""
    home = reverse("chronology:combined", args=[case.reference])
    asked = request.GET.get("back", "")
    inside = asked.startswith(reverse("dhr_cases:overview", args=[case.reference]))
    safe = url_has_allowed_host_and_scheme(asked, None)
    return asked if inside and safe else home


@case_view(P.VIEW_IDENTITY)
@both
def switch_names(request, case):
    """Choose how people are called, for this session; nothing that is kept changes (S80)."""
    now = chosen_show(request, case)

    def save(form):
        show = Show(form.cleaned_data["show"])
        choices = request.session.get(CHOICE, {})
        request.session[CHOICE] = {**choices, case.reference: show.value}
        record(
            Event.NAMES_SWITCHED,
            actor=request.user,
            subject=case.reference,
            before=now.value,
            after=show.value,
        )

    return one_form(
        request,
        case,
        lambda data, files: NamesForm(data, initial={"show": now.value}),
        title="Names in the chronology",
        intro="The rows themselves never change. Your choice lasts until you sign out, and that "
        "you made it is recorded.",
        back=_back(request, case),
        save=save,
        saved="Changed how names are shown to you",
    )


@case_view(*KEEPERS)
@both
def share_with_panel(request, case):
    """Let the panel read the combined chronology, under pseudonyms."""
    return one_form(
        request,
        case,
        lambda data, files: GovukForm(data),
        title="Share the chronology with the panel",
        intro="Everybody on the panel will be able to read the combined chronology: what every "
        "agency recorded, the marks, and the notes of the panel. They see pseudonyms, unless they "
        "have been given names. Rows that agencies send later are shared too.",
        back=reverse("chronology:combined", args=[case.reference]),
        save=lambda form: share(case, by=request.user, on=timezone.localdate()),
        saved="The panel can now read the combined chronology",
        submit="Share with the panel",
    )


@case_view(*KEEPERS)
@both
def stop_sharing_with_panel(request, case):
    """Take the combined chronology back from the panel."""
    return one_form(
        request,
        case,
        lambda data, files: GovukForm(data),
        title="Stop sharing the chronology",
        intro="The panel will no longer be able to open the combined chronology. What they have "
        "noted is kept.",
        back=reverse("chronology:combined", args=[case.reference]),
        save=lambda form: stop_sharing(case, by=request.user, on=timezone.localdate()),
        saved="The panel can no longer read the combined chronology",
        submit="Stop sharing",
        warning=True,
    )
