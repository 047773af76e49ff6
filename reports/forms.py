"""Questions about what leaves."""

from __future__ import annotations

from django import forms

from dhr_cases.models import Case
from govuk.fields import CharacterCountField
from govuk.forms import GovukForm
from reports import learning
from reports.content.learning_summary import SECTIONS, words_in
from reports.models import LearningSummary


class BoxField(CharacterCountField):
    """A box that a draft may leave empty, though the approved summary may not."""

    def validate(self, value):
        """Nothing is asked of an empty box before approval."""


class LearningForm(GovukForm):
    """A box for each section of the learning summary, with guidance and a count of its words.

    Refuses real names, days and addresses beside the box they stand in, and a text written from
    a version that is no longer the newest.
    """

    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args, case: Case, newest: LearningSummary | None, may_see_names: bool, **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.case, self.newest, self.may_see_names = case, newest, may_see_names
        self.initial.setdefault("based_on", newest.number if newest else 0)
        for section in SECTIONS:
            written = getattr(newest, section.name, "")
            count = words_in(self.data.get(section.name, written) if self.is_bound else written)
            self.fields[section.name] = BoxField(
                label=section.label,
                help_text=f"{section.guidance} About {section.words} words; now {count}.",
                max_length=section.limit,
                required=section.needed,
                initial=written,
                rows=9 if section.name == "learned" else 6,
            )

    def clean(self):
        """Look for what may not stand in public words; compare with the newest version."""
        cleaned = super().clean()
        texts = {section.name: cleaned.get(section.name, "") for section in SECTIONS}
        found = learning.faults(self.case, texts, may_see_names=self.may_see_names)
        for name, sentences in found.items():
            for sentence in sentences:
                self.add_error(name, sentence)
        newest = self.newest.number if self.newest else 0
        if cleaned.get("based_on") != newest:
            self._show_both(texts, newest)
        return cleaned

    def _show_both(self, texts: dict[str, str], newest: int) -> None:
        self.add_error(
            None,
            f"Someone saved version {newest} while you were writing. "
            "Check what it says, then save again to make yours the next version.",
        )
        for section in SECTIONS:
            theirs = getattr(self.newest, section.name, "")
            if theirs != texts[section.name] and section.name in self.cleaned_data:
                self.add_error(section.name, f"It now says: {theirs or 'nothing'}")
        self.data = self.data.copy()
        self.data[self.add_prefix("based_on")] = str(newest)


class ApproveForm(GovukForm):
    """The independent chair's approval of exact words."""

    read = forms.BooleanField(label="I have read this version, and I approve its words")


class PackForm(GovukForm):
    """For whom a pack is made, and why."""

    recipient = forms.CharField(
        label="Who will receive it?", max_length=200, help_text="An office, or a name and job."
    )
    purpose = forms.CharField(
        label="Why is it sent, and on what legal basis?",
        max_length=300,
        help_text="It is written down with the pack.",
    )


class TableForm(GovukForm):
    """Which file a table is taken away in, for whom, and why."""

    form = forms.ChoiceField(
        label="Which file?",
        choices=[("docx", "Word"), ("xlsx", "Excel")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select Word or Excel"},
    )
    recipient = forms.CharField(
        label="For whom is it?",
        max_length=200,
        help_text="A role or a body, for example the panel.",
        error_messages={"required": "Enter for whom the copy is"},
    )
    purpose = forms.CharField(
        label="Why is it needed?",
        max_length=300,
        error_messages={"required": "Enter why the copy is needed"},
    )
