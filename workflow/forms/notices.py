"""Questions about what becomes of a notice."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from govuk.fields import DateField
from govuk.forms import GovukForm
from workflow.intake import Likeness

DIFFERENT = "different"


class SameDeathForm(GovukForm):
    """Whether a notice is about a death that is already under review; a person chooses."""

    choice = forms.ChoiceField(
        label="Is this the same death?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the review it belongs to, or say it is another death"},
    )

    def __init__(self, *args, found: list[Likeness], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = [
            *(
                (row.case.reference, f"Yes, it is the same death: join {row.case.reference}")
                for row in found
            ),
            (DIFFERENT, "No, it is a different death: open a new review"),
        ]


class TurnAwayForm(GovukForm):
    """Why a notice is not for this area, where it went, and that the sender knows."""

    reason = forms.CharField(
        label="Why does this not belong to your area?", widget=forms.Textarea({"rows": 4})
    )
    passed_to = forms.CharField(label="Which partnership was it passed to?", max_length=160)
    told_on = DateField(label="When were they, and the person who told us, written to?")
    how = forms.ChoiceField(
        label="How were they written to?",
        widget=forms.RadioSelect,
        choices=[
            ("by secure e-mail", "Secure e-mail"),
            ("by post", "Post"),
            ("by telephone, confirmed in writing", "Telephone, confirmed in writing"),
        ],
    )

    def clean_told_on(self):
        """Nobody is written to tomorrow and told so today."""
        day = self.cleaned_data["told_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("The day they were written to must be today or in the past")
        return day
