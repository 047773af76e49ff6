"""The coded lists of a review: the Home Office's stored values, and our own words.

Every value that the Home Office holds nationally is stored exactly as its library stores it
(home-office-data.md C2); where its label differs from the stored value the label follows it.
"""

from django.db import models

UNCLEAR = "Unclear/Unknown/Not stated"


class Regime(models.TextChoices):
    """The legal test that applies to a death (process.md 1.5)."""

    S9 = "S9", "Section 9, Domestic Violence, Crime and Victims Act 2004"
    S8A = "S8A", "Section 8A, Domestic Violence, Crime and Victims Act 2004"


class Label(models.TextChoices):
    """What the review is called; never inferred from the legal test (R-1.6)."""

    DHR = "DHR", "Domestic homicide review"
    DARDR = "DARDR", "Domestic abuse related death review"


class DeathKind(models.TextChoices):
    """The six kinds of death the national police project counts, and what is not yet known."""

    INTIMATE_PARTNER = "intimate_partner", "Killed by a partner or former partner"
    ADULT_FAMILY = "adult_family", "Adult killed by a family member"
    SUICIDE = "suicide", "Suspected suicide after domestic abuse"
    UNEXPECTED = "unexpected", "Unexpected or unexplained death"
    CHILD = "child", "Child killed"
    OTHER = "other", "Other death in the same household"
    NOT_KNOWN = "not_known", "Not known yet"


class Part(models.TextChoices):
    """The part a person plays in one review. Someone may play two, or be both."""

    DIED = "died", "Person who died"
    RESPONSIBLE = "responsible", "Person thought responsible"
    CHILD = "child", "Child"
    FAMILY = "family", "Family or friend"
    AT_RISK = "at_risk", "Other person at risk"
    PROFESSIONAL = "professional", "Professional named"
    OTHER = "other", "Other person"


class LegalStatus(models.TextChoices):
    """How far the law has gone with a person, which decides the words used of them (S23)."""

    UNKNOWN = "unknown", "Not known"
    ALLEGED = "alleged", "Alleged, no charge yet"
    CHARGED = "charged", "Charged"
    CONVICTED = "convicted", "Convicted"
    ACQUITTED = "acquitted", "Acquitted"
    NOT_CHARGED = "not_charged", "Not charged"
    UNFIT = "unfit", "Unfit to stand trial"
    DIED_BEFORE_TRIAL = "died_before_trial", "Died before trial"


WORDS_FOR_RESPONSIBLE = {
    LegalStatus.UNKNOWN: "person thought responsible",
    LegalStatus.ALLEGED: "person thought responsible",
    LegalStatus.CHARGED: "person charged",
    LegalStatus.CONVICTED: "perpetrator",
    LegalStatus.ACQUITTED: "person found not guilty",
    LegalStatus.NOT_CHARGED: "person thought responsible, who was not charged",
    LegalStatus.UNFIT: "person found unfit to stand trial",
    LegalStatus.DIED_BEFORE_TRIAL: "person charged, who died before trial",
}


class NotRecorded(models.TextChoices):
    """Three different silences, none of which is the same as a blank."""

    NOT_KNOWN = "not_known", "Not known"
    NOT_ASKED = "not_asked", "Not asked"
    PREFER_NOT = "prefer_not", "Prefer not to say"


class YesNoUnclear(models.TextChoices):
    """The Home Office's three answers."""

    YES = "Yes", "Yes"
    NO = "No", "No"
    UNCLEAR = UNCLEAR, "Unclear, unknown or not stated"


def _with_silences(values: list[str]) -> list[tuple[str, str]]:
    return [(value, value) for value in values] + list(NotRecorded.choices)


SEX = _with_silences(["Male", "Female"])
ORIENTATION = _with_silences(["Heterosexual/Straight", "Gay/Lesbian", "Bisexual", "Other"])
RELIGION = _with_silences(
    ["Buddhist", "Christian", "Hindu", "Jewish", "Muslim", "Sikh", "No religion", "Other"]
)
ETHNICITY = _with_silences(
    [
        "English / Welsh / Scottish / Northern Irish / British",
        "Irish",
        "Gypsy or Irish Traveller",
        "White, background not stated",
        "Any other White background",
        "White and Black Caribbean",
        "White and Black African",
        "White and Asian",
        "Mixed/Multiple ethnic, background not stated",
        "Any other Mixed/Multiple ethnic background",
        "Indian",
        "Pakistani",
        "Bangladeshi",
        "Chinese",
        "Asian, background not stated",
        "Any other Asian background",
        "African",
        "Caribbean",
        "Black, background not stated",
        "Any other Black/African/Caribbean background",
        "Arab",
        "Any other ethnic group",
    ]
)
YES_NO_SILENCES = [("Yes", "Yes"), ("No", "No"), *NotRecorded.choices]

VULNERABILITIES = [
    (value, label)
    for value, label in (
        ("Experiencing alcohol misuse", "Experiencing alcohol misuse"),
        ("Experiencing housing issues", "Experiencing housing issues"),
        ("Mental ill-health", "Mental ill-health"),
        ("Neurodiverse condition diagnosis", "Neurodiverse condition diagnosis"),
        ("Physical disability", "Physical disability"),
        ("Pregnancy", "Pregnancy"),
        ("Experiencing other substance misuse", "Substance misuse"),
        ("Other", "Other"),
    )
]
AGGRAVATING_FACTORS = [
    ("Coercive or controlling behaviour", "Coercive or controlling behaviour"),
    ("Economic abuse", "Economic abuse"),
    ("Faith-based abuse", "Faith-based abuse"),
    ("Forced marriage", "Forced marriage"),
    ("Honour-based violence", "So-called honour-based abuse"),
    ("Physical abuse", "Physical abuse"),
    ("Psychological or emotional abuse", "Psychological or emotional abuse"),
    ("Separation", "Separation"),
    ("Sexual abuse", "Sexual abuse"),
    ("Stalking factors.Stalking", "Stalking"),
    ("Other", "Other"),
]
RELATIONSHIPS = [
    (value, label)
    for value, label in (
        ("Boyfriend or girlfriend", "Boyfriend or girlfriend"),
        ("Brother or sister", "Brother or sister"),
        ("Carer, health worker or patient", "Carer, health worker or patient"),
        ("Cohabitant", "Cohabitant"),
        ("Common-law spouse or cohabiting partner", "Common-law spouse or cohabiting partner"),
        ("Emotional rival", "Emotional rival"),
        ("Ex-boyfriend or ex-girlfriend", "Former boyfriend or girlfriend"),
        (
            "Ex-spouse, ex-common-law spouse or ex-cohabiting partner",
            "Former spouse or former cohabiting partner",
        ),
        ("Adulterous relationship", "Extramarital relationship"),
        ("Grandparent", "Grandparent"),
        ("Half sibling", "Half sibling"),
        ("Lover's spouse", "Spouse of the other person's partner"),
        ("Parent", "Parent"),
        ("Son or daughter", "Son or daughter"),
        ("Son or daughter of cohabitant", "Son or daughter of cohabitant"),
        ("Spouse (incl civil partner)", "Spouse or civil partner"),
        ("Step-child", "Step-child"),
        ("Step-parent", "Step-parent"),
        ("Step-sibling", "Step-sibling"),
        ("Casual sexual partner", "Uncommitted sexual partner"),
        ("Other relative", "Other relative"),
        ("Other (non-relative)", "Other, not a relative"),
        ("Not known", "Not known"),
    )
]
METHODS = [
    (value, value)
    for value in (
        "Arson - setting fire and causing death by fire",
        "Blunt instrument",
        "Burning, scalding",
        "Causing to fall against a hard surface",
        "Drowning",
        "Exhaust fumes",
        "Explosion",
        "Exposure of newly-born child",
        "Kicking or hitting etc without a weapon",
        "Manual Strangulation",
        "Negligence or neglect",
        "Other poisoning (drugs etc.)",
        "Sharp instrument",
        "Shooting (weapon need not be a firearm)",
        "Strangulation with ligature etc.",
        "Struck by motor vehicle",
        "Suffocation, asphyxiation, or smothering",
        "Other (please specify)",
        UNCLEAR,
    )
]
VERDICTS = [
    (value, value)
    for value in (
        "Murder",
        "Manslaughter",
        "Manslaughter - diminished responsibility",
        "Unfit to plead",
        "Not guilty",
        "Other, please state",
        UNCLEAR,
    )
]
PLACES = [
    (value, value) for value in ("Public place", "Residential location", "Other", "Not known")
]
RECIPIENTS = [
    (value, value)
    for value in (
        "Police",
        "Social services",
        "Health",
        "IDVA/other DA service",
        "Probation",
        "Housing",
        "School",
        "Employer",
        "Other educational institution",
        "Religious institution",
        "Military",
        "Community safety partnership",
    )
]
THEMES = [
    (value, value)
    for value in (
        "Technology systems",
        "Identification of risk",
        "Training",
        "Policy",
        "Multi-agency working",
        "Record keeping",
        "Awareness raising",
        "Other",
    )
]
