"""Police, court, coroner and other reviews that run beside this one (zone Z5)."""

from django.db import models

from audit.recorded import Tokened
from dhr_cases.models.case import CaseRow
from govuk.uncertain import UncertainDateModelField


class ProceedingKind(models.TextChoices):
    """What may run beside a review (process.md 4.3)."""

    CRIMINAL = "criminal", "Criminal investigation and trial"
    CORONER = "coroner", "Coroner's investigation and inquest"
    POLICE_CONDUCT = "police_conduct", "Police conduct investigation"
    ADULT_REVIEW = "adult_review", "Safeguarding adults review"
    CHILD_REVIEW = "child_review", "Child safeguarding practice review"
    CHILD_DEATH = "child_death", "Child death review"
    WEAPONS = "weapons", "Offensive weapons homicide review"
    MENTAL_HEALTH = "mental_health", "Mental health homicide review"
    PATIENT_SAFETY = "patient_safety", "Patient safety investigation"
    CUSTODY = "custody", "Prisons and Probation Ombudsman"
    PROBATION = "probation", "Probation serious further offence review"
    MAPPA = "mappa", "MAPPA serious case review"
    LEARNING_DISABILITY = "learning_disability", "Learning disability mortality review"
    DRUG_ALCOHOL = "drug_alcohol", "Drug and alcohol related death review"
    SUICIDE_AUDIT = "suicide_audit", "Suicide audit"
    WALES = "wales", "Single unified safeguarding review (Wales)"
    OTHER_AREA = "other_area", "Review in another area or country"
    FAMILY_COURT = "family_court", "Family court"
    PARENTAL = "parental", "Restriction of parental responsibility"
    REGULATOR = "regulator", "Professional regulator"
    EMPLOYER = "employer", "Employer's own process"
    COMPLAINT = "complaint", "Complaint or ombudsman"
    CIVIL_CLAIM = "civil_claim", "Civil claim or criminal injuries compensation"
    LEGAL_ADVICE = "legal_advice", "Legal advice"
    OTHER = "other", "Other"


OTHER_REVIEWS = frozenset(
    {
        ProceedingKind.ADULT_REVIEW,
        ProceedingKind.CHILD_REVIEW,
        ProceedingKind.CHILD_DEATH,
        ProceedingKind.WEAPONS,
        ProceedingKind.MENTAL_HEALTH,
        ProceedingKind.PATIENT_SAFETY,
        ProceedingKind.CUSTODY,
        ProceedingKind.PROBATION,
        ProceedingKind.MAPPA,
        ProceedingKind.LEARNING_DISABILITY,
        ProceedingKind.DRUG_ALCOHOL,
        ProceedingKind.SUICIDE_AUDIT,
        ProceedingKind.WALES,
        ProceedingKind.OTHER_AREA,
    }
)
"""Reviews of the same death by other bodies, with which facts may be agreed once."""

ADVICE_BY_KIND: dict[str, str] = {
    ProceedingKind.CRIMINAL: "Agree with the senior investigating officer who may be interviewed, "
    "and when. Material gathered may have to be disclosed.",
    ProceedingKind.CORONER: "Ask for the inquest's dates, and whether it will ask for the report.",
    ProceedingKind.WEAPONS: "The duty to hold one does not arise where the death may be subject to "
    "a domestic homicide review (2022 Act, section 26).",
    ProceedingKind.WALES: "It takes the place of separate reviews in Wales; the report still goes "
    "to the Home Office.",
    ProceedingKind.PARENTAL: "One parent killed the other: ask who may consent for the children.",
}
"""What to remember of a kind (process.md 4.3)."""


class ProceedingState(models.TextChoices):
    """How far it has got."""

    EXPECTED = "expected", "Expected"
    UNDER_WAY = "under_way", "Under way"
    CONCLUDED = "concluded", "Concluded"
    NONE = "none", "Will not happen"


class Effect(models.TextChoices):
    """What it means for the review."""

    NOTHING = "nothing", "Nothing"
    NO_INTERVIEWS = "no_interviews", "Do not interview"
    PAUSE = "pause", "Pause"
    WAIT_TO_PUBLISH = "wait_to_publish", "Wait to publish"


class Proceeding(Tokened, CaseRow):
    """One thing that runs beside the review."""

    kind = models.CharField(max_length=20, choices=ProceedingKind)
    state = models.CharField(
        max_length=20, choices=ProceedingState, default=ProceedingState.UNDER_WAY
    )
    next_date = UncertainDateModelField("next date", blank=True)
    next_event = models.CharField("what happens then", max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    effect = models.CharField(
        "effect on the review", max_length=20, choices=Effect, default=Effect.NOTHING
    )
    outcome = models.TextField(blank=True)
    advice = models.TextField(
        "legal or prosecution advice",
        blank=True,
        help_text="What was advised, by whom and when, for example about publishing.",
    )
    concluded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("kind", "pk")

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_running(self) -> bool:
        """Expected or under way: it may still touch the review."""
        return self.state in {ProceedingState.EXPECTED, ProceedingState.UNDER_WAY}

    @property
    def is_other_review(self) -> bool:
        """Another body's review of the same death."""
        return self.kind in OTHER_REVIEWS

    @property
    def remember(self) -> str:
        """What to remember of its kind, or nothing."""
        return ADVICE_BY_KIND.get(self.kind, "")


class Together(models.TextChoices):
    """How another review and this one work together (process.md 4.3)."""

    JOINT = "joint", "One joint review"
    SHARED = "shared", "Some parts are shared"
    SEPARATE = "separate", "Separate, and each knows of the other"


class OtherReview(Tokened, CaseRow):
    """How another body's review of the same death and this one work together."""

    proceeding = models.OneToOneField(
        Proceeding, models.PROTECT, related_name="other_review", editable=False
    )
    led_by = models.CharField("led by", max_length=160)
    their_reference = models.CharField("their reference", max_length=60, blank=True)
    together = models.CharField("how the two work together", max_length=20, choices=Together)
    what_is_shared = models.TextField(
        "what is shared",
        blank=True,
        help_text="For example the chronology, interviews, contact with the family, the report.",
    )

    def __str__(self) -> str:
        return "Another review of the same death"


class AgreedFact(Tokened, CaseRow):
    """A fact settled once for every review of this death, so that none tells it differently."""

    fact = models.TextField("the fact, as it is agreed")
    source = models.CharField("where it comes from", max_length=200)
    agreed_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.CharField("why it no longer stands", max_length=300, blank=True)

    class Meta:
        ordering = ("agreed_on", "pk")

    def __str__(self) -> str:
        return "An agreed fact"


class FactAgreement(CaseRow):
    """That another review holds a fact as agreed."""

    fact = models.ForeignKey(AgreedFact, models.PROTECT, related_name="agreements", editable=False)
    other_review = models.ForeignKey(
        OtherReview, models.PROTECT, related_name="agreements", editable=False
    )

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["fact", "other_review"], name="a_review_agrees_a_fact_once"
            )
        ]

    def __str__(self) -> str:
        return "A review agrees a fact"


class DisclosureAnswer(models.TextChoices):
    """What was decided about a request for material."""

    WAITING = "waiting", "Not decided yet"
    GIVEN = "given", "Given"
    PART = "part", "Given in part"
    REFUSED = "refused", "Refused"


class DisclosureRequest(Tokened, CaseRow):
    """Somebody asks for material of the review, or is given it: one row for everything that leaves
    (S112, process.md 4.4)."""

    asked_by = models.CharField("who asks", max_length=160, help_text="The body and the role.")
    asked_on = models.DateField()
    asked_for = models.TextField("what they ask for")
    legal_basis = models.CharField(
        "legal basis",
        max_length=300,
        blank=True,
        help_text="The power or duty under which it may be given. Needed before anything is.",
    )
    answer = models.CharField(
        "what was decided",
        max_length=20,
        choices=DisclosureAnswer,
        default=DisclosureAnswer.WAITING,
    )
    decided_by = models.CharField("who decided", max_length=160, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    given = models.TextField("what was given, or why not", blank=True)
    given_how = models.CharField("how it was sent", max_length=160, blank=True)

    class Meta:
        ordering = ("-asked_on", "-pk")

    def __str__(self) -> str:
        return "A request for material"
