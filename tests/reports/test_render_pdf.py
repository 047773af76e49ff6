"""Printed reports can be listened to, say what was written, and keep quiet about the rest."""

import io
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import page
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
    Table,
)
from reports.render import typeface
from reports.render.html import html
from reports.render.pdf import pages, pdf, render
from tests.reports.paper import EVERY_BLOCK, SENTENCE, faults, png, report, said, table, written
from tests.reports.tag_order import Said, furniture, read, roles


@pytest.fixture(scope="module")
def everything():
    return pdf(report(*EVERY_BLOCK))


def test_every_block_passes_every_rule_of_the_checker(everything):
    result = page.validate_pdf_bytes(everything, profile="ua1")
    assert faults(everything) == []
    assert result.is_compliant
    assert result.rules.total >= 100


@pytest.mark.parametrize("length", [1, 2, 13, 60])
def test_reports_of_any_length_pass_and_are_read_in_order(length):
    filler = [Paragraph(SENTENCE * 36), PageBreak()] * (length - 1)
    given = report(*filler, Paragraph("The end."))
    result = render(given)
    assert result.pages == pages(given) == length
    assert len(pikepdf.open(io.BytesIO(result.content)).pages) == length
    assert faults(result.content) == []
    assert said(result.content) == written(given)


def test_sixty_pages_are_made_in_five_seconds_of_work():
    given = report(*EVERY_BLOCK * 15, table(320))
    started = time.process_time()
    result = render(given)
    assert time.process_time() - started < 5
    assert result.pages > 55
    assert faults(result.content) == []
    assert said(result.content) == written(given)


def test_words_are_read_in_the_order_of_the_blocks(everything):
    assert said(everything) == written(report(*EVERY_BLOCK))


def test_paper_and_screen_say_the_same():
    given = report(*(block for block in EVERY_BLOCK if not isinstance(block, Figure)))
    shown = unescape(re.sub(r"<[^>]*>", "", html(given)))
    assert "".join(shown.split()) == "".join("".join(said(pdf(given))).split())


LETTERS = st.characters(min_codepoint=32, max_codepoint=0x17F).filter(
    lambda letter: (
        not any(
            typeface.unknown_letters(letter, font) for font in (typeface.SERIF, typeface.SERIF_BOLD)
        )
    )
)
WORDS = st.text(LETTERS | st.sampled_from(" \n<>&ŵŷřę"), min_size=1, max_size=120)
SOME_WORDS = WORDS.filter(lambda words: typeface.tidy(words).strip(" \n\u00a0"))
RUNS = st.lists(
    SOME_WORDS | SOME_WORDS.map(lambda words: Link(words, "https://a.example")), max_size=4
)
BLOCKS = st.one_of(
    st.builds(Heading, SOME_WORDS),
    st.builds(Paragraph, RUNS),
    st.builds(Bullets, st.lists(SOME_WORDS, min_size=1, max_size=5)),
    st.builds(Numbered, st.lists(SOME_WORDS, min_size=1, max_size=5)),
    st.builds(Note, SOME_WORDS, label=st.just("") | SOME_WORDS),
    st.builds(KeyFacts, st.lists(st.tuples(SOME_WORDS, WORDS), min_size=1, max_size=3)),
    st.builds(
        Table,
        SOME_WORDS,
        st.just(("One", "Two")),
        st.lists(st.tuples(WORDS, RUNS), min_size=1, max_size=8),
        row_header=st.booleans(),
        wide=st.booleans(),
    ),
    st.just(PageBreak()),
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(BLOCKS, max_size=8), SOME_WORDS)
def test_whatever_people_type_passes_and_is_read_as_typed(blocks, title):
    given = report(*blocks, title=title)
    content = pdf(given)
    assert faults(content) == []
    assert ["".join(line.split()) for line in said(content)] == [
        "".join(line.split()) for line in written(given)
    ]


def test_each_thing_has_its_role(everything):
    found = read(everything)
    assert found[:2] == [Said("P", "OFFICIAL-SENSITIVE"), Said("H1", "Learning from a review")]
    assert Said("H2", "What happened") in found
    assert Said("H3", "In numbers") in found
    assert Said("Lbl", "12. ") in found
    assert Said("LBody", "Two, with the published guidance") in found
    assert Said("Caption", "What happened") in found
    assert Said("TH", "1 May") in found
    assert Said("TD", "b") in found
    named = roles(everything)
    at = named.index("THead")
    assert named[at - 2 : at + 5] == ["Table", "Caption", "THead", "TR", "TH", "TH", "TH"]
    assert named[at + 5 : at + 10] == ["TBody", "TR", "TH", "TD", "TD"]
    assert "Link" in named


def test_a_link_can_be_followed_and_says_where_it_leads():
    words = "a very long name of a page that will not stand on one line, " * 3
    content = pdf(report(Paragraph(("See ", Link(words, "https://a.example/ŵ b"), "."))))
    with pikepdf.open(io.BytesIO(content)) as document:
        (annotation,) = document.pages[0].Annots
        assert str(annotation.A.URI) == "https://a.example/%C5%B5%20b"
        assert str(annotation.Contents) == words.strip()
        assert len(annotation.QuadPoints) > 8
        assert annotation.F == 4


def test_a_link_over_two_pages_stays_one_link():
    given = report(
        Paragraph(SENTENCE * 34), Paragraph(Link("all of it " * 99, "https://a.example"))
    )
    content = pdf(given)
    with pikepdf.open(io.BytesIO(content)) as document:
        assert [len(p.get("/Annots", [])) for p in document.pages] == [1, 1]
    assert roles(content).count("Link") == 1
    assert faults(content) == []
    assert said(content) == written(given)


def test_column_names_are_repeated_on_each_page_and_read_once():
    given = report(table(60))
    content = pdf(given)
    names = [part.words for part in read(content) if part.role == "TH"][:3]
    assert names == ["Date", "What happened", "Source"]
    assert said(content) == written(given)
    _, *others = furniture(content)
    assert len(others) > 1
    assert all(names == page_words[3:] for page_words in others)
    assert faults(content) == []


def test_each_page_says_its_marking_and_number_without_reading_them_out():
    content = pdf(report(Paragraph("One."), PageBreak(), Paragraph("Two.")))
    assert furniture(content) == [
        ["Page 1 of 2", "Return or shred"],
        ["OFFICIAL-SENSITIVE · GLO-2026-02", "Page 2 of 2", "Return or shred"],
    ]
    assert said(content)[0] == "OFFICIAL-SENSITIVE"


def test_header_cells_say_whether_they_name_a_column_or_a_row():
    with pikepdf.open(io.BytesIO(pdf(report(table(2))))) as document:
        cells = [o for o in document.objects if isinstance(o, pikepdf.Dictionary)]
        scopes = [str(cell.A.Scope) for cell in cells if cell.get("/S") == "/TH"]
    assert sorted(scopes) == ["/Column"] * 3 + ["/Row"] * 2


@pytest.mark.parametrize(
    ("sides", "shown"), [((80, 40), (60, 30)), ((2000, 1000), (481.89, 240.94))]
)
def test_a_picture_keeps_its_proportions_and_fits(sides, shown):
    with pikepdf.open(io.BytesIO(pdf(report(Figure(png(*sides), "Bars"))))) as document:
        (figure,) = (
            thing
            for thing in document.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"
        )
        left, bottom, right, top = (float(side) for side in figure.A.BBox)
    assert (right - left, top - bottom) == pytest.approx(shown, abs=0.02)


def test_a_cell_longer_than_a_page_goes_on_over_the_page():
    given = report(table(2, words=SENTENCE * 150))
    result = render(given)
    assert result.pages > 4
    assert faults(result.content) == []
    assert said(result.content) == written(given)


def test_long_words_are_cut_and_nothing_leaves_the_page():
    given = report(
        Heading("h" * 300), Paragraph("x" * 5000), table(2, words="y" * 900), Bullets(("z" * 300,))
    )
    content = pdf(given)
    assert said(content) == written(given)
    with pikepdf.open(io.BytesIO(content)) as document:
        for sheet in document.pages:
            for operands, name in pikepdf.parse_content_stream(sheet):
                if str(name) == "Tm":
                    assert 56 <= float(operands[4]) < float(sheet.MediaBox[2]) - 56
                    assert 28 <= float(operands[5]) < float(sheet.MediaBox[3]) - 28


def test_a_table_too_wide_for_the_page_turns_it_and_takes_its_heading_along():
    columns = tuple(f"Accountability-{number}" for number in range(8))
    given = report(
        Paragraph("Upright."),
        Heading("Wide"),
        Table("All", columns, (columns,)),
        Paragraph("Back."),
    )
    with pikepdf.open(io.BytesIO(pdf(given))) as document:
        assert [float(p.MediaBox[2]) > float(p.MediaBox[3]) for p in document.pages] == [
            False, True, False,
        ]  # fmt: skip


def test_a_long_address_in_a_cell_is_cut_and_turns_no_page():
    given = report(table(1, words="https://a.example/" + "x" * 400))
    with pikepdf.open(io.BytesIO(pdf(given))) as document:
        assert all(float(p.MediaBox[2]) < float(p.MediaBox[3]) for p in document.pages)


def test_a_heading_never_ends_a_page():
    for lines in range(28, 48):
        content = pdf(
            report(Paragraph("a\n" * lines + "a"), Heading("Left alone"), Paragraph("Text."))
        )
        with pikepdf.open(io.BytesIO(content)) as document:
            heading, after = document.Root.StructTreeRoot.K[0].K[-2:]
            assert heading.S == "/H2"
            assert heading.K[0].Pg.objgen == after.K[0].Pg.objgen


def test_typed_signs_are_text_and_never_markup():
    nasty = 'he <she> & <b> </para> <img src="file:///etc/passwd"/> &amp; \\( %s {0} <a href="x">'
    given = report(
        Paragraph(nasty), Heading(nasty), Bullets((nasty,)), table(1, words=nasty), title=nasty
    )
    content = pdf(given)
    assert said(content) == written(given)
    assert said(content).count(nasty) == 5
    assert faults(content) == []


@pytest.mark.parametrize("word", ["ŵŷ", "řęąžłń", "Nguyễn", "Ελένη", "Олена", "“£€…”"])
def test_names_keep_their_letters(word):
    result = render(report(table(1, words=word)))
    assert word in said(result.content)
    assert result.unknown_letters == ()


def test_letters_typed_in_two_parts_become_one():
    assert "Siân Ŵyn" in said(pdf(report(Paragraph("Sia\u0302n W\u0302yn"))))


def test_a_heading_over_two_pages_has_one_bookmark():
    content = pdf(report(Heading("Long words " * 200)))
    with pikepdf.open(io.BytesIO(content)) as document, document.open_outline() as outline:
        assert len(document.pages) == 2
        assert len(outline.root[0].children) == 1


def test_letters_we_cannot_show_are_reported():
    result = render(report(Paragraph("Smile 🙂 and 王")))
    assert result.unknown_letters == ("王", "🙂")
    assert "Smile ¤ and ¤" in said(result.content)
    assert faults(result.content) == []


def test_the_file_says_nothing_about_itself_but_title_and_language(everything):
    with pikepdf.open(io.BytesIO(everything)) as document:
        assert dict(document.docinfo) == {"/Title": "Learning from a review"}
        with document.open_metadata(set_pikepdf_as_editor=False) as about:
            assert set(about) == {
                "{http://purl.org/dc/elements/1.1/}title",
                "{http://purl.org/dc/elements/1.1/}language",
                "{http://www.aiim.org/pdfua/ns/id/}part",
            }
        assert document.Root.Lang == "en-GB"
        assert document.Root.ViewerPreferences.DisplayDocTitle is True
        plain = io.BytesIO()
        document.save(
            plain, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False
        )
    assert not re.search(
        rb"(?i)reportlab|pikepdf|anonymous|CreationDate|ModDate|Author", plain.getvalue()
    )


def test_the_same_report_gives_the_same_bytes(everything):
    assert pdf(report(*EVERY_BLOCK)) == everything


@pytest.fixture
def restless_threads():
    """Threads that take turns so often that they meet in every place where they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_reports_made_at_the_same_moment_do_not_disturb_each_other(restless_threads):
    given = report(table(2), Paragraph(SENTENCE))
    alone = pdf(given)
    with ThreadPoolExecutor(8) as people:
        assert all(content == alone for content in people.map(pdf, [given] * 40))


def test_headings_are_bookmarks(everything):
    with pikepdf.open(io.BytesIO(everything)) as document, document.open_outline() as outline:
        (top,) = outline.root
        assert top.title == "Learning from a review"
        assert [item.title for item in top.children] == [
            "What happened",
            "Chronology",
            "On its side",
        ]
        assert top.children[0].children[0].title == "In numbers"


def test_all_letters_are_carried_in_the_file(everything):
    with pikepdf.open(io.BytesIO(everything)) as document:
        fonts = [f for p in document.pages for f in p.Resources.Font.values()]
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


def test_language_and_marking_are_as_given():
    content = pdf(report(Paragraph("Bu farw."), language="cy-GB", marking=""))
    with pikepdf.open(io.BytesIO(content)) as document:
        assert document.Root.Lang == "cy-GB"
    assert said(content) == ["Learning from a review", "Bu farw."]
    assert faults(content) == []
