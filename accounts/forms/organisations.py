"""Bodies: how to reach them, and what they are called."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils import timezone

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


class EndForm(RecordedForm):
    """The day a body ended, and the body that follows it, where there is one (decisions 6)."""

    class Meta:
        model = Organisation
        fields = ("ended_on", "successor")
        labels = {"ended_on": "First day without it", "successor": "The body that follows it"}
        help_texts = {"successor": "Leave it empty if nobody follows it."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        same_kind = Organisation.objects.current(timezone.localdate()).filter(
            kind=self.instance.kind
        )
        self.fields["successor"].queryset = same_kind.exclude(pk=self.instance.pk)

    def clean(self) -> dict[str, Any]:
        """A successor follows a body that has an end."""
        cleaned = super().clean()
        if (
            cleaned.get("successor")
            and not cleaned.get("ended_on")
            and "ended_on" not in (self.errors)
        ):
            self.add_error("ended_on", "Say when this body ended, then who follows it")
        return cleaned


class RenameForm(GovukForm):
    """A new name from a day on."""

    name = forms.CharField(label="New name", max_length=200)
    on = DateField(label="First day of the new name", subject="The first day")

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        self.organisation = organisation
        super().__init__(*args, **kwargs)

    def clean_name(self) -> str:
        """Another name than it has."""
        name = self.cleaned_data["name"]
        if name == self.organisation.name:
            raise forms.ValidationError("This is its name already.")
        return name

    def clean_on(self) -> datetime.date:
        """A day that has come, and that lies after its last change of name."""
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError("The first day must be today or earlier.")
        if any(former.until.latest >= on for former in self.organisation.former_names.all()):
            raise forms.ValidationError("The first day must be after its last change of name.")
        return on
