"""The list of a review's files: what each is, where it came from, how it stands; and filters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from documents.models import Document, DocumentKind, DocumentQuerySet, ScanState, Version, Zone

TAGS = {
    ScanState.CHECKING: "paused",
    ScanState.CLEAN: "on-time",
    ScanState.BLOCKED: "overdue",
    ScanState.NOT_SCANNED: "grey",
}
EVERYTHING = ("", "All")
NAMES = {"kind": "Kind", "zone": "Who may see it", "status": "Status", "note": "Content note"}


@dataclass(frozen=True)
class Row:
    """One document as the list shows it: its newest version."""

    document: Document
    newest: Version | None

    @property
    def source(self) -> str:
        """Where it came from: as somebody wrote, the agency whose return it is, or who added it."""
        if self.document.source:
            return self.document.source
        returned = getattr(self.document, "return_file", None)
        if returned is not None:
            return str(returned.request.organisation)
        return self.newest.uploaded_by.name if self.newest and self.newest.uploaded_by else ""

    @property
    def status(self) -> str:
        return self.newest.scan_state if self.newest else ""

    @property
    def tag(self) -> str:
        """The colour that supports the status."""
        return TAGS.get(ScanState(self.status), "grey") if self.status else "grey"

    @property
    def at(self) -> datetime | None:
        return self.newest.uploaded_at if self.newest else None


def rows(found: DocumentQuerySet) -> Iterable[Row]:
    """Every document with its newest version; three queries, however many there are."""
    found = found.select_related("return_file__request__organisation")
    for document in found.prefetch_related("versions__uploaded_by"):
        yield Row(document, next(iter(document.versions.all()), None))


class FilterForm(forms.Form):
    """What to show; only kinds and zones that this reader's own list has are offered."""

    kind = forms.ChoiceField(label="Kind", required=False)
    zone = forms.ChoiceField(label="Who may see it", required=False)
    status = forms.ChoiceField(label="Status", required=False)
    note = forms.ChoiceField(
        label="Content note",
        required=False,
        choices=[EVERYTHING, ("with", "With a content note"), ("without", "Without one")],
    )

    def __init__(self, data: QueryDict, known: list[Row]):
        super().__init__(data)
        there = {
            "kind": ({row.document.kind for row in known}, DocumentKind.choices),
            "zone": ({row.document.zone for row in known}, Zone.choices),
            "status": ({row.status for row in known}, ScanState.choices),
        }
        for name, (values, choices) in there.items():
            shown = [(value, words) for value, words in choices if value in values]
            self.fields[name].choices = [EVERYTHING, *shown]
        for field in self.fields.values():
            field.widget.attrs["class"] = "govuk-select"


class Filters:
    """What was chosen, as a form, in words to take away again, and applied."""

    def __init__(self, data: QueryDict, known: list[Row]):
        self.form = FilterForm(data, known)
        self.form.is_valid()
        self.given = {name: value for name, value in self.form.cleaned_data.items() if value}
        self.left_out = [NAMES[name] for name in self.form.errors]

    @property
    def chosen(self) -> list[dict[str, str]]:
        """Each filter in words, with the address of the list without it."""
        found = []
        for name, value in self.given.items():
            others = {key: kept for key, kept in self.given.items() if key != name}
            words = dict(self.form.fields[name].choices)[value]
            found.append({"words": f"{NAMES[name]}: {words}", "href": f"?{urlencode(others)}"})
        return found

    def narrow(self, known: list[Row]) -> list[Row]:
        """The rows that every chosen filter lets through."""
        tests = {
            "kind": lambda row, value: row.document.kind == value,
            "zone": lambda row, value: row.document.zone == value,
            "status": lambda row, value: row.status == value,
            "note": lambda row, value: row.document.is_distressing == (value == "with"),
        }
        return [
            row
            for row in known
            if all(tests[name](row, value) for name, value in self.given.items())
        ]
