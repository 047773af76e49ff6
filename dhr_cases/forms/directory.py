"""Questions about whom to write to at an agency (S241)."""

from __future__ import annotations

from django import forms

from accounts.models import Organisation
from audit.forms import RecordedForm
from dhr_cases.models import AgencyContact
from govuk.fields import RowsField
from govuk.forms import GovukForm

REACH = ("email", "phone", "address", "route")


class AddressForm(RecordedForm):
    """How somebody is reached: what co-ordinators keep right."""

    class Meta:
        model = AgencyContact
        fields = REACH
        help_texts = {
            "email": "Only neutral reminders go here. Nothing of a review is ever in them.",
            "route": "By which way names may be sent. Leave it unanswered if none is agreed.",
        }

    def clean(self):
        """A route by e-mail has an address, and a route by post too."""
        answers = super().clean()
        if answers.get("route") == "secure_email" and not answers.get("email"):
            self.add_error("email", "Enter the secure e-mail address")
        if answers.get("route") == "post" and not answers.get("address"):
            self.add_error("address", "Enter the postal address")
        return answers


class NewContactForm(AddressForm):
    """Somebody new at an agency."""

    class Meta(AddressForm.Meta):
        fields = ("part", "name", "job_title", *REACH, "from_on")
        help_texts = AddressForm.Meta.help_texts | {
            "job_title": "A job outlives the person who holds it, so give both."
        }


class ContactForm(AddressForm):
    """Everything about a contact: what administrators keep right."""

    class Meta(AddressForm.Meta):
        fields = ("part", "name", "job_title", *REACH, "from_on", "until_on")

    def clean(self):
        """It ends on its first day or later."""
        answers = super().clean()
        first, last = answers.get("from_on"), answers.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", "In force until must be the first day or later")
        return answers


class AreasForm(GovukForm):
    """Where an agency works."""

    areas = RowsField(
        label="Where does it work?",
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Choose the county alone if it works in all of it.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["areas"].queryset = Organisation.objects.partnerships().order_by("kind", "name")
