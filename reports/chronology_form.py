"""What is asked before a copy of the chronology is made."""

from __future__ import annotations

from django import forms

from chronology.names import SHOWN_BY_DEFAULT, Show
from govuk.forms import GovukForm

LONG_ENOUGH = 20
"""Letters of a reason for real names: a sentence, not a word."""


class CopyForm(GovukForm):
    """Which file, how people are called in it, for whom, and why."""

    form = forms.ChoiceField(
        label="Which file?",
        choices=[("docx", "Word"), ("xlsx", "Excel")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select Word or Excel"},
    )
    show = forms.ChoiceField(
        label="How should people be called?",
        choices=Show.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how people should be called"},
    )
    recipient = forms.CharField(
        label="For whom is it?",
        max_length=200,
        help_text="A role or a body, for example the panel.",
        error_messages={"required": "Enter for whom the copy is"},
    )
    purpose = forms.CharField(
        label="Why is it needed?",
        max_length=300,
        help_text="For real names, a full sentence.",
        error_messages={"required": "Enter why the copy is needed"},
    )

    def __init__(self, *args, may_see_names: bool, **kwargs):
        super().__init__(*args, initial={"show": SHOWN_BY_DEFAULT.value}, **kwargs)
        if not may_see_names:
            self.fields["show"].choices = [(Show.PSEUDONYMS.value, Show.PSEUDONYMS.label)]

    def clean(self):
        """Real names leave only for a reason that somebody wrote down."""
        answers = super().clean()
        purpose = (answers.get("purpose") or "").strip()
        if answers.get("show") == Show.REAL and purpose and len(purpose) < LONG_ENOUGH:
            self.add_error("purpose", "Say in a sentence why real names are needed")
        return answers
