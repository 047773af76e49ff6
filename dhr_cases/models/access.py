"""Who may do what to one case, since when and until when. Written by `dhr_cases.policy` alone."""

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone
from guardian.models import UserObjectPermissionBase

from accounts.models import Organisation, StandingRole
from accounts.roles import Role
from audit.pairs import come_together
from audit.recorded import NoBulkWrites, Recorded
from audit.said_once import DAY_OF_MOMENT, Given, moment_for


class AssignmentQuerySet(NoBulkWrites):
    """Assignments, asked for in words."""

    def live(self, at=None) -> "AssignmentQuerySet":
        """Assignments in force at a moment (now, when none is given)."""
        at = at or timezone.now()
        today = DAY_OF_MOMENT if isinstance(at, Given) else timezone.localdate(at)
        return self.filter(
            Q(ended_on__isnull=True),
            Q(last_day_on__isnull=True) | Q(last_day_on__gte=today),
            Q(until__isnull=True) | Q(until__gt=at),
        )


class CaseAssignment(Recorded):
    """A person's role on one case, who gave it and why."""

    case = models.ForeignKey("Case", models.PROTECT, related_name="assignments")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="case_assignments"
    )
    role = models.CharField(max_length=30, choices=Role)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The agency or partnership the person acts for on this case.",
    )
    standing = models.ForeignKey(
        StandingRole,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        help_text="The standing role this follows, if it was not given for this case alone.",
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=300)
    started_on = models.DateField()
    last_day_on = models.DateField("last day", null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_on = models.DateField("emergency access reviewed on", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("started_on", "pk")
        indexes = [models.Index(fields=["user", "case"])]
        constraints = [
            # Two, since SQLite has no NULLS NOT DISTINCT and would leave such a one out in silence.
            models.UniqueConstraint(
                fields=["case", "user", "role", "organisation"],
                condition=Q(ended_on__isnull=True),
                name="one_live_assignment_per_role",
            ),
            models.UniqueConstraint(
                fields=["case", "user", "role"],
                condition=Q(ended_on__isnull=True, organisation__isnull=True),
                name="one_live_assignment_per_role_of_no_body",
            ),
            come_together("reviewed", "emergency_review_has_its_reviewer"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} on {self.case}"


class CasePermissionQuerySet(models.QuerySet):
    """Grants, asked for in words."""

    def live(self, at=None) -> "CasePermissionQuerySet":
        """Grants in force now: emergency access ends by the clock, whoever is watching."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=at or timezone.now()))


class CasePermission(UserObjectPermissionBase):
    """One thing one person may do to one case: guardian's table, derived from the roles.

    `policy` writes it, `verify_audit` proves it equal to what the roles give.
    """

    permission = models.ForeignKey("auth.Permission", models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    content_object = models.ForeignKey("Case", models.PROTECT, related_name="grants")
    until = models.DateTimeField(null=True, blank=True)

    objects = CasePermissionQuerySet.as_manager()

    class Meta(UserObjectPermissionBase.Meta):
        # With `until`, so that a list of what somebody may see is read from the index alone.
        indexes = [models.Index(fields=["user", "permission", "content_object", "until"])]


# The permissions are a subquery and no join: a join made SQLite read every grant of a person
# (80,000 for 5,000 reviews, 90 ms) instead of those in the index (6 ms). It is SQL, since the
# work page asks it twenty times and Django takes 1.5 ms to say it.
_HELD = """
    SELECT held.content_object_id FROM dhr_cases_casepermission AS held
    WHERE held.user_id = %s AND (held.until IS NULL OR held.until > %s) AND held.permission_id IN (
        SELECT named.id FROM auth_permission AS named WHERE named.codename IN ({}))"""


def cases_where(user, *any_of: str) -> RawSQL:
    """The keys of the cases on which a user holds one of these permissions now.

    For a filter: `case__in=cases_where(user, Permission.VIEW_CASE)`. Whether the account is open
    is for the caller to ask.
    """
    sql, params = _held(user, any_of)
    return RawSQL(sql, params, models.BigIntegerField())  # noqa: S611 - as said


def number_where(user, *any_of: str) -> RawSQL:
    """How many cases `cases_where` gives, told from the grants alone."""
    sql, params = _held(user, any_of)
    sql = f"SELECT COUNT(DISTINCT content_object_id) FROM ({sql}) AS those"  # noqa: S608 - ours
    return RawSQL(sql, params, models.IntegerField())  # noqa: S611 - as said


def count_where(user, *any_of: str) -> int:
    """The same number by itself. Costs one query."""
    number = number_where(user, *any_of)
    with connection.cursor() as cursor:
        cursor.execute(number.sql, number.params)
        return cursor.fetchone()[0]


def _held(user, any_of: tuple[str, ...]) -> tuple[str, list]:
    now = moment_for(user)
    if not isinstance(now, Given):
        now = connection.ops.adapt_datetimefield_value(now)
    return _HELD.format(", ".join(["%s"] * len(any_of))), [user.pk, now, *map(str, any_of)]


class CaseBar(Recorded):
    """Somebody who must not see a case, whatever roles they hold: deny wins."""

    case = models.ForeignKey("Case", models.PROTECT, related_name="bars")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="case_bars")
    reason = models.CharField(max_length=300)
    barred_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    barred_on = models.DateField()
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"],
                condition=Q(lifted_on__isnull=True),
                name="one_live_bar_per_person",
            ),
            come_together("lifted", "bar_lifted_on_and_by_together"),
        ]

    def __str__(self) -> str:
        return f"Bar on {self.case}"
