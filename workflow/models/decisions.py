"""How a decision to review, or not, was reached. Rows are added; none is ever edited."""

from django.conf import settings
from django.db import models

from accounts.models import Organisation
from audit.recorded import AppendOnly
from dhr_cases.codes import Regime
from dhr_cases.models import Case, CaseRow
from documents.models import Document

ELEMENTS: dict[str, list[tuple[str, str]]] = {
    Regime.S9: [
        ("E1", "A person has died"),
        ("E2", "That person was 16 or older"),
        ("E3", "The death resulted, or appears to have resulted, from violence, abuse or neglect"),
        (
            "E4",
            "By someone the person was related to, had or had had an intimate personal "
            "relationship with, or who was a member of the same household",
        ),
        ("E5", "A review would be held to identify the lessons to be learned"),
    ],
    Regime.S8A: [
        ("F1", "A person has died"),
        ("F2", "The death resulted, or appears to have resulted, from domestic abuse towards them"),
        (
            "F3",
            "The behaviour was abusive: physical or sexual, violent or threatening, controlling "
            "or coercive, economic, psychological, emotional or other",
        ),
        ("F4", "Both were 16 or older"),
        ("F5", "They were personally connected"),
        ("F6", "A review would be held to identify the lessons to be learned"),
    ],
}


class FindingValue(models.TextChoices):
    """What is found of one element. 'Appears met' is enough (Charnwood, 2025)."""

    MET = "met", "Met"
    APPEARS_MET = "appears_met", "Appears met"
    NOT_MET = "not_met", "Not met"
    UNKNOWN = "unknown", "Unknown"


class Finding(CaseRow):
    """What is found of one element of the legal test, with evidence and source (S42)."""

    decision_round = models.PositiveSmallIntegerField(default=1, editable=False)
    element = models.CharField(max_length=2, editable=False)
    value = models.CharField("finding", max_length=20, choices=FindingValue)
    evidence = models.TextField("what this rests on")
    source = models.CharField("where it comes from", max_length=200)

    class Meta:
        ordering = ("element",)
        constraints = [
            models.UniqueConstraint(
                fields=["case", "decision_round", "element"], name="one_finding_per_element"
            )
        ]

    def __str__(self) -> str:
        return f"{self.element}: {self.get_value_display()}"

    @property
    def wording(self) -> str:
        """The element in the words of the Act."""
        for elements in ELEMENTS.values():
            for code, words in elements:
                if code == self.element:
                    return words
        return self.element


class Advice(models.TextChoices):
    """Which way a recommendation goes."""

    REVIEW = "review", "Hold a review"
    NO_REVIEW = "no_review", "Do not hold a review"
    MORE = "more", "Find out more first"


class CriteriaCheck(CaseRow):
    """The rest of the criteria check: reasons both ways, what is not known, what is advised."""

    decision_round = models.PositiveSmallIntegerField(default=1, editable=False)
    signs_of_abuse = models.TextField("if suicide or unexplained: what points to abuse", blank=True)
    other_reviews = models.TextField("other reviews that may apply", blank=True)
    not_yet_known = models.TextField("what is not yet known", blank=True)
    reasons_for = models.TextField("reasons for a review", blank=True)
    reasons_against = models.TextField("reasons against a review", blank=True)
    recommends = models.CharField(
        "which way the recommendation goes", max_length=20, choices=Advice, blank=True
    )
    recommendation = models.TextField("recommendation, and by whom", blank=True)
    conflict_reason = models.TextField(
        "why the recommendation differs from the answers", blank=True
    )
    dissent = models.TextField("anyone who differs, and why", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "decision_round"], name="one_check_per_round")
        ]

    def __str__(self) -> str:
        return "Criteria check"


class Consultee(CaseRow):
    """Somebody consulted before the decision, and what they advised."""

    decision_round = models.PositiveSmallIntegerField(default=1, editable=False)
    organisation = models.CharField("organisation", max_length=160)
    role = models.CharField("their job", max_length=120)
    view = models.TextField("their view", blank=True)
    consulted_on = models.DateField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.organisation


class Body(models.TextChoices):
    """The two bodies that look at one record."""

    DISTRICT = "district", "District partnership"
    COUNTY = "county", "County partner"


class View(models.TextChoices):
    """What a body thinks should happen."""

    HOLD = "hold", "Hold a review"
    JOINT = "joint", "Hold a review jointly with another review"
    NO_REVIEW = "no_review", "No review"
    OTHER_LEARNING = "other_learning", "No review, but other learning"
    QUESTION = "question", "Ask a question first"


class JointView(AppendOnly):
    """One body's view, with reasons, name and date. A changed mind is a new row."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="joint_views")
    decision_round = models.PositiveSmallIntegerField()
    body = models.CharField(max_length=10, choices=Body)
    view = models.CharField(max_length=20, choices=View)
    reasons = models.TextField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_on = models.DateField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.get_view_display()


class CountyAsked(AppendOnly):
    """That the county partner was asked, and by when it was to answer. Its silence is no veto."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="county_asked")
    decision_round = models.PositiveSmallIntegerField()
    asked_on = models.DateField()
    answer_by_on = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return "County partner asked"


class Decision(AppendOnly):
    """What the partnership's chair decided, and why (T06, T07)."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    regime = models.CharField(max_length=3, choices=Regime)
    outcome = models.CharField(max_length=20, choices=View)
    reasons = models.TextField()
    joint_with = models.CharField(max_length=200, blank=True)
    learning_route = models.TextField(blank=True)
    look_again_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_on = models.DateField()

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"Decision {self.number}"


class Query(CaseRow):
    """Something the decider asked before deciding (T05)."""

    question = models.TextField()
    owner = models.CharField("who will find out", max_length=120)
    due_on = models.DateField("answer needed by")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return "Question"


class ReplyKind(models.TextChoices):
    """What the Home Office said of a decision not to review, or of withholding a report."""

    ACCEPTS = "accepts", "Accepts the decision"
    ASKS_AGAIN = "asks_again", "Asks the partnership to consider again"
    AGREES_TO_WITHHOLD = "agrees_to_withhold", "Agrees that the report is not published in full"
    OTHER = "other", "Other reply"


class HomeOfficeReply(AppendOnly):
    """A reply of the Home Office, with the letter itself."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="home_office_replies")
    decision_round = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=ReplyKind)
    letter = models.ForeignKey(Document, models.PROTECT, related_name="+")
    received_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.get_kind_display()


class Direction(AppendOnly):
    """A direction of the Secretary of State that a review be held (section 9(2))."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="directions")
    letter = models.ForeignKey(Document, models.PROTECT, related_name="+")
    directed_body = models.CharField(max_length=160)
    directed_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return "Direction"


class Countersignature(AppendOnly):
    """The partnership chair's signature under a direction, or its withdrawal (T10, T27)."""

    disposable = True

    direction = models.ForeignKey(Direction, models.PROTECT, related_name="countersignatures")
    case = models.ForeignKey(Case, models.PROTECT, related_name="countersignatures")
    withdraws = models.BooleanField("the Secretary of State has withdrawn it", default=False)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_on = models.DateField()

    def __str__(self) -> str:
        return "Countersignature"


class TransferOffer(CaseRow):
    """Another partnership asked to lead, and its written answer (T03)."""

    to_partnership = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_name = models.CharField("partnership, if it is not listed", max_length=160, blank=True)
    asked_on = models.DateField()
    accepted_on = models.DateField("accepted in writing on", null=True, blank=True)
    accepted_by = models.CharField(
        "name and job of the person who accepted", max_length=160, blank=True
    )

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.to_partnership or self.to_name)
