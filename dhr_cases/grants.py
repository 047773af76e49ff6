"""What the roles give: guardian's rows derived from assignments, and the proof that they agree."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.contrib.auth.models import Permission as StoredPermission
from django.db.models import Count
from django.utils import timezone

from accounts.models import User
from accounts.roles import GRANTS, Permission, Role
from audit.statements import insert_rows
from dhr_cases.models import Case, CaseAssignment, CaseBar, CasePermission

Ends = dict[tuple[int, int, str], datetime | None]
"""When each (case, account, permission) runs out; None for never."""


def _until(assignment: CaseAssignment) -> datetime | None:
    """The moment an assignment runs out: its hour, or the midnight that ends its last day."""
    if assignment.until is not None:
        return assignment.until
    if assignment.last_day_on is not None:
        midnight = datetime.combine(assignment.last_day_on + timedelta(days=1), time.min)
        return timezone.make_aware(midnight)
    return None


def grants_wanted(assignments: Iterable[CaseAssignment]) -> Ends:
    """What the roles give: (case, user, permission) to the moment it runs out, or None for never.

    Where two roles give one permission, the later end counts.
    """
    wanted: Ends = {}
    for assignment in assignments:
        until = _until(assignment)
        for permission in GRANTS[Role(assignment.role)]:
            key = (assignment.case_id, assignment.user_id, str(permission))
            known = wanted.get(key, until)
            wanted[key] = None if known is None or until is None else max(known, until)
    return wanted


def align(users: Iterable[User], cases: list[int]) -> None:
    """Make people's rows on these cases equal to the union of their roles, expired rows too."""
    keys = {user.pk for user in users}
    assignments = CaseAssignment.objects.live().filter(user__in=keys, case__in=cases)
    wanted = grants_wanted(assignments)
    ids = _permission_ids()
    rows = CasePermission.objects.filter(user__in=keys, content_object__in=cases)
    have = {(row.content_object_id, row.user_id, row.permission_id): row for row in rows}
    want = {(case, who, ids[codename]): until for (case, who, codename), until in wanted.items()}
    stale = {row.pk for key, row in have.items() if want.get(key, row) != row.until}
    CasePermission.objects.filter(pk__in=stale).delete()
    CasePermission.objects.bulk_create(
        CasePermission(content_object_id=case, user_id=who, permission_id=permission, until=until)
        for (case, who, permission), until in want.items()
        if (case, who, permission) not in have or have[case, who, permission].pk in stale
    )


def counts_of_cases(keys: Iterable[int]) -> dict[int, int]:
    """How many reviews each of these accounts can open now. Costs one query."""
    rows = CasePermission.objects.live().filter(
        user__in=list(keys), permission__codename=Permission.VIEW_CASE
    )
    return dict(rows.values_list("user").annotate(Count("content_object", distinct=True)))


def faults_in_grants(at: datetime | None = None) -> Iterable[str]:
    """Rows of guardian's table that the roles do not give, or that are missing: for `verify_audit`.

    Reads case by case, a few hundred at a time, so memory does not grow with the installation.
    """
    at = at or timezone.now()
    keys = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), 500):
        part = keys[start : start + 500]
        assignments = CaseAssignment.objects.live(at).filter(case__in=part)
        barred = set(
            CaseBar.objects.filter(case__in=part, lifted_on__isnull=True).values_list(
                "case", "user"
            )
        )
        wanted = grants_wanted(
            row for row in assignments if (row.case_id, row.user_id) not in barred
        )
        have = {
            (case, user, codename): until
            for case, user, codename, until in CasePermission.objects.live(at)
            .filter(content_object__in=part)
            .values_list("content_object", "user", "permission__codename", "until")
        }
        references = dict(Case.objects.filter(pk__in=part).values_list("pk", "reference"))
        for key in sorted(have.keys() | wanted.keys()):
            if key not in wanted:
                yield f"{references[key[0]]}: account {key[1]} holds {key[2]} that no role gives."
            elif key not in have:
                yield f"{references[key[0]]}: account {key[1]} lacks {key[2]} that a role gives."
            elif have[key] != wanted[key]:
                yield f"{references[key[0]]}: account {key[1]} holds {key[2]} for the wrong time."


def add_grants(assignments: Iterable[CaseAssignment]) -> int:
    """Add what the assignments of new cases give, all at once; returns how many rows that was.

    For imports and large test data: nobody may have a grant on these cases yet.
    """
    now = timezone.now()
    live = [row for row in assignments if row.ended_on is None]
    ids = _permission_ids()
    rows = [
        CasePermission(
            content_object_id=case, user_id=user, permission_id=ids[codename], until=until
        )
        for (case, user, codename), until in grants_wanted(live).items()
        if until is None or until > now
    ]
    insert_rows(rows)
    return len(rows)


def _permission_ids() -> dict[str, int]:
    stored = StoredPermission.objects.filter(content_type__app_label="dhr_cases")
    return dict(stored.filter(content_type__model="case").values_list("codename", "pk"))
