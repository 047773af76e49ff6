"""The history of a review in words: what changed, from what to what, who did it and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.utils import timezone
from django.utils.formats import date_format

from accounts.roles import Permission as P
from dhr_cases.models import Case

HIDDEN_FIELDS = {"version", "token", "case", "id"}
NEWEST_FIRST = 400
"""How many history rows of one kind are read for a page; older ones are in the full export."""


@dataclass(frozen=True)
class Area:
    """A part of the history, the permission that opens it, and what is kept from it."""

    slug: str
    title: str
    models: tuple[str, ...]
    permission: P
    without: frozenset[str] = frozenset()


AREAS = (
    Area(
        "review",
        "The review",
        ("dhr_cases.Case", "workflow.Progress"),
        P.VIEW_CASE,
        frozenset({"residence_reason", "aggravating_factors"}),
    ),
    Area("deadlines", "Deadlines and pauses", ("workflow.Deadline", "workflow.Hold"), P.VIEW_CASE),
    Area(
        "people",
        "People",
        ("dhr_cases.Person", "dhr_cases.Involvement", "dhr_cases.Relationship"),
        P.VIEW_IDENTITY,
    ),
    Area("agencies", "Agencies", ("dhr_cases.AgencyRequest",), P.VIEW_RETURNS),
    Area(
        "family", "Family and friends", ("dhr_cases.FamilyMember", "dhr_cases.Offer"), P.VIEW_FAMILY
    ),
    Area("proceedings", "Proceedings", ("dhr_cases.Proceeding",), P.VIEW_PROCEEDINGS),
    Area(
        "decision",
        "Criteria and decision",
        ("workflow.Finding", "workflow.CriteriaCheck", "workflow.Consultee", "workflow.Query"),
        P.VIEW_WORKING,
    ),
    Area(
        "setting-up",
        "Setting up",
        (
            "workflow.ChairAppointment",
            "workflow.PanelMember",
            "workflow.TermsOfReference",
            "workflow.BodyConsidered",
        ),
        P.VIEW_WORKING,
    ),
    Area(
        "report",
        "Report and Home Office",
        ("workflow.QualityLetter", "workflow.QualityPoint", "workflow.MediaPlan"),
        P.VIEW_WORKING,
    ),
    Area(
        "recommendations",
        "Recommendations and actions",
        ("dhr_cases.Recommendation", "dhr_cases.Action"),
        P.VIEW_DRAFT,
    ),
    Area("access", "Access", ("dhr_cases.CaseAssignment", "dhr_cases.CaseBar"), P.MANAGE_ACCESS),
)


@dataclass(frozen=True)
class Change:
    """One change, ready to be read."""

    at: datetime
    by: str
    what: str
    lines: tuple[tuple[str, str, str], ...]


def areas_open_to(may: frozenset[str]) -> list[Area]:
    """The areas these permissions open; the others are not mentioned."""
    return [area for area in AREAS if area.permission in may]


def changes(case: Case, area: Area) -> list[Change]:
    """Every change in an area, newest first. Costs one query for each model of the area."""
    found: list[Change] = []
    for label in area.models:
        model = apps.get_model(label)
        field = "id" if model is Case else "case_id"
        rows = list(
            model.history.filter(**{field: case.pk}).order_by("-history_date", "-history_id")[
                :NEWEST_FIRST
            ]
        )
        found += _read(model, rows, area.without)
    return sorted(found, key=lambda change: change.at, reverse=True)


def _read(model, rows, without) -> list[Change]:
    fields = [
        field for field in model._meta.concrete_fields if field.name not in HIDDEN_FIELDS | without
    ]
    before: dict[int, object] = {}
    read: list[Change] = []
    for row in reversed(rows):
        earlier = before.get(row.id)
        before[row.id] = row
        lines = tuple(
            (_name(field), _words(field, earlier) if earlier else "", _words(field, row))
            for field in fields
            if _words(field, row) != (_words(field, earlier) if earlier else "")
        )
        if lines or row.history_type == "-":
            verb = {"+": "Recorded", "~": "Changed", "-": "Removed"}[row.history_type]
            what = f"{verb}: {model._meta.verbose_name}"
            read.append(Change(row.history_date, row.history_actor_name, what, lines))
    return read


def _name(field) -> str:
    name = str(field.verbose_name)
    return name[:1].upper() + name[1:]


def _words(field, row) -> str:
    """A stored value as a person would say it."""
    value = getattr(row, field.attname)
    if value in (None, "", []):
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    if hasattr(value, "strftime"):
        return date_format(value, "j F Y")
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if field.is_relation:
        return "" if field.remote_field.model is Case else f"{_name(field)} {value}"
    return str(value)
