"""An agency's management review or short report: its cover, answers, quality, recommendations."""

from django.db import models

from dhr_cases.models.agencies import AgencyRequest
from dhr_cases.models.case import CaseRow
from dhr_cases.models.learning import Recommendation


class AgencyReturn(CaseRow):
    """What a return says besides its file (local-practice.md 4.7).

    It is the agency's draft until its request is received, and the agency's alone.
    """

    request = models.OneToOneField(
        AgencyRequest, models.PROTECT, related_name="agency_return", editable=False
    )
    taken_on_on = models.DateField("agency took it on", null=True, blank=True, editable=False)
    author = models.CharField("author", max_length=200, blank=True)
    author_job = models.CharField("author's job", max_length=200, blank=True)
    independence = models.TextField(
        "how is the author independent?",
        blank=True,
        help_text="The author must not have managed the case, nor the staff who did.",
    )
    senior = models.CharField("senior officer who signs it off", max_length=200, blank=True)
    records_read = models.TextField("which records were read?", blank=True)
    interviews = models.TextField(
        "which staff were spoken with, or why not?", blank=True, help_text="Jobs, never names."
    )
    policies = models.TextField("which policies of the time were read?", blank=True)
    summary = models.TextField("summary of your involvement", blank=True)
    voice = models.TextField("what did the person say they wanted, and was it heard?", blank=True)
    equality = models.TextField("what mattered of equality and disadvantage?", blank=True)
    good_practice = models.TextField("what was done well?", blank=True)
    lessons = models.TextField("what has been learned?", blank=True)
    staff_support = models.TextField(
        "how were staff supported, and what were they told?", blank=True
    )
    quality_by_author = models.JSONField(default=dict, blank=True, editable=False)
    author_note = models.TextField("what the author says of it", blank=True)
    quality_by_senior = models.JSONField(default=dict, blank=True, editable=False)
    senior_note = models.TextField("what the senior officer says of it", blank=True)
    revised_on = models.DateField(null=True, blank=True, editable=False)

    def __str__(self) -> str:
        return "Return"


class TermAnswer(CaseRow):
    """One term of reference as it was handed to the agency, and the agency's answer to it."""

    request = models.ForeignKey(
        AgencyRequest, models.PROTECT, related_name="term_answers", editable=False
    )
    number = models.PositiveIntegerField(editable=False)
    term = models.TextField("term of reference", editable=False)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(
                fields=("request", "number"), name="terms_of_a_request_are_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return f"Term {self.number}"


class DraftRecommendation(CaseRow):
    """What an agency recommends to itself; a recommendation of the review once it is accepted."""

    request = models.ForeignKey(
        AgencyRequest, models.PROTECT, related_name="draft_recommendations", editable=False
    )
    number = models.PositiveIntegerField(editable=False)
    text = models.TextField("what you recommend to your own agency")
    lesson = models.TextField("the lesson it follows from", blank=True)
    action = models.TextField("what will be done, or is under way", blank=True)
    owner_job = models.CharField("job of the person who leads it", max_length=120, blank=True)
    measure = models.CharField("how you will know it worked", max_length=300, blank=True)
    due_on = models.DateField("to be done by", null=True, blank=True)
    recommendation = models.OneToOneField(
        Recommendation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="drafted_as",
        editable=False,
    )

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(
                fields=("request", "number"), name="drafted_recommendations_are_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return f"Recommendation {self.number} of the agency"
