"""Whom the labels of agencies mean."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from chronology.labels import Used
from chronology.models import WhoItIs
from chronology.names import Names
from chronology.names.proposing import propose, usually
from govuk.forms import GovukForm

NOBODY = "Nobody yet"


class LinkForm(GovukForm):
    """One question for each label, with what is known of it and a proposal that says why."""

    def __init__(self, *args, used: Sequence[Used], names: Names, **kwargs):
        super().__init__(*args, **kwargs)
        self.used = used
        people = [
            (person.token, names.called(person))
            for person in names.people
            if not person.label.startswith("[")
        ]
        for number, label in enumerate(used):
            proposal = None
            if not label.is_linked:
                proposal = propose(label.label, label.who, names)
            told = [f"{label.agency}, in {label.rows:,} row{'' if label.rows == 1 else 's'}."]
            if label.who:
                told.append(f"The agency says: {WhoItIs(label.who).label.lower()}.")
            if words := usually(label.label):
                told.append(f"The letters usually mean: {words}.")
            if proposal:
                called = names.called(proposal.person)
                told.append(f"Proposed: {called}, because {proposal.why}.")
            self.fields[f"label_{number}"] = forms.ChoiceField(
                label=f"Whom does “{names.text(label.label)}” mean?",
                help_text=" ".join(told),
                choices=[("", NOBODY), *people],
                required=False,
                initial=self._initial(label, proposal),
            )

    @staticmethod
    def _initial(label: Used, proposal) -> str:
        if label.is_linked:
            return label.kept.person.token
        return proposal.person.token if proposal else ""

    @property
    def chosen(self) -> dict[tuple[int, str], str]:
        """By agency and label, the token of whom it means, or nothing."""
        return {
            label.key: self.cleaned_data[f"label_{number}"]
            for number, label in enumerate(self.used)
        }
