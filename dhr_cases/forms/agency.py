"""What an agency's own people answer: few questions, plain words, nothing required that is not."""

from django import forms

from audit.forms import RecordedForm
from dhr_cases.forms.agencies import KNEW, ScopingFields, not_in_the_future
from dhr_cases.models import AgencyRequest
from govuk.fields import DateField, YesNoField


class ScopingForm(ScopingFields, RecordedForm):
    """What an agency holds: the short scoping answer (local-practice.md 4.2)."""

    records_secured_on = DateField(
        label="Records secured on",
        required=False,
        help_text="Paper and electronic records, so that nothing is changed or destroyed. "
        "For example, 27 3 2026",
    )
    other_agencies = forms.CharField(
        label="Which other agencies do you know were involved?",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    field_order = (
        *KNEW[:3],
        "answer",
        "searched",
        "records_secured_on",
        "other_agencies",
        "suggests_review",
    )

    class Meta:
        model = AgencyRequest
        fields = ("answer", "searched")
        labels = {"answer": "Summary of your contact", "searched": "What was searched?"}
        help_texts = {
            "answer": "The period, the kind of service, the last contact, and any abuse that was "
            "known or suspected. A short summary is enough.",
            "searched": "Systems and paper records, with the names and dates of birth you used.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("answer", "searched"):
            self.fields[name].required = True
        words = {
            "knew_died": "Did you have contact with the person who died?",
            "knew_responsible": "Did you have contact with the person thought responsible?",
            "knew_children": "Did you have contact with any child?",
            "suggests_review": "Do you think a review is needed?",
        }
        for name, label in words.items():
            self.fields[name].label = label
        for name in ("records_secured_on", "other_agencies"):
            self.initial.setdefault(name, getattr(self.scoping_answer, name))

    def clean_records_secured_on(self):
        """Records were secured today or before."""
        not_in_the_future(self.cleaned_data["records_secured_on"], "Records secured on")
        return self.cleaned_data["records_secured_on"]

    def save(self, commit=True):
        """Keep the short answers; `dhr_cases.agencies.answer` saves the request itself."""
        self.save_scoping()
        return super().save(commit)


class NothingHeldForm(RecordedForm):
    """Three minutes: nothing is held, and here is what was searched."""

    class Meta:
        model = AgencyRequest
        fields = ("searched",)
        labels = {"searched": "What was searched?"}
        help_texts = {
            "searched": "Systems and paper records, and the names and dates of birth you used."
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["searched"].required = True


class ReturnSummaryForm(RecordedForm):
    """A review return in summary: what the agency did, and what it learned."""

    class Meta:
        model = AgencyRequest
        fields = ("answer", "searched")
        labels = {"answer": "Summary of your return", "searched": "What was searched?"}
        help_texts = {
            "answer": "What your agency knew and did, what was good, and what could be done "
            "differently. Explain why, at the time. Do not name staff.",
            "searched": "Records, policies of the time, and staff spoken with, without names.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("answer", "searched"):
            self.fields[name].required = True


class AccuracyForm(RecordedForm):
    """What an agency says of the facts in the draft."""

    class Meta:
        model = AgencyRequest
        fields = ("answer",)
        labels = {"answer": "What is not accurate?"}
        help_texts = {
            "answer": "Give the paragraph, what it says and what it should say. If all of it is "
            "accurate, say so."
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True


class SignOffForm(RecordedForm):
    """A senior officer's word about the agency's return."""

    approved = YesNoField(
        label="Do you approve this return for your agency?",
        help_text="If not, it goes back to the person who wrote it. Tell them what to change.",
    )

    class Meta:
        model = AgencyRequest
        fields = ()
