"""Who may do what to which case: the only writer of grants, and their only reader.

Guardian's rows (`CasePermission`) are derived from assignments. Every function here that changes
an assignment ends by making those rows equal to the union of the person's roles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from functools import cache

from django.db import connection, transaction
from django.db.models import BooleanField, DateTimeField, TextField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from accounts.models import Organisation, StandingRole, User
from accounts.roles import GIVEN_TO, MUST_END, PER_CASE, Permission, Role
from audit.log import record
from audit.models import Event
from audit.said_once import ANYBODY, MOMENT, NAME, Asked, SaidOfModels
from dhr_cases.grants import align
from dhr_cases.models import Case, CaseAssignment, CaseBar, CasePermission
from dhr_cases.models.access import AssignmentQuerySet

EMERGENCY_HOURS = 4


class NotAllowed(ValueError):
    """A change of access that the rules forbid; the message is a sentence for a person."""


def permissions_on(case: Case, user: User) -> frozenset[str]:
    """Everything this user may do to this case now: the one question asked of the grants.

    Costs one query. An inactive account may do nothing.
    """
    if not user.is_active:
        return frozenset()
    grants = CasePermission.objects.live().filter(content_object=case, user=user)
    return frozenset(grants.values_list("permission__codename", flat=True))


# Every page of every case asks these three. They are SQL, and said once, because Django took 6 ms
# to say them anew, a quarter of the page's own time; `permissions_on` proves the first.
_GRANTED = """(
    SELECT {all_of} FROM dhr_cases_casepermission AS held
    JOIN auth_permission AS named ON named.id = held.permission_id
    WHERE held.content_object_id = dhr_cases_case.id AND held.user_id = %s
    AND (held.until IS NULL OR held.until > %s))"""
_ALL_OF = {
    "sqlite": "GROUP_CONCAT(named.codename)",
    "postgresql": "STRING_AGG(named.codename, ',')",
}
_EMERGENCY = """(
    SELECT MAX(taken.until) FROM dhr_cases_caseassignment AS taken
    WHERE taken.case_id = dhr_cases_case.id AND taken.user_id = %s AND taken.role = %s
    AND taken.until > %s AND taken.ended_on IS NULL)"""
_PAUSED = """EXISTS (
    SELECT 1 FROM workflow_hold AS paused WHERE paused.case_id = dhr_cases_case.id
    AND paused.ended_on IS NULL AND paused.scope = 'all')"""
_ANYWHERE = """
    SELECT named.codename FROM auth_permission AS named
    JOIN django_content_type AS kinds ON kinds.id = named.content_type_id
    WHERE kinds.app_label = 'dhr_cases' AND kinds.model = 'case' AND EXISTS (
        SELECT 1 FROM dhr_cases_casepermission AS held WHERE held.user_id = %s
        AND held.permission_id = named.id AND (held.until IS NULL OR held.until > %s))"""


def case_for(reference: str, user: User) -> tuple[Case | None, frozenset[str]]:
    """The case of this reference, if there is one, and all this user may do to it now.

    Says of the permissions what `permissions_on` says, and costs one query: every page of every
    case begins with it. The case comes with its progress and bodies, with `is_paused`, and with
    `emergency_until`, the moment this user's emergency access ends, if they have taken it.
    """
    asked = Asked(user, timezone.localdate(), timezone.now(), name=reference)
    case = _case_said_once(connection.vendor).first(asked)
    if case is None or not user.is_active or not case.granted:
        return case, frozenset()
    return case, frozenset(case.granted.split(","))


@cache
def _case_said_once(vendor: str) -> SaidOfModels:
    granted = _GRANTED.format(all_of=_ALL_OF[vendor])
    cases = Case.objects.select_related("progress", "lead_partnership", "county_partner")
    emergency = [ANYBODY, Role.EMERGENCY, MOMENT]
    found = cases.annotate(  # the texts are those above; whatever is asked for is a parameter
        granted=RawSQL(granted, [ANYBODY, MOMENT], TextField()),  # noqa: S611 - as said
        emergency_until=RawSQL(_EMERGENCY, emergency, DateTimeField()),  # noqa: S611 - as said
        is_paused=RawSQL(_PAUSED, [], BooleanField()),  # noqa: S611 - as said
    ).filter(reference=NAME)
    return SaidOfModels(found.order_by())


class CasePermissionBackend:
    """Lets `user.has_perm("dhr_cases.view_case", case)` give the same answer as the policy."""

    def authenticate(self, request: object, **credentials: object) -> None:
        """Nobody signs in through this backend."""

    def has_perm(self, user_obj: User, perm: str, obj: object = None) -> bool:
        """Whether the grants of this case hold the permission; never without a case."""
        if not isinstance(obj, Case):
            return False
        app, _, codename = perm.partition(".")
        return app == "dhr_cases" and codename in permissions_on(obj, user_obj)


def permissions_anywhere(user: User) -> frozenset[str]:
    """What the person may do on one review or another, for leaving out what cannot be.

    Asks of each permission whether there is a grant at all: the grants of thousands of reviews, or
    the roles on them, would say it thousands of times. Costs one query.
    """
    if not user.is_active:
        return frozenset()
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(_ANYWHERE, [user.pk, now])
        return frozenset(codename for (codename,) in cursor.fetchall())


def is_barred(case: Case, user: User) -> bool:
    """Whether a bar on this person is in force on this case."""
    return CaseBar.objects.filter(case=case, user=user, lifted_on__isnull=True).exists()


def cases_to_audit(user: User) -> list[Case]:
    """The cases whose trail this user may read."""
    return list(Case.objects.allowing(user, Permission.VIEW_AUDIT))


def holders(case: Case, permission: str) -> list[User]:
    """The people who hold a permission on a case now (reminders, alerts, 'who can see this')."""
    rows = CasePermission.objects.live().filter(
        content_object=case, permission__codename=permission, user__is_active=True
    )
    return list(User.objects.filter(pk__in=rows.values("user")).order_by("pk"))


@transaction.atomic
def assign(
    case: Case,
    user: User,
    role: Role,
    *,
    by: User | None,
    on: date,
    reason: str,
    organisation: Organisation | None = None,
    last_day_on: date | None = None,
    until: datetime | None = None,
) -> CaseAssignment:
    """Give a person a role on one case.

    Raises NotAllowed when they are barred, when they would grant it to themself (emergency access
    apart), when a role that must end has no end, or when a role that adds to another finds none.
    """
    role = Role(role)
    if is_barred(case, user):
        raise NotAllowed("This person is barred from this review.")
    if not user.is_active:
        raise NotAllowed("This account is closed.")
    _check_given_by_hand(case, user, role, by=by, on=on, last_day_on=last_day_on, until=until)
    if CaseAssignment.objects.live().filter(
        case=case, user=user, role=role, organisation=organisation
    ):
        raise NotAllowed("This person already has this role on this review.")
    # A role that ran out by date is closed first, so that the new one can stand beside it.
    for old in CaseAssignment.objects.filter(
        case=case, user=user, role=role, organisation=organisation, ended_on__isnull=True
    ):
        old.ended_on, old.ended_by = old.last_day_on or on, None
        old.save()
    assignment = CaseAssignment(
        case=case,
        user=user,
        role=role,
        organisation=organisation,
        given_by=by,
        reason=reason,
        started_on=on,
        last_day_on=last_day_on,
        until=until,
    )
    assignment.save()
    align([user], [case.pk])
    record(Event.ROLE_GIVEN, actor=by, subject=case.reference, role=role, user=user.pk)
    return assignment


@transaction.atomic
def place(places: Collection[tuple[Case, StandingRole]], *, on: date) -> None:
    """Give holders of standing roles their places on cases, a row each and the grants at once.

    The caller leaves out the barred, closed accounts, and whoever has the place already.
    """
    taken = {(case.pk, held.user_id, held.role, held.organisation_id) for case, held in places}
    cases, users = {case.pk for case, _ in places}, {held.user for _, held in places}
    # A role that ran out by date is closed first, so that the new one can stand beside it.
    for old in CaseAssignment.objects.filter(case__in=cases, user__in=users, ended_on=None):
        if (old.case_id, old.user_id, old.role, old.organisation_id) in taken:
            old.ended_on, old.ended_by = old.last_day_on or on, None
            old.save()
    for case, held in places:
        CaseAssignment(
            case=case,
            user=held.user,
            role=held.role,
            organisation=held.organisation,
            standing=held,
            reason="Holds this role at the partnership",
            started_on=on,
            last_day_on=held.until_on,
        ).save()
        record(
            Event.ROLE_GIVEN, actor=None, subject=case.reference, role=held.role, user=held.user_id
        )
    align(users, list(cases))


def _check_given_by_hand(
    case: Case,
    user: User,
    role: Role,
    *,
    by: User | None,
    on: date,
    last_day_on: date | None,
    until: datetime | None,
) -> None:
    if role not in PER_CASE:
        raise NotAllowed("This role is held at a partnership, not given on one review.")
    if by is not None and by.pk == user.pk and role != Role.EMERGENCY:
        raise NotAllowed("Nobody can give a role to themself. Ask a colleague.")
    if role in MUST_END and last_day_on is None and until is None:
        raise NotAllowed("Give the last day of this role.")
    if last_day_on is not None and last_day_on < on:
        raise NotAllowed("The last day must not be in the past.")
    needs = GIVEN_TO.get(role)
    if needs:
        held = CaseAssignment.objects.live().filter(case=case, user=user, role__in=needs)
        if not held.exists():
            names = " or ".join(str(Role(name).label).lower() for name in sorted(needs))
            raise NotAllowed(f"Only a {names} of this review can be given this.")


@transaction.atomic
def end(assignment: CaseAssignment, *, by: User | None, on: date) -> None:
    """End a role. Raises NotAllowed for the last coordinator's per-case or standing place."""
    if assignment.ended_on is not None:
        raise NotAllowed("This role has already ended.")
    if assignment.role == Role.COORDINATOR and not _other_coordinators(assignment).exists():
        raise NotAllowed("This is the only coordinator of the review. Add another one first.")
    end_quietly(assignment, by=by, on=on)


def _other_coordinators(assignment: CaseAssignment) -> AssignmentQuerySet:
    """Those who could still run the case: a closed account keeps its role and can do nothing."""
    live = CaseAssignment.objects.live().filter(case=assignment.case, role=Role.COORDINATOR)
    return live.filter(user__is_active=True).exclude(user=assignment.user)


def end_quietly(assignment: CaseAssignment, *, by: User | None, on: date) -> None:
    assignment.ended_on, assignment.ended_by = on, by
    assignment.save()
    for rest in _roles_left_hanging(assignment):
        rest.ended_on, rest.ended_by = on, by
        rest.save()
    align([assignment.user], [assignment.case_id])
    record(
        Event.ROLE_ENDED,
        actor=by,
        subject=assignment.case.reference,
        role=assignment.role,
        user=assignment.user_id,
    )


def _roles_left_hanging(ended: CaseAssignment) -> list[CaseAssignment]:
    """Roles that only add to another, when the other is gone."""
    live = CaseAssignment.objects.live().filter(case=ended.case, user=ended.user)
    held = set(live.values_list("role", flat=True))
    return [row for row in live if row.role in GIVEN_TO and not GIVEN_TO[Role(row.role)] & held]


@transaction.atomic
def extend_role(assignment: CaseAssignment, *, by: User, last_day_on: date, on: date) -> None:
    """Move a role's last day, forward or back, never into the past."""
    if assignment.ended_on is not None or assignment.until is not None:
        raise NotAllowed("This role cannot be extended. Give it again instead.")
    if assignment.user_id == by.pk:
        raise NotAllowed("Nobody can extend their own role. Ask a colleague.")
    if last_day_on < on:
        raise NotAllowed("The last day must not be in the past.")
    assignment.last_day_on = last_day_on
    assignment.save()
    align([assignment.user], [assignment.case_id])
    record(
        Event.ROLE_EXTENDED,
        actor=by,
        subject=assignment.case.reference,
        role=assignment.role,
        user=assignment.user_id,
        last_day_on=str(last_day_on),
    )


@transaction.atomic
def bar(case: Case, user: User, *, by: User, on: date, reason: str) -> CaseBar:
    """Keep a person out of a case whatever roles they hold; ends every role they have on it."""
    if is_barred(case, user):
        raise NotAllowed("This person is already barred from this review.")
    row = CaseBar(case=case, user=user, reason=reason, barred_by=by, barred_on=on)
    row.save()
    for assignment in CaseAssignment.objects.filter(case=case, user=user, ended_on__isnull=True):
        assignment.ended_on, assignment.ended_by = on, by
        assignment.save()
    align([user], [case.pk])
    record(Event.BARRED, actor=by, subject=case.reference, user=user.pk)
    return row


def may_take_emergency_access(case: Case, user: User) -> bool:
    """Whether the person holds a standing role at one of the case's own bodies (decisions 4)."""
    if user.is_administrator:
        return False
    bodies = [body.pk for body in case.partnerships]
    held = StandingRole.objects.in_force(timezone.localdate())
    return held.filter(user=user, organisation__in=bodies).exists()


@transaction.atomic
def take_emergency_access(case: Case, user: User, *, reason: str, now: datetime) -> CaseAssignment:
    """Let a holder of a standing role at the case's own bodies read it for four hours.

    View only (decisions.md section 4). Raises NotAllowed for anybody else, and for the barred.
    """
    if not may_take_emergency_access(case, user):
        raise NotAllowed("Emergency access is for people of the partnerships of this review.")
    if len(reason.strip()) < 20:
        raise NotAllowed("Say in a sentence why you need to see this review now.")
    assignment = assign(
        case,
        user,
        Role.EMERGENCY,
        by=user,
        on=timezone.localdate(now),
        reason=reason,
        until=now + timedelta(hours=EMERGENCY_HOURS),
    )
    record(Event.EMERGENCY_ACCESS_TAKEN, actor=user, subject=case.reference)
    return assignment


def review_emergency(assignment: CaseAssignment, *, by: User, on: date) -> None:
    """Close the review of an emergency access; never by the person who took it."""
    if assignment.user_id == by.pk:
        raise NotAllowed("Somebody else must review this access.")
    assignment.reviewed_by, assignment.reviewed_on = by, on
    assignment.save()
    record(Event.EMERGENCY_ACCESS_REVIEWED, actor=by, subject=assignment.case.reference)


def roles_on(case: Case, users: Iterable[int]) -> dict[int, list[str]]:
    """The live roles of some people on a case, in words, by account."""
    found: dict[int, list[str]] = defaultdict(list)
    for row in CaseAssignment.objects.live().filter(case=case, user__in=users):
        found[row.user_id].append(row.get_role_display())
    return found
