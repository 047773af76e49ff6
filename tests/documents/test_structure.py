"""What hides inside files: each hiding place is refused or told of, and honest files go through."""

import io
import os
import struct
import warnings
import zipfile

import docx
import openpyxl
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from documents.kinds import FileRefused, examine
from documents.reading.limits import Remark
from tests.documents.disguises import DOCX, huge_png, office, picture
from tests.documents.test_kinds import ODT, OLE, XLSX

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PPTX = {"[Content_Types].xml": DOCX["[Content_Types].xml"], "ppt/presentation.xml": "<p/>"}
GROWING = zip("abcdefgh", "bcdefghi", strict=True)
LOLZ = (
    '<!DOCTYPE l [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {name} "{10 * f"&{before};"}">' for before, name in GROWING)
    + "]><l>&i;</l>"
)
ODT_IMAGE = (
    '<c xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"><draw:image xlink:href="{}"/></c>'
)
ODT_MACRO = (
    '<c xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0">'
    '<script:event-listener script:event-name="dom:load"/></c>'
)


def relation(kind, target="https://example.org/x", mode="External"):
    """A document that points somewhere."""
    rels = (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{KINDS}/{kind}" '
        f'Target="{target}" TargetMode="{mode}"/></Relationships>'
    )
    return office(DOCX | {"word/_rels/document.xml.rels": rels})


def with_link():
    """A Word document with a member that is a symbolic link."""
    held = io.BytesIO(office())
    with zipfile.ZipFile(held, "a") as archive:
        member = zipfile.ZipInfo("word/link")
        member.external_attr = 0o120777 << 16
        archive.writestr(member, "/etc/passwd")
    return held.getvalue()


def twice():
    """A Word document with two members of one name."""
    held = io.BytesIO(office())
    with zipfile.ZipFile(held, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        archive.writestr("word/document.xml", "<other/>")
    return held.getvalue()


def squeezed():
    """A Word document packed in a way that no office program packs."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in DOCX.items():
            archive.writestr(name, content)
    return held.getvalue()


def hidden_bomb():
    """One member packed far too tightly, in a file that is large enough as a whole."""
    noise = os.urandom(1_500_000)
    held = io.BytesIO(office(DOCX | {"word/zeros.txt": b"\0" * 30_000_000}))
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("word/noise.txt", noise)
    return held.getvalue()


def lying_length():
    """A Word document whose directory says that a member is shorter than it is."""
    content = bytearray(office(DOCX | {"word/long.txt": b"words " * 1_000}))
    at = content.find(b"PK\x01\x02")
    while content[at + 46 : at + 46 + 13] != b"word/long.txt":
        at = content.find(b"PK\x01\x02", at + 4)
    content[at + 24 : at + 28] = struct.pack("<L", 10)
    return bytes(content)


REFUSED = {
    "macros of a presentation": ("a.pptx", office(PPTX | {"ppt/VBAProject.BIN": "x"}), "macros"),
    "macros under another name": (
        "a.docx",
        office(
            DOCX | {"[Content_Types].xml": "<Types><Override PartName='/word/notes.bin' "
                    "ContentType='application/vnd.ms-office.vba&#80;roject'/></Types>"}
        ),
        "macros",
    ),
    "active control": ("a.docx", office(DOCX | {"word/activeX/a1.xml": "<x/>"}), "macros"),
    "object under another name": ("a.docx", office(DOCX | {"word/media/a.emf": OLE}), "embedded"),
    "archive inside": ("a.docx", office(DOCX | {"word/a.dat": office()}), "embedded"),
    "archive inside, named as text": ("a.odt", office(ODT | {"a.xml": office()}), "else"),
    "program inside": ("a.xlsx", office(XLSX | {"xl/a.dat": b"MZ\x90"}), "embedded"),
    "template from elsewhere": ("a.docx", relation("attachedTemplate"), "from elsewhere"),
    "picture from elsewhere": ("a.docx", relation("image"), "from elsewhere"),
    "object from elsewhere": ("a.docx", relation("oleObject", "file:///c:/a"), "from elsewhere"),
    "frame from elsewhere": ("a.docx", relation("frame", mode="external"), "from elsewhere"),
    "open picture from elsewhere": (
        "a.odt", office(ODT | {"content.xml": ODT_IMAGE.format("https://example.org/a.png")}),
        "from elsewhere",
    ),
    "open picture on a share": (
        "a.odt", office(ODT | {"content.xml": ODT_IMAGE.format("//host/a.png")}), "from elsewhere",
    ),
    "macro bound to an event": ("a.odt", office(ODT | {"content.xml": ODT_MACRO}), "macros"),
    "billion laughs": ("a.docx", office(DOCX | {"word/document.xml": LOLZ}), "declarations"),
    "billion laughs of a workbook": ("a.xlsx", office(XLSX | {"xl/a.xml": LOLZ}), "declarations"),
    "billion laughs in relations": (
        "a.pptx", office(PPTX | {"_rels/.rels": LOLZ}), "declarations",
    ),
    "billion laughs in a drawing": (
        "a.xlsx", office(XLSX | {"xl/drawings/a.vml": LOLZ}), "declarations",
    ),
    "billion laughs of an open document": (
        "a.odt", office(ODT | {"meta.xml": LOLZ}), "declarations",
    ),
    "part that is no XML": ("a.docx", office(DOCX | {"word/styles.xml": "<a><b></a>"}), "else"),
    "part that stops": ("a.docx", office(DOCX | {"word/styles.xml": "<a>"}), "something else"),
    "link": ("a.docx", with_link(), "outside"),
    "one name twice": ("a.docx", twice(), "something else"),
    "one name in two cases": ("a.docx", office(DOCX | {"word/Document.xml": "<a/>"}), "else"),
    "two kinds in one": ("a.docx", office(DOCX | {"xl/workbook.xml": "<a/>"}), "something else"),
    "script before an archive": ("a.docx", b"<script>1</script>" + office(), "something else"),
    "packed in another way": ("a.docx", squeezed(), "something else"),
    "bomb behind noise": ("a.docx", hidden_bomb(), "unpacks to more"),
    "length that lies": ("a.docx", lying_length(), "something else"),
    "picture bomb inside": ("a.docx", office(DOCX | {"word/media/a.png": huge_png()}), "picture"),
    "no picture inside": ("a.docx", office(DOCX | {"word/media/a.png": "words"}), "else"),
    "script before a pdf": ("a.pdf", b"<script>1</script>%PDF-1.7", "something else"),
}  # fmt: skip


@pytest.mark.parametrize("hiding", REFUSED)
def test_what_hides_is_refused_in_words(hiding):
    name, content, words = REFUSED[hiding]
    with pytest.raises(FileRefused, match=words) as refused:
        examine(name, content)
    assert str(refused.value).endswith(".")


def word():
    """A Word document as a program writes it, with a picture and a table."""
    held, document = io.BytesIO(), docx.Document()
    document.add_heading("Terms of reference")
    document.add_picture(io.BytesIO(picture("JPEG")))
    document.add_table(2, 2)
    document.save(held)
    return held.getvalue()


def workbook():
    """A workbook as a program writes it."""
    held, book = io.BytesIO(), openpyxl.Workbook()
    book.active["A1"] = "Date"
    book.save(held)
    return held.getvalue()


HONEST = {
    "a.docx": word(),
    "a.xlsx": workbook(),
    "a.pptx": office(PPTX),
    "a.odt": office(ODT | {"content.xml": ODT_IMAGE.format("Pictures/a.png")}),
}


@pytest.mark.parametrize("name", HONEST)
def test_honest_file_goes_through_without_a_remark(name):
    assert examine(name, HONEST[name]) == (f".{name.partition('.')[2]}", [])


def test_link_to_press_is_told():
    assert examine("a.docx", relation("hyperlink")) == (".docx", [Remark.LINKS])


def test_mislabelled_picture_inside_is_a_picture_still():
    content = office(DOCX | {"word/media/a.png": picture("JPEG")})
    assert examine("a.docx", content) == (".docx", [])


# --- PDFs ------------------------------------------------------------------------------------


def pdf(change=lambda pdf: None, **options):
    """A small PDF, changed."""
    made, held = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    change(made)
    made.save(held, **options)
    return held.getvalue()


def action(kind):
    def change(made):
        made.Root.OpenAction = made.make_indirect(Dictionary(S=Name(f"/{kind}")))

    return change


def annotation(kind):
    def change(made):
        made.pages[0].Annots = Array([Dictionary(Subtype=Name(f"/{kind}"))])

    return change


def named_script(made):
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array()))


def attached(made):
    made.attachments["a.txt"] = b"words"


def xfa(made):
    made.Root.AcroForm = Dictionary(XFA=made.make_stream(b"<xdp/>"))


TOLD = {
    "script on opening": (action("JavaScript"), Remark.SCRIPT),
    "script by name": (named_script, Remark.SCRIPT),
    "program to start": (action("Launch"), Remark.LAUNCH),
    "another file": (action("GoToR"), Remark.LAUNCH),
    "form that sends": (action("SubmitForm"), Remark.SEND),
    "file inside": (attached, Remark.FILES),
    "file pinned to a page": (annotation("FileAttachment"), Remark.FILES),
    "active form": (xfa, Remark.FORM),
    "film": (annotation("RichMedia"), Remark.MEDIA),
    "black bar to come": (annotation("Redact"), Remark.REDACTION),
}


@pytest.mark.parametrize("what", TOLD)
@pytest.mark.parametrize("streams", ["disable", "generate"])
def test_what_a_pdf_can_do_is_told(what, streams):
    change, remark = TOLD[what]
    content = pdf(change, object_stream_mode=pikepdf.ObjectStreamMode[streams])
    assert examine("a.pdf", content) == (".pdf", [remark])


def test_earlier_revision_is_told():
    content = pdf()
    xref = content[content.rindex(b"startxref") :]
    assert examine("a.pdf", content + b"\n" + xref)[1] == [Remark.REVISIONS]


@pytest.mark.parametrize("options", [{}, {"linearize": True}])
def test_plain_pdf_has_no_remark(options):
    assert examine("a.pdf", pdf(**options)) == (".pdf", [])


def test_pdf_of_pages_and_words_has_no_remark():
    held = io.BytesIO()
    canvas = Canvas(held)
    canvas.drawString(72, 72, "Words")
    canvas.save()
    assert examine("a.pdf", held.getvalue()) == (".pdf", [])


def test_pdf_that_opens_and_forbids_is_locked():
    content = pdf(encryption=pikepdf.Encryption(owner="owner", user=""))
    with pytest.raises(FileRefused, match="locked with a password"):
        examine("a.pdf", content)


@pytest.mark.parametrize("cut", range(20, 700, 40))
def test_no_cut_of_a_pdf_upsets_the_reader(cut):
    content = pdf(attached)
    try:
        examine("a.pdf", content[:cut] + b"\xff" + content[cut + 1 :])
    except FileRefused as refused:
        assert str(refused)
