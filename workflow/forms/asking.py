"""Asking agencies for management reviews and reports; reminding several of them at once."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from accounts.models import Organisation
from dhr_cases import directory
from dhr_cases.agency_letters import REVIEW
from dhr_cases.models import Case, RequestKind, ReturnForm
from dhr_cases.models.chasing import Audience
from govuk.fields import DateField, RowsField
from govuk.forms import GovukForm
from workflow import reminders


class AskReturnsForm(GovukForm):
    """Whom, in which form, which terms, by when."""

    agencies = RowsField(
        label="Agencies",
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="All you select are asked for the same form and the same terms.",
    )
    form = forms.ChoiceField(
        label="Form of the return", choices=ReturnForm.choices, widget=forms.RadioSelect
    )
    terms = forms.MultipleChoiceField(
        label="Which terms of reference do they answer?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="They are handed over as they stand today, and answered one by one.",
    )
    due_on = DateField(label="Due on")
    question = forms.CharField(
        label="What the letter says", widget=forms.Textarea(attrs={"rows": 8})
    )
    other_way = forms.BooleanField(
        label="I reach agencies without a secure contact another safe way", required=False
    )

    def __init__(self, *args, case: Case, terms: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate()
        asked = case.agencyrequests.filter(kind=RequestKind.REVIEW).values("organisation")
        agencies = Organisation.objects.filter(kind=Organisation.Kind.AGENCY)
        self.fields["agencies"].queryset = agencies.current(self.today).exclude(pk__in=asked)
        self.fields["terms"].choices = [(str(at), term) for at, term in enumerate(terms)]
        self.initial.setdefault("terms", [str(at) for at in range(len(terms))])
        self.initial.setdefault("question", REVIEW)
        self.all_terms = terms
        if not terms:
            del self.fields["terms"]

    @property
    def terms_chosen(self) -> list[str]:
        """The words of the terms that were selected, in their order."""
        chosen = {int(at) for at in self.cleaned_data.get("terms", ())}
        return [term for at, term in enumerate(self.all_terms) if at in chosen]

    def clean(self):
        """It is due in the future, and each agency can be reached safely."""
        answers = super().clean()
        if answers.get("due_on") and answers["due_on"] <= self.today:
            self.add_error("due_on", "Due on must be in the future")
        missing = directory.without_secure_contact(answers.get("agencies") or (), self.today)
        if missing and not answers.get("other_way"):
            names = ", ".join(str(body) for body in missing)
            self.add_error(
                "agencies",
                f"There is no secure contact for {names}. Add one in the directory, leave out "
                "what cannot be reached, or say below that you reach them another safe way",
            )
        return answers


class RequestsField(RowsField):
    """Requests, by agency and what is asked."""

    def label_from_instance(self, obj) -> str:
        """The agency, what is asked, and when it is due."""
        what = str(obj.get_kind_display()).split(":")[0].lower()
        return f"{obj.organisation}: {what}, due {obj.due_on:%-d %B %Y}"


class RemindForm(GovukForm):
    """Several agencies reminded at once, of what is due from them."""

    requests = RequestsField(
        label="Whom do you remind?", queryset=None, widget=forms.CheckboxSelectMultiple
    )
    audience = forms.ChoiceField(
        label="Who gets it?",
        choices=Audience.choices,
        widget=forms.RadioSelect,
        initial=Audience.CONTACT,
    )
    again = forms.BooleanField(
        label="Remind them again although they were reminded in the last two days",
        required=False,
    )

    def __init__(self, *args, case: Case, **kwargs):
        super().__init__(*args, **kwargs)
        rows = case.agencyrequests.open().filter(answered_by__isnull=True)
        rows = rows.select_related("organisation", "case").prefetch_related("reminders")
        self.fields["requests"].queryset = rows
        today = timezone.localdate()
        self.initial.setdefault("requests", [row for row in rows if row.due_on <= today])

    def clean(self):
        """Two people must not remind one agency in two days without meaning to (S41)."""
        answers = super().clean()
        today = timezone.localdate()
        lately = [
            str(row.organisation)
            for row in answers.get("requests") or ()
            if reminders.reminded_lately(row, today)
        ]
        if lately and not answers.get("again"):
            self.add_error(
                "requests",
                f"Reminded in the last two days: {', '.join(lately)}. Leave them out, or say "
                "below that you remind them again",
            )
        return answers
