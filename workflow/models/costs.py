"""What a review costs, what was agreed about who pays, and what each body has paid (S65, S247)."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from accounts.models import Organisation
from audit.recorded import Recorded, Tokened
from dhr_cases.models import CaseRow


class CostKind(models.TextChoices):
    """What money is spent on (local-practice.md 1.2)."""

    CHAIR = "chair", "Independent chair and author"
    ADMINISTRATION = "administration", "Administration"
    ADVOCACY = "advocacy", "Advocacy for the family"
    EXPERT = "expert", "Expert or legal advice"
    OTHER = "other", "Other"


def pounds(name: str, **options) -> models.DecimalField:
    """An amount in pounds, to the penny, and more than nothing."""
    return models.DecimalField(
        name,
        max_digits=9,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
        **options,
    )


class FundingAgreement(Tokened, Recorded):
    """What the partners of a body agreed for one year. Shares are data: they change every year."""

    body = models.ForeignKey(
        Organisation, models.PROTECT, related_name="funding_agreements", verbose_name="made for"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    source = models.CharField(
        "where it was agreed",
        max_length=200,
        help_text="The meeting or officer decision, and its date.",
    )

    class Meta:
        ordering = ("-starts_on", "body__name")
        constraints = [
            models.UniqueConstraint(fields=["body", "starts_on"], name="one_agreement_a_year"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="an_agreement_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        first, last = self.starts_on.year, self.ends_on.year
        return str(first) if first == last else f"{first} to {last}"


class FundingPartner(Recorded):
    """A body that takes part in an agreement."""

    agreement = models.ForeignKey(
        FundingAgreement, models.PROTECT, related_name="partners", editable=False
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("organisation__name",)
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organisation"], name="a_partner_is_named_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class FundingShare(Recorded):
    """What one body pays of one kind of cost: a percentage, perhaps up to a cap, or an equal part
    of what the others leave."""

    agreement = models.ForeignKey(
        FundingAgreement, models.PROTECT, related_name="shares", editable=False
    )
    kind = models.CharField(max_length=20, choices=CostKind, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", editable=False)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    cap = pounds("at most, for one review", null=True, blank=True)

    class Meta:
        ordering = ("kind", "organisation__name")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "kind", "organisation"], name="one_share_of_each_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.get_kind_display()}"


class Cost(Tokened, CaseRow):
    """One thing a review pays for: what was quoted, what was approved, under which agreement."""

    kind = models.CharField("what kind of cost", max_length=20, choices=CostKind)
    description = models.CharField(
        "what it pays for",
        max_length=200,
        help_text="The work and the supplier. No names of people in the review.",
    )
    agreement = models.ForeignKey(
        FundingAgreement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="costs",
        verbose_name="shared under the agreement for",
        help_text="Without an agreement the lead partnership carries the cost.",
    )
    quoted = pounds("quoted, in pounds", null=True, blank=True)
    quoted_on = models.DateField(null=True, blank=True)
    limit = pounds(
        "approved up to, in pounds",
        null=True,
        blank=True,
        help_text="Invoices beyond this need a reason.",
    )

    class Meta:
        ordering = ("kind", "pk")

    def __str__(self) -> str:
        return self.get_kind_display()


class Invoice(Tokened, CaseRow):
    """One invoice for a cost, and when it was paid."""

    cost = models.ForeignKey(Cost, models.PROTECT, related_name="invoices", editable=False)
    number = models.CharField("invoice number", max_length=60)
    dated_on = models.DateField("dated")
    amount = pounds("amount, in pounds")
    paid_on = models.DateField(null=True, blank=True)
    over_limit_reason = models.CharField(
        "why it goes beyond what was approved, and who agreed",
        max_length=300,
        blank=True,
        help_text="Needed only when all invoices together pass what was approved.",
    )

    class Meta:
        ordering = ("dated_on", "pk")

    def __str__(self) -> str:
        return f"Invoice {self.number}"


class Payment(Tokened, CaseRow):
    """What a partner has paid towards a review."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="paid by"
    )
    agreement = models.ForeignKey(
        FundingAgreement,
        models.PROTECT,
        related_name="payments",
        verbose_name="under the agreement for",
    )
    amount = pounds("amount, in pounds")
    received_on = models.DateField()

    class Meta:
        ordering = ("received_on", "pk")

    def __str__(self) -> str:
        return "A partner's payment"
