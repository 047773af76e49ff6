"""The second step: codes of an app, recovery codes, passkeys."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.validators import MaxLengthValidator

from accounts import recovery
from accounts.forms.sign_in import ask
from govuk.forms import GovukForm

LONGEST_NAME = 60  # characters
NOT_A_PASSKEY = "The passkey was not accepted. Try again, or use a code."


class ReadsEitherCode:
    """One box for the six digits of an app or for a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask(
            self.fields["code"],
            "Code",
            "Enter the 6-digit code",
            "The 6 digits in your authenticator app, or one of your recovery codes.",
        )
        self.fields["code"].widget.attrs |= {
            "autocomplete": "one-time-code",
            "class": "govuk-input--width-10",
            "spellcheck": "false",
        }

    def clean_code(self) -> str:
        """Compare what is stored of a recovery code: its digest, as allauth compares codes."""
        code = self.cleaned_data["code"]
        if recovery.looks_like_one(code):
            self.cleaned_data["code"] = recovery.digest(self.user, code)
        return super().clean_code()


class CodeForm(ReadsEitherCode, GovukForm, AuthenticateForm):
    """The code at sign-in."""


class ConfirmCodeForm(ReadsEitherCode, GovukForm, ReauthenticateForm):
    """The code again, before something that cannot be taken back."""


class AppForm(GovukForm, ActivateTOTPForm):
    """The first code of a new app, to show that it has the right key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask(
            self.fields["code"],
            "Code in the app",
            "Enter the 6-digit code",
            "The 6 digits the app shows now.",
        )
        self.fields["code"].widget.attrs |= {
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "class": "govuk-input--width-5",
        }


class RemoveAppForm(GovukForm, DeactivateTOTPForm):
    """Nothing to ask; it refuses to take away the only second step."""


class KeyBoxForm(GovukForm):
    """A form whose answer is made by the browser; whatever else arrives is refused in words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].error_messages |= {
            "required": NOT_A_PASSKEY,
            "invalid": NOT_A_PASSKEY,
        }

    def refuse_nonsense(self, read: Callable[[], Any]) -> Any:
        """Say one sentence where the packages underneath would break off with an error."""
        try:
            return read()
        except forms.ValidationError as error:
            if getattr(error, "code", None) == "incorrect_code":
                raise forms.ValidationError(NOT_A_PASSKEY, code="incorrect_code") from error
            raise
        except (
            KeyError,
            TypeError,
            ValueError,
            AttributeError,
            IndexError,
            InvalidSignature,
            json.JSONDecodeError,
        ) as error:
            raise forms.ValidationError(NOT_A_PASSKEY, code="incorrect_code") from error


class PasskeyForm(KeyBoxForm, AuthenticateWebAuthnForm):
    """A passkey at sign-in."""

    def clean_credential(self) -> Any:
        """The person's own passkey, signing this very challenge."""
        return self.refuse_nonsense(super().clean_credential)


class ConfirmPasskeyForm(KeyBoxForm, ReauthenticateWebAuthnForm):
    """A passkey again, before something that cannot be taken back."""

    def clean_credential(self) -> Any:
        """The person's own passkey, signing this very challenge."""
        return self.refuse_nonsense(super().clean_credential)


class AddPasskeyForm(KeyBoxForm, AddWebAuthnForm):
    """A new passkey and what to call it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        name.label, name.help_text = "Name of this passkey", "For example, work laptop"
        name.validators.append(MaxLengthValidator(LONGEST_NAME))

    def clean(self) -> dict[str, Any]:
        """A passkey that this browser made for this page."""
        return self.refuse_nonsense(super().clean)


class RenamePasskeyForm(GovukForm, EditWebAuthnForm):
    """What a passkey is called."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask(self.fields["name"], "Name of this passkey", "Enter a name")
        self.fields["name"].validators.append(MaxLengthValidator(LONGEST_NAME))
