"""A form whose day may be one to avoid: it says so, and lets whoever plans it keep the day."""

from __future__ import annotations

from django import forms

from dhr_cases.avoid import is_to_avoid
from dhr_cases.models import Case

AVOID = "Avoid this day. Choose another, or tick below to keep it."
KEEP = "Keep this day all the same"


class AvoidsDays:
    """Mixed into a form: give it `avoided`, the fields that hold days, and call `warn_of_days`.

    Nothing of whose day it is or why is told (S105).
    """

    avoided: tuple[str, ...] = ()

    def ask_to_keep(self) -> None:
        """Call in __init__: the tick stands on the page once it has been offered."""
        if self.data.get("anyway"):
            self._offer_anyway()

    def _offer_anyway(self) -> None:
        self.fields["anyway"] = forms.BooleanField(label=KEEP, required=False)

    def warn_of_days(self, case: Case) -> None:
        """Call in clean: a day to avoid is refused until it is kept on purpose."""
        for name in self.avoided:
            day = self.cleaned_data.get(name)
            if day and not self.data.get("anyway") and is_to_avoid(case, day):
                self._offer_anyway()
                self.add_error(name, AVOID)
