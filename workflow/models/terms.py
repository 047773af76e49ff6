"""Terms of reference: what a review asks, of whom, over which time (S63, S64)."""

from django.conf import settings
from django.db import models

from audit.pairs import come_together
from audit.recorded import Recorded
from dhr_cases.models import CaseRow


class TermsSection(models.TextChoices):
    """The sections of the terms, each by the name of the field that holds its text.

    Source: local-practice.md 4.5. What a review costs is read by fewer people and stands elsewhere.
    """

    PURPOSE = "purpose", "Purpose of the review"
    PERIOD = "period_reason", "Period under review"
    EARLIER = "earlier_events", "Earlier events"
    QUESTIONS = "questions", "What the review will ask"
    EQUALITY = "equality", "Equality and protected characteristics"
    PEOPLE = "people", "People in scope"
    AGENCIES = "agencies", "Agencies"
    FAMILY = "family_plan", "How family and friends can take part"
    EXPERTS = "experts", "Experts and advice"
    PARALLEL = "parallel", "Other processes"
    CONFIDENTIALITY = "confidentiality", "Confidentiality and documents"
    MEDIA = "media", "Media"
    TIMETABLE = "timetable", "Timetable"


class TermsOfReference(CaseRow):
    """One version of the terms of reference. A new version never overwrites an old one (S63)."""

    number = models.PositiveSmallIntegerField("version", editable=False)
    purpose = models.TextField("what this review is for", blank=True)
    period_from = models.DateField("period under review, from")
    period_to = models.DateField("period under review, to")
    period_reason = models.TextField("why this period")
    earlier_events = models.TextField("events before the period, to be summarised", blank=True)
    questions = models.TextField("what the review will ask")
    equality = models.TextField("anything more about equality", blank=True)
    people = models.TextField("people in scope, by pseudonym or part")
    agencies = models.TextField("agencies, and what each is asked for")
    family_plan = models.TextField("how family and friends can take part")
    experts = models.TextField("experts, research and legal advice", blank=True)
    parallel = models.TextField("other processes and how they affect this one", blank=True)
    confidentiality = models.TextField("confidentiality and handling of documents", blank=True)
    media = models.TextField("how the media are answered", blank=True)
    timetable = models.TextField(blank=True)
    approved_on = models.DateField(null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="terms_are_numbered_once"),
            come_together("approved", "terms_approved_on_and_by_together"),
        ]

    def __str__(self) -> str:
        return f"Terms of reference, version {self.number}"


class Characteristic(models.TextChoices):
    """The nine protected characteristics (Equality Act 2010, section 4)."""

    AGE = "age", "Age"
    DISABILITY = "disability", "Disability"
    GENDER_REASSIGNMENT = "gender_reassignment", "Gender reassignment"
    MARRIAGE = "marriage", "Marriage and civil partnership"
    PREGNANCY = "pregnancy", "Pregnancy and maternity"
    RACE = "race", "Race"
    RELIGION = "religion", "Religion or belief"
    SEX = "sex", "Sex"
    SEXUAL_ORIENTATION = "sexual_orientation", "Sexual orientation"


class Relevance(models.TextChoices):
    """Whether a characteristic bears on this review."""

    NOT_CONSIDERED = "not_considered", "Not yet considered"
    RELEVANT = "relevant", "Relevant because"
    NOT_SHOWN = "not_shown", "Not shown to be relevant because"


class TermsEquality(CaseRow):
    """What one version of the terms says of one protected characteristic."""

    terms = models.ForeignKey(
        TermsOfReference, models.PROTECT, related_name="characteristics", editable=False
    )
    characteristic = models.CharField(max_length=20, choices=Characteristic, editable=False)
    relevance = models.CharField(max_length=15, choices=Relevance, default=Relevance.NOT_CONSIDERED)
    because = models.TextField(blank=True)

    class Meta:
        ordering = ("characteristic",)
        verbose_name = "protected characteristic in the terms"
        constraints = [
            models.UniqueConstraint(
                fields=["terms", "characteristic"], name="a_characteristic_stands_once_in_terms"
            )
        ]

    def __str__(self) -> str:
        said = self.get_relevance_display()
        return f"{self.get_characteristic_display()}: {said.lower()} {self.because}".strip()


class ClauseKind(models.TextChoices):
    """The kinds of death for which there are standard clauses."""

    ANY = "any", "Every review"
    HOMICIDE = "homicide", "Killed by a partner or former partner"
    FAMILIAL = "familial", "Killed by a member of the family"
    SUICIDE = "suicide", "Suspected suicide after domestic abuse"
    UNEXPLAINED = "unexplained", "Unexpected or unexplained death"
    NEGLECT = "neglect", "Death that neglect may have led to"


class TermsClause(Recorded):
    """A standard clause: reference data, copied into terms as text and never linked to them."""

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField("kind of death", max_length=12, choices=ClauseKind)
    section = models.CharField(max_length=20, choices=TermsSection)
    text = models.TextField()

    class Meta:
        ordering = ("pk",)
        verbose_name = "standard clause for terms of reference"

    def __str__(self) -> str:
        return self.text
