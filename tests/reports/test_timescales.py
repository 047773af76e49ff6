"""The section on timescales as a Word file: its table, who takes it, and what stops it."""

import io
from datetime import timedelta

import docx
import pytest

from audit.actors import acting
from reports.models import Export
from tests.facts.rows import TODAY
from tests.house import text_of
from workflow.models import Hold


@pytest.fixture
def address(case):
    return f"/cases/{case.reference}/delay/timescales/"


def paused(case, team, explanation):
    with acting(team.coordinator):
        Hold(
            case=case,
            reason="criminal",
            scope="all",
            explanation=explanation,
            continues="Safety.",
            started_on=TODAY - timedelta(days=20),
            look_again_on=TODAY,
            started_by=team.coordinator,
            ended_on=TODAY - timedelta(days=10),
            ended_by=team.coordinator,
        ).save()


def test_sentences_table_and_pieces_go_into_the_file(open_as, team, case, address):
    paused(case, team, "A trial was to be held.")
    answer = open_as(team.coordinator).post(address)
    assert answer.status_code == 200
    file = docx.Document(io.BytesIO(answer.content))
    words = "\n".join(paragraph.text for paragraph in file.paragraphs)
    assert "Time was lost as follows" in words
    rows = [[cell.text for cell in row.cells] for row in file.tables[0].rows]
    assert ["Proceedings and other reviews", "10"] in [row[:2] for row in rows]
    pieces = [cell.text for row in file.tables[1].rows for cell in row.cells]
    assert any("A trial was to be held." in text for text in pieces)
    assert Export.objects.get().kind == "timescales"


def test_a_real_name_in_a_reason_keeps_it_here(open_as, team, case, address):
    name = case.persons.exclude(name="").first().name
    paused(case, team, f"The trial about {name} was moved.")
    answer = open_as(team.coordinator).post(address, follow=True)
    assert not Export.objects.exists()
    assert "alert" in text_of(answer) or "name" in text_of(answer)


def test_a_panel_member_does_not_take_it(open_as, team, case, address):
    assert open_as(team.panel_member).post(address).status_code == 403
    assert open_as(team.stranger).post(address).status_code == 404
