"""Every place that a file can hide a name in is read, and what cannot be read is refused."""

import io
import re
import zipfile
from datetime import date

import pikepdf
import pytest

from disclosure.reading import NotRead, read_file
from tests.disclosure import planted, planted_more

EVERYWHERE = planted.EVERYWHERE + planted_more.EVERYWHERE
PICTURES = planted.PICTURE | planted_more.PICTURES
UNSEEN = planted.UNSEEN | planted_more.UNSEEN


def holds_the_name(reading):
    texts = (re.sub(r"[_\W]+", " ", passage.text).casefold() for passage in reading.passages)
    return any(planted.NAME.casefold() in text for text in texts)


@pytest.mark.parametrize(
    ("ending", "place", "make"), EVERYWHERE, ids=lambda x: x if isinstance(x, str) else ""
)
def test_hiding_place_is_read(ending, place, make):
    assert holds_the_name(read_file(f"report{ending}", make()))


@pytest.mark.parametrize("name", PICTURES)
def test_picture_metadata_is_read(name):
    reading = read_file(name, PICTURES[name]())
    assert holds_the_name(reading)
    assert any("Look at it" in trait.sentence for trait in reading.traits)


@pytest.mark.parametrize("place", UNSEEN)
def test_text_that_does_not_show_is_told(place):
    reading = read_file("report.pdf", UNSEEN[place]())
    hidden = [passage.text for passage in reading.passages if passage.is_hidden]
    assert any("olvang" in text for text in hidden)
    assert any(trait.must_fix and "does not show" in trait.sentence for trait in reading.traits)


def test_text_that_shows_is_not_called_hidden():
    assert not read_file("report.pdf", planted.PDF["page"]()).traits
    assert not read_file("report.pdf", planted.pdf(pages=3)).traits


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("comment", "comment"), ("tracked insertion", "tracked insertion"),
        ("tracked deletion", "tracked deletion"), ("hidden text", "hidden"),
        ("white text", "hidden or white"), ("embedded file", "embedded"),
        ("link", "outside the file"), ("author", "who made"),
    ],
)  # fmt: skip
def test_what_a_word_file_should_not_hold_is_told(place, words):
    traits = read_file("report.docx", planted.WORD[place]()).traits
    assert any(words in trait.sentence for trait in traits)


def test_file_name_is_read():
    assert holds_the_name(read_file("Marit_Solvang.txt", b"words"))


def test_page_without_text_must_be_looked_at():
    content = planted.changed(lambda opened: opened.add_blank_page(page_size=(200, 200)))
    (trait,) = read_file("report.pdf", content).traits
    assert (trait.place, trait.must_fix) == ("page 2", False)


def test_dates_of_cells_are_read_as_days():
    def born(book, sheet):
        sheet["A1"] = date(1987, 3, 4)

    texts = [passage.text for passage in read_file("a.xlsx", planted.excel(born)).passages]
    assert "1987-03-04" in texts


def locked():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(planted.pdf())) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="a", user=""))
    return out.getvalue()


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * 3_000_000)
    return out.getvalue()


def with_entities():
    part = '<!DOCTYPE a [<!ENTITY b "Marit">]><a>&b;</a>'
    return planted.with_part(planted.word(), "customXml/item1.xml", part)


UNREADABLE = {
    "empty.txt": b"",
    "unknown.xyz": b"words",
    "binary.txt": b"a\x00b",
    "broken.pdf": b"%PDF-1.7 nothing",
    "half.pdf": planted.pdf()[:400],
    "tail.pdf": planted.pdf() + b"Marit Solvang",
    "locked.pdf": locked(),
    "broken.docx": b"PK nothing",
    "half.docx": planted.word()[:-200],
    "locked.docx": b"\xd0\xcf\x11\xe0" + b"0" * 600,
    "bomb.docx": bomb(),
    "entities.docx": with_entities(),
    "markup.docx": planted.with_part(planted.word(), "customXml/item1.xml", "<a>"),
    "part.docx": planted.with_part(planted.word(), "word/media/a.emf", b"Marit"),
    "nothing.xlsx": planted.word(),
    "broken.odt": b"words",
    "broken.pptx": b"words",
    "broken.png": b"\x89PNG nothing",
    "half.jpg": planted.jpeg()[:60],
    "tail.png": planted.png() + b"Marit Solvang",
    "tail.jpg": planted.jpeg() + b"Marit Solvang",
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_refused(name):
    with pytest.raises(NotRead):
        read_file(name, UNREADABLE[name])


def test_files_within_files_are_read_two_deep_only():
    content = planted.word()
    for _ in range(3):
        content = planted.with_part(planted.word(), "word/embeddings/a.docx", content)
    with pytest.raises(NotRead, match="within files"):
        read_file("report.docx", content)
