"""One run of the disclosure check over exact bytes, its findings, and what people answered (S182).

Nothing here is ever changed: a new look is a new run, a change of mind is a new answer. Snippets
repeat names, so all of it lies with those who may clear a file, and goes with the review.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from audit.querysets import InsertOnly
from audit.recorded import AppendOnly, Tokened
from dhr_cases.models import Case
from documents.models import Version


class Group(models.TextChoices):
    """How grave a finding is."""

    MUST_FIX = "must_fix", "Must fix"
    LOOK_AT = "look_at", "Look at"
    FINE = "fine", "Fine"


class Source(models.TextChoices):
    """Where the bytes came from; only a file of the review can be cleared."""

    FILE = "file", "A file of this review"
    TEXT = "text", "Pasted text"
    UPLOAD = "upload", "A file that was not kept"


class Outcome(models.TextChoices):
    """What a person says of a finding."""

    ACCEPTED = "accepted", "It may stay, for the reason given"
    NOT_A_MATCH = "not_a_match", "It is not what the check takes it for"
    TO_FIX = "to_fix", "It has to be changed in the file"


SETTLED = (Outcome.ACCEPTED, Outcome.NOT_A_MATCH)
"""Answers that leave nothing to do in the file."""
WORDS = ("unknown word", "initials")
"""Kinds that are ticked off from a list: capitalised words nobody knows, and initials."""


class CheckRunQuerySet(InsertOnly):
    """Runs, asked for in words."""

    def judged(self) -> CheckRunQuerySet:
        """With `open_findings`, how many are unanswered or to be fixed, and `is_told_together`."""
        newest = FindingAnswer.objects.filter(finding=OuterRef("pk")).order_by("-pk")
        still = (
            CheckFinding.objects.filter(run=OuterRef("pk"))
            .exclude(group=Group.FINE)
            .annotate(said=Coalesce(Subquery(newest.values("outcome")[:1]), Value("")))
            .exclude(said__in=SETTLED)
            .order_by()
            .values("run")
            .annotate(many=Count("pk"))
            .values("many")
        )
        together = TogetherAnswer.objects.filter(run=OuterRef("pk"))
        return self.annotate(
            open_findings=Coalesce(Subquery(still), 0), is_told_together=Exists(together)
        )


class CheckRun(Tokened, AppendOnly):
    """That somebody had these exact bytes checked, against what was known then.

    `identities` is the digest of names and rules of that moment: when the review's differs, the
    run is stale. `refused` says why the bytes could not be read; such a file may not leave.
    """

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="checkruns")
    source = models.CharField(max_length=10, choices=Source)
    version_checked = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="check_runs"
    )
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField("size in bytes")
    identities = models.CharField(max_length=64)
    refused = models.TextField("why it could not be read", blank=True)
    reader_points = models.JSONField(
        default=list, blank=True, help_text="How it is for its readers: tags, links, help lines."
    )
    run_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    run_at = models.DateTimeField()

    objects = CheckRunQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(source=Source.FILE, version_checked__isnull=False)
                | (~Q(source=Source.FILE) & Q(version_checked__isnull=True)),
                name="a_check_of_a_file_names_its_version",
            )
        ]

    def __str__(self) -> str:
        return "Disclosure check"

    @property
    def is_passed(self) -> bool:
        """Whether nothing is open in a run that came from `judged`; it may be stale yet."""
        return not self.refused and not self.open_findings and self.is_told_together


class CheckFinding(AppendOnly):
    """One thing found: how grave, where, of what kind, the words, and what stands around them."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="checkfindings")
    run = models.ForeignKey(CheckRun, models.PROTECT, related_name="findings")
    number = models.PositiveIntegerField()
    group = models.CharField(max_length=10, choices=Group)
    kind = models.CharField("which rule found it", max_length=60)
    place = models.CharField(max_length=200)
    shown = models.TextField("the words")
    snippet = models.TextField("what stands around them", blank=True)
    why = models.TextField("why it is fine", blank=True)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="findings_are_numbered_once")
        ]

    def __str__(self) -> str:
        return "Finding of the disclosure check"


class FindingAnswer(AppendOnly):
    """A named person's word on one finding, with the reason; the newest counts."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="findinganswers")
    finding = models.ForeignKey(CheckFinding, models.PROTECT, related_name="answers")
    outcome = models.CharField(max_length=12, choices=Outcome)
    reason = models.TextField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+",
        help_text="The answer to the same finding in an earlier check of this file.",
    )  # fmt: skip

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return "Answer to a finding"


class TogetherAnswer(AppendOnly):
    """What a person wrote of small facts that together identify somebody; the newest counts."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="togetheranswers")
    run = models.ForeignKey(CheckRun, models.PROTECT, related_name="together")
    press = models.TextField("what has been in the press and online")
    trial = models.TextField("what was said at a trial or an inquest")
    rare = models.TextField("rare facts that stand together")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return "Answers on facts that identify together"
