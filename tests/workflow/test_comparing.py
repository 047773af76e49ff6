"""Two versions of a draft, passage by passage (S130)."""

import io

import docx
import pytest

from audit.actors import acting
from documents.intake import store
from documents.models import DocumentKind, Zone
from reports.blocks import Paragraph, Report
from reports.render.pdf import pdf
from tests.house import text_of
from workflow.comparing import changes, sentences_of

FIRST = ("She asked for help in May. Nobody rang her back. Her son was at school.", "Lessons.")
SECOND = (
    "She asked for help twice in May. Nobody rang her back. Her son was at school.",
    "Lessons.",
)


@pytest.fixture
def team(db, house):
    """Everybody of the house."""
    return house[0]


def word(paragraphs):
    document, held = docx.Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(held)
    return held.getvalue()


@pytest.fixture
def put_in(team, case):
    def put_in(content, name="a.docx", document=None, **facts):
        kind = {} if document else {"kind": DocumentKind.OVERVIEW_REPORT}
        with acting(team.independent_chair):
            return store(
                case, content=content, name=name, by=team.independent_chair, zone=Zone.DRAFT,
                document=document, **kind, **facts,
            )  # fmt: skip

    return put_in


@pytest.fixture
def two(put_in):
    """Two versions of one report."""
    first = put_in(word(FIRST))
    return first, put_in(word(SECOND), document=first.document)


def page(case, old, new):
    return f"/cases/{case.reference}/report/compare/?from={old.token}&to={new.token}"


def test_changed_sentence_is_shown_with_what_stands_around_it(signed_in, team, case, two):
    words = text_of(signed_in(team.panel_member).get(page(case, *two)))
    assert "1 passage changed" in words and "[added: " in words
    [change] = changes(*map(sentences_of, two))
    assert [piece.text.strip() for piece in change.pieces if piece.kind == "new"] == ["twice"]
    assert change.after == "Nobody rang her back."


def test_sentence_over_a_page_break_is_one(put_in):
    text = "Much was said. " * 300 + "Two was told."
    version = put_in(pdf(Report("R", (Paragraph(text),))), "a.pdf")
    assert sentences_of(version).count("Much was said.") > 290
    assert "Two was told." in sentences_of(version)


def test_versions_of_two_files_and_unreadable_ones_are_told(
    signed_in, team, case, two, put_in, documents_dir
):
    other = put_in(word(FIRST))
    client = signed_in(team.coordinator)
    assert "two versions of the same file" in text_of(client.get(page(case, two[0], other)))
    stored = documents_dir / two[0].storage_name
    stored.chmod(0o600)
    stored.write_bytes(b"changed")
    assert "cannot be read here" in text_of(client.get(page(case, *two)))


def test_note_comes_first_and_strangers_find_nothing(signed_in, team, case, put_in):
    first = put_in(word(FIRST), is_distressing=True)
    second = put_in(word(SECOND), document=first.document)
    answer = signed_in(team.panel_member).get(page(case, first, second))
    assert answer.status_code == 302 and "/documents/" in answer.url
    assert signed_in(team.board_viewer).get(page(case, first, second)).status_code == 403


def test_nothing_to_compare_is_said(signed_in, team, case):
    words = text_of(signed_in(team.coordinator).get(f"/cases/{case.reference}/report/compare/"))
    assert "nothing to compare yet" in words
