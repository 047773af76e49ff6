"""What passed between us and each person bereaved, what we owe them and what each wishes.

Zone Z4 like the rest of the family's part: nothing here is hinted at to anybody outside it.
"""

from django.conf import settings
from django.db import models

from audit.recorded import Tokened
from dhr_cases.models.case import CaseRow
from dhr_cases.models.family import FamilyMember


class ContactHow(models.TextChoices):
    """By which way we were in touch; which is safe is said on the person's card."""

    CALL = "call", "Telephone"
    VISIT = "visit", "In person"
    VIDEO = "video", "Video call"
    LETTER = "letter", "Letter"
    MESSAGE = "message", "E-mail or message"
    ADVOCATE = "advocate", "Through the advocate"
    PANEL = "panel", "At a meeting of the panel"


class StartedBy(models.TextChoices):
    """Who began it."""

    US = "us", "We did"
    THEM = "them", "They did, or their advocate"


class FamilyContact(Tokened, CaseRow):
    """One time we were in touch: five answers at most are required (S102)."""

    member = models.ForeignKey(
        FamilyMember, models.PROTECT, related_name="contacts", editable=False
    )
    happened_on = models.DateField("date")
    how = models.CharField("how", max_length=20, choices=ContactHow)
    made_by = models.CharField("who of us", max_length=120)
    their_words = models.TextField("what they said, in their words")
    our_words = models.TextField("what we said")
    started_by = models.CharField("who started it", max_length=10, choices=StartedBy, blank=True)
    how_they_were = models.CharField("how they were", max_length=300, blank=True)
    is_contribution = models.BooleanField(
        "they gave something for the review to use", default=False
    )
    despite_stop = models.CharField(
        "why there was contact although there should be none", max_length=300, blank=True
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        ordering = ("-happened_on", "-pk")
        verbose_name = "contact with a family member"

    def __str__(self) -> str:
        return self.get_how_display()


class OwedKind(models.TextChoices):
    """What we owe: a promise, an answer, or a contact that is planned."""

    PROMISE = "promise", "Something we promised"
    ANSWER = "answer", "An answer we owe"
    CONTACT = "contact", "A contact we plan"


class OwedState(models.TextChoices):
    """Whether it was kept."""

    OPEN = "open", "Still to do"
    KEPT = "kept", "Kept"
    RELEASED = "released", "They no longer wish it"


class FamilyPromise(Tokened, CaseRow):
    """Something owed to one person by a day: the service reminds the family lead, nobody else."""

    member = models.ForeignKey(
        FamilyMember, models.PROTECT, related_name="promises", editable=False
    )
    contact = models.ForeignKey(
        FamilyContact,
        models.PROTECT,
        related_name="promises",
        null=True,
        blank=True,
        editable=False,
    )
    kind = models.CharField("what is owed", max_length=10, choices=OwedKind)
    what = models.CharField("in a sentence", max_length=300)
    due_on = models.DateField("by when")
    state = models.CharField(
        max_length=10, choices=OwedState, default=OwedState.OPEN, verbose_name="was it kept"
    )
    settled_on = models.DateField("kept on", null=True, blank=True)
    outcome = models.TextField("what was done or answered", blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        ordering = ("due_on", "pk")
        verbose_name = "something owed to a family member"

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state == OwedState.OPEN


class WishTopic(models.TextChoices):
    """What each person may wish for, or not (S103)."""

    NAME = "name", "The name to use for them"
    PSEUDONYM = "pseudonym", "The pseudonym of the person who died"
    TRIBUTE = "tribute", "A tribute"
    PHOTO = "photo", "A photograph"
    DRAFT = "draft", "Reading the draft report"
    PUBLICATION = "publication", "Publication"
    PROGRESS = "progress", "Being told of progress"
    THANKS = "thanks", "Being thanked by name"
    DAY = "day", "Being rung on the day of publication"


class WishAnswer(models.TextChoices):
    """What they wish; undecided is an answer, and any answer may change."""

    YES = "yes", "Yes"
    CONCERNS = "concerns", "They have concerns"
    NO = "no", "No"
    UNDECIDED = "undecided", "They have not decided"


class FamilyWish(CaseRow):
    """One wish as it was said on one day. A new one replaces it; the old one stays to be read."""

    member = models.ForeignKey(FamilyMember, models.PROTECT, related_name="wishes", editable=False)
    topic = models.CharField("about", max_length=20, choices=WishTopic, editable=False)
    answer = models.CharField("do they wish it", max_length=10, choices=WishAnswer)
    words = models.CharField("in their words", max_length=500, blank=True)
    every_days = models.PositiveSmallIntegerField("about how often, in days", null=True, blank=True)
    heard_on = models.DateField()
    heard_by = models.CharField("who heard it", max_length=120)

    class Meta:
        ordering = ("-heard_on", "-pk")
        verbose_name = "wish of a family member"

    def __str__(self) -> str:
        return self.get_topic_display()


class AvoidKind(models.TextChoices):
    """Why a day is hard."""

    BIRTHDAY = "birthday", "Birthday"
    ANNIVERSARY = "anniversary", "Anniversary"
    HEARING = "hearing", "Hearing"
    FAITH = "faith", "Day of their faith"
    OTHER = "other", "Another day"


class DateToAvoid(Tokened, CaseRow):
    """A day on which nothing of ours is to reach them; others are told no more than “avoid”."""

    member = models.ForeignKey(
        FamilyMember, models.PROTECT, null=True, blank=True, related_name="dates_to_avoid"
    )
    day = models.DateField("date")
    kind = models.CharField("what day is it", max_length=20, choices=AvoidKind)
    yearly = models.BooleanField("every year", default=False)
    note = models.CharField("in their words", max_length=200, blank=True)
    left_out = models.BooleanField("not to be avoided after all", default=False, editable=False)
    code = models.CharField(
        max_length=40,
        blank=True,
        editable=False,
        help_text="Of whom and which day, where the service worked it out; empty when typed.",
    )

    class Meta:
        ordering = ("day", "pk")
        verbose_name = "date to avoid"

    def __str__(self) -> str:
        return self.get_kind_display()
