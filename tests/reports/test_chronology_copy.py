"""A copy of the chronology in Word or Excel: what is in it, who takes it, what is recorded."""

import io

import docx
import openpyxl
import pytest
from django.urls import reverse

from audit.actors import acting
from audit.models import AuditEvent, Event
from chronology import deciding
from chronology.models import Entry
from reports.models import Export
from tests.facts.chronology import chronology
from tests.facts.combined import REAL, three_agencies
from tests.facts.rows import TODAY
from tests.house import text_of

pytestmark = pytest.mark.django_db
WHY = "The panel asked to read it on paper before it meets."
ASKED = {"form": "xlsx", "show": "pseudonyms", "recipient": "The panel", "purpose": WHY}


@pytest.fixture
def three(team, case):
    """Three agencies' rows."""
    with acting(team.coordinator):
        three_agencies(case, team)
    return dict(Entry.objects.values_list("source", "lineage"))


@pytest.fixture
def copy(case):
    """The page that makes a copy."""
    return reverse("reports:copy_chronology", args=[case.reference])


def cells(answer):
    page = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    return [[cell.value or "" for cell in row] for row in page.iter_rows()]


def words(answer):
    file = docx.Document(io.BytesIO(answer.content))
    return "\n".join(cell.text for row in file.tables[0].rows for cell in row.cells)


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_a_copy_has_every_row_under_pseudonyms_and_is_recorded(
    form, team, case, three, copy, signed_in
):
    answer = signed_in(team.coordinator).post(copy, {**ASKED, "form": form})
    assert answer.status_code == 200
    if form == "xlsx":
        assert len(cells(answer)) == 2 + 6
        text = "\n".join(str(cell) for row in cells(answer) for cell in row)
    else:
        file = docx.Document(io.BytesIO(answer.content))
        assert len(file.tables[0].rows) == 1 + 6
        text = words(answer)
    assert "Bryony" in text and "Adam\u2019s hands" in text and "Child aged 6" in text
    assert not any(name in text for name in REAL) and "Hartwell" not in text
    name = f"{case.reference}-chronology-{TODAY.isoformat()}.{form}".lower()
    assert name in answer["Content-Disposition"]
    row = Export.objects.get()
    assert (row.kind, row.recipient, row.purpose) == ("chronology", "The panel", WHY)
    assert row.contents == [{"rows": 6, "of": 6, "names": "pseudonyms"}]
    assert AuditEvent.objects.filter(event=Event.EXPORTED, subject=case.reference).exists()


def test_properties_of_the_files_name_nobody(team, three, copy, signed_in):
    client = signed_in(team.coordinator)
    word = docx.Document(io.BytesIO(client.post(copy, {**ASKED, "form": "docx"}).content))
    book = openpyxl.load_workbook(io.BytesIO(client.post(copy, ASKED).content))
    for said in (
        word.core_properties.author,
        book.properties.creator,
        book.properties.lastModifiedBy,
    ):
        assert not said


def test_real_names_need_a_sentence_of_reason(team, three, copy, signed_in):
    client = signed_in(team.coordinator)
    refused = client.post(copy, {**ASKED, "show": "real", "purpose": "Needed"})
    assert "Say in a sentence" in text_of(refused) and not Export.objects.exists()
    answer = client.post(copy, {**ASKED, "show": "real"})
    assert "HILARY" in str(cells(answer))
    assert Export.objects.get().contents == [{"rows": 6, "of": 6, "names": "real"}]


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {**ASKED, "form": "pdf"},
        {**ASKED, "purpose": ""},
        {**ASKED, "recipient": "\x00"},
        {**ASKED, "purpose": "x" * 100_000},
        {**ASKED, "show": "shouted"},
    ],
)
def test_wrong_input_is_told(wrong, team, three, copy, signed_in):
    answer = signed_in(team.coordinator).post(copy, wrong)
    assert answer.status_code == 200 and "There is a problem" in text_of(answer)
    assert not Export.objects.exists()


@pytest.mark.parametrize(
    ("name", "status"),
    [("panel_member", 403), ("emergency", 403), ("working_by_grant", 403), ("stranger", 404),
     ("agency_author", 404)],
)  # fmt: skip
def test_others_take_no_copy(name, status, team, three, copy, signed_in):
    assert signed_in(team.people[name]).post(copy, ASKED).status_code == status


def test_the_panels_notes_stay_out_and_one_event_has_one_number(team, case, three, copy, signed_in):
    one, other = (
        Entry.objects.get(lineage=three[source])
        for source in ("Log 12", "Emergency department card")
    )
    with acting(team.independent_chair):
        chair = {"by": team.independent_chair, "on": TODAY}
        deciding.add_note(case, one.lineage, "Between us", **chair)
        deciding.set_marks(case, one.lineage, ["key_event", "report"], **chair)
        deciding.settle(
            case, one, other, "same", seen=deciding.digest_of(one, other), version=0, **chair
        )
    rows = cells(signed_in(team.independent_chair).post(copy, ASKED))
    assert [row[0] for row in rows[2:5]] == ["1a", "1b", "2"]
    assert "Between us" not in str(rows)
    assert "Key event; On the report list" in rows[2][8]


def test_cells_that_look_like_sums_are_text(team, case, copy, signed_in):
    sums = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\uff1d1+1", " =HYPERLINK(1)"]
    with acting(team.coordinator):
        told = [{"starts": "2021-05-03", "source": "x", "happened": text} for text in sums]
        chronology(case, team, rows=told)
    answer = signed_in(team.coordinator).post(copy, ASKED)
    page = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    written = {page.cell(row=number, column=5).value for number in range(3, 9)}
    assert written == {f"'{text}" for text in sums}
    assert all(cell.data_type in ("s", "n") for row in page.iter_rows() for cell in row)


def test_very_long_and_odd_texts_are_neither_cut_nor_refused(team, case, copy, signed_in):
    long = "word " * 14_000
    with acting(team.coordinator):
        told = [
            {"starts": "2021-05-03", "source": "x", "happened": long},
            {"starts": "2021-05-04", "source": "x", "happened": "bell \x07 and \ufffe end"},
        ]
        chronology(case, team, rows=told)
    client = signed_in(team.coordinator)
    rows = cells(client.post(copy, ASKED))
    assert "".join(row[4] for row in rows[2:5]) == long
    assert "bell" in words(client.post(copy, {**ASKED, "form": "docx"}))


def test_an_empty_chronology_makes_an_empty_table(team, case, copy, signed_in):
    assert len(cells(signed_in(team.coordinator).post(copy, ASKED))) == 2


def test_a_copy_keeps_to_the_filters_and_says_so_on_every_page(team, case, three, copy, signed_in):
    client = signed_in(team.coordinator)
    only = f"{copy}?agency={team.bodies.police.key}&word=hands&order=newest"
    page = text_of(client.get(only))
    assert "Only the rows that your filters keep." in page and "Words: hands" in page
    taken = cells(client.post(only, ASKED))
    head = "\n".join(str(cell) for cell in taken[0])
    assert "Only part of it" in head and "Words: hands" in head and "Order" not in head
    everything = cells(client.post(copy, ASKED))
    assert "Only part of it" not in str(everything[0][0])
    assert len(taken) < len(everything)
    word = client.post(only, {**ASKED, "form": "docx"})
    head = docx.Document(io.BytesIO(word.content)).sections[0].header.paragraphs[0].text
    assert "Words: hands" in head
    assert Export.objects.first().contents[0]["of"] == 6


def test_a_filter_that_is_not_understood_makes_no_wider_copy(team, case, three, copy, signed_in):
    answer = signed_in(team.coordinator).post(f"{copy}?gap=many", ASKED)
    assert "A filter was not understood" in text_of(answer)
    assert not Export.objects.exists()


def test_a_real_name_typed_as_a_filter_does_not_leave_under_pseudonyms(
    team, case, three, copy, signed_in
):
    answer = signed_in(team.coordinator).post(f"{copy}?word={REAL[0]}", ASKED)
    assert REAL[0] not in answer.content.decode(errors="replace")
    if answer.headers["Content-Type"].startswith("application"):
        assert REAL[0] not in "\n".join(str(cell) for row in cells(answer) for cell in row)
