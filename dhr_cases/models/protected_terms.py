"""What of a review must not leave besides people's own facts (process.md 6.4, zone Z3)."""

from __future__ import annotations

from django.db import models

from audit.recorded import NoBulkWrites, Tokened
from dhr_cases.models.case import CaseRow
from dhr_cases.models.people import Person


class TermKind(models.TextChoices):
    """What a protected term is; it decides how the check looks for it."""

    ADDRESS = "address", "Address"
    EMPLOYER = "employer", "Employer"
    SCHOOL = "school", "School or college"
    PRACTICE = "practice", "GP practice"
    STAFF = "staff", "Member of staff"
    VEHICLE = "vehicle", "Vehicle mark"
    HANDLE = "handle", "Name on social media"
    PHONE = "phone", "Telephone number"
    EMAIL = "email", "E-mail address"
    NUMBER = "number", "Crime, court, MARAC or case number"
    EVENT = "event", "Date of an event"
    OTHER = "other", "Something else"


class ProtectedTermQuerySet(NoBulkWrites):
    """Protected terms, asked for in words."""

    def in_force(self) -> ProtectedTermQuerySet:
        """Those that the check looks for now."""
        return self.filter(ended_on=None)


class ProtectedTerm(Tokened, CaseRow):
    """An address, a place of work, a number, a day: something that would identify somebody."""

    kind = models.CharField(max_length=10, choices=TermKind, editable=False)
    value = models.CharField("as it is written", max_length=300, blank=True)
    variants = models.TextField(
        "other ways it is written", blank=True, help_text="One on each line."
    )
    day = models.DateField(null=True, blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="protected_terms", null=True, blank=True,
        verbose_name="whose it is",
    )  # fmt: skip
    note = models.CharField(max_length=300, blank=True)
    ended_on = models.DateField("no longer looked for from", null=True, editable=False)
    ended_because = models.CharField("why it is no longer looked for", max_length=300, blank=True)

    objects = ProtectedTermQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=TermKind.EVENT, day__isnull=False)
                | (~models.Q(kind=TermKind.EVENT) & ~models.Q(value="")),
                name="a_protected_term_says_what_is_looked_for",
            )
        ]

    def __str__(self) -> str:
        return f"A protected term: {self.get_kind_display().lower()}"

    @property
    def ways(self) -> list[str]:
        """Each way it is written: the first one and the others."""
        lines = (line.strip() for line in self.variants.splitlines())
        return [way for way in (self.value, *lines) if way]
