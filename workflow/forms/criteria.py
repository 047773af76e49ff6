"""Questions of the criteria check (S42)."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from audit.forms import RecordedForm
from dhr_cases.codes import Label, Regime
from dhr_cases.models import Case
from govuk.fields import CharacterCountField, DateField
from govuk.forms import GovukForm
from workflow.models import Advice, Consultee, CriteriaCheck, Finding

CHARGE = (
    "The absence of a charge, a conviction or a coroner's finding is never a no. "
    "“Appears met” is enough. Choose “Unknown” when nobody can say yet."
)


class FindingForm(RecordedForm):
    """One element of the legal test: a finding, what it rests on, where it comes from."""

    class Meta:
        model = Finding
        fields = ("value", "evidence", "source")
        labels = {
            "value": "What do you find?",
            "evidence": "What does this rest on?",
            "source": "Where does it come from?",
        }
        help_texts = {
            "value": CHARGE,
            "evidence": "For “Unknown”, say what was asked and what is still missing.",
            "source": "For example, the police notice, or a return from an agency.",
        }
        widgets = {"evidence": forms.Textarea({"rows": 5})}
        error_messages = {
            "evidence": {"required": "Say what this rests on"},
            "source": {"required": "Say where it comes from"},
        }


class CheckForm(RecordedForm):
    """The rest of the check: signs, other reviews, reasons both ways, what is advised."""

    class Meta:
        model = CriteriaCheck
        fields = (
            "signs_of_abuse",
            "other_reviews",
            "not_yet_known",
            "reasons_for",
            "reasons_against",
            "recommends",
            "recommendation",
            "dissent",
        )
        labels = {
            "signs_of_abuse": "If suicide or unexplained: what points to abuse?",
            "other_reviews": "Which other reviews may apply?",
            "not_yet_known": "What is not yet known, and would it change the answer?",
            "reasons_for": "Reasons for a review",
            "reasons_against": "Reasons against a review",
            "recommends": "What is recommended?",
            "recommendation": "Who recommends it, and why?",
            "dissent": "Does anyone differ, and why?",
        }
        help_texts = {
            "signs_of_abuse": "Control, fear, isolation, earlier reports, what friends saw.",
            "other_reviews": "Child or adult safeguarding, health, offensive weapons, prison.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["recommends"].choices = [("", "No recommendation yet"), *Advice.choices]


class ConflictForm(RecordedForm):
    """Why a recommendation goes against the answers."""

    class Meta:
        model = CriteriaCheck
        fields = ("conflict_reason",)
        labels = {"conflict_reason": "Why does the recommendation differ from the answers?"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["conflict_reason"].required = True


class ConsulteeForm(RecordedForm):
    """Somebody consulted before the decision."""

    class Meta:
        model = Consultee
        fields = ("organisation", "role", "consulted_on", "view")
        labels = {"view": "Their view", "role": "Their job", "consulted_on": "Consulted on"}

    def clean_consulted_on(self):
        """Nobody was consulted tomorrow."""
        day = self.cleaned_data["consulted_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("The day they were consulted must be today or in the past")
        return day


class LegalTestForm(GovukForm):
    """Another legal test or name for one review, from a day, for a reason (R-1.6)."""

    regime = forms.ChoiceField(
        label="Which legal test applies?", choices=Regime.choices, widget=forms.RadioSelect
    )
    label = forms.ChoiceField(
        label="What is this review called?", choices=Label.choices, widget=forms.RadioSelect
    )
    on = DateField(label="From which day?", subject="The day")
    reason = CharacterCountField(
        label="Why?", max_length=500, error_messages={"required": "Give the reason"}
    )

    def __init__(self, *args, case: Case, **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case

    def clean_on(self):
        """From today at the latest."""
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError("The day must be today or in the past")
        return day

    def clean(self):
        """Something must change."""
        cleaned = super().clean()
        same = cleaned.get("regime") == self.case.regime and cleaned.get("label") == self.case.label
        if same and not self.errors:
            self.add_error("regime", "This is what the review already has. Change one of the two")
        return cleaned
