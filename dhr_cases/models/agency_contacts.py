"""How each agency is reached: who answers for it, by which secure way, and where it works."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Organisation
from audit.pairs import come_together
from audit.recorded import NoBulkWrites, Recorded, Tokened


class ContactPart(models.TextChoices):
    """What somebody is to those who write to the agency (S241)."""

    SINGLE_POINT = "single_point", "Single point of contact"
    DEPUTY = "deputy", "Deputy"
    SENIOR_LEAD = "senior_lead", "Senior lead"


class SecureRoute(models.TextChoices):
    """By which way names may reach the agency."""

    SERVICE = "service", "An account on this service"
    SECURE_EMAIL = "secure_email", "Secure e-mail, agreed with the agency"
    TRANSFER = "transfer", "The agency's own secure file transfer"
    POST = "post", "Tracked post, or by hand"


class Way(models.TextChoices):
    """How something went that was not read in this service."""

    SECURE_EMAIL = "secure_email", "Secure e-mail"
    TRANSFER = "transfer", "Secure file transfer"
    POST = "post", "Post"
    HAND = "hand", "By hand"
    CALL = "call", "Telephone call"
    MEETING = "meeting", "Meeting"


CHECKED_EVERY = datetime.timedelta(days=365)
"""After a year without a check a contact is doubtful (S241)."""


class AgencyContactQuerySet(NoBulkWrites):
    """Contacts, asked for in words."""

    def in_force(self, on: datetime.date) -> AgencyContactQuerySet:
        """Contacts that hold on the given day."""
        return self.filter(from_on__lte=on).filter(Q(until_on=None) | Q(until_on__gte=on))

    def secure(self, on: datetime.date) -> AgencyContactQuerySet:
        """Contacts in force to whom names may be sent."""
        return self.in_force(on).exclude(route="")

    def to_check(self, on: datetime.date) -> AgencyContactQuerySet:
        """Contacts in force that nobody has checked for a year."""
        old = Q(verified_on=None) | Q(verified_on__lte=on - CHECKED_EVERY)
        return self.in_force(on).filter(old)


class AgencyContact(Tokened, Recorded):
    """One person at one agency, from a day until a day. Nothing of any review stands here."""

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="agency_contacts",
        verbose_name="agency",
        editable=False,
    )
    part = models.CharField("what they are", max_length=20, choices=ContactPart)
    name = models.CharField(max_length=200)
    job_title = models.CharField("job title", max_length=200, blank=True)
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField("telephone", max_length=40, blank=True)
    address = models.TextField("postal address", blank=True)
    route = models.CharField("secure route", max_length=20, choices=SecureRoute, blank=True)
    from_on = models.DateField("in force from", default=timezone.localdate)
    until_on = models.DateField("in force until", null=True, blank=True)
    verified_on = models.DateField("checked on", null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    asked_to_check_on = models.DateField(null=True, blank=True, editable=False)

    objects = AgencyContactQuerySet.as_manager()

    class Meta:
        ordering = ("organisation__name", "part", "name")
        constraints = [
            come_together("verified", "contact_verified_on_and_by_together"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="a_contact_ends_after_it_starts",
                violation_error_message="In force until must be the first day or later.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_doubtful(self, on: datetime.date) -> bool:
        """Whether nobody has checked it for a year."""
        return self.verified_on is None or self.verified_on <= on - CHECKED_EVERY


class AgencyArea(Recorded):
    """That an agency works in the area of a partnership; a county's agencies work in all of it."""

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="agency_areas")
    area = models.ForeignKey(Organisation, models.PROTECT, related_name="agencies_here")

    fixture_key = ("agency", "area")

    class Meta:
        ordering = ("agency__name",)
        constraints = [
            models.UniqueConstraint(fields=("agency", "area"), name="each_area_of_an_agency_once")
        ]

    def __str__(self) -> str:
        return f"{self.agency} in {self.area}"
