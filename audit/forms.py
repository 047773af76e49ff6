"""Forms over recorded rows: two people may edit one page and nobody's words are lost."""

from django import forms
from django.db import connection

from govuk.forms import GovukModelForm

SOMEONE_CHANGED_THIS = "Someone changed this while you were editing."


class RecordedForm(GovukModelForm):
    """A model form that carries the row's version and refuses a stale one, showing both texts.

    What was typed stays in the boxes; what the row now says stands beside each that differs.
    Sending it again, having read that, saves it.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = getattr(self.instance, "version", None)

    def clean(self):
        """Compare the version that was read with the row as it is now, and hold the row."""
        cleaned = super().clean()
        if not self.instance._state.adding:
            stored = self._stored()
            if stored is None:
                self.add_error(None, "Someone removed this while you were editing.")
            elif not self.cleaned_data.get("version") == self.instance.version == stored.version:
                self._show_both(stored)
        return cleaned

    def _stored(self):
        rows = type(self.instance)._base_manager.filter(pk=self.instance.pk).order_by("pk")
        if connection.in_atomic_block:
            rows = rows.order_by().select_for_update()
        return rows.first()

    def _show_both(self, stored) -> None:
        typed = dict(self.cleaned_data)
        differing = [
            name
            for name in self.fields
            if name != "version"
            and hasattr(stored, name)
            and typed.get(name) != getattr(stored, name)
        ]
        advice = "Check what it says now, then send your answers again to keep them."
        self.add_error(None, f"{SOMEONE_CHANGED_THIS} {advice}")
        for name in differing:
            self.add_error(name, f"It now says: {_as_shown(stored, name)}")
        # The reader has now seen the newest text, so sending again is a decision.
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(stored.version)


def _as_shown(row, name: str) -> str:
    """A stored value in words."""
    shown = getattr(row, f"get_{name}_display", None)
    value = shown() if shown else getattr(row, name)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value) if value not in (None, "") else "nothing"
