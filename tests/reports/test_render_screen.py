"""Blocks on screen, in spreadsheets and as plain words."""

import csv as reader
import io
from decimal import Decimal

import pytest
from django.utils.safestring import mark_safe

from reports.blocks import (
    Bullets,
    Figure,
    Heading,
    KeyFacts,
    Link,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    Report,
    Table,
)
from reports.render import csv, text
from reports.render.html import blocks, html

PNG = b"\x89PNG\r\n\x1a\n rest"
GUIDANCE = Link("guidance", "https://example.org/?a=1&b=2")


def test_typed_signs_are_escaped_even_when_they_claim_to_be_safe():
    nasty = mark_safe('<script>"&')
    shown = html(
        Report(
            nasty,
            (
                Heading(nasty),
                Paragraph((nasty, Link(nasty, 'https://a.example/"><script>'))),
                Note(nasty, label=nasty),
                Bullets((nasty,)),
                KeyFacts(((nasty, nasty),)),
                Table(nasty, (nasty,), ((nasty,),)),
                Figure(PNG, nasty),
            ),
            marking=nasty,
            language='en"><script>',
        ),
        figure_src=lambda figure: '/picture"><script>',
    )
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown


def test_a_report_is_headed_by_its_title_in_its_language():
    shown = html(
        Report("Learning", (Heading("What happened"),), language="cy-GB", marking="OFFICIAL")
    )
    assert 'lang="cy-GB"' in shown
    assert '<h1 class="govuk-heading-xl">Learning</h1>' in shown
    assert '<h2 class="govuk-heading-l">What happened</h2>' in shown
    assert shown.index("OFFICIAL") < shown.index("<h1")


def test_each_block_has_its_element():
    shown = blocks(
        (
            Paragraph(("See ", GUIDANCE, "\r\nnow")),
            Bullets(("a", ("b ", GUIDANCE))),
            Numbered(("one",)),
            KeyFacts((("Reference", "GLO-2026-02"),)),
            Table("Caption", ("When", "What"), (("May", "It happened"),)),
            Table("Other", ("When",), (("June",),), row_header=False),
            Note("Careful", label="First"),
            PageBreak(),
        )
    )
    link = '<a class="govuk-link" href="https://example.org/?a=1&amp;b=2">guidance</a>'
    assert f'<p class="govuk-body">See {link}<br>now</p>' in shown
    assert f"<li>b {link}</li>" in shown
    assert '<ol class="govuk-list govuk-list--number"><li>one</li></ol>' in shown
    assert '<dt class="govuk-summary-list__key">Reference</dt>' in shown
    assert '<th scope="col" class="govuk-table__header">When</th>' in shown
    assert '<th scope="row" class="govuk-table__header">May</th>' in shown
    assert '<td class="govuk-table__cell">June</td>' in shown
    assert '<div class="govuk-inset-text">' in shown


def test_a_picture_is_shown_where_it_has_an_address_and_told_where_not():
    figure = Figure(PNG, "Bars")
    assert "Picture: Bars" in blocks((figure,))
    assert 'src="/p.png" alt="Bars"' in blocks((figure,), figure_src=lambda f: "/p.png")


@pytest.mark.parametrize(
    "risky", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\uff1d1"]
)
def test_a_spreadsheet_runs_nothing(risky):
    content = csv.rows(("Name",), [(risky,)])
    ((_,), (cell,)) = reader.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert cell == f"'{risky}"


def test_numbers_stay_numbers_and_text_stays_text():
    content = csv.rows(("=Name", "b"), [(-5, None), (1.5, 'a "b", ŵ'), (Decimal("2.50"), "a-b")])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == ('\'=Name,b\r\n-5,\r\n1.5,"a ""b"", ŵ"\r\n2.50,a-b\r\n')


def test_a_table_becomes_rows():
    given = Table("Caption", ("A", "B"), (("1", ("see ", GUIDANCE)),))
    assert csv.table(given).decode("utf-8-sig") == "A,B\r\n1,see guidance\r\n"


def test_plain_words_come_in_reading_order():
    given = Report(
        "Title",
        (
            KeyFacts((("Key", "Value"),)),
            Heading("Heading"),
            Paragraph(("See ", GUIDANCE)),
            Note("Note", label="Label"),
            Bullets(("One",)),
            Numbered(("Two",)),
            Table("Caption", ("Col",), (("Cell",),)),
            Figure(PNG, "Alt"),
            PageBreak(),
        ),
        marking="Marking",
    )
    assert text.text(given).split("\n") == [
        "Marking", "Title", "Key", "Value", "Heading", "See guidance", "Label", "Note", "One",
        "Two",
        "Caption", "Col", "Cell", "Alt", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "make",
    [
        lambda: Table("Caption", ("A",), ()),
        lambda: Table("Caption", (), ()),
        lambda: Table(" ", ("A",), (("a",),)),
        lambda: Table("Caption", ("A", ""), (("a", "b"),)),
        lambda: Table("Caption", ("A", "B"), (("a",),)),
        lambda: Heading(" "),
        lambda: Heading("a", 1),
        lambda: Heading("a", 5),
        lambda: Bullets(()),
        lambda: Numbered(("a", " ")),
        lambda: KeyFacts(()),
        lambda: KeyFacts(((" ", "a"),)),
        lambda: Note(""),
        lambda: Figure(PNG, " "),
        lambda: Figure(b"GIF89a", "Bars"),
        lambda: Link("a", "javascript:alert(1)"),
        lambda: Link("a", "/cases/"),
        lambda: Link(" ", "https://a.example"),
        lambda: Report(" ", ()),
        lambda: Report("a", (Heading("b", 3),)),
        lambda: Report("a", (Heading("b"), Heading("c", 4))),
    ],
)
def test_a_block_that_would_say_nothing_is_refused(make):
    with pytest.raises(ValueError, match=r"[A-Z].+\."):
        make()


@pytest.mark.parametrize(
    "make", [lambda: Paragraph(5), lambda: Paragraph((5,)), lambda: Report("a", ("b",))]
)
def test_what_is_no_block_is_refused(make):
    with pytest.raises(TypeError, match=r"\.$"):
        make()


def test_an_empty_paragraph_is_left_out():
    assert Report("a", (Paragraph(" \n"), Paragraph(("", "b")))).blocks == (Paragraph(("", "b")),)
