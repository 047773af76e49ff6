"""The question that names an account by its e-mail address.

No list of people to choose from: two partnerships on one installation know nothing of each other.
"""

from django import forms

from accounts.models import User


class AccountField(forms.EmailField):
    """An e-mail address that answers with the open account behind it."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label", "E-mail address of their account")
        super().__init__(*args, **kwargs)

    def prepare_value(self, value):
        """Show the address of the account that is stored."""
        if isinstance(value, int):
            return User.objects.filter(pk=value).values_list("email", flat=True).first()
        return value

    def clean(self, value):
        """The account, None for nothing, or a sentence when there is none."""
        email = super().clean(value)
        if not email:
            return None
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            raise forms.ValidationError(
                "There is no open account with this address. Ask an administrator to invite them."
            )
        return user
