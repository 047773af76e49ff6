"""Setting up a review: chair, panel, terms, agreements, declarations."""

from django.conf import settings
from django.db import models

from accounts.models import Organisation
from audit.recorded import AppendOnly, Tokened
from dhr_cases.codes import Regime
from dhr_cases.models import Case, CaseRow

STATUTORY_BODIES: dict[str, list[tuple[str, str]]] = {
    Regime.S9: [
        ("police", "Chief officers of police"),
        ("local_authorities", "Local authorities, both tiers"),
        ("probation_boards", "Local probation boards"),
        ("nhs_england", "NHS England"),
        ("icb", "Integrated care boards"),
        ("probation", "Providers of probation services"),
        ("health_boards", "Local Health Boards (Wales)"),
        ("nhs_trusts", "NHS trusts"),
    ],
}
STATUTORY_BODIES[Regime.S8A] = [
    row for row in STATUTORY_BODIES[Regime.S9] if row[0] != "probation_boards"
]


class ChairAppointment(CaseRow):
    """The independent chair of a review, and their word that they are independent (S60)."""

    name = models.CharField(max_length=120)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="account",
    )
    listed = models.ForeignKey(
        "workflow.ListedChair",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name="in the directory as",
        editable=False,
    )
    is_author = models.BooleanField("also writes the report", default=True)
    author_name = models.CharField("author, if somebody else", max_length=120, blank=True)
    reason = models.TextField("why this chair was chosen")
    experience = models.TextField("experience of domestic abuse, chairing and review")
    appointed_on = models.DateField()
    last_day_on = models.DateField("appointed until")
    independence_declared_on = models.DateField(null=True, blank=True)
    independence_statement = models.TextField(
        "independence statement",
        blank=True,
        help_text="Any work for a local agency and when it ended. It stands in the report.",
    )
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return "Independent chair"


class Voice(models.TextChoices):
    """Whom a member may speak for, beside their agency (local-practice.md 4.4)."""

    CULTURE = "culture", "A culture or faith, by a service of its own people"
    HOUSING = "housing", "Housing"
    SUBSTANCES = "substances", "Drug and alcohol services"
    MIND = "mind", "Mental health"
    OLDER = "older", "Older people"
    LGBT = "lgbt", "LGBT+ people"
    DISABILITY = "disability", "Disabled people"


class PanelMember(Tokened, CaseRow):
    """Somebody on the panel. Access begins with declaration and undertaking, ends on its date."""

    name = models.CharField(max_length=120)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="account",
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    job_title = models.CharField("job", max_length=120)
    expertise = models.CharField(max_length=200, blank=True)
    is_domestic_abuse_specialist = models.BooleanField(
        "specialist in domestic abuse", default=False
    )
    is_independent = models.BooleanField("has not managed the staff involved", default=False)
    voice = models.CharField("speaks for", max_length=20, choices=Voice, blank=True)
    deputy = models.CharField("deputy, with their job", max_length=160, blank=True)
    inducted_on = models.DateField("introduced to the review on", null=True, blank=True)
    declared_on = models.DateField("declared interests on", null=True, blank=True)
    undertaking_on = models.DateField(
        "signed confidentiality undertaking on", null=True, blank=True
    )
    joined_on = models.DateField()
    last_day_on = models.DateField("on the panel until")
    left_on = models.DateField(null=True, blank=True)
    left_reason = models.CharField(max_length=300, blank=True)
    thanked_on = models.DateField("thanked on", null=True, blank=True)
    handover = models.TextField("what whoever follows needs to know", blank=True)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return "Panel member"

    @property
    def is_ready(self) -> bool:
        """Declared, undertaken, and not left: the only people who may read for the panel."""
        return bool(self.declared_on and self.undertaking_on and not self.left_on)


class SpecialistReason(CaseRow):
    """Why there is no domestic abuse specialist on the panel (T12)."""

    reason = models.TextField()
    given_on = models.DateField()

    def __str__(self) -> str:
        return self.reason


class BodyConsidered(CaseRow):
    """What was settled about one statutory body (section 9(4), section 8A(6))."""

    body = models.CharField(max_length=30, editable=False)
    outcome = models.CharField(
        max_length=20,
        choices=[
            ("panel", "On the panel"),
            ("consulted", "Consulted"),
            ("not_relevant", "Had no part, for the reason given"),
        ],
    )
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["case", "body"], name="a_body_is_considered_once")
        ]

    def __str__(self) -> str:
        return self.body


class AgreementKind(models.TextChoices):
    """What a meeting agreed."""

    DATA_SHARING = "data_sharing", "Data-sharing terms"
    DRAFT = "draft", "The panel agrees the draft report"
    APPROVAL = "approval", "The partnership approves the report"
    ENDORSEMENT = "endorsement", "The county partner endorses the report"
    FINAL = "final", "The final version is agreed"


class Agreement(AppendOnly):
    """That something was agreed, as minuted: which meeting, when, by whom recorded."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="agreements")
    kind = models.CharField("what was agreed", max_length=20, choices=AgreementKind)
    draft_number = models.PositiveSmallIntegerField(default=1)
    meeting = models.CharField("which meeting", max_length=160)
    held_on = models.DateField("held on")
    chaired_by = models.CharField("chaired by", max_length=120)
    conditions = models.TextField(blank=True)
    minuted_at = models.ForeignKey(
        "workflow.Meeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        editable=False,
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.get_kind_display()


class Declaration(AppendOnly):
    """What somebody declares about their own links with a case, and what follows from it (S61)."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="declarations")
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declared_on = models.DateField()
    has_link = models.BooleanField("has a link with a person or agency of this review")
    explanation = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return "Declaration of interests"


class DeclarationOutcome(AppendOnly):
    """What somebody else settled about a declared link."""

    disposable = True

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="outcomes")
    case = models.ForeignKey(Case, models.PROTECT, related_name="declaration_outcomes")
    outcome = models.CharField(
        max_length=20,
        choices=[
            ("none", "No conflict"),
            ("manage", "A conflict that can be managed, as written"),
            ("step_aside", "The person steps aside"),
        ],
    )
    how = models.TextField("how it is managed", blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    settled_on = models.DateField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.get_outcome_display()
