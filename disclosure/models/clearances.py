"""That somebody read exact bytes and cleared them to leave, or doubted it (T17, T20, T22)."""

from django.conf import settings
from django.db import models

from audit.recorded import AppendOnly
from dhr_cases.models import Case
from disclosure.models.runs import CheckRun
from documents.models import Version


class Clearance(AppendOnly):
    """Somebody's word on one exact file, resting on one run of the check.

    It holds the hash of the bytes that were read, so it says nothing about any other bytes. A
    doubt takes away whatever was cleared before it.
    """

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="clearances")
    version_cleared = models.ForeignKey(Version, models.PROTECT, related_name="clearances")
    run = models.ForeignKey(CheckRun, models.PROTECT, related_name="clearances")
    sha256 = models.CharField(max_length=64)
    passed = models.BooleanField("nobody can be identified from this file")
    note = models.TextField("what was read, and what was found")
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    cleared_on = models.DateField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return "Clearance of a file"
