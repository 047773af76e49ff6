"""Keeping long text that is typed and not yet saved, on the server, for its writer alone (S07).

A page with long text passes its form through `answer`; the two includes `_draft_note.html` and
`_draft_buttons.html` show what there is and let it be kept. Never in the browser's storage.
"""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from dhr_cases.models import Case, Draft
from dhr_cases.models.drafts import KEPT_FOR

KEEP, DROP = "keep_draft", "drop_draft"
QUIET = "X-Draft"
LONGEST = 100_000
"""Characters of one text that are kept; more than any page takes."""


def answer(
    request: HttpRequest, form: forms.BaseForm, *, case: Case | None, title: str
) -> HttpResponse | None:
    """Keep or drop the draft of this page when that is what was asked; else show it in the form.

    Nothing typed is checked: a draft may be as unfinished as it is. A page that is opened afresh
    gets the words of its reader's draft, and the version of the row they were written over, so
    that what somebody else has saved meanwhile is told and not lost.
    """
    names = _long_texts(form)
    if not names:
        return None
    form.may_keep_draft = True
    if request.method == "POST":
        if KEEP in request.POST:
            return _keep(request, form, names, case, title)
        if DROP in request.POST:
            forget(request)
            messages.success(request, "Draft thrown away")
            return HttpResponseRedirect(request.get_full_path())
        return None
    form.draft = Draft.objects.filter(user=request.user, path=request.path).first()
    if form.draft:
        form.initial |= {
            name: value for name, value in form.draft.texts.items() if name in form.fields
        }
    return None


def forget(request: HttpRequest) -> None:
    """The page is saved, so its draft has done its work."""
    Draft.objects.filter(user=request.user, path=request.path).delete()


def forget_old() -> int:
    """Drop drafts nobody has touched for 30 days; returns how many."""
    return Draft.objects.filter(saved_at__lt=timezone.now() - KEPT_FOR).delete()[0]


def _long_texts(form: forms.BaseForm) -> list[str]:
    return [
        name
        for name, field in form.fields.items()
        if isinstance(field.widget, forms.Textarea) and not field.disabled
    ]


def _keep(
    request: HttpRequest, form: forms.BaseForm, names: list[str], case: Case | None, title: str
) -> HttpResponse:
    texts = {}
    for name in [*names, "version"]:
        typed = request.POST.get(form.add_prefix(name))
        if typed is not None:
            texts[name] = typed.replace("\x00", "")[:LONGEST]
    given = {
        "case": case or _case_of(getattr(form, "instance", None)),
        "title": title[:200],
        "texts": texts,
        "saved_at": timezone.now(),
    }
    Draft.objects.update_or_create(user=request.user, path=request.path, defaults=given)
    if QUIET in request.headers:
        return HttpResponse(status=204)
    said = "Draft saved. Only you can see it, and it is not yet part of the record."
    messages.success(request, said)
    return HttpResponseRedirect(request.get_full_path())


def _case_of(row: Model | None) -> Case | None:
    """The case of what is being written on; a notice has none until its review opens."""
    return row if isinstance(row, Case) else getattr(row, "case", None)
