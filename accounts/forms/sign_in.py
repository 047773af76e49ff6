"""Passwords: to sign in, to confirm, to change, to choose."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordKeyForm,
)
from django import forms

from govuk.forms import GovukForm

ADVICE = (
    "Use at least 12 characters. Three unrelated words make a good password. "
    "Do not use your name, your e-mail address or the name of an organisation."
)
WRITTEN_TWICE = "Enter the same password in both boxes."


def ask(field: forms.Field, label: str, missing: str, help_text: str = "") -> None:
    """Say a question of allauth's in our words: the label is outside the box, never inside."""
    field.label, field.help_text = label, help_text
    field.error_messages["required"] = missing
    field.widget.attrs.pop("placeholder", None)


class SignInForm(GovukForm, LoginForm):
    """An e-mail address and a password; one sentence for every way they can be wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask(self.fields["login"], "E-mail address", "Enter your e-mail address")
        self.fields["login"].error_messages["invalid"] = (
            "Enter an e-mail address like name@example.org"
        )
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "spellcheck": "false"}
        ask(self.fields["password"], "Password", "Enter your password")


class ConfirmPasswordForm(GovukForm, ReauthenticateForm):
    """The password again, before something that cannot be taken back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask(self.fields["password"], "Password", "Enter your password")


class TwoBoxes:
    """A new password, written twice."""

    def name_the_boxes(self) -> None:
        """Say the two questions in our words."""
        ask(self.fields["password1"], "New password", "Enter a new password", ADVICE)
        ask(self.fields["password2"], "New password again", "Enter the new password again")

    def clean(self) -> dict[str, Any]:
        """The two are the same; said beside the second."""
        cleaned = forms.Form.clean(self)
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", WRITTEN_TWICE)
        return cleaned


class NewPasswordForm(TwoBoxes, GovukForm, ChangePasswordForm):
    """Change a password, knowing the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask(self.fields["oldpassword"], "Present password", "Enter your present password")
        self.name_the_boxes()


class ChoosePasswordForm(TwoBoxes, GovukForm, ResetPasswordKeyForm):
    """Choose a password by a link an administrator has sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_the_boxes()
