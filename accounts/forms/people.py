"""People: inviting, accepting, deactivating, resetting a second step, standing roles."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone

from accounts.forms.sign_in import ADVICE, WRITTEN_TWICE
from accounts.models import Invitation, Organisation, StandingRole, User
from accounts.roles import Role
from accounts.undertakings import FOR_ROLE
from govuk.forms import GovukForm, GovukModelForm

SHORTEST_REASON = 10  # characters


def same_name(first: str, second: str) -> bool:
    """Whether two names are the same but for capitals and spaces."""
    return " ".join(first.casefold().split()) == " ".join(second.casefold().split())


class InviteForm(GovukForm):
    """Whom to invite."""

    name = forms.CharField(label="Full name", max_length=200)
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="At work, and theirs alone: they will sign in with it.",
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Organisation", required=False
    )
    job_title = forms.CharField(label="Job title", max_length=200, required=False)
    part = forms.ChoiceField(
        label="What part will they play?",
        required=False,
        choices=[("", "Not settled yet"), *((role, role.label) for role in FOR_ROLE)],
        help_text="It decides what they promise when they accept. It gives no access.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.current(timezone.localdate())

    def clean_email(self) -> str:
        """An address that has no account yet."""
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError("Somebody with this e-mail address has an account.")
        return email


class AcceptForm(GovukForm):
    """The undertaking, signed with a tick and a typed name, and a password."""

    agrees = forms.BooleanField(
        label="I have read this and agree to it",
        error_messages={"required": "Tick the box if you agree to this"},
    )
    signed_name = forms.CharField(
        label="Your full name",
        max_length=200,
        help_text="As it is written above. This is your signature.",
    )
    password1 = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=ADVICE,
    )
    password2 = forms.CharField(
        label="Password again",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        self.invitation = invitation
        super().__init__(*args, **kwargs)

    def clean_signed_name(self) -> str:
        """The name of the person invited."""
        typed = self.cleaned_data["signed_name"]
        if not same_name(typed, self.invitation.name):
            raise forms.ValidationError(f"Type your name as it is written: {self.invitation.name}")
        return typed

    def clean_password1(self) -> str:
        """A password that this person may have."""
        password = self.cleaned_data["password1"]
        person = User(
            email=self.invitation.email,
            name=self.invitation.name,
            organisation=self.invitation.organisation,
        )
        validate_password(password, person)
        return password

    def clean(self) -> dict[str, Any]:
        """The two boxes agree."""
        cleaned = super().clean()
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", WRITTEN_TWICE)
        return cleaned


class ReasonForm(GovukForm):
    """Why a second step should be reset: how the asker knows it is them."""

    reason = forms.CharField(
        label="How do you know it is them?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example, a call to the number their manager gave you.",
    )

    def clean_reason(self) -> str:
        """A reason somebody else can judge."""
        reason = self.cleaned_data["reason"].strip()
        if len(reason) < SHORTEST_REASON:
            raise forms.ValidationError("Say in a sentence how you know it is them.")
        return reason


class StandingRoleForm(GovukModelForm):
    """A role at a body from one day on; somebody else confirms it."""

    class Meta:
        model = StandingRole
        fields = ("role", "organisation", "started_on", "until_on")
        labels = {
            "organisation": "Where?",
            "started_on": "First day",
            "until_on": "Last day, if it has one",
        }
        help_texts = {
            "organisation": "Leave this empty for an administrator, who belongs to no partnership.",
            "until_on": "Needed when somebody acts for another.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.partnerships().current(
            timezone.localdate()
        )
        self.fields["organisation"].required = False
        self.fields["organisation"].empty_label = "No partnership"

    def clean_started_on(self) -> datetime.date:
        """Today at the latest: a role begins by being confirmed, not by a clock."""
        day = self.cleaned_data["started_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("The first day must be today or in the past.")
        return day

    def clean(self) -> dict[str, Any]:
        """Everybody but an administrator holds their role at a body."""
        cleaned = super().clean()
        role, body = cleaned.get("role"), cleaned.get("organisation")
        if role == Role.ADMINISTRATOR and body:
            self.add_error(
                "organisation", "An administrator belongs to no partnership. Leave this empty."
            )
        elif role and role != Role.ADMINISTRATOR and not body and "organisation" in cleaned:
            self.add_error("organisation", "Choose the partnership where they hold this role.")
        return cleaned
