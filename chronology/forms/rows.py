"""What the review adds to a row: marks, notes, links to the terms; and what it says of two rows."""

from __future__ import annotations

from django import forms
from django.core.validators import MaxLengthValidator

from audit.forms import RecordedForm
from chronology.models import Challenge, MarkKind, PairChoice, PanelNote
from govuk.forms import GovukForm

LONGEST_NOTE = 4000


class MarksForm(GovukForm):
    """The marks of one row."""

    marks = forms.MultipleChoiceField(
        label="What is this row?",
        choices=MarkKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Marks stay when the agency sends its chronology again.",
    )


class NoteForm(RecordedForm):
    """A note of the panel."""

    class Meta:
        model = PanelNote
        fields = ("text",)
        help_texts = {"text": "Read by the panel and the independent chair alone. Use pseudonyms."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].validators.append(MaxLengthValidator(LONGEST_NOTE))


class TermsForm(GovukForm):
    """The lines of the terms of reference that a row bears on."""

    questions = forms.TypedMultipleChoiceField(
        label="Which lines does this row bear on?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args, questions: list[tuple[int, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["questions"].choices = [
            (str(number), f"{number}. {question}") for number, question in questions
        ]


class PairForm(GovukForm):
    """Whether two rows tell of one event."""

    choice = forms.ChoiceField(
        label="Do these two rows tell of the same event?",
        choices=PairChoice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what the two rows are"},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ChallengeForm(RecordedForm):
    """How a contradiction stands."""

    class Meta:
        model = Challenge
        fields = ("state", "note")
        labels = {"state": "How does it stand?"}
