"""What an agency's author and senior officer write of their return (local-practice.md 4.7)."""

from __future__ import annotations

from django import forms

from audit.forms import RecordedForm
from dhr_cases import returns
from dhr_cases.models import AgencyReturn, DraftRecommendation, TermAnswer
from govuk.fields import YesNoField
from govuk.forms import GovukForm


class SectionForm(RecordedForm):
    """One part of a return; all of it may wait, and `returns.missing` says what must not."""

    class Meta:
        model = AgencyReturn
        exclude = ("case", "request")

    def __init__(self, *args, fields: tuple[str, ...], **kwargs):
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            if name not in (*fields, "version"):
                del self.fields[name]
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 5


class TermForm(RecordedForm):
    """An answer to one term of reference."""

    class Meta:
        model = TermAnswer
        fields = ("answer",)
        labels = {"answer": "Your answer"}
        help_texts = {
            "answer": "What happened, why, in the context of the time, and what follows from it. "
            "Do not name staff."
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True


class DraftRecommendationForm(RecordedForm):
    """One recommendation of an agency to itself, with what will be done about it."""

    class Meta:
        model = DraftRecommendation
        fields = ("text", "lesson", "action", "owner_job", "measure", "due_on")
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("text", "lesson", "action")}
        help_texts = {
            "text": "One thing only.",
            "owner_job": "A job, not a name.",
        }

    def clean(self):
        """An action has somebody who leads it and a day."""
        answers = super().clean()
        if answers.get("action"):
            if not answers.get("owner_job"):
                self.add_error("owner_job", "Say whose job it is to lead this")
            if not answers.get("due_on") and "due_on" not in self.errors:
                self.add_error("due_on", "Say by when it will be done")
        return answers


class QualityForm(GovukForm):
    """The quality list, point by point, and what to say of it."""

    note = forms.CharField(
        label="What you want to say about it",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="Needed if a point is not met: say why.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for point, words in reversed(returns.QUALITY.items()):
            self.fields[point] = forms.ChoiceField(
                label=words,
                choices=returns.ANSWERS,
                widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
            )
        self.order_fields([*returns.QUALITY, "note", "approved"])

    @property
    def answers(self) -> dict[str, str]:
        """The answer to each point."""
        return {point: self.cleaned_data[point] for point in returns.QUALITY}

    def clean(self):
        """A point that is not met has its reason."""
        answers = super().clean()
        if any(answers.get(point) == "no" for point in returns.QUALITY) and not answers.get("note"):
            self.add_error("note", "Say why a point is not met")
        return answers


class SeniorQualityForm(QualityForm):
    """The senior officer's own list, and their word."""

    approved = YesNoField(
        label="Do you approve this return for your agency?",
        help_text="If not, it goes back to the person who wrote it with what you say above.",
    )

    def clean(self):
        """A return that goes back has a reason."""
        answers = super().clean()
        if answers.get("approved") is False and not answers.get("note"):
            self.add_error("note", "Say what must be changed")
        return answers


class SeniorForm(GovukForm):
    """The senior officer's word on a short or an information report."""

    note = forms.CharField(
        label="What you want to say about it",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    approved = SeniorQualityForm.base_fields["approved"]

    def clean(self):
        """A report that goes back has a reason."""
        answers = super().clean()
        if answers.get("approved") is False and not answers.get("note"):
            self.add_error("note", "Say what must be changed")
        return answers
