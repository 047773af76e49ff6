"""Terms of reference: what a review asks, of whom, over which time (S63, S64)."""

from django.conf import settings
from django.db import models

from audit.pairs import come_together
from audit.recorded import AppendOnly, Recorded, Tokened
from dhr_cases.models import Case, CaseRow


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
    family_line = models.CharField(
        "line agreed with the family",
        max_length=300,
        blank=True,
        help_text="As agreed with them, word by word. Leave empty if no line is agreed.",
    )
    final_on = models.DateField(null=True, blank=True, editable=False)
    final_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
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
            come_together("final", "terms_final_on_and_by_together"),
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


class TermsRound(CaseRow):
    """That one version was sent round the panel, and until when the panel may comment (S64)."""

    terms = models.OneToOneField(
        TermsOfReference, models.PROTECT, related_name="round", editable=False
    )
    circulated_on = models.DateField(editable=False)
    circulated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    closes_on = models.DateField(
        "last day for comments", help_text="Members read each other's comments after this day."
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = "round of comments on the terms"

    def __str__(self) -> str:
        return "A round of comments on the terms"


class CommentAnswer(models.TextChoices):
    """What the chair makes of a comment."""

    ACCEPTED = "accepted", "Accepted"
    IN_PART = "in_part", "Accepted in part"
    NOT = "not", "Not accepted"


class TermsComment(Tokened, CaseRow):
    """What a member of the panel says of one section, and what the chair makes of it."""

    terms = models.ForeignKey(
        TermsOfReference, models.PROTECT, related_name="comments", editable=False
    )
    section = models.CharField("which section?", max_length=20, choices=TermsSection)
    text = models.TextField("comment")
    written_on = models.DateField(editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    answer = models.CharField("answer", max_length=10, choices=CommentAnswer, blank=True)
    answer_why = models.TextField("why", blank=True)
    answered_on = models.DateField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = "comment on the terms"
        constraints = [
            come_together("answered", "terms_comment_answered_on_and_by_together"),
        ]

    def __str__(self) -> str:
        return "A comment on the terms"


class MemberSays(models.TextChoices):
    """How a member of the panel stands to a version."""

    AGREES = "agrees", "Agrees"
    WITH_NOTE = "with_note", "Agrees with a note"
    NOT = "not", "Does not agree because"


class TermsAgreement(AppendOnly):
    """What one member says of one version; a later word of theirs stands in place of it."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="terms_agreements")
    terms = models.ForeignKey(TermsOfReference, models.PROTECT, related_name="agreements")
    says = models.CharField("do you agree?", max_length=10, choices=MemberSays)
    note = models.TextField("note or reason", blank=True)
    given_on = models.DateField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.get_says_display()


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
