"""Questions about what is online: taking it down, publishing again, what was said of it."""

from __future__ import annotations

from datetime import date

from django import forms

from audit.forms import RecordedForm
from dhr_cases.forms.agencies import not_in_the_future
from govuk.fields import CharacterCountField
from govuk.forms import GovukForm
from workflow.forms.addresses import WebAddressField
from workflow.models import Coverage

LONGEST = 2000
"""Characters of a reason."""


class TakeDownForm(GovukForm):
    """One answer only: nothing may stand between a name online and taking it down."""

    reason = forms.CharField(
        label="Why?",
        max_length=300,
        help_text="In a sentence. Do not repeat a name here.",
        error_messages={"required": "Say why it is taken down"},
    )


class PublishAgainForm(GovukForm):
    """Where the corrected files can be read, and what was corrected."""

    address = WebAddressField(label="Web address where it can be read")
    reason = CharacterCountField(
        label="Why is it published again, and what was corrected?",
        max_length=LONGEST,
        help_text="Readers of the page see that it was corrected, not these words. Without names.",
        error_messages={"required": "Say why it is published again"},
    )


class CoverageForm(RecordedForm):
    """Where a publication was written or spoken about, and what was said."""

    address = WebAddressField(label="Web address", required=False)
    field_order = ("appeared_on", "where", "address", "about")

    class Meta:
        model = Coverage
        fields = ("appeared_on", "where", "address", "about")
        help_texts = {"where": "For example: a newspaper, a radio programme, a page on the web."}
        error_messages = {
            "where": {"required": "Say where it appeared"},
            "about": {"required": "Say what was said"},
        }

    def clean_appeared_on(self) -> date:
        """It has appeared."""
        not_in_the_future(self.cleaned_data["appeared_on"], "The date")
        return self.cleaned_data["appeared_on"]
