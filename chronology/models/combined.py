"""What the review adds to rows of the combined chronology; rows themselves are never changed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from audit.pairs import come_together
from audit.recorded import NoBulkWrites, Tokened
from dhr_cases.models import CaseRow

BY = settings.AUTH_USER_MODEL


class OnARow(CaseRow):
    """Something said of one row, by the lasting name which the row keeps when it is sent again."""

    lineage = models.CharField("row", max_length=12, editable=False, db_index=True)

    class Meta:
        abstract = True


class MarkKind(models.TextChoices):
    """What a row can be marked as (S80). The last one puts it on the list for the report."""

    KEY_EVENT = "key_event", "Key event"
    MISSED_CHANCE = "missed_chance", "Missed chance"
    GOOD_PRACTICE = "good_practice", "Good practice"
    DISCLOSURE = "disclosure", "Disclosure of abuse"
    STRANGULATION = "strangulation", "Strangulation"
    SEPARATION = "separation", "Separation"
    CHILDREN = "children", "Children"
    REPORT = "report", "On the report list"


class Mark(OnARow):
    """One mark on one row; taking it off keeps its history."""

    kind = models.CharField("marked as", max_length=20, choices=MarkKind)
    marked_by = models.ForeignKey(BY, models.PROTECT, related_name="+", editable=False)
    marked_on = models.DateField(editable=False)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["case", "lineage", "kind"], name="a_row_is_marked_once")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class PanelNote(Tokened, OnARow):
    """What a member of the panel, or the chair, notes at a row; read by the panel and the chair."""

    text = models.TextField("note")
    written_by = models.ForeignKey(BY, models.PROTECT, related_name="+", editable=False)
    written_on = models.DateField(editable=False)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return "Panel note"


class TermsLink(OnARow):
    """That a row bears on one numbered line of one version of the terms of reference.

    The question's words are kept as they were: a later version of the terms may say it otherwise.
    """

    terms_number = models.PositiveSmallIntegerField("version of the terms", editable=False)
    question_number = models.PositiveSmallIntegerField("line", editable=False)
    question = models.TextField("what the review asks", editable=False)
    linked_by = models.ForeignKey(BY, models.PROTECT, related_name="+", editable=False)
    linked_on = models.DateField(editable=False)

    class Meta:
        ordering = ("terms_number", "question_number")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "lineage", "terms_number", "question_number"],
                name="a_row_is_linked_once_to_a_line_of_the_terms",
            )
        ]

    def __str__(self) -> str:
        return f"Line {self.question_number} of the terms, version {self.terms_number}"


class PairChoice(models.TextChoices):
    """What people say of two rows (S82)."""

    SAME = "same", "The same event: keep both accounts under one heading"
    DIFFERENT = "different", "Different events"
    UNSURE = "unsure", "Not sure yet"


class PairQuerySet(NoBulkWrites):
    """Settled pairs, asked for in words."""

    def keys_of(self, choice: str) -> list[tuple[str, str]]:
        """The pairs of rows of which people have said this."""
        return list(self.filter(choice=choice).order_by("pk").values_list("one", "other"))


class SettledPair(CaseRow):
    """What a named person said of two rows; both rows stay as they came.

    `one` sorts before `other`. `seen` is the digest of both rows as they were read, so that a
    later change by an agency is told.
    """

    one = models.CharField(max_length=12, editable=False)
    other = models.CharField(max_length=12, editable=False)
    choice = models.CharField("they are", max_length=10, choices=PairChoice)
    seen = models.CharField(max_length=64, editable=False)
    decided_by = models.ForeignKey(BY, models.PROTECT, related_name="+", editable=False)
    decided_on = models.DateField(editable=False)

    objects = PairQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["case", "one", "other"], name="a_pair_is_settled_once"),
            models.CheckConstraint(condition=~Q(one=F("other")), name="a_pair_is_of_two_rows"),
        ]

    def __str__(self) -> str:
        return self.get_choice_display()


class ChallengeState(models.TextChoices):
    """How far a contradiction has got."""

    TO_CHALLENGE = "to_challenge", "To challenge"
    ASKED = "asked", "Asked"
    ANSWERED = "answered", "Answered"
    ACCEPTED = "accepted", "Accepted: both accounts stand"
    SET_ASIDE = "set_aside", "Set aside: no contradiction"


class ChallengeKind(models.TextChoices):
    """How accounts are at odds."""

    DATED = "dated", "Dated differently"
    TOLD = "told", "Told differently"
    UNRECORDED = "unrecorded", "Not recorded by the other agency"


class Challenge(CaseRow):
    """What was done about one contradiction, by whom.

    `one` is a row; `other` is a row, or the permanent key of the agency that has no record.
    """

    kind = models.CharField(max_length=12, choices=ChallengeKind, editable=False)
    one = models.CharField(max_length=12, editable=False)
    other = models.CharField(max_length=60, editable=False)
    state = models.CharField(
        "how it stands", max_length=20, choices=ChallengeState, default=ChallengeState.TO_CHALLENGE
    )
    note = models.TextField(
        "note", blank=True, help_text="Who was asked, when, and what they said."
    )
    decided_by = models.ForeignKey(BY, models.PROTECT, related_name="+", editable=False)
    decided_on = models.DateField(editable=False)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "one", "other"], name="a_contradiction_is_challenged_once"
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class SharedChronology(CaseRow):
    """That the combined chronology was shared with the panel, from when, by whom."""

    shared_on = models.DateField(editable=False)
    shared_by = models.ForeignKey(BY, models.PROTECT, related_name="+", editable=False)
    ended_on = models.DateField("no longer shared from", null=True, editable=False)
    ended_by = models.ForeignKey(BY, models.PROTECT, null=True, related_name="+", editable=False)

    class Meta:
        ordering = ("pk",)
        verbose_name = "sharing of the chronology with the panel"
        constraints = [
            come_together("ended", "chronology_sharing_ended_on_and_by_together"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(ended_on__isnull=True),
                name="the_chronology_is_shared_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return "Shared with the panel"
