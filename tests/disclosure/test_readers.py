"""How a file is for its readers: tags, title, language, links, help lines, days (S173)."""

import io

import pikepdf
import pytest

from disclosure.readers import points_of, wrong_with_link
from disclosure.reading import Passage, Reading
from reports.blocks import Heading, Paragraph, Report
from reports.render.pdf import pdf

OURS = pdf(Report("What we learned", (Heading("Why"), Paragraph("Call 0808 2000 247."))))
HELP = "National Domestic Abuse Helpline: 0808 2000 247"


def points(content=OURS, name="file.pdf", words=HELP, links=()):
    passages = [Passage("page 1", words), *(Passage("links", link) for link in links)]
    return {point.about: point for point in points_of(name, content, Reading(passages))}


def changed(change):
    """Our own PDF with something about it changed."""
    with pikepdf.open(io.BytesIO(OURS)) as document:
        change(document)
        held = io.BytesIO()
        document.save(held)
    return held.getvalue()


def test_what_this_service_makes_is_good_to_read():
    assert [point.about for point in points().values() if not point.is_good] == []


@pytest.mark.parametrize(
    ("about", "change"),
    [
        ("Accessibility tags", lambda pdf: pdf.Root.__delitem__("/StructTreeRoot")),
        ("Accessibility tags", lambda pdf: pdf.Root.__delitem__("/MarkInfo")),
        ("Title", lambda pdf: pdf.docinfo.__setitem__("/Title", "")),
        ("Title", lambda pdf: pdf.docinfo.__setitem__("/Title", r"Z:\Op Larkspur\final.docx")),
        ("Title", lambda pdf: pdf.Root.__delitem__("/ViewerPreferences")),
        ("Language", lambda pdf: pdf.Root.__delitem__("/Lang")),
    ],
)
def test_missing_part_is_said(about, change):
    assert not points(changed(change))[about].is_good


def test_picture_without_words_is_said():
    def add(document):
        figure = pikepdf.Dictionary(S=pikepdf.Name.Figure, P=document.Root.StructTreeRoot)
        document.Root.StructTreeRoot.K.append(document.make_indirect(figure))

    assert "1 picture has no words" in points(changed(add))["Pictures"].sentence


def test_word_file_is_to_be_a_pdf():
    assert not points(b"", "report.docx")["Accessibility tags"].is_good


@pytest.mark.parametrize(
    "link",
    [
        "file:///C:/reviews/draft.docx", "http://example.org/", "https://intranet/reviews",
        "https://10.0.0.4/x", "https://council.sharepoint.com/x", "reviews/page.html", "https://[",
    ],
)  # fmt: skip
def test_link_that_readers_cannot_follow_is_said(link):
    assert wrong_with_link(link)
    told = points(links=[link, "https://www.gov.uk/"])["Links"]
    assert told.words == (link,) and link not in told.sentence


@pytest.mark.parametrize("link", ["https://www.gov.uk/", "mailto:a@example.org", "tel:116123"])
def test_public_link_is_good(link):
    assert points(links=[link])["Links"].is_good


@pytest.mark.parametrize(
    ("words", "is_good"),
    [
        (HELP, True),
        ("Samaritans, 116 123", True),
        ("Call the Samaritans on 116 124, or 0808 2000 247", False),
        ("We respect her memory.", False),
    ],
)
def test_help_lines_have_their_numbers(words, is_good):
    assert points(words=words)["Help lines"].is_good is is_good


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("In May 2024", "No exact day"),
        ("On 3 May 2024 and on 3 May 2024", "1 exact day stands"),
        ("On 31 February 2024", "no calendar has"),
        ("On 29 February", "1 exact day stands"),
    ],
)
def test_days_are_counted_and_must_exist(words, sentence):
    assert sentence in points(words=words)["Days"].sentence
