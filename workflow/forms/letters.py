"""A letter or call as it is recorded, and a note."""

from __future__ import annotations

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from dhr_cases.family import stopped_person
from dhr_cases.forms.agencies import not_in_the_future
from dhr_cases.forms.avoiding import AvoidsDays
from govuk.fields import CharacterCountField, DateField
from govuk.forms import GovukForm, GovukModelForm
from workflow.letters import audiences_for
from workflow.models import Audience, Letter
from workflow.models.record import HERE

CODE = re.compile(r"L(0[1-9]|[1-3][0-9]|4[0-8])")


class LetterForm(AvoidsDays, GovukModelForm):
    """To whom, what for, when and how. The audiences offered are those the person may know of.

    A letter to the family on a day to avoid is warned of, and one to somebody who is not to be
    contacted is refused: only those who may know of the family are offered that audience.
    """

    avoided = ("sent_on",)

    about = CharacterCountField(
        label="What it said",
        max_length=4000,
        required=False,
        help_text="A short account, or where the copy is kept.",
    )

    class Meta:
        model = Letter
        fields = ("audience", "purpose", "addressee", "sent_on", "how", "code", "about")
        labels = {
            "audience": "To whom?",
            "purpose": "What for?",
            "addressee": "Name or office",
            "sent_on": "When was it sent or made?",
            "how": "How?",
        }

    def __init__(self, *args, may, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["audience"].choices = [("", "Choose"), *audiences_for(may)]
        self.fields["purpose"].choices = [
            ("", "Choose"),
            *[choice for choice in self.fields["purpose"].choices if choice[0]],
        ]
        self.fields["how"].choices = [
            choice for choice in self.fields["how"].choices if choice[0] != HERE
        ]
        self.fields["sent_on"].subject = "The day"
        for name, words in {
            "audience": "Choose to whom it went",
            "purpose": "Choose what it was for",
            "addressee": "Enter the name or office",
            "sent_on": "Say when it was sent or made",
            "how": "Choose how it was sent or made",
        }.items():
            self.fields[name].error_messages["required"] = words
        self.ask_to_keep()

    def clean(self):
        """Nothing goes to the family on a day to avoid, or to whom nobody may write."""
        cleaned = super().clean()
        if self.cleaned_data.get("audience") == Audience.FAMILY:
            self.warn_of_days(self.instance.case)
            stopped = stopped_person(self.instance.case, self.cleaned_data.get("addressee", ""))
            if stopped:
                self.add_error("addressee", f"Do not contact this person. {stopped}".strip())
        return cleaned

    def clean_sent_on(self) -> date:
        """Today or earlier: what will be sent is no letter yet."""
        if self.cleaned_data["sent_on"] > self.today:
            raise ValidationError("The day must be today or in the past")
        return self.cleaned_data["sent_on"]

    def clean_code(self) -> str:
        """L01 to L48, or nothing."""
        code = self.cleaned_data["code"].strip().upper()
        if code and not CODE.fullmatch(code):
            raise ValidationError("Enter a letter code from L01 to L48, or leave it empty")
        return code


class ChangedLetterForm(AvoidsDays, GovukForm):
    """When and how the answers to somebody's comments went to them (L33)."""

    avoided = ("sent_on",)
    sent_on = DateField(label="When was it sent or given?", subject="The day")
    how = forms.ChoiceField(
        label="How?",
        choices=[choice for choice in Letter._meta.get_field("how").choices if choice[0] != HERE],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it was sent or given"},
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case
        self.ask_to_keep()

    def clean_sent_on(self) -> date:
        """Today or earlier."""
        not_in_the_future(self.cleaned_data["sent_on"], "The day")
        return self.cleaned_data["sent_on"]

    def clean(self):
        """Nothing goes to the family on a day to avoid."""
        cleaned = super().clean()
        self.warn_of_days(self.case)
        return cleaned


class NoteForm(GovukForm):
    """One dated note; it is corrected only by another one."""

    text = CharacterCountField(
        label="Note",
        max_length=2000,
        help_text="What the family said belongs with the family, not here. "
        "A note cannot be changed later; write another one to correct it.",
        error_messages={"required": "Write the note"},
    )
