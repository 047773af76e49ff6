"""The history of a review in words: what changed, from what to what, who did it and when."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Organisation, User
from accounts.roles import Permission as P
from dhr_cases.models import Case

HIDDEN_FIELDS = {"version", "token", "case", "id"}
SAID = {
    "Case": "the review",
    "Progress": "where the review stands",
    "CaseAssignment": "a role on this review",
    "CaseBar": "a bar",
    "Hold": "a pause",
    "ChronologyFile": "a chronology from an agency",
    "PanelNote": "a note of the panel",
}
"""What a few kinds of record are called by people; the others by their own name."""
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
    hidden: Mapping[str, tuple[str, P]] = field(default_factory=dict)
    """By a field's name: the value whose rows are shown only to holders of the permission."""
    begins_with: str = ""
    """The field that is filled when a row leaves its writer; nothing before that is told."""


AREAS = (
    Area(
        "review",
        "The review",
        ("dhr_cases.Case", "workflow.Progress"),
        P.VIEW_CASE,
        frozenset({"residence_reason", "aggravating_factors"}),
    ),
    Area("deadlines", "Deadlines", ("workflow.Deadline",), P.VIEW_CASE),
    Area("timetable", "Timetable", ("workflow.TimetableLine",), P.VIEW_CASE),
    Area(
        "pauses",
        "Pauses",
        ("workflow.Hold",),
        P.VIEW_WORKING,
        hidden={
            "reason": ("family", P.VIEW_FAMILY),
            "scope": ("family_contact", P.VIEW_FAMILY),
        },
    ),
    Area(
        "people",
        "People",
        ("dhr_cases.Person", "dhr_cases.Involvement", "dhr_cases.Relationship"),
        P.VIEW_IDENTITY,
    ),
    # What an agency drafts is its own, and its history with it: neither stands here.
    Area(
        "agencies",
        "Agencies",
        ("dhr_cases.AgencyRequest", "dhr_cases.AgencyQuery", "dhr_cases.Reminder"),
        P.VIEW_RETURNS,
    ),
    Area(
        "chronology",
        "Chronology",
        (
            "chronology.Mark",
            "chronology.TermsLink",
            "chronology.SettledPair",
            "chronology.Challenge",
            "chronology.SharedChronology",
        ),
        P.VIEW_WORKING,
        frozenset({"lineage", "one", "other", "seen", "note"}),
    ),
    # A draft is its agency's own until it is sent.
    Area(
        "chronologies",
        "Chronologies from agencies",
        ("chronology.ChronologyFile",),
        P.VIEW_RETURNS,
        frozenset({"number", "columns", "notes", "statement", "made_on", "made_by"}),
        begins_with="sent_on",
    ),
    # The words of a note are read on its row, under the names that its reader is shown.
    Area(
        "panel-notes",
        "Notes of the panel",
        ("chronology.PanelNote",),
        P.VIEW_BUNDLE,
        frozenset({"lineage", "text"}),
    ),
    Area(
        "family",
        "Family and friends",
        (
            "dhr_cases.FamilyMember",
            "dhr_cases.Offer",
            "dhr_cases.FamilyContact",
            "dhr_cases.FamilyPromise",
            "dhr_cases.FamilyWish",
            "dhr_cases.DateToAvoid",
            "dhr_cases.DraftReading",
            "dhr_cases.ReadingComment",
            "dhr_cases.AgreedSentence",
            "dhr_cases.Tribute",
        ),
        P.VIEW_FAMILY,
    ),
    Area(
        "responsible",
        "Contact with the person thought responsible",
        ("dhr_cases.ResponsibleContact",),
        P.VIEW_PERPETRATOR,
    ),
    Area(
        "pseudonyms",
        "Pseudonyms and protected terms",
        ("dhr_cases.NamingPolicy", "dhr_cases.PseudonymEntry", "dhr_cases.ProtectedTerm"),
        P.VIEW_IDENTITY,
    ),
    Area(
        "proceedings",
        "Proceedings",
        (
            "dhr_cases.Proceeding",
            "dhr_cases.OtherReview",
            "dhr_cases.AgreedFact",
            "dhr_cases.DisclosureRequest",
        ),
        P.VIEW_PROCEEDINGS,
    ),
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
            "workflow.TermsEquality",
            "workflow.TermsRound",
            "workflow.BodyConsidered",
        ),
        P.VIEW_WORKING,
    ),
    Area(
        "report",
        "Report and Home Office",
        (
            "workflow.QualityLetter",
            "workflow.QualityPoint",
            "workflow.MediaPlan",
            "workflow.DayLine",
            "workflow.Coverage",
        ),
        P.VIEW_WORKING,
    ),
    # What a round is about and its comments are read by the panel and the chair, on its page.
    Area(
        "drafts",
        "Drafts of the report",
        ("workflow.ReportVersion", "workflow.CommentRound"),
        P.VIEW_DRAFT,
        frozenset({"look_at"}),
    ),
    Area(
        "recommendations",
        "Recommendations and actions",
        ("dhr_cases.Recommendation", "dhr_cases.Action"),
        P.VIEW_DRAFT,
    ),
    # What was said at meetings lies in zones of its own and is read on the meeting's page.
    Area(
        "meetings",
        "Meetings",
        ("workflow.Meeting", "workflow.Attendance"),
        P.VIEW_WORKING,
    ),
    Area(
        "costs",
        "Costs",
        (
            "workflow.Cost",
            "workflow.Invoice",
            "workflow.Payment",
            "workflow.ChairQuote",
            "workflow.ContractMilestone",
        ),
        P.VIEW_COSTS,
    ),
    Area(
        "access",
        "Access",
        ("dhr_cases.CaseAssignment", "dhr_cases.CaseBar", "dhr_cases.HandOver"),
        P.MANAGE_ACCESS,
    ),
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


def changes(case: Case, area: Area, may: Collection[str]) -> list[Change]:
    """Every change in an area that these permissions open, newest first.

    Costs one query for each model of the area, and one for each column that names people or bodies.
    """
    found: list[Change] = []
    for label in area.models:
        model = apps.get_model(label)
        rows = model.history.filter(**{"id" if model is Case else "case_id": case.pk})
        for name, (value, permission) in area.hidden.items():
            if permission not in may:
                # The row as a whole: a pause that once was the family's stays theirs.
                rows = rows.exclude(id__in=model.history.filter(**{name: value}).values("id"))
        if area.begins_with:
            rows = rows.filter(**{f"{area.begins_with}__isnull": False})
        newest = rows.order_by("-history_date", "-history_id")[:NEWEST_FIRST]
        found += _read(model, list(newest), area.without, whole=not area.begins_with)
    return sorted(found, key=lambda change: change.at, reverse=True)


def _read(model, rows, without, *, whole) -> list[Change]:
    """The changes in these rows; unless they are the `whole`, the first of a row is its arrival."""
    columns = [
        column
        for column in model._meta.concrete_fields
        if column.name not in HIDDEN_FIELDS | without and _is_told(column)
    ]
    names = {column: _names_behind(column, rows) for column in columns if column.is_relation}
    before: dict[int, object] = {}
    read: list[Change] = []
    for row in reversed(rows):
        earlier = before.get(row.id)
        before[row.id] = row
        arrives = earlier is None and not whole
        if earlier is None and row.history_type == "~" and not arrives:
            continue  # what it was before lies further back than this page reads
        lines = tuple(
            (_name(column), old, new)
            for column in columns
            if (new := _words(column, row, names))
            != (old := _words(column, earlier, names) if earlier else "")
        )
        if lines or row.history_type == "-":
            kind = "+" if arrives else row.history_type
            verb = {"+": "Recorded", "~": "Changed", "-": "Removed"}[kind]
            what = f"{verb}: {SAID.get(model.__name__, model._meta.verbose_name)}"
            read.append(Change(row.history_date, row.history_actor_name, what, lines))
    return read


def _is_told(column) -> bool:
    """Keys of other rows say nothing to a reader; people with accounts and bodies have names."""
    return not column.is_relation or column.remote_field.model in (User, Organisation)


def _names_behind(column, rows) -> dict[int, str]:
    keys = {getattr(row, column.attname) for row in rows} - {None}
    found = column.remote_field.model.objects.filter(pk__in=keys)
    return dict(found.values_list("pk", "name"))


def _name(column) -> str:
    name = "person" if column.name == "user" else str(column.verbose_name)
    return name[:1].upper() + name[1:]


def _words(column, row, names) -> str:
    """A stored value as a person would say it."""
    value = getattr(row, column.attname)
    if value in (None, "", []):
        return ""
    if column.is_relation:
        return names[column].get(value, "")
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    if hasattr(value, "strftime"):
        return date_format(value, "j F Y")
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value)
