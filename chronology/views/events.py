"""One row of the combined chronology: in full, as it came, and what the review adds to it (S81)."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from chronology import deciding
from chronology.combine.rows import Event
from chronology.combined import Combined, questions_of, terms_of
from chronology.compare.matching import WINDOW, days_apart
from chronology.forms.rows import MarksForm, NoteForm, TermsForm
from chronology.lines import Reader
from chronology.models import Entry, Mark, PanelNote, TermsLink
from chronology.origin import as_it_came, course_of, taken_back
from chronology.views.reading import KEEPERS, READERS, names_for, names_words, once_shared
from dhr_cases.gate import case_view
from dhr_cases.pages import one_form

NEAR = 20
"""How many rows of other agencies from about the same time are shown beside one."""
both = require_http_methods(["GET", "POST"])


def _place_or_404(combined: Combined, lineage: str):
    row = next((row for row in combined.rows if row.key == lineage), None)
    if row is None:
        raise Http404
    return row


@case_view(*READERS)
@require_GET
@once_shared
def event(request, case, lineage):
    """Everything about one row, and what others recorded at about the same time."""
    combined, names = Combined(case), names_for(request, case)
    row = _place_or_404(combined, lineage)
    near = [
        other
        for other in combined.rows
        if other.agency != row.agency
        and not other.is_vague
        and (apart := days_apart(row, other)) is not None
        and apart <= WINDOW
    ]
    near.sort(key=lambda other: (days_apart(row, other), other.order))
    shown = sorted(near[:NEAR], key=lambda other: other.order)
    reader = Reader(combined, names, request.may)
    own, *others = reader.headings([Event((found,)) for found in [row, *shown]])
    entry = (
        Entry.objects.counting()
        .select_related("file__organisation", "file__original__document")
        .get(pk=combined.keys[lineage])
    )
    context = {
        "case": case,
        "title": "One row of the chronology",
        "line": own.lines[0],
        "near": others,
        "near_left_out": max(len(near) - NEAR, 0),
        "came": as_it_came(entry, names),
        "file": entry.file,
        "may_open_file": _may_open_file(request, names, entry),
        "course": course_of(case, lineage, names, who=P.VIEW_WORKING in request.may),
        "may_keep": not request.may.isdisjoint(KEEPERS),
        "may_note": P.VIEW_BUNDLE in request.may and P.COMMENT_DRAFT in request.may,
        "may_read_notes": P.VIEW_BUNDLE in request.may,
        "window": WINDOW,
        "back": reverse("chronology:combined", args=[case.reference]),
        **names_words(request, names),
    }
    return render(request, "chronology/event.html", context)


def _may_open_file(request, names, entry) -> bool:
    """The file as it came has real names in it: for those who may see them and read returns."""
    needed = {P.VIEW_IDENTITY, P.VIEW_RETURNS, P.VIEW_WORKING}
    return entry.file.original is not None and needed <= request.may


def _row_page(case, lineage) -> str:
    return reverse("chronology:event", args=[case.reference, lineage])


def _known_or_404(case, lineage) -> None:
    if not Entry.objects.counting().filter(case=case, lineage=lineage).exists():
        raise Http404


@case_view(*KEEPERS)
@both
def mark_row(request, case, lineage):
    """Mark a row, or put it on the list for the report."""
    _known_or_404(case, lineage)
    standing = list(Mark.objects.filter(case=case, lineage=lineage).values_list("kind", flat=True))
    return one_form(
        request,
        case,
        lambda data, files: MarksForm(data, initial={"marks": standing}),
        title="Marks of this row",
        back=_row_page(case, lineage),
        save=lambda form: deciding.set_marks(
            case, lineage, form.cleaned_data["marks"], by=request.user, on=timezone.localdate()
        ),
        saved="Marks saved",
        submit="Save the marks",
    )


@case_view(*KEEPERS)
@both
def link_row(request, case, lineage):
    """Say which lines of the terms of reference a row bears on."""
    _known_or_404(case, lineage)
    terms = terms_of(case)
    questions = questions_of(terms)
    number = terms.number if terms else 0
    standing = TermsLink.objects.filter(case=case, lineage=lineage, terms_number=number)
    chosen = [str(link.question_number) for link in standing]
    intro = (
        f"From the terms of reference, version {number}."
        if questions
        else "There are no terms of reference yet, so there is nothing to link this row to."
    )
    return one_form(
        request,
        case,
        lambda data, files: TermsForm(data, questions=questions, initial={"questions": chosen}),
        title="Lines of the terms of reference",
        intro=intro,
        back=_row_page(case, lineage),
        save=lambda form: deciding.link_to_terms(
            case,
            lineage,
            number,
            dict(questions),
            form.cleaned_data["questions"],
            by=request.user,
            on=timezone.localdate(),
        ),
        saved="Links saved",
        submit="Save the links",
    )


@case_view(P.VIEW_BUNDLE, change=P.COMMENT_DRAFT)
@both
@once_shared
def add_note(request, case, lineage):
    """Note something at a row; the panel and the chair read it, nobody else."""
    _known_or_404(case, lineage)
    return one_form(
        request,
        case,
        lambda data, files: NoteForm(data),
        title="Note for the panel",
        back=_row_page(case, lineage),
        save=lambda form: deciding.add_note(
            case,
            lineage,
            form.cleaned_data["text"],
            by=request.user,
            on=timezone.localdate(),
        ),
        saved="Note added",
        submit="Add the note",
    )


@case_view(P.VIEW_BUNDLE, change=P.COMMENT_DRAFT)
@both
@once_shared
def change_note(request, case, lineage, token):
    """Change a note of one's own."""
    note = get_object_or_404(
        PanelNote, case=case, lineage=lineage, token=token, written_by=request.user
    )
    return one_form(
        request,
        case,
        lambda data, files: NoteForm(data, instance=note),
        title="Change your note",
        back=_row_page(case, lineage),
        save=lambda form: form.save(),
        saved="Note changed",
    )


@case_view(*READERS)
@require_GET
@once_shared
def left_behind(request, case):
    """Marks, notes and links whose row an agency no longer sends: kept, and shown here."""
    combined, names = Combined(case), names_for(request, case)
    context = {
        "case": case,
        "title": "Rows taken back by their agency",
        "rows": taken_back(combined, names, request.may),
        "back": reverse("chronology:combined", args=[case.reference]),
        **names_words(request, names),
    }
    return render(request, "chronology/left_behind.html", context)
