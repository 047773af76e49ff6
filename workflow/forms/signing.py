"""Signing what is decided, by typing one's own name (S50); a second step follows on sending."""

from __future__ import annotations

from django import forms


class SignedForm(forms.Form):
    """A form that ends with the name of whoever sends it; `user` is that person."""

    name = forms.CharField(
        label="Type your name to sign",
        max_length=120,
        help_text="As it stands on your account.",
        error_messages={"required": "Type your name to sign"},
    )

    def clean_name(self) -> str:
        """One's own name, whatever the capitals and the spaces."""
        typed = " ".join(self.cleaned_data["name"].split())
        if typed.casefold() != " ".join(self.user.name.split()).casefold():
            raise forms.ValidationError(f"Type your name as it is on your account: {self.user}")
        return typed
