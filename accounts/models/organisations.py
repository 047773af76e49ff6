"""Partnerships, agencies and contractors, and the names they have had."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import F, Q

from audit.recorded import NoBulkWrites, Recorded
from govuk.uncertain import UncertainDateModelField


class OrganisationQuerySet(NoBulkWrites):
    """Bodies."""

    def partnerships(self) -> OrganisationQuerySet:
        """Bodies that can lead a review, or be consulted as the county partner."""
        return self.filter(kind__in=Organisation.PARTNERSHIPS)

    def current(self, on: datetime.date) -> OrganisationQuerySet:
        """Bodies that exist on the given day."""
        return self.filter(Q(started_on=None) | Q(started_on__lte=on)).filter(
            Q(ended_on=None) | Q(ended_on__gt=on)
        )


class Organisation(Recorded):
    """A body people belong to: a partnership that commissions, an agency, a contractor."""

    class Kind(models.TextChoices):
        PARTNERSHIP_DISTRICT = "partnership_district", "District partnership"
        PARTNERSHIP_COUNTY = "partnership_county", "County partnership"
        AGENCY = "agency", "Agency"
        CONTRACTOR = "contractor", "Contractor"

    PARTNERSHIPS = (Kind.PARTNERSHIP_DISTRICT, Kind.PARTNERSHIP_COUNTY)

    key = models.SlugField(
        "permanent key", max_length=60, unique=True, help_text="Never changes, as names do."
    )
    kind = models.CharField(max_length=30, choices=Kind)
    name = models.CharField(max_length=200)
    short_name = models.CharField("short name", max_length=60, blank=True)
    area_code = models.CharField(
        "area code", max_length=6, blank=True, help_text="Starts the reference of its reviews."
    )
    statutory_basis = models.TextField(
        "statutory basis",
        blank=True,
        help_text="The duty or power it acts under, in its own words. Never worked out.",
    )
    county = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="districts",
        verbose_name="county partner",
        limit_choices_to={"kind": Kind.PARTNERSHIP_COUNTY},
    )
    contracts_held_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="holds_contracts_for",
        verbose_name="council that signs its contracts",
        help_text="A partnership is not a legal person; a council contracts for it.",
    )
    logo_text = models.CharField("words beside the logo", max_length=100, blank=True)
    contact_name = models.CharField("contact", max_length=200, blank=True)
    contact_email = models.EmailField("contact e-mail", blank=True)
    contact_phone = models.CharField("contact telephone", max_length=40, blank=True)
    address = models.TextField("postal address", blank=True)
    press_name = models.CharField("press contact", max_length=200, blank=True)
    press_email = models.EmailField("press e-mail", blank=True)
    press_phone = models.CharField("press telephone", max_length=40, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors"
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("area_code",),
                condition=~Q(area_code=""),
                name="one_body_per_area_code",
                violation_error_message="Another body already uses this area code.",
            ),
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(ended_on=None) | Q(ended_on__gt=F("started_on")),
                name="organisation_ends_after_it_starts",
                violation_error_message="The body must end after it started.",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(ended_on__isnull=False),
                name="only_an_ended_organisation_has_a_successor",
                violation_error_message="Say when this body ended, then who follows it.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_partnership(self) -> bool:
        """Whether it can lead a review or be consulted as the county partner."""
        return self.kind in self.PARTNERSHIPS

    def name_on(self, day: datetime.date) -> str:
        """The name it had on that day, or its present one when no other is recorded for it.

        A name that ended "in 2017" is taken to have ended when 2017 began: calling a body by its
        new name a little early is no mistake that matters, and no day is made up. One query.
        """
        for former in sorted(self.former_names.all(), key=lambda row: row.until.earliest):
            begun = former.since is None or former.since.earliest <= day
            if begun and day < former.until.earliest:
                return former.name
        return self.name


class OrganisationName(Recorded):
    """A name a body no longer has, with the days it had it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="former_names")
    name = models.CharField("former name", max_length=200)
    since = UncertainDateModelField(
        "had this name from",
        blank=True,
        default="",
        help_text="Leave empty if nobody knows. A year is enough.",
    )
    until = UncertainDateModelField(
        "had this name until", help_text="When the next name began. A year is enough."
    )

    fixture_key = ("organisation", "name")

    class Meta:
        ordering = ("organisation", "until")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "name", "until"),
                name="each_former_name_once",
                violation_error_message="This former name is already recorded.",
            ),
            models.CheckConstraint(
                condition=~Q(until__in=("", "unknown")),
                name="a_former_name_ended_at_a_known_time",
                violation_error_message="Say when the next name began; a year is enough.",
            ),
        )

    def __str__(self) -> str:
        return self.name
