"""The chronologies that agencies sent, as the review's own people read them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.roles import Permission as P
from chronology import services
from chronology.forms.own import OpenAgainForm
from chronology.models import EntryState, FileState, PersonLabel
from chronology.rows import FIELD_OF
from chronology.standing import tag_of
from chronology.views.reading import names_for
from dhr_cases.gate import case_view
from dhr_cases.pages import one_form

ROWS = 50
MOST_SHOWN = 200
"""Rows of each kind of difference on one page; their number is always said."""
NAMED = {name: str(column).lower() for column, name in FIELD_OF.items()}


TEXTS = ("source", "people", "happened", "outcome", "voice", "comment", "flags", "kept_because")
"""What an agency wrote in a row, and may therefore name somebody."""


def _under_names(request, case, found, *groups, labels=()):
    """Let a version and its rows be read as they came by those who may know names; for everybody
    else put pseudonyms in their place, on the page alone."""
    if P.VIEW_IDENTITY in request.may:
        return
    names = names_for(request, case)
    found.statement = names.text(found.statement)
    found.senior_note = names.text(found.senior_note)
    found.notes = [names.text(note) for note in found.notes]
    for row in labels:
        row.label = names.text(row.label)
    for entry in (entry for group in groups for entry in group):
        for field in TEXTS:
            setattr(entry, field, names.text(getattr(entry, field)))


def _handed_in(case):
    return case.chronologyfiles.handed_in().select_related("organisation", "original__document")


@case_view(P.VIEW_RETURNS)
@require_GET
def files(request, case):
    """Every version of every agency's chronology that has been handed in."""
    found = (
        _handed_in(case)
        .annotate(
            rows=Count("entries"),
            to_fix=Count("entries", filter=Q(entries__state=EntryState.FAULTY)),
        )
        .order_by("organisation__name", "-number")
    )
    context = {
        "case": case,
        "title": "Chronologies from agencies",
        "rows": [{"file": file, "tag": tag_of(file)} for file in found],
        "may_run": P.RUN_CASE in request.may,
    }
    return render(request, "chronology/files.html", context)


@case_view(P.VIEW_RETURNS)
@require_GET
def file(request, case, token):
    """One version in full: its statement, whom its labels mean, and its rows as they came."""
    rows = _handed_in(case).select_related("sent_by", "accepted_by", "signed_off_by")
    to_fix = Count("entries", filter=Q(entries__state=EntryState.FAULTY))
    found = get_object_or_404(rows.annotate(to_fix=to_fix), token=token)
    entries = found.entries.order_by("position")
    labels = PersonLabel.objects.filter(case=case, organisation=found.organisation)
    page = Paginator(entries, ROWS).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    labels = list(labels)
    _under_names(request, case, found, page.object_list, labels=labels)
    context = {
        "case": case,
        "title": f"{found.organisation}: version {found.number}",
        "file": found,
        "tag": tag_of(found),
        "labels": labels,
        "page": page,
        "may_accept": P.RUN_CASE in request.may and found.state == FileState.SENT,
        "may_open": P.RUN_CASE in request.may
        and found.state in {FileState.SENT, FileState.ACCEPTED},
        "to_fix": found.to_fix,
        "back": reverse("chronology:files", args=[case.reference]),
    }
    return render(request, "chronology/file.html", context)


def _page(case, token):
    return reverse("chronology:file", args=[case.reference, token])


@case_view(P.VIEW_RETURNS)
@require_GET
def differences(request, case, token):
    """What a version brings against the one handed in before it: added, changed and gone."""
    found = get_object_or_404(_handed_in(case), token=token)
    told = services.what_differs(found)
    if told:
        older = [row for row, _, _ in told.changed[:MOST_SHOWN]]
        newer = [row for _, row, _ in told.changed[:MOST_SHOWN]]
        some = (told.added[:MOST_SHOWN], older, newer, told.gone[:MOST_SHOWN])
        _under_names(request, case, found, *some)
    context = {
        "case": case,
        "title": f"What is different in version {found.number}",
        "file": found,
        "told": told,
        "added": told.added[:MOST_SHOWN] if told else [],
        "changed": [
            (older, newer, [NAMED[name] for name in names])
            for older, newer, names in (told.changed[:MOST_SHOWN] if told else [])
        ],
        "gone": told.gone[:MOST_SHOWN] if told else [],
        "most": MOST_SHOWN,
        "back": _page(case, token),
    }
    return render(request, "chronology/differences.html", context)


@case_view(P.RUN_CASE)
@require_POST
def accept(request, case, token):
    """Let a version count in the combined chronology."""
    found = get_object_or_404(_handed_in(case), token=token)
    try:
        services.accept(found, by=request.user, on=timezone.localdate())
    except ValueError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Accepted. Its rows now count in the combined chronology.")
    return redirect(_page(case, token))


@case_view(P.RUN_CASE)
@require_http_methods(["GET", "POST"])
def open_again(request, case, token):
    """Give the agency a draft with the same rows, to put something right."""
    found = get_object_or_404(_handed_in(case).select_related("request"), token=token)
    return one_form(
        request,
        case,
        lambda data, files: OpenAgainForm(data),
        title=f"Open the chronology of {found.organisation} again",
        intro="They get a draft with the same rows. What they sent stays as it is until they send "
        "the next version and you accept it.",
        back=_page(case, token),
        save=lambda form: (
            services.open_again(
                found,
                because=form.cleaned_data["because"],
                by=request.user,
                on=timezone.localdate(),
            )
            and None
        ),
        saved="Opened again",
        submit="Open it again",
    )
