"""What each agency was asked, when, and what came of it."""

from django.conf import settings
from django.db import models

from accounts.models import Organisation
from accounts.roles import Permission, Role
from audit.pairs import come_together
from audit.recorded import NoBulkWrites, Tokened
from audit.said_once import moment_for
from dhr_cases.models.access import CaseAssignment, cases_where
from dhr_cases.models.case import CaseRow
from dhr_cases.models.people import Person


class RequestKind(models.TextChoices):
    """The things an agency is asked for in the life of a review."""

    SCOPING = "scoping", "Scoping: what do you hold?"
    CHRONOLOGY = "chronology", "Chronology"
    REVIEW = "review", "Review return"
    ACCURACY = "accuracy", "Accuracy check of the draft"


class ReturnForm(models.TextChoices):
    """How much is asked of an agency in its review return (process.md 4.1)."""

    IMR = "imr", "Individual management review"
    SHORT = "short", "Short report"
    INFORMATION = "information", "Information report"


class Outcome(models.TextChoices):
    """What came of asking."""

    WAITING = "waiting", "Waiting"
    RECEIVED = "received", "Received"
    NOTHING_HELD = "nothing_held", "Nothing held"
    DECLINED = "declined", "Declined, with a reason"
    NOT_RECEIVED = "not_received", "Not received"


class AgencyRequestQuerySet(NoBulkWrites):
    """Requests, asked for in words."""

    def visible_to(self, user) -> "AgencyRequestQuerySet":
        """Requests to the agencies this user acts for, on cases where they still do."""
        if not user.is_active:
            return self.none()
        roles = CaseAssignment.objects.live(moment_for(user)).filter(
            user=user,
            role__in=(Role.AGENCY_AUTHOR, Role.AGENCY_SENIOR),
            case=models.OuterRef("case"),
            organisation=models.OuterRef("organisation"),
        )
        theirs = cases_where(user, Permission.OWN_RETURN)
        return self.filter(models.Exists(roles), case__in=theirs)

    def open(self) -> "AgencyRequestQuerySet":
        """Requests nobody has answered or settled yet."""
        return self.filter(outcome=Outcome.WAITING)


class AgencyRequest(Tokened, CaseRow):
    """One thing asked of one agency: asked, due, in, nothing held, or not received and why."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="requests", verbose_name="agency"
    )
    kind = models.CharField("what is asked", max_length=20, choices=RequestKind)
    form = models.CharField(
        "form of the return", max_length=20, choices=ReturnForm, blank=True, default=""
    )
    question = models.TextField("what we ask, and why", blank=True)
    search_from = models.DateField("search records from", null=True, blank=True)
    search_to = models.DateField("search records to", null=True, blank=True)
    asked_on = models.DateField()
    due_on = models.DateField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    opened_on = models.DateField("first opened on", null=True, blank=True, editable=False)
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.WAITING)
    received_on = models.DateField("in on", null=True, blank=True)
    answer = models.TextField("summary of what the agency holds or says", blank=True)
    searched = models.TextField("what was searched", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    needs_sign_off = models.BooleanField(
        "a senior officer of the agency signs it off",
        default=False,
        help_text="Before it comes to us. A review return always needs it.",
    )
    signed_off_on = models.DateField(null=True, blank=True)
    signed_off_by = models.CharField("senior officer", max_length=120, blank=True)
    declined_because = models.TextField("why the agency does not take part", blank=True)
    accepted_on = models.DateField("accepted on", null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    what_was_done = models.TextField(
        "what was done about it, if it did not come",
        blank=True,
        help_text="Reminders, letters, who was asked to step in, and what they said.",
    )

    objects = AgencyRequestQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "organisation__name", "pk")
        indexes = [models.Index(fields=["outcome", "case"])]
        constraints = [
            come_together("accepted", "request_accepted_on_and_by_together"),
            models.UniqueConstraint(
                fields=["case", "organisation", "kind"], name="an_agency_is_asked_once_per_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_with_senior(self) -> bool:
        """Whether it is written, and waits for the agency's senior officer."""
        signed = self.kind == RequestKind.REVIEW or self.needs_sign_off
        return signed and self.outcome == Outcome.WAITING and self.answered_by_id is not None

    @property
    def is_settled(self) -> bool:
        """Answered, nothing held, or not received with what was done about it written down."""
        if self.outcome in {Outcome.RECEIVED, Outcome.NOTHING_HELD}:
            return self.received_on is not None
        return self.outcome != Outcome.WAITING and bool(self.what_was_done.strip())


class NamedPerson(CaseRow):
    """Somebody whose name an agency was given to search for, and may therefore read (Z3)."""

    request = models.ForeignKey(AgencyRequest, models.PROTECT, related_name="named", editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("request", "person"), name="a_person_is_named_once_to_an_agency"
            )
        ]

    def __str__(self) -> str:
        return "Person named to an agency"


class ScopingAnswer(CaseRow):
    """What an agency said of itself when first asked (local-practice.md 4.2).

    It is the agency's draft until its request is received, and the agency's alone.
    """

    request = models.OneToOneField(
        AgencyRequest, models.PROTECT, related_name="scoping_answer", editable=False
    )
    done_pages = models.JSONField(default=list, blank=True, editable=False)
    completed_by = models.CharField("your name", max_length=200, blank=True)
    completed_by_job = models.CharField("your job", max_length=200, blank=True)
    completed_by_contact = models.CharField(
        "how to reach you", max_length=200, blank=True, help_text="Telephone or e-mail at work."
    )
    systems = models.TextField(
        "which records and systems were searched?",
        blank=True,
        help_text="Electronic and paper, old and new. Do not limit the search to one department.",
    )
    names_searched = models.TextField(
        "which names, dates of birth and addresses were used?",
        blank=True,
        help_text="Say which of the names given you used, and any other.",
    )
    knew_died = models.CharField("knew the person who died", max_length=10, blank=True)
    knew_responsible = models.CharField(
        "knew the person thought responsible", max_length=10, blank=True
    )
    knew_children = models.CharField("knew any child", max_length=10, blank=True)
    period = models.TextField("when were you in contact?", blank=True)
    services = models.TextField("which services were involved?", blank=True)
    last_contact = models.TextField("when was the last contact, and about what?", blank=True)
    about_died = models.TextField("your contact with the person who died", blank=True)
    about_responsible = models.TextField(
        "your contact with the person thought responsible", blank=True
    )
    about_children = models.TextField("your contact with any child", blank=True)
    abuse = models.TextField("what abuse was known or suspected?", blank=True)
    risk = models.TextField(
        "which risk assessments were made, and was a MARAC held?",
        blank=True,
        help_text="MARAC: the multi-agency risk assessment conference.",
    )
    own_review = models.TextField("what have you already reviewed and learned?", blank=True)
    done_at_once = models.TextField("what have you already changed?", blank=True)
    concerns = models.TextField("do you have concerns that other agencies should know?", blank=True)
    other_agencies = models.TextField("other agencies they know were involved", blank=True)
    records_secured_on = models.DateField(null=True, blank=True)
    secured_by = models.CharField("who secured them", max_length=200, blank=True)
    secured_what = models.CharField(
        "which records are secured?",
        max_length=20,
        blank=True,
        choices=[
            ("both", "Paper and electronic"),
            ("electronic", "Electronic; there are no paper records"),
            ("paper", "Paper; there are no electronic records"),
            ("not_yet", "Not secured yet"),
        ],
    )
    suggests_review = models.CharField("thinks a review is needed", max_length=10, blank=True)
    review_reason = models.TextField("why, or why not?", blank=True)
    proposed_author = models.CharField(
        "who would write your agency's review?", max_length=200, blank=True
    )
    proposed_senior = models.CharField("who would sign it off?", max_length=200, blank=True)
    conflict = models.TextField("is there any conflict of interest?", blank=True)

    def __str__(self) -> str:
        return "Scoping answer"
