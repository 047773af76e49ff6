"""A review: who leads it, what it is called, and which cases a person may see."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.models import Organisation
from accounts.roles import Permission
from audit.recorded import NoBulkWrites, Recorded
from dhr_cases.codes import PLACES, DeathKind, Label, Regime
from dhr_cases.models.access import cases_where
from govuk.uncertain import UncertainDateModelField


class CaseQuerySet(NoBulkWrites):
    """Cases, asked for in words."""

    def visible_to(self, user) -> "CaseQuerySet":
        """Cases this user may see now: the one rule behind every list, search and count."""
        return self.allowing(user, Permission.VIEW_CASE)

    def allowing(self, user, permission: str) -> "CaseQuerySet":
        """Cases on which this user holds a permission now."""
        if not user.is_active:
            return self.none()
        return self.filter(pk__in=cases_where(user, permission))


class Case(Recorded):
    """One review of one death, or of several deaths reviewed together."""

    case_key = "id"

    reference = models.CharField(max_length=12, unique=True, editable=False)
    lead_partnership = models.ForeignKey(
        Organisation, models.PROTECT, related_name="led_cases", editable=False
    )
    county_partner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="partnered_cases",
        null=True,
        blank=True,
        editable=False,
    )
    regime = models.CharField("legal test", max_length=3, choices=Regime, default=Regime.S9)
    regime_set_on = models.DateField("legal test set on")
    regime_reason = models.CharField("why this legal test", max_length=500, blank=True)
    label = models.CharField("name of the review", max_length=5, choices=Label, default=Label.DHR)
    label_set_on = models.DateField("name set on")
    known_as = models.CharField(
        "how the person is known in this review",
        max_length=120,
        blank=True,
        help_text="A pseudonym, agreed with the family where they wish. Never a real name.",
    )
    summary = models.CharField(
        "one agreed sentence about the person",
        max_length=300,
        blank=True,
        help_text="Shown at the head of every page of the review, without a real name.",
    )
    death_kind = models.CharField(
        "kind of death", max_length=20, choices=DeathKind, default=DeathKind.NOT_KNOWN
    )
    died_on = UncertainDateModelField("date of death", blank=True)
    death_place = models.CharField(
        "kind of place", max_length=30, choices=PLACES, default="Not known"
    )
    aggravating_factors = models.JSONField("aggravating factors", default=list, blank=True)
    residence_reason = models.TextField("why this area leads", blank=True)
    joint_with = models.CharField(
        "run jointly with",
        max_length=200,
        blank=True,
        help_text="Another statutory review run together with this one.",
    )
    ho_csp_label = models.CharField("name used with the Home Office", max_length=100, blank=True)
    police_force = models.CharField("police force area", max_length=60, default="Gloucestershire")
    transferred_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="transfers", editable=False
    )
    duplicate_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="duplicates", editable=False
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = Permission.choices
        ordering = ("-reference",)

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        """The case's overview (S20)."""
        return reverse("dhr_cases:overview", args=[self.reference])

    @property
    def status(self):
        """Where the case stands; kept by `workflow`, read here, never assigned."""
        return self.progress.status

    @property
    def partnerships(self) -> list[Organisation]:
        """The lead body and, where there is one, the county body."""
        return [body for body in (self.lead_partnership, self.county_partner) if body]


class CaseRow(Recorded):
    """Anything that belongs to one case. The case's key stands in the row and in its history,
    because disposal (T28) may remove history only case by case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="%(class)ss", editable=False)

    class Meta:
        abstract = True


class CaseSetting(Recorded):
    """What one partnership has settled about how it works."""

    partnership = models.OneToOneField(
        Organisation, models.PROTECT, related_name="case_setting", editable=False
    )
    county_may_block = models.BooleanField(
        "the county partner's disagreement blocks a decision",
        default=False,
        help_text="Off unless both bodies have agreed it. Silence never blocks.",
    )
    label = models.CharField("name of new reviews", max_length=5, choices=Label, default=Label.DHR)

    def __str__(self) -> str:
        return f"How {self.partnership} works"


class RegimeDate(Recorded):
    """From when a legal test, or a name, applies to new cases: data, law changes (R-1.6)."""

    regime = models.CharField(max_length=3, choices=Regime, unique=True)
    applies_from = models.DateField(
        null=True, blank=True, help_text="Empty while the section has not been commenced."
    )
    guidance = models.CharField("edition of the guidance", max_length=120)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ("applies_from",)

    def __str__(self) -> str:
        return self.get_regime_display()


USER = settings.AUTH_USER_MODEL
