"""Who reads the combined chronology, and with which names (S80)."""

from __future__ import annotations

from functools import wraps

from django.http import HttpRequest
from django.shortcuts import render

from accounts.roles import Permission as P
from chronology.deciding import sharing
from chronology.names import SHOWN_BY_DEFAULT, Names, Show, known_names
from dhr_cases.models import Case

READERS = (P.VIEW_WORKING, P.VIEW_BUNDLE)
KEEPERS = (P.RUN_CASE, P.LEAD_REVIEW)
CHOICE = "chronology_names"
"""Where the session keeps how its reader wants people to be called, by review."""


def once_shared(view):
    """Let the panel in once the chronology has been shared with it; others read it at once.

    Goes under `case_view(*READERS)`. Leaves `request.shared`, the sharing in force or None.
    """

    @wraps(view)
    def gate(request, case, **kwargs):
        request.shared = sharing(case)
        if P.VIEW_WORKING not in request.may and request.shared is None:
            context = {"case": case, "title": "Chronology"}
            return render(request, "chronology/not_shared.html", context)
        return view(request, case, **kwargs)

    return gate


def chosen_show(request: HttpRequest, case: Case) -> Show:
    """How this reader is shown people: pseudonyms, unless they may see names and chose to."""
    if P.VIEW_IDENTITY not in request.may:
        return SHOWN_BY_DEFAULT
    choice = request.session.get(CHOICE, {}).get(case.reference, SHOWN_BY_DEFAULT)
    return Show(choice) if choice in Show.values else SHOWN_BY_DEFAULT


def names_for(request: HttpRequest, case: Case) -> Names:
    """The names of the review as this reader is shown them. Three queries."""
    return Names(known_names(case), chosen_show(request, case))


def names_words(request: HttpRequest, names: Names) -> dict[str, object]:
    """What a page says of its names, and whether its reader may change that."""
    return {
        "names_shown": names.show.label.lower(),
        "may_switch": P.VIEW_IDENTITY in request.may,
        "real_names": names.show == Show.REAL,
        "here": request.get_full_path(),
    }
