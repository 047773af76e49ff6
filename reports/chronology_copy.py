"""A copy of the combined chronology for people of the review: built, checked, kept, recorded."""

from __future__ import annotations

from datetime import date

from django.http import QueryDict

from accounts.models import User
from accounts.roles import Permission
from chronology.combined import Combined
from chronology.filters import narrow
from chronology.forms.combined import FilterForm
from chronology.lines import Reader
from chronology.names import Names, Show, known_names
from chronology.output import excel, word
from chronology.output.sheet import Sheet, rows_of
from dhr_cases.models import Case
from dhr_cases.policy import permissions_on
from reports.models import Export, ExportKind
from reports.services import ExportRefused, Outgoing, keep_working_copy

FORMS = {"docx": (word.document, word.TYPE), "xlsx": (excel.workbook, excel.TYPE)}
NOT_REAL_NAMES = "Only somebody who may see real names can make a copy with them."

NOT_UNDERSTOOD = "A filter was not understood. Go back to the chronology and choose it again."


def filters_of(combined: Combined, names: Names, query: QueryDict) -> FilterForm:
    """The filters of the chronology's page as that page's address holds them."""
    agencies = [(agency.key, agency.name) for agency in combined.agencies.values()]
    return FilterForm(query, agencies=agencies, names=names)


def make_copy(
    case: Case,
    *,
    form: str,
    show: str,
    recipient: str,
    purpose: str,
    by: User,
    on: date,
    query: QueryDict | None = None,
) -> tuple[Export, bytes]:
    """The combined chronology in one file; gives the record of it and its bytes.

    `query` holds the filters of the chronology's page; what they keep is copied, in their order,
    and every page says so. Without them it is the whole.

    The panel's notes are left out. Raises ExportRefused when the names asked for are not this
    person's to see, or when a pseudonymous copy still has a real name in it.
    """
    may = permissions_on(case, by)
    if Show(show) != Show.PSEUDONYMS and Permission.VIEW_IDENTITY not in may:
        raise ExportRefused([NOT_REAL_NAMES])
    build, content_type = FORMS[form]
    combined, names = Combined(case), Names(known_names(case), Show(show))
    reader = Reader(combined, names, may - {Permission.VIEW_BUNDLE})
    filters = filters_of(combined, names, query or QueryDict())
    if filters.errors:
        raise ExportRefused([NOT_UNDERSTOOD])
    found = narrow(combined, filters.chosen(), names)
    only = names.text("; ".join(words for name, words in filters.in_words() if name != "order"))
    headings = reader.headings(found.events)
    sheet = Sheet(
        case.reference, f"People by {names.show.label.lower()}", on.isoformat(),
        tuple(rows_of(headings)), only,
    )  # fmt: skip
    outgoing = Outgoing(
        kind=ExportKind.CHRONOLOGY,
        filename=f"{case.reference}-chronology-{on.isoformat()}.{form}".lower(),
        content_type=content_type,
        content=build(sheet),
        texts={"chronology": "\n".join([only, *(cell for row in sheet.rows for cell in row)])},
        metadata={},
        contents=[{"rows": found.rows, "of": len(combined.rows), "names": names.show.value}],
    )
    return keep_working_copy(
        case,
        outgoing,
        recipient=recipient,
        purpose=purpose,
        by=by,
        names_allowed=Show(show) == Show.REAL,
    )
