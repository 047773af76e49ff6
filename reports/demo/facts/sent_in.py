"""Three agencies' chronologies in the demonstration, each with faults of its own kind."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta

import xlsxwriter
from docx import Document

from accounts.roles import Role
from audit.actors import acting
from chronology import services
from chronology.reading.reader import read
from dhr_cases import agencies
from dhr_cases.agency_letters import CHRONOLOGY
from dhr_cases.models import RequestKind

SPREADSHEET = (
    ("Chronology of our involvement", "", "", "", ""),
    ("Date of event", "Time", "Source document", "Event", "Persons concerned"),
    (datetime(2023, 4, 3), "21:40", "Incident log 118", "A neighbour rang about shouting.",
     "person who died; partner"),
    ("04/13/2023", "2.30pm", "Incident log 131", "A visit was made. Nobody was in.", "partner"),
    ("Whit Monday", "", "Custody record", "He was held overnight and let go.", "partner"),
    ("circa June 2023", "evening", "", "A call ended before anybody spoke.", "person who died"),
    ("?/9/2023", "", "Incident log 177", "PC Harrow wrote up the risk assessment as medium.",
     "person who died"),
    ("1-3 October 2023", "", "Case file", "Three calls in three days; each was closed.",
     "person who died"),
)  # fmt: skip
"""The police's: a title, month and day turned round, no date, no source, a name of staff."""
TABLE = (
    ("Start date", "Source of information", "What happened", "Action taken or outcome"),
    (
        "April 2023",
        "Surgery notes",
        "She was seen for bruising to her arm.",
        "Asked how.",
    ),
    ("3rd May 2023", "Surgery notes", "She was seen with the younger child.", "None."),
    ("early 2024", "Midwife's notes", "She asked for help with moving house.", "A leaflet given."),
)
"""The health trust's: nothing to mend; sent."""
LINES = (
    ("When", "Record", "What happened", "Outcome"),
    ("03/05/2023", "Housing file", "She asked to be moved.", "Put on the list."),
    ("03/05/2023", "Housing file", "She asked to be moved.", "Put on the list."),
    ("12.7.23", "Housing file", "A door was mended after it had been forced.", "Paid by her."),
)
"""The council's, in an older Windows encoding: one event written twice."""


def chronologies_sent_in(walk) -> None:
    """Three agencies asked: one mends its spreadsheet, one has sent a table, one came by post.

    A senior officer of the police signs theirs off.
    """
    case, bodies = walk.case, walk.team.bodies
    with walk.as_("coordinator"):
        asked = [
            row
            for asking, is_signed in (
                ([bodies.police], True),
                ([bodies.health, bodies.council], False),
            )
            for row in agencies.ask(
                case,
                asking,
                kind=RequestKind.CHRONOLOGY,
                form="",
                question=CHRONOLOGY,
                due_on=walk.day + timedelta(days=30),
                by=walk.person("coordinator"),
                on=walk.day,
                needs_sign_off=is_signed,
            )
        ]
    by_body = {row.organisation_id: row for row in asked}
    for name, role, body in (
        ("author_police", Role.AGENCY_AUTHOR, bodies.police),
        ("senior_police", Role.AGENCY_SENIOR, bodies.police),
        ("author_health", Role.AGENCY_AUTHOR, bodies.health),
    ):
        if not case.assignments.filter(user=walk.person(name), role=role).exists():
            walk.give(name, role, organisation=body)
    _take_in(walk, by_body[bodies.police.pk], "author_police", "police.xlsx", _workbook())
    health = _take_in(walk, by_body[bodies.health.pk], "author_health", "health.docx", _document())
    with acting(walk.person("author_health")):
        services.send(
            health,
            statement="All surgeries and the midwives were searched, from 2019 on.",
            by=walk.person("author_health"),
            on=walk.day,
        )
    council = _take_in(walk, by_body[bodies.council.pk], "coordinator", "post.csv", _csv())
    with walk.as_("coordinator"):
        twice = council.entries.get(state="faulty")
        row = services.row_of_entry(twice)
        row.kept_because = "She rang in the morning and came in the afternoon."
        services.keep_row(council, row, twice)
        services.send(council, statement="By post.", by=walk.person("coordinator"), on=walk.day)
        services.accept(council, by=walk.person("coordinator"), on=walk.day)


def _take_in(walk, asked, who: str, name: str, content: bytes):
    with acting(walk.person(who)):
        return services.take_in(
            walk.case,
            asked.organisation,
            read(name, content),
            request=asked,
            on_behalf=who == "coordinator",
            content=content,
            name=name,
            by=walk.person(who),
            on=walk.day,
        )


def _workbook() -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet("2023"), book.add_format({"num_format": "dd/mm/yyyy"})
        for at, row in enumerate(SPREADSHEET):
            for place, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(at, place, value, day)
                else:
                    sheet.write_string(at, place, value)
    return held.getvalue()


def _document() -> bytes:
    document = Document()
    table = document.add_table(rows=len(TABLE), cols=len(TABLE[0]))
    for cells, row in zip(table.rows, TABLE, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _csv() -> bytes:
    held = io.StringIO(newline="")
    csv.writer(held).writerows(LINES)
    return held.getvalue().encode("cp1252")
