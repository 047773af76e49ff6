"""Other reviews of the same death, facts agreed with them, and material that is asked for."""

from __future__ import annotations

from django import forms

from audit.forms import RecordedForm
from dhr_cases.forms.agencies import not_in_the_future
from dhr_cases.models import (
    AgreedFact,
    DisclosureAnswer,
    DisclosureRequest,
    OtherReview,
    Together,
)


class OtherReviewForm(RecordedForm):
    """How another body's review and this one work together."""

    class Meta:
        model = OtherReview
        fields = ("led_by", "their_reference", "together", "what_is_shared")

    def clean(self):
        """Where parts are shared, say which."""
        answers = super().clean()
        if answers.get("together") == Together.SHARED and not answers.get("what_is_shared"):
            self.add_error("what_is_shared", "Say what is shared")
        return answers


class AgreedFactForm(RecordedForm):
    """A fact settled once, and the reviews that hold it as agreed."""

    agreed_with = forms.MultipleChoiceField(
        label="Which other reviews agree?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one review that agrees"},
    )

    class Meta:
        model = AgreedFact
        fields = ("fact", "source", "agreed_on")

    def __init__(self, *args, reviews, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agreed_with"].choices = [
            (row.token, f"{row.proceeding}: {row.led_by}") for row in reviews
        ]
        if self.instance.pk:
            agreed = {row.other_review_id for row in self.instance.agreements.all()}
            self.initial["agreed_with"] = [row.token for row in reviews if row.pk in agreed]

    def clean_agreed_on(self):
        """Agreed today or before."""
        not_in_the_future(self.cleaned_data["agreed_on"], "Agreed on")
        return self.cleaned_data["agreed_on"]


class WithdrawFactForm(RecordedForm):
    """That a fact no longer stands: the row stays and says why."""

    class Meta:
        model = AgreedFact
        fields = ("withdrawn_on", "withdrawn_reason")
        labels = {"withdrawn_on": "From which day does it no longer stand?"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["withdrawn_on"].required = self.fields["withdrawn_reason"].required = True

    def clean_withdrawn_on(self):
        """Withdrawn after it was agreed, and not in the future."""
        day = self.cleaned_data["withdrawn_on"]
        not_in_the_future(day, "The day")
        if day < self.instance.agreed_on:
            raise forms.ValidationError("The day must not be before the fact was agreed")
        return day


class DisclosureRequestForm(RecordedForm):
    """Material that is asked for, what was decided, and what left."""

    class Meta:
        model = DisclosureRequest
        fields = (
            "asked_by",
            "asked_on",
            "asked_for",
            "legal_basis",
            "answer",
            "decided_by",
            "decided_on",
            "given",
            "given_how",
        )

    def clean(self):
        """Nothing is given without a basis; whatever is decided has a person and a day."""
        answers = super().clean()
        for name, words in (("asked_on", "Asked on"), ("decided_on", "Decided on")):
            try:
                not_in_the_future(answers.get(name), words)
            except forms.ValidationError as wrong:
                self.add_error(name, wrong)
        decided = answers.get("answer") not in (None, "", DisclosureAnswer.WAITING)
        needed = {}
        if decided:
            needed = {
                "decided_by": "Say who decided",
                "decided_on": "Say when it was decided",
                "given": "Say what was given, or why it was not",
            }
        if answers.get("answer") in (DisclosureAnswer.GIVEN, DisclosureAnswer.PART):
            needed["legal_basis"] = "Give the legal basis before anything is given"
            needed["given_how"] = "Say how it was sent"
        for name, words in needed.items():
            if not answers.get(name) and name not in self.errors:
                self.add_error(name, words)
        asked, settled = answers.get("asked_on"), answers.get("decided_on")
        if asked and settled and settled < asked:
            self.add_error("decided_on", "It cannot be decided before it was asked")
        return answers
