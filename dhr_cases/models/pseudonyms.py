"""The register of pseudonyms (S180, zone Z3): who is called what, who chose it, and who looked."""

from django.conf import settings
from django.db import models

from audit.recorded import AppendOnly
from dhr_cases.models.case import Case, CaseRow
from dhr_cases.models.people import Person


class FamilyAsked(models.TextChoices):
    """Whether the family was asked about the name, and what they said."""

    NOT_YET = "not_yet", "Not asked yet"
    AGREED = "agreed", "Asked, and they agreed"
    CHOSE = "chose", "They chose it"
    DISAGREED = "disagreed", "Asked, and they did not agree"
    NOT_ASKED = "not_asked", "Not asked, since nobody could be"


class Naming(models.TextChoices):
    """How somebody is named: by a pseudonym, unless consent and a reason are recorded."""

    POLICY = "policy", "As this review's naming policy says"
    PSEUDONYM = "pseudonym", "By a pseudonym"
    FIRST_NAME = "first_name", "By the real first name"
    FULL_NAME = "full_name", "By the real name"


REAL = (Naming.FIRST_NAME, Naming.FULL_NAME)
"""Ways of naming that need consent and a reason (process.md 6.4)."""


class NamingPolicy(CaseRow):
    """How a review names the person or people who died; nothing recorded means a pseudonym.

    Everybody else is named by a pseudonym, unless an exception stands in their own entry.
    """

    naming = models.CharField(
        "how the person who died is named", max_length=12, default=Naming.PSEUDONYM,
        choices=[choice for choice in Naming.choices if choice[0] != Naming.POLICY],
    )  # fmt: skip
    decided_on = models.DateField("decided on")
    consent_of = models.CharField("whose consent", max_length=200, blank=True)
    consent_on = models.DateField("consent given on", null=True, blank=True)
    naming_reason = models.CharField("why", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], name="one_naming_policy_per_review"),
            models.CheckConstraint(
                condition=models.Q(naming=Naming.PSEUDONYM)
                | (
                    models.Q(consent_on__isnull=False)
                    & ~models.Q(consent_of="")
                    & ~models.Q(naming_reason="")
                ),
                name="a_real_name_needs_consent_and_a_reason",
            ),
        ]
        verbose_name = "naming policy"

    def __str__(self) -> str:
        return "The naming policy"


class PseudonymEntry(CaseRow):
    """What the register says of one person besides the pseudonym itself."""

    person = models.OneToOneField(
        Person, models.PROTECT, related_name="pseudonym_entry", editable=False
    )
    variants = models.CharField(
        "other spellings of the real name", max_length=300, blank=True,
        help_text="With commas between them.",
    )  # fmt: skip
    nicknames = models.CharField(max_length=300, blank=True, help_text="With commas between them.")
    initials = models.CharField(max_length=20, blank=True)
    proposed_by = models.CharField("who proposed the pseudonym", max_length=120, blank=True)
    family_asked = models.CharField(
        "was the family asked", max_length=10, choices=FamilyAsked, default=FamilyAsked.NOT_YET
    )
    agreed_on = models.DateField("agreed on", null=True, blank=True)
    used_from = models.DateField("used from", null=True, blank=True)
    naming = models.CharField(
        "how the person is named", max_length=12, choices=Naming, default=Naming.POLICY
    )
    consent_of = models.CharField("whose consent", max_length=200, blank=True)
    consent_on = models.DateField("consent given on", null=True, blank=True)
    naming_reason = models.CharField("why not a pseudonym", max_length=300, blank=True)

    class Meta:
        verbose_name = "entry in the register of pseudonyms"

    def __str__(self) -> str:
        return "An entry in the register"


class NameReveal(AppendOnly):
    """That somebody had a real name of the register shown, and the reason they gave."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="name_reveals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="reveals")
    reason = models.CharField(max_length=300)
    revealed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    revealed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return "A name was shown"
