"""What the pages are compared with: hand-written SQL, guardian's own search, a page's own SQL."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.utils import timezone
from guardian.shortcuts import get_objects_for_user

from accounts.models import User
from accounts.roles import Permission
from dhr_cases.models import Case, CasePermission
from workflow.listing import reviews

A_PAGE = 25
# Our table has a manager of its own; guardian's search asks it what guardian's manager would say.
CasePermission.objects.is_generic = lambda: False
MAY_SEE = """
    SELECT g.content_object_id FROM dhr_cases_casepermission g
    JOIN auth_permission p ON p.id = g.permission_id
    WHERE g.user_id = %s AND p.codename = 'view_case' AND (g.until IS NULL OR g.until > %s)
"""
ROWS = f"""
    SELECT c.id, c.reference, c.death_kind, c.known_as, o.name, p.status, p.sub_phase, p.opened_on,
        (SELECT d.due_on FROM workflow_deadline d WHERE d.case_id = c.id AND d.met_on IS NULL
            AND d.due_on IS NOT NULL ORDER BY d.due_on, d.id LIMIT 1),
        (SELECT r.title FROM workflow_deadline d JOIN workflow_deadlinerule r ON r.id = d.rule_id
            WHERE d.case_id = c.id AND d.met_on IS NULL AND d.due_on IS NOT NULL
            ORDER BY d.due_on, d.id LIMIT 1),
        (SELECT r.held_by_pause FROM workflow_deadline d
            JOIN workflow_deadlinerule r ON r.id = d.rule_id
            WHERE d.case_id = c.id AND d.met_on IS NULL AND d.due_on IS NOT NULL
            ORDER BY d.due_on, d.id LIMIT 1),
        EXISTS (SELECT 1 FROM workflow_hold h WHERE h.case_id = c.id AND h.ended_on IS NULL
            AND h.scope = 'all'),
        (SELECT a.name FROM workflow_chairappointment a WHERE a.case_id = c.id
            AND a.ended_on IS NULL ORDER BY a.id DESC LIMIT 1)
    FROM dhr_cases_case c
    JOIN workflow_progress p ON p.case_id = c.id
    JOIN accounts_organisation o ON o.id = c.lead_partnership_id
    WHERE c.id IN ({MAY_SEE}) ORDER BY c.reference DESC LIMIT {A_PAGE}
"""  # noqa: S608 (our own words)
COUNT = f"SELECT count(*) FROM dhr_cases_case c WHERE c.id IN ({MAY_SEE})"  # noqa: S608 - our own names


def ours(user: User) -> Callable[[], int]:
    """The list's own query set: its count and its first page of rows, without a template."""

    def ask() -> int:
        rows = reviews(user, on=timezone.localdate())
        return rows.count() + len(rows[:A_PAGE])

    return ask


def raw_sql(user: User) -> Callable[[], int]:
    """The same count and rows, written by hand."""

    def ask() -> int:
        given = [user.pk, _as_stored(timezone.now())]
        with connection.cursor() as cursor:
            cursor.execute(COUNT, given)
            count = cursor.fetchone()[0]
            cursor.execute(ROWS, given)
            return count + len(cursor.fetchall())

    return ask


def guardian(user: User) -> Callable[[], int]:
    """The count and the first page as guardian's own search finds them, without dates."""

    def ask() -> int:
        rows = get_objects_for_user(
            user,
            f"dhr_cases.{Permission.VIEW_CASE}",
            klass=Case,
            use_groups=False,
            with_superuser=False,
            accept_global_perms=False,
        )
        page = rows.select_related("progress", "lead_partnership").order_by("-reference")
        return rows.count() + len(page[:A_PAGE])

    return ask


def replay(statements: list[str]) -> Callable[[], int]:
    """A page's own SQL with nothing around it."""

    def ask() -> int:
        found = 0
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                found += len(cursor.fetchall())
        return found

    return ask


def _as_stored(moment):
    return connection.ops.adapt_datetimefield_value(moment)
