"""The checker of PDFs is no rubber stamp: it sees each fault we could make."""

import io
import re

import pikepdf
import pytest

from reports.render.pdf import pdf
from tests.reports.paper import EVERY_BLOCK, faults, report


@pytest.fixture(scope="module")
def everything():
    return pdf(report(*EVERY_BLOCK))


def _elements(document, role):
    return [
        o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == role
    ]


def drop_language(document):
    del document.Root.Lang


def drop_alt(document):
    for figure in _elements(document, "/Figure"):
        del figure.Alt


def drop_title(document):
    packet = document.Root.Metadata.read_bytes()
    document.Root.Metadata.write(re.sub(rb"<dc:title>.*</dc:title>", b"", packet))


def drop_show_title(document):
    del document.Root.ViewerPreferences


def untag_words(document):
    sheet = document.pages[0]
    kept = [
        (operands, name)
        for operands, name in pikepdf.parse_content_stream(sheet)
        if str(name) not in {"BDC", "EMC"}
    ]
    sheet.Contents = document.make_stream(pikepdf.unparse_content_stream(kept))


def drop_scope(document):
    for cell in _elements(document, "/TH"):
        del cell.A


def drop_marked(document):
    del document.Root.MarkInfo


def drop_tab_order(document):
    for sheet in document.pages:
        del sheet.obj["/Tabs"]


def drop_link_words(document):
    for sheet in document.pages:
        for annotation in sheet.get("/Annots", []):
            del annotation.Contents


def skip_heading(document):
    for heading in _elements(document, "/H2"):
        heading.S = pikepdf.Name.H3


def break_letters(document):
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
            thing.ToUnicode.write(thing.ToUnicode.read_bytes().replace(b"<FFFD>", b"<0000>"))


@pytest.mark.parametrize(
    "fault",
    [
        drop_language, drop_alt, drop_title, drop_show_title, untag_words, drop_scope, drop_marked,
        drop_tab_order, drop_link_words, skip_heading, break_letters,
    ],
)  # fmt: skip
def test_the_checker_sees_a_planted_fault(everything, fault):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(everything)) as document:
        fault(document)
        document.save(out)
    assert faults(out.getvalue()) != []
