"""Contact with the person thought responsible and their family, behind a wall of its own.

process.md 5.4. Whoever has no permission for it is told "Page not found".
"""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from audit.forms import RecordedForm
from dhr_cases.forms.agencies import not_in_the_future
from dhr_cases.gate import case_view
from dhr_cases.models import Case, ResponsibleContact, SideKind
from dhr_cases.pages import one_form
from govuk.fields import CharacterCountField

both = require_http_methods(["GET", "POST"])
WRITERS = (P.RUN_CASE, P.LEAD_REVIEW)
AFTER_RISK = (SideKind.APPROACH, SideKind.INTERVIEW)
NO_RISK_CHECK = "Record a risk check of that day or before first"


class SideForm(RecordedForm):
    """One contact; nobody is approached or met before the risk has been looked at."""

    words = CharacterCountField(label="What was said, found or given?", max_length=8000)

    class Meta:
        model = ResponsibleContact
        fields = ("kind", "happened_on", "who", "through", "words")
        labels = {"kind": "What was it?", "happened_on": "When?", "who": "With whom?"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].subject = "The day"

    def clean_happened_on(self):
        """It has happened."""
        not_in_the_future(self.cleaned_data["happened_on"], "The day")
        return self.cleaned_data["happened_on"]

    def clean(self):
        """An approach or an interview comes after a risk check of the same people."""
        answers = super().clean()
        kind, day = answers.get("kind"), answers.get("happened_on")
        if kind not in AFTER_RISK or not day or not answers.get("who"):
            return answers
        checks = self.instance.case.responsiblecontacts.filter(
            kind=SideKind.RISK, who=answers["who"], happened_on__lte=day
        )
        if not checks.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(NO_RISK_CHECK)
        return answers


@case_view(P.VIEW_PERPETRATOR)
@require_GET
def responsible_side(request: HttpRequest, case: Case) -> HttpResponse:
    """What passed with the person thought responsible and their family, newest first."""
    context = {
        "case": case,
        "title": "Person thought responsible",
        "rows": list(case.responsiblecontacts.select_related("recorded_by")),
        "may_write": not request.may.isdisjoint(WRITERS),
    }
    return render(request, "dhr_cases/responsible_side.html", context)


def _form(request, case, row, title):
    return one_form(
        request,
        case,
        lambda data, files: SideForm(data, instance=row),
        title=title,
        back=reverse("dhr_cases:responsible_side", args=[case.reference]),
        save=lambda form: form.save() and None,
        saved="Recorded",
        template="dhr_cases/responsible_form.html",
    )


@case_view(P.VIEW_PERPETRATOR, change=WRITERS)
@both
def add_responsible_contact(request: HttpRequest, case: Case) -> HttpResponse:
    """Record a risk check, an approach, a reply, an interview or material."""
    row = ResponsibleContact(case=case, recorded_by=request.user, happened_on=timezone.localdate())
    return _form(request, case, row, "Record a contact")


@case_view(P.VIEW_PERPETRATOR, change=WRITERS)
@both
def change_responsible_contact(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Correct one record."""
    row = get_object_or_404(case.responsiblecontacts, token=token)
    return _form(request, case, row, "Correct a contact")
