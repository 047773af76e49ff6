"""What runs beside the review: how far it has got, and what it means for us."""

from audit.forms import RecordedForm
from dhr_cases.forms.agencies import not_in_the_future
from dhr_cases.models import Proceeding, ProceedingState


class ProceedingForm(RecordedForm):
    """One thing that runs beside the review."""

    class Meta:
        model = Proceeding
        fields = (
            "kind",
            "state",
            "next_date",
            "next_event",
            "contact",
            "effect",
            "outcome",
            "concluded_on",
            "advice",
        )
        labels = {
            "kind": "What is it?",
            "state": "How far has it got?",
            "effect": "What does it mean for the review?",
        }
        help_texts = {
            "contact": "The officer, court or coroner's officer to ask.",
            "effect": "Record a pause on its own page as well, so that the dates follow.",
            "outcome": "The finding, verdict, sentence or conclusion, as it was given.",
        }

    def clean_concluded_on(self):
        """It was concluded today or before."""
        not_in_the_future(self.cleaned_data["concluded_on"], "Concluded on")
        return self.cleaned_data["concluded_on"]

    def clean(self):
        """What is concluded has an outcome; what is not has no day of conclusion."""
        answers = super().clean()
        concluded = answers.get("state") == ProceedingState.CONCLUDED
        if concluded and not answers.get("outcome"):
            self.add_error("outcome", "Enter the outcome, or that it is not known")
        if answers.get("state") and not concluded and answers.get("concluded_on"):
            self.add_error("concluded_on", "Leave this empty until it is concluded")
        return answers
