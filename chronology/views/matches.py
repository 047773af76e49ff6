"""Rows that may tell of one event, and accounts at odds: proposed here, decided by people (S82)."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from chronology import deciding
from chronology.combine.rows import Event
from chronology.combined import Combined
from chronology.compare.contradictions import Contradiction
from chronology.comparing import compare, contradictions
from chronology.forms.rows import ChallengeForm, PairForm
from chronology.lines import Reader
from chronology.models import (
    Challenge,
    ChallengeKind,
    ChallengeState,
    Entry,
    PairChoice,
    SettledPair,
)
from chronology.views.reading import KEEPERS, names_for, names_words
from dhr_cases.gate import case_view
from dhr_cases.pages import one_form
from dhr_cases.together import fetch_together

A_PAGE = 25
READERS = KEEPERS
STATE_TAGS = {
    ChallengeState.TO_CHALLENGE: "due-soon",
    ChallengeState.ASKED: "information",
    ChallengeState.ANSWERED: "information",
    ChallengeState.ACCEPTED: "on-time",
    ChallengeState.SET_ASIDE: "grey",
}
both = require_http_methods(["GET", "POST"])


def _lines(combined: Combined, reader: Reader, keys) -> dict[str, object]:
    """The rows of these keys in words. A constant number of queries."""
    wanted = set(keys)
    rows = [row for row in combined.rows if row.key in wanted]
    headings = reader.headings([Event((row,)) for row in rows])
    return {heading.lines[0].key: heading.lines[0] for heading in headings}


@case_view(*READERS)
@require_GET
def matches(request, case):
    """Pairs that wait for somebody to say whether they are one event, and those settled."""
    combined, names = Combined(case), names_for(request, case)
    settled = {(pair.one, pair.other): pair for pair in _settled(case)}
    proposed = compare(combined).pairs
    waiting = [
        pair
        for pair in proposed
        if pair.keys not in settled or settled[pair.keys].choice == PairChoice.UNSURE
    ]
    show_settled = bool(request.GET.get("settled"))
    pairs = list(settled) if show_settled else [pair.keys for pair in waiting]
    page = Paginator(pairs, A_PAGE).get_page(request.GET.get("page"))
    likeness = {pair.keys: pair for pair in proposed}
    here = [keys for keys in page if keys[0] in combined and keys[1] in combined]
    lines = _lines(combined, Reader(combined, names, request.may), {key for k in here for key in k})
    order = {row.key: row.order for row in combined.rows}
    rows = [
        {
            "keys": keys,
            "lines": [lines[key] for key in sorted(keys, key=order.__getitem__)],
            "pair": likeness.get(keys),
            "settled": settled.get(keys),
        }
        for keys in here
    ]
    context = {
        "case": case,
        "title": "Same event?",
        "rows": rows,
        "page": page,
        "waiting": len(waiting),
        "settled": len(settled),
        "show_settled": show_settled,
        "gone": len(page.object_list) - len(here),
        "any_rows": bool(combined.rows),
        "back": reverse("chronology:combined", args=[case.reference]),
        **names_words(request, names),
    }
    return render(request, "chronology/matches.html", context)


def _settled(case):
    return SettledPair.objects.filter(case=case).select_related("decided_by").order_by("-pk")


@case_view(*READERS)
@both
def match(request, case, one, other):
    """Say whether two rows tell of the same event; both stay as they came."""
    counting = Entry.objects.counting().filter(case=case).select_related("file")
    found = {entry.lineage: entry for entry in counting.filter(lineage__in=[one, other])}
    if one == other or len(found) < 2:
        raise Http404
    if found[one].file.organisation_id == found[other].file.organisation_id:
        raise Http404
    first, second = sorted((one, other))
    settled = _settled(case).filter(one=first, other=second).first()
    seen = deciding.digest_of(found[one], found[other])
    version = settled.version if settled else 0
    posted = request.method == "POST"
    form = PairForm(
        request.POST if posted else None,
        initial={"choice": settled.choice if settled else "", "seen": seen, "version": version},
    )
    back = reverse("chronology:matches", args=[case.reference])
    if posted and form.is_valid():
        try:
            deciding.settle(
                case,
                found[one],
                found[other],
                form.cleaned_data["choice"],
                seen=form.cleaned_data["seen"],
                version=form.cleaned_data["version"] or 0,
                by=request.user,
                on=timezone.localdate(),
            )
        except ValueError as stale:
            form.add_error(None, str(stale))
            # What stands on the page now is what the person reads next, and then decides on.
            form.data = form.data.copy()
            form.data["seen"], form.data["version"] = seen, version
        else:
            messages.success(request, "Recorded. Both rows stay as they came.")
            return redirect(back)
    combined, names = Combined(case), names_for(request, case)
    lines = _lines(combined, Reader(combined, names, request.may), [one, other])
    order = {row.key: row.order for row in combined.rows}
    context = {
        "case": case,
        "title": "Same event?",
        "form": form,
        "lines": [lines[key] for key in sorted(lines, key=order.__getitem__)],
        "settled": settled,
        "changed_since": settled is not None and settled.seen != seen,
        "back": back,
        **names_words(request, names),
    }
    return render(request, "chronology/match.html", context)


@case_view(*READERS)
@require_GET
def challenges(request, case):
    """Accounts at odds, each with how far it has got; those that no longer show stay listed."""
    combined, names = Combined(case), names_for(request, case)
    said = fetch_together(
        challenges=case.challenges.select_related("decided_by"), settled=case.settledpairs.all()
    )
    kept = {(row.kind, row.one, row.other): row for row in said["challenges"]}
    listed = contradictions(combined, compare(combined), said["settled"])
    shown = {(item.kind.value, item.one, item.other) for item in listed}
    entries = [
        {"item": item, "kept": kept.get((item.kind.value, item.one, item.other))} for item in listed
    ]
    entries += [
        {"item": None, "kept": row}
        for key, row in kept.items()
        if key not in shown and row.one in combined
    ]
    state = request.GET.get("state", "")
    if state in ChallengeState.values:
        entries = [entry for entry in entries if _state(entry["kept"]) == state]
    page = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    keys = [key for entry in page for key in _keys(entry)]
    lines = _lines(combined, Reader(combined, names, request.may), keys)
    bodies = _bodies(combined)
    context = {
        "case": case,
        "title": "Contradictions",
        "page": page,
        "rows": [_row(entry, lines, bodies, names) for entry in page],
        "states": ChallengeState.choices,
        "state": state,
        "any_rows": bool(combined.rows),
        "back": reverse("chronology:combined", args=[case.reference]),
        **names_words(request, names),
    }
    return render(request, "chronology/challenges.html", context)


def _state(kept: Challenge | None) -> str:
    return kept.state if kept else ChallengeState.TO_CHALLENGE.value


def _keys(entry) -> tuple[str, str]:
    named = entry["item"] or entry["kept"]
    return named.one, named.other


def _bodies(combined: Combined) -> dict[str, str]:
    """The names of the agencies of a review by their permanent keys. One query at most."""
    asked = {key: name for key, name, _, _ in combined.asked}
    return {**asked, **{key: agency.name for key, agency in combined.agencies.items()}}


def _row(entry, lines, bodies, names) -> dict[str, object]:
    named, kept = entry["item"] or entry["kept"], entry["kept"]
    state = ChallengeState(_state(kept))
    return {
        "kind": ChallengeKind(named.kind),
        "one": named.one,
        "other": named.other,
        "first": lines.get(named.one),
        "second": lines.get(named.other),
        "body": bodies.get(named.other, ""),
        "why": names.text(entry["item"].why)
        if entry["item"]
        else "It no longer shows in the rows.",
        "settled": bool(entry["item"] and entry["item"].settled),
        "state": state.label,
        "tag": STATE_TAGS[state],
        "note": names.text(kept.note) if kept else "",
        "kept": kept,
    }


@case_view(*READERS)
@both
def challenge(request, case, kind, one, other):
    """Say how one contradiction stands, and note what was asked and answered."""
    if kind not in ChallengeKind.values:
        raise Http404
    combined = Combined(case)
    said = fetch_together(
        kept=case.challenges.filter(kind=kind, one=one, other=other),
        settled=case.settledpairs.all(),
    )
    row = next(iter(said["kept"]), None)
    if row is None:
        listed = contradictions(combined, compare(combined), said["settled"])
        if not any(_is(item, kind, one, other) for item in listed):
            raise Http404
        row = Challenge(case=case, kind=kind, one=one, other=other)
    names = names_for(request, case)
    lines = _lines(combined, Reader(combined, names, request.may), [one, other])
    entry = {"item": None, "kept": row}
    words = _row(entry, lines, _bodies(combined), names)
    return one_form(
        request,
        case,
        lambda data, files: ChallengeForm(data, instance=row),
        title=ChallengeKind(kind).label,
        back=reverse("chronology:challenges", args=[case.reference]),
        save=lambda form: deciding.keep_challenge(
            form.instance, by=request.user, on=timezone.localdate()
        ),
        saved="Recorded",
        template="chronology/challenge.html",
        item=words,
        **names_words(request, names),
    )


def _is(item: Contradiction, kind: str, one: str, other: str) -> bool:
    return (item.kind.value, item.one, item.other) == (kind, one, other)
