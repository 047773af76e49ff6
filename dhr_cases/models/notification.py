"""Notices: how a death comes to a partnership's attention (process.md section 1)."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import Organisation, StandingRole
from accounts.roles import Role
from audit.pairs import come_together
from audit.recorded import NoBulkWrites, Recorded, Tokened
from dhr_cases.codes import RELATIONSHIPS, DeathKind, LegalStatus, Part
from govuk.uncertain import UncertainDateModelField

NOTICE_ROLES = (Role.COORDINATOR, Role.COUNTY_PARTNER, Role.PARTNERSHIP_CHAIR)
KEEPING_ROLES = (Role.COORDINATOR, Role.COUNTY_PARTNER)
CONCERN = [
    ("abuse", "Abuse, violence or neglect may have played a part"),
    ("relationship", "Someone related, a partner or former partner may be responsible"),
    ("household", "Someone in the same household may be responsible"),
    ("suicide", "A suspected suicide after domestic abuse"),
    ("lessons", "Agencies may have lessons to learn"),
    ("family", "The family, a friend or an advocate asks for a review"),
]


class NotificationQuerySet(NoBulkWrites):
    """Notices, asked for in words."""

    def visible_to(self, user) -> "NotificationQuerySet":
        """Notices of the areas where this user holds a standing role that works with notices."""
        return self._of_areas_of(user, NOTICE_ROLES)

    def kept_by(self, user) -> "NotificationQuerySet":
        """Notices this user may write and send: a coordinator's or the county partner's work."""
        return self._of_areas_of(user, KEEPING_ROLES)

    def _of_areas_of(self, user, roles) -> "NotificationQuerySet":
        if not user.is_active:
            return self.none()
        bodies = StandingRole.objects.in_force(timezone.localdate()).filter(
            user=user, role__in=roles
        )
        areas = models.Q(area__in=bodies.values("organisation"))
        county = models.Q(county__in=bodies.values("organisation"))
        barred = models.Q(case__bars__user=user, case__bars__lifted_on__isnull=True)
        return self.filter(areas | county).exclude(barred)

    def waiting(self) -> "NotificationQuerySet":
        """Notices sent and not yet joined to a case."""
        return self.filter(sent_at__isnull=False, case__isnull=True, turned_away_on__isnull=True)


class Notification(Tokened, Recorded):
    """One notice of a death. Several notices of one death join one case."""

    case = models.ForeignKey(
        "Case", models.PROTECT, null=True, blank=True, related_name="notifications", editable=False
    )
    area = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="area",
        limit_choices_to={"kind": "partnership_district"},
    )
    county = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    # Who is telling us
    sender_name = models.CharField("name of the person telling us", max_length=120, blank=True)
    sender_role = models.CharField("their job", max_length=120, blank=True)
    sender_organisation = models.CharField("their organisation", max_length=160, blank=True)
    sender_contact = models.CharField("how to reach them", max_length=200, blank=True)
    received_at = models.DateTimeField("received in writing at", null=True, blank=True)
    how_received = models.CharField(
        max_length=20,
        blank=True,
        choices=[
            ("email", "E-mail"),
            ("letter", "Letter"),
            ("form", "Form"),
            ("call", "Telephone call, confirmed in writing"),
        ],
    )
    sender_reference = models.CharField("their reference", max_length=60, blank=True)
    # What happened
    concern = models.CharField(
        "why a review may be needed", max_length=20, choices=CONCERN, blank=True
    )
    narrative = models.TextField("short factual account", blank=True)
    death_kind = models.CharField(
        "kind of death", max_length=20, choices=DeathKind, default=DeathKind.NOT_KNOWN
    )
    died_on = UncertainDateModelField("date of death", blank=True)
    place = models.CharField("where the person died", max_length=200, blank=True)
    out_of_area = models.TextField(
        "why another area may lead", blank=True, help_text="Leave empty if this area leads."
    )
    # Children and others at risk
    risk_now = models.CharField(
        "is anyone at risk now",
        max_length=10,
        blank=True,
        choices=[("yes", "Yes"), ("no", "No"), ("not_known", "Not known yet")],
    )
    risk_done = models.TextField("what has been done to keep them safe", blank=True)
    # What is known
    abuse_known = models.TextField("what is known about abuse", blank=True)
    agencies_known = models.TextField("agencies thought to be involved", blank=True)
    proceedings = models.TextField("police, court and coroner", blank=True)
    family_contact = models.TextField("family and how to reach them", blank=True)
    must_not_contact = models.TextField("anyone who must not be contacted", blank=True)
    media = models.TextField("media and community", blank=True)
    done_sections = models.JSONField(default=list, blank=True, editable=False)
    # What became of it
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    acknowledged_on = models.DateField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    county_acknowledged_on = models.DateField(null=True, blank=True)
    county_acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    turned_away_on = models.DateField(null=True, blank=True)
    turned_away_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    turned_away_reason = models.TextField(blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            come_together("acknowledged", "notice_acknowledged_on_and_by_together"),
            come_together("county_acknowledged", "notice_seen_by_county_on_and_by_together"),
            come_together("turned_away", "notice_turned_away_on_and_by_together"),
        ]

    def __str__(self) -> str:
        return "Notice of a death"

    def missing(self) -> list[str]:
        """The answers still needed before this notice can be sent: four, and no more (S30)."""
        needed = {
            "Say who is telling us": self.sender_name or self.sender_organisation,
            "Say why a review may be needed": self.concern,
            "Say which area the person lived in": self.area_id,
            "Give one way to identify the person who died, or say they are not identified yet": (
                self.pk
                and self.people.filter(part=Part.DIED, left_out=False).exclude(
                    name="", is_unidentified=False
                )
            ),
        }
        return [sentence for sentence, answer in needed.items() if not answer]


class NoticePerson(Tokened, Recorded):
    """Somebody named in a notice; becomes a Person when the notice becomes a case."""

    case = models.ForeignKey(
        "Case", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    notification = models.ForeignKey(
        Notification, models.PROTECT, related_name="people", editable=False
    )
    part = models.CharField(max_length=20, choices=Part, editable=False)
    name = models.CharField("full name", max_length=200, blank=True)
    is_unidentified = models.BooleanField("not identified yet", default=False)
    other_names = models.CharField(max_length=300, blank=True)
    born_on = UncertainDateModelField("date of birth", blank=True)
    age_recorded = models.PositiveSmallIntegerField("age, in years", null=True, blank=True)
    address = models.TextField("last address", blank=True)
    relation = models.CharField(
        "the person who died was their",
        max_length=80,
        choices=RELATIONSHIPS,
        blank=True,
    )
    legal_status = models.CharField(
        "how far the law has gone",
        max_length=20,
        choices=LegalStatus,
        default=LegalStatus.UNKNOWN,
    )
    where_now = models.CharField("where they are now", max_length=200, blank=True)
    left_out = models.BooleanField("taken off the notice", default=False, editable=False)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.get_part_display()
