"""Questions about money: costs, invoices, payments, and who pays what (S65, S247)."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Organisation
from audit.forms import RecordedForm
from govuk.fields import RowsField
from govuk.forms import GovukForm
from workflow import costs
from workflow.models import Cost, FundingAgreement, FundingPartner, Invoice, Payment

NOT, PERCENT, REST = "not", "percent", "rest"
HOW = (
    (NOT, "Does not pay"),
    (PERCENT, "Pays a percentage"),
    (REST, "Pays an equal part of the rest"),
)
LARGEST = Decimal("9999999.99")


class MoneyField(forms.DecimalField):
    """An amount in pounds; a pound sign, spaces and commas may be typed."""

    def __init__(self, **options):
        self.subject = options.pop("subject", "The amount")
        super().__init__(
            max_value=LARGEST,
            max_digits=9,
            decimal_places=2,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            **options,
        )
        self.error_messages |= {
            "invalid": f"{self.subject} must be a number of pounds, for example 1,250.50",
            "required": f"Enter {self.subject[0].lower()}{self.subject[1:]}",
        }

    def to_python(self, value):
        """Read what people type."""
        return super().to_python(re.sub(r"[£,\s]", "", value) if isinstance(value, str) else value)

    def run_validators(self, value):
        """Too many numbers, before or after the point, are told like any other nonsense."""
        try:
            super().run_validators(value)
        except ValidationError:
            raise ValidationError(self.error_messages["invalid"]) from None

    def validate(self, value):
        """More than nothing."""
        super().validate(value)
        if value is not None and value <= 0:
            raise ValidationError(f"{self.subject} must be more than 0")


def _not_later_than_today(day: date | None, today: date, subject: str) -> None:
    if day and day > today:
        raise ValidationError(f"{subject} must be today or in the past")


class CostForm(RecordedForm):
    """One thing a review pays for."""

    quoted = MoneyField(label="Quoted, in pounds", subject="The quote", required=False)
    limit = MoneyField(
        label="Approved up to, in pounds",
        subject="The amount approved",
        required=False,
        help_text="Invoices beyond this need a reason.",
    )

    class Meta:
        model = Cost
        fields = ("kind", "description", "agreement", "quoted", "quoted_on", "limit")

    def __init__(self, *args, agreements, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agreement"].queryset = agreements
        self.fields["agreement"].empty_label = "No agreement"


class InvoiceForm(RecordedForm):
    """One invoice; beyond what was approved it needs a reason."""

    amount = MoneyField(label="Amount, in pounds", subject="The amount")

    class Meta:
        model = Invoice
        fields = ("number", "dated_on", "amount", "paid_on", "over_limit_reason")

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_dated_on(self):
        """Dated today or before."""
        _not_later_than_today(self.cleaned_data["dated_on"], self.today, "The invoice's date")
        return self.cleaned_data["dated_on"]

    def clean_paid_on(self):
        """Paid today or before."""
        _not_later_than_today(self.cleaned_data["paid_on"], self.today, "The day it was paid")
        return self.cleaned_data["paid_on"]

    def clean(self):
        """All invoices of a cost together stay within what was approved, or somebody says why."""
        answers = super().clean()
        amount, cost = answers.get("amount"), self.instance.cost
        if amount and cost.limit is not None and not answers.get("over_limit_reason"):
            total = costs.invoiced_besides(cost, self.instance) + amount
            if total > cost.limit:
                self.add_error(
                    "over_limit_reason",
                    f"With this invoice £{total:,.2f} is charged and £{cost.limit:,.2f} was "
                    "approved. Say why, and who agreed",
                )
        return answers


class PaymentForm(RecordedForm):
    """What a partner paid."""

    amount = MoneyField(label="Amount, in pounds", subject="The amount")

    class Meta:
        model = Payment
        fields = ("organisation", "agreement", "amount", "received_on")

    def __init__(self, *args, agreements, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["agreement"].queryset = agreements
        self.fields["organisation"].queryset = Organisation.objects.filter(
            pk__in=FundingPartner.objects.filter(agreement__in=agreements).values("organisation")
        )

    def clean_received_on(self):
        """Received today or before."""
        _not_later_than_today(self.cleaned_data["received_on"], self.today, "The day it came")
        return self.cleaned_data["received_on"]

    def clean(self):
        """Whoever pays takes part in the agreement."""
        answers = super().clean()
        agreement, payer = answers.get("agreement"), answers.get("organisation")
        if agreement and payer and not agreement.partners.filter(organisation=payer).exists():
            self.add_error("organisation", "This body takes no part in that agreement")
        return answers


class AgreementForm(RecordedForm):
    """The agreement of one year, and who takes part."""

    partners = RowsField(
        label="Who takes part?",
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose who takes part"},
    )

    class Meta:
        model = FundingAgreement
        fields = ("starts_on", "ends_on", "source")

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = self.instance.partners.values("organisation") if self.instance.pk else []
        bodies = Organisation.objects.current(today) | Organisation.objects.filter(pk__in=chosen)
        self.fields["partners"].queryset = bodies.distinct().order_by("name")
        if self.instance.pk:
            self.initial["partners"] = [row.organisation_id for row in self.instance.partners.all()]

    def clean(self):
        """It ends after it starts; nobody leaves who still has a share."""
        answers = super().clean()
        starts, ends = answers.get("starts_on"), answers.get("ends_on")
        if starts and ends and ends <= starts:
            self.add_error("ends_on", "The agreement must end after it starts")
        if self.instance.pk and "partners" in answers:
            paying = Organisation.objects.filter(
                pk__in=self.instance.shares.values("organisation")
            ).exclude(pk__in=[body.pk for body in answers["partners"]])
            if gone := paying.first():
                self.add_error("partners", f"{gone} still has a share. Change the shares first")
        same_day = FundingAgreement.objects.filter(body=self.instance.body, starts_on=starts)
        if starts and same_day.exclude(pk=self.instance.pk).exists():
            self.add_error("starts_on", "There is an agreement that starts on this day")
        return answers


class SharesForm(GovukForm):
    """Who pays one kind of cost: three answers for each partner."""

    def __init__(self, *args, agreement: FundingAgreement, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.bodies = [
            row.organisation for row in agreement.partners.select_related("organisation")
        ]
        now = {row.organisation_id: row for row in agreement.shares.filter(kind=kind)}
        for body in self.bodies:
            row = now.get(body.pk)
            how = NOT if row is None else REST if row.percent is None else PERCENT
            self.fields[f"how_{body.pk}"] = forms.ChoiceField(
                label=str(body), choices=HOW, widget=forms.RadioSelect, initial=how
            )
            self.fields[f"percent_{body.pk}"] = forms.DecimalField(
                label=f"Percentage, if {body} pays one",
                required=False,
                max_digits=5,
                decimal_places=2,
                initial=row.percent if row else None,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
                error_messages={"invalid": "The percentage must be a number, for example 50"},
            )
            self.fields[f"cap_{body.pk}"] = MoneyField(
                label="At most, for one review, in pounds",
                subject="The cap",
                required=False,
                initial=row.cap if row else None,
            )

    def clean(self):
        """A percentage where one is promised."""
        answers = super().clean()
        for body in self.bodies:
            missing = answers.get(f"how_{body.pk}") == PERCENT and not answers.get(
                f"percent_{body.pk}"
            )
            if missing and f"percent_{body.pk}" not in self.errors:
                self.add_error(f"percent_{body.pk}", f"Enter the percentage that {body} pays")
        return answers

    def shares(self) -> dict[Organisation, tuple[Decimal | None, Decimal | None]]:
        """{body: (percentage or None, cap or None)} of those who pay."""
        found = {}
        for body in self.bodies:
            how = self.cleaned_data[f"how_{body.pk}"]
            if how == PERCENT:
                found[body] = (
                    self.cleaned_data[f"percent_{body.pk}"],
                    self.cleaned_data[f"cap_{body.pk}"],
                )
            elif how == REST:
                found[body] = (None, None)
        return found
