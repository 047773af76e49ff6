"""Questions of a transfer to another partnership (T03, process.md 3.2)."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from accounts.models import Organisation
from audit.forms import RecordedForm
from dhr_cases.models import Case
from workflow.forms.decision import not_later_than_today
from workflow.models import TransferOffer


class ResidenceForm(RecordedForm):
    """Where the person lived, and what follows for who leads."""

    class Meta:
        model = Case
        fields = ("residence_reason",)
        labels = {"residence_reason": "Where did the person live, and which area should lead?"}
        help_texts = {
            "residence_reason": "The area where they normally lived leads; without a settled "
            "address, where they were last known to live. Say whether somebody placed them there."
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["residence_reason"].required = True


class OfferForm(RecordedForm):
    """Another partnership asked to lead."""

    class Meta:
        model = TransferOffer
        fields = ("to_partnership", "to_name", "asked_on")
        labels = {
            "to_partnership": "Which partnership is asked to lead?",
            "to_name": "Its name, if it is not listed",
            "asked_on": "When was it asked in writing?",
        }
        help_texts = {
            "to_partnership": "For one listed here, a linked review opens when the transfer is "
            "taken."
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        districts = Organisation.objects.filter(kind=Organisation.Kind.PARTNERSHIP_DISTRICT)
        field = self.fields["to_partnership"]
        field.queryset = districts.current(timezone.localdate()).exclude(
            pk=self.instance.case.lead_partnership_id
        )
        field.empty_label = "Not listed"

    def clean_asked_on(self):
        """Not in the future."""
        return not_later_than_today(self.cleaned_data["asked_on"], "The day")

    def clean(self):
        """One receiver: listed, or by name."""
        cleaned = super().clean()
        listed, name = cleaned.get("to_partnership"), cleaned.get("to_name")
        if bool(listed) == bool(name):
            self.add_error("to_name", "Choose a partnership from the list or give its name")
        return cleaned


class AcceptanceForm(RecordedForm):
    """The written answer: yes, from whom, on which day."""

    class Meta:
        model = TransferOffer
        fields = ("accepted_on", "accepted_by")
        labels = {
            "accepted_on": "When did they accept in writing?",
            "accepted_by": "Name and job of the person who accepted",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["accepted_on"].required = self.fields["accepted_by"].required = True

    def clean_accepted_on(self):
        """After the asking, and not in the future."""
        day = not_later_than_today(self.cleaned_data["accepted_on"], "The day they accepted")
        if day and day < self.instance.asked_on:
            raise forms.ValidationError("They cannot have accepted before they were asked")
        return day
