"""People of a review, and the part each one plays in it."""

from django.db import models

from audit.recorded import Tokened
from dhr_cases.codes import (
    ETHNICITY,
    METHODS,
    ORIENTATION,
    RELATIONSHIPS,
    RELIGION,
    SEX,
    UNCLEAR,
    VERDICTS,
    WORDS_FOR_RESPONSIBLE,
    YES_NO_SILENCES,
    LegalStatus,
    NotRecorded,
    Part,
    YesNoUnclear,
)
from dhr_cases.models.case import CaseRow
from govuk.uncertain import UncertainDateModelField


def _characteristic(name: str, choices) -> models.CharField:
    """A protected characteristic; 'not asked' until somebody asks."""
    return models.CharField(name, max_length=80, choices=choices, default=NotRecorded.NOT_ASKED)


class Person(Tokened, CaseRow):
    """Somebody in a review. Real names are zone Z3."""

    name = models.CharField("full name", max_length=200, blank=True)
    is_unidentified = models.BooleanField("not identified yet", default=False)
    other_names = models.CharField(
        max_length=300, blank=True, help_text="Other names, nicknames, earlier names."
    )
    pseudonym = models.CharField(max_length=120, blank=True)
    born_on = UncertainDateModelField("date of birth", blank=True)
    died_on = UncertainDateModelField("date of death", blank=True)
    age_recorded = models.PositiveSmallIntegerField(
        "age, as recorded",
        null=True,
        blank=True,
        help_text="At death for the person who died; at the fatal incident for the person "
        "thought responsible. In years.",
    )
    address = models.TextField("last address", blank=True)
    sex = _characteristic("sex", SEX)
    gender_identity_differs = _characteristic(
        "gender identity different from sex registered at birth", YES_NO_SILENCES
    )
    orientation = _characteristic("sexual orientation", ORIENTATION)
    ethnicity = _characteristic("ethnicity", ETHNICITY)
    religion = _characteristic("religion or belief", RELIGION)
    disability = _characteristic("disability", YES_NO_SILENCES)
    pregnancy = _characteristic("pregnant, or had a baby in the last year", YES_NO_SILENCES)
    nationality = models.CharField(max_length=60, default=NotRecorded.NOT_ASKED)
    vulnerabilities = models.JSONField(default=list, blank=True)
    offending_history = models.CharField(
        "earlier offending", max_length=40, choices=YesNoUnclear, default=UNCLEAR
    )
    must_not_be_contacted = models.BooleanField(default=False)
    safety_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.label()

    def label(self, *, may_see_names: bool = False) -> str:
        """The name for those in zone Z3, otherwise the pseudonym or the part played."""
        if may_see_names and self.name:
            return self.name
        if self.pseudonym:
            return self.pseudonym
        if self.is_unidentified:
            return "A person not identified yet"
        parts = list(self.involvements.all())
        return parts[0].get_part_display() if parts else "A person in this review"

    @property
    def parts(self) -> list[str]:
        """The parts this person plays, in words."""
        return [involvement.words for involvement in self.involvements.all()]


class Involvement(CaseRow):
    """The part a person plays in a case: nobody is labelled for good, or beyond this review."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="involvements")
    part = models.CharField(max_length=20, choices=Part)
    legal_status = models.CharField(
        "how far the law has gone",
        max_length=20,
        choices=LegalStatus,
        default=LegalStatus.UNKNOWN,
    )
    offence = models.CharField("offence, as charged or convicted", max_length=200, blank=True)
    verdict = models.CharField("court verdict", max_length=60, choices=VERDICTS, default=UNCLEAR)
    died_by_suicide = models.CharField(max_length=40, choices=YesNoUnclear, default=UNCLEAR)
    method = models.CharField(
        "how the person was killed", max_length=80, choices=METHODS, default=UNCLEAR
    )
    marac_referred = models.CharField(
        "ever referred to MARAC", max_length=40, choices=YesNoUnclear, default=UNCLEAR
    )

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["person", "part"], name="one_part_once_per_person")
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """What to call this part, with the words the law allows so far."""
        if self.part == Part.RESPONSIBLE:
            words = WORDS_FOR_RESPONSIBLE[LegalStatus(self.legal_status)]
            return words[0].upper() + words[1:]
        return self.get_part_display()


class Relationship(CaseRow):
    """What the person who died was to the person thought responsible (that direction)."""

    died = models.ForeignKey(Person, models.PROTECT, related_name="relationships_as_died")
    responsible = models.ForeignKey(
        Person, models.PROTECT, related_name="relationships_as_responsible"
    )
    relation = models.CharField(
        "the person who died was their", max_length=80, choices=RELATIONSHIPS
    )
    same_household = models.CharField(max_length=40, choices=YesNoUnclear, default=UNCLEAR)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["died", "responsible"], name="one_relationship_per_pair"
            )
        ]

    def __str__(self) -> str:
        return self.get_relation_display()
