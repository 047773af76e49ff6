"""Dates of an act and the person behind it come together, or not at all."""

from django.db.models import CheckConstraint, Q


def come_together(stem: str, name: str) -> CheckConstraint:
    """A constraint that `<stem>_on` and `<stem>_by` are both empty or both filled.

    `name` is the constraint's own, unique in the database.
    """
    return CheckConstraint(
        condition=Q(**{f"{stem}_on": None, f"{stem}_by": None})
        | Q(**{f"{stem}_on__isnull": False, f"{stem}_by__isnull": False}),
        name=name,
    )
