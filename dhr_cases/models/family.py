"""Family and friends: who they are, what each wishes, what was offered and what they answered.

Everything here is zone Z4: its pages answer "not found" to anybody without the family permission.
"""

from django.conf import settings
from django.db import models

from audit.recorded import Tokened
from dhr_cases.models.case import CaseRow
from dhr_cases.models.people import Person


class Wish(models.TextChoices):
    """What a family member wishes of the review; it may change at any time."""

    NOT_ASKED = "not_asked", "Not yet asked"
    INVOLVED = "involved", "Wishes to be involved"
    INFORMED = "informed", "Wishes to be kept informed only"
    NOT_NOW = "not_now", "Not now"
    NO_CONTACT = "no_contact", "Wishes no contact"


class FamilyMember(Tokened, CaseRow):
    """Somebody bereaved, and how they wish to be treated."""

    person = models.OneToOneField(
        Person, models.PROTECT, related_name="family_member", editable=False
    )
    relation = models.CharField("relationship to the person who died", max_length=120)
    preferred_name = models.CharField("name as they like it", max_length=120, blank=True)
    wish = models.CharField(max_length=20, choices=Wish, default=Wish.NOT_ASKED)
    wish_heard_on = models.DateField("heard on", null=True, blank=True)
    wish_heard_by = models.CharField("heard by", max_length=120, blank=True)
    contact_route = models.CharField("how to reach them safely", max_length=300, blank=True)
    safe_times = models.CharField(max_length=200, blank=True)
    needs = models.CharField("language and access needs", max_length=300, blank=True)
    advocate = models.CharField("advocate and service", max_length=200, blank=True)
    advocate_route = models.CharField("how to reach the advocate", max_length=200, blank=True)
    advocate_may_be_told = models.BooleanField("we may talk to the advocate", default=False)
    role_in_family = models.CharField(
        "next of kin, and for whom they speak", max_length=200, blank=True
    )
    only_through = models.CharField("only through this adult or worker", max_length=200, blank=True)
    differences = models.CharField("differences within the family", max_length=300, blank=True)
    may_be_told = models.JSONField("what they may be told", default=list, blank=True)
    told_agreed_on = models.DateField("agreed on", null=True, blank=True)
    told_place = models.PositiveSmallIntegerField(
        "place in the order of telling", null=True, blank=True,
        help_text="1 is told first. Several may share a place.",
    )  # fmt: skip
    told_how = models.CharField("how, and by whom", max_length=200, blank=True)
    do_not_contact = models.BooleanField("do not contact", default=False)
    do_not_contact_reason = models.CharField("why not", max_length=300, blank=True)

    def __str__(self) -> str:
        return "A family member"

    @property
    def takes_part(self) -> bool:
        """Whether the draft must be offered to them before T15."""
        return self.wish in {Wish.INVOLVED, Wish.INFORMED}


class Tellable(models.TextChoices):
    """What somebody may be told, as agreed with them and with whoever must agree."""

    STAGE = "stage", "How far the review has come"
    DATES = "dates", "Dates of meetings and of the report"
    AGENCIES = "agencies", "Which agencies take part"
    PROCEEDINGS = "proceedings", "The course of court or inquest"
    FINDINGS = "findings", "What the panel has found"
    DRAFT = "draft", "The draft report"
    ACTIONS = "actions", "What has changed since"


class OfferKind(models.TextChoices):
    """What is offered to families, from first contact to publication (process.md 5.1)."""

    LEAFLET = "leaflet", "Home Office leaflet"
    ADVOCATE = "advocate", "Specialist advocate"
    DECISION = "decision", "Told of the decision"
    TERMS = "terms", "Consulted about the terms of reference"
    CONTRIBUTE = "contribute", "Invited to contribute"
    PANEL = "panel", "Invited to meet the panel"
    DRAFT = "draft", "Draft report to read"
    PSEUDONYM = "pseudonym", "Choice of pseudonym"
    PUBLICATION_VIEW = "publication_view", "View on publication"
    PUBLICATION_NOTICE = "publication_notice", "Told the date of publication"
    UPDATE = "update", "Update on the review"
    DISCONTINUED = "discontinued", "Told that the review will not go on"


class Reply(models.TextChoices):
    """How an offer was answered. Declining is never for good."""

    WAITING = "waiting", "No answer yet"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Chose not to"
    UNREACHABLE = "unreachable", "Could not be reached"
    UNSAFE = "unsafe", "Not safe to approach"
    NOT_APPROACHED = "not_approached", "Not approached, for the reason given"


SETTLED = (Reply.ACCEPTED, Reply.DECLINED, Reply.UNREACHABLE, Reply.UNSAFE, Reply.NOT_APPROACHED)


class Offer(Tokened, CaseRow):
    """One thing offered to one family member, or to the family as a whole, and the answer."""

    member = models.ForeignKey(
        FamilyMember, models.PROTECT, null=True, blank=True, related_name="offers"
    )
    kind = models.CharField("what was offered", max_length=20, choices=OfferKind)
    offered_on = models.DateField()
    how = models.CharField(max_length=120, blank=True)
    made_by = models.CharField("by whom", max_length=120)
    time_allowed_days = models.PositiveSmallIntegerField(
        "time given to answer, in days", null=True, blank=True
    )
    reply = models.CharField(max_length=20, choices=Reply, default=Reply.WAITING)
    replied_on = models.DateField(null=True, blank=True)
    words = models.TextField(
        "what they said, in their words",
        blank=True,
        help_text="They may ask to see this.",
    )
    reason = models.CharField("reason, if they were not approached", max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        ordering = ("-offered_on", "-pk")

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_settled(self) -> bool:
        """Whether it was answered, or there is a recorded reason why it cannot be."""
        return self.reply in SETTLED
