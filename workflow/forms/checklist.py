"""What somebody found on one point of the content checklist (S134)."""

from __future__ import annotations

from django import forms

from audit.forms import RecordedForm
from workflow.forms.terms_agreed import NamelessForm
from workflow.models import ChecklistAnswer, ItemState

PAGE_MISSING = "Page reference missing: enter the page on which it is shown"


class ChecklistForm(NamelessForm, RecordedForm):
    """Met, with its page; not met, with what is to do; or why it does not apply."""

    class Meta:
        model = ChecklistAnswer
        fields = ("state", "pages", "reason")
        widgets = {"state": forms.RadioSelect}
        labels = {
            "state": "Does the report meet it?",
            "pages": "Shown on page",
            "reason": "What is still to do, or why does it not apply?",
        }
        error_messages = {"state": {"required": "Select whether the report meets it"}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["state"]
        field.choices = [choice for choice in field.choices if choice[0]]

    def clean(self):
        """A point that is met has its page; one that does not apply has its reason."""
        cleaned = super().clean()
        state = self.cleaned_data.get("state")
        if state == ItemState.MET and "pages" not in self.errors and not cleaned.get("pages"):
            self.add_error("pages", PAGE_MISSING)
        needs = state in (ItemState.NOT_APPLICABLE, ItemState.NOT_MET)
        if needs and "reason" not in self.errors and not cleaned.get("reason"):
            applies = state == ItemState.NOT_MET
            self.add_error("reason", "Say what is still to do" if applies else
                           "Say why it does not apply")  # fmt: skip
        return cleaned
