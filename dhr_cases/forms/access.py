"""Questions about who may see a review."""

from django import forms

from accounts.models import Organisation
from accounts.roles import PER_CASE, Role
from dhr_cases.accounts_field import AccountField
from govuk.fields import DateField
from govuk.forms import GovukForm

GIVEN_BY_HAND = [
    (role.value, role.label)
    for role in Role
    if role in PER_CASE and role not in {Role.EMERGENCY, Role.ACTION_OWNER}
]
FOR_AN_AGENCY = {Role.AGENCY_AUTHOR, Role.AGENCY_SENIOR}


class AssignForm(GovukForm):
    """A role on one review, for somebody who has an account."""

    user = AccountField()
    role = forms.ChoiceField(label="Role", choices=[("", "Choose a role"), *GIVEN_BY_HAND])
    organisation = forms.ModelChoiceField(
        label="Agency they act for",
        queryset=Organisation.objects.filter(ended_on__isnull=True).order_by("name"),
        required=False,
        empty_label="None",
        help_text="Needed for an agency author or senior.",
    )
    last_day_on = DateField(
        label="Last day",
        required=False,
        help_text="Needed for a chair, a panel member, an adviser and anything given for a "
        "reason. For example, 27 3 2027",
    )
    reason = forms.CharField(
        label="Why do they need this?", max_length=300, help_text="One sentence is enough."
    )

    def clean(self):
        """An agency's person acts for an agency."""
        cleaned = super().clean()
        if self.cleaned_data.get("role") in FOR_AN_AGENCY and not self.cleaned_data.get(
            "organisation"
        ):
            self.add_error("organisation", "Choose the agency they act for.")
        return cleaned


class ExtendForm(GovukForm):
    """A new last day."""

    last_day_on = DateField(label="New last day")


class BarForm(GovukForm):
    """Somebody who must not see this review."""

    user = AccountField()
    reason = forms.CharField(
        label="Why must they not see this review?",
        max_length=300,
        help_text="A relative, a neighbour, a former colleague. Write no more than is needed.",
    )


class EmergencyForm(GovukForm):
    """Why somebody must read a review now."""

    reason = forms.CharField(
        label="Why do you need to see this review now?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The partnership's chair and the information-governance officer are told at "
        "once. Somebody else will review what you did.",
    )
