"""Bodies: how to reach them, and what they are called."""

from __future__ import annotations

from django import forms

from accounts.models import Organisation
from audit.forms import RecordedForm
from govuk.fields import DateField
from govuk.forms import GovukForm

CONTACTS = (
    "contact_name",
    "contact_email",
    "contact_phone",
    "address",
    "press_name",
    "press_email",
    "press_phone",
)


class OrganisationForm(RecordedForm):
    """A body as it is today; its name changes on a page of its own, which keeps the old one."""

    class Meta:
        model = Organisation
        fields = ("short_name", "logo_text", "statutory_basis", "contracts_held_by", *CONTACTS)
        widgets = {
            "address": forms.Textarea(attrs={"rows": 4}),
            "statutory_basis": forms.Textarea(attrs={"rows": 3}),
        }


class NewOrganisationForm(RecordedForm):
    """A body that was not on the list."""

    class Meta:
        model = Organisation
        fields = ("name", "kind", "short_name", "key", "area_code", "county", "started_on")


class RenameForm(GovukForm):
    """A new name from a day on."""

    name = forms.CharField(label="New name", max_length=200)
    on = DateField(label="First day of the new name", subject="The first day")
