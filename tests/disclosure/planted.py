"""Files that each hide one name in one place, made afresh for a test."""

# ruff: noqa: E501 (a table of files, one a line)

import io
import zipfile

import docx
import openpyxl
import pikepdf
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image, PngImagePlugin
from reportlab.lib.colors import black, white
from reportlab.pdfgen.canvas import Canvas

NAME = "Marit Solvang"
W = nsdecls("w")


def saved(thing):
    """The bytes of something that can be saved."""
    out = io.BytesIO()
    thing.save(out)
    return out.getvalue()


def with_part(content, name, part):
    """A package with one part more, or another in its place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, part)
    return out.getvalue()


def word(xml="", **properties):
    """A Word file with this markup in its last paragraph."""
    document = docx.Document()
    for key, value in properties.items():
        setattr(document.core_properties, key, value)
    paragraph = document.add_paragraph("It began in spring.")
    if xml:
        paragraph._p.append(parse_xml(xml))
    return saved(document)


def run(inside, looks="", text="t"):
    return f"<w:r {W}><w:rPr>{looks}</w:rPr><w:{text}>{inside}</w:{text}></w:r>"


def word_table():
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = NAME
    return saved(document)


def word_header(which):
    document = docx.Document()
    getattr(document.sections[0], which).paragraphs[0].text = NAME
    return saved(document)


def word_comment(text, author):
    document = docx.Document()
    paragraph = document.add_paragraph("It began in spring.")
    document.add_comment(paragraph.runs, text=text, author=author, initials="x")
    return saved(document)


def word_link():
    document = docx.Document()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    document.part.relate_to("https://news.example/marit-solvang", kind, is_external=True)
    return saved(document)


def word_picture(exif=True):
    document = docx.Document()
    document.add_picture(io.BytesIO(jpeg()))
    return saved(document)


def tracked(tag, text="t"):
    words = run(NAME, text=text)
    return word(
        f'<w:{tag} {W} w:id="9" w:author="A" w:date="2026-01-01T00:00:00Z">{words}</w:{tag}>'
    )


def part_of_word(name, inside):
    return with_part(word(), name, f"<w:x {W}>{inside}</w:x>")


DRAWING = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
PARAGRAPH = f"<w:p>{run(NAME)}</w:p>"
FIELD = run(f"HYPERLINK {NAME}", text="instrText")
WORD = {
    "body": lambda: word(run(NAME)),
    "name cut into runs": lambda: word(f"<w:hyperlink {W}>{run('Mar')}{run('it Sol')}{run('vang')}</w:hyperlink>"),
    "table": word_table,
    "header": lambda: word_header("header"),
    "footer": lambda: word_header("footer"),
    "footnote": lambda: part_of_word("word/footnotes.xml", PARAGRAPH),
    "endnote": lambda: part_of_word("word/endnotes.xml", PARAGRAPH),
    "text box": lambda: word(f"<w:r {W}><w:pict><w:txbxContent>{PARAGRAPH}</w:txbxContent></w:pict></w:r>"),
    "comment": lambda: word_comment(NAME, "A"),
    "comment's author": lambda: word_comment("x", NAME),
    "tracked insertion": lambda: tracked("ins"),
    "tracked deletion": lambda: tracked("del", "delText"),
    "tracked move": lambda: tracked("moveFrom"),
    "hidden text": lambda: word(run(NAME, "<w:vanish/>")),
    "white text": lambda: word(run(NAME, '<w:color w:val="FFFFFF"/>')),
    "alternative text": lambda: word(f'<w:r {W} {DRAWING}><w:drawing><wp:docPr id="1" name="x" descr="{NAME}"/></w:drawing></w:r>'),
    "author": lambda: word(author=NAME),
    "title": lambda: word(title=NAME),
    "keywords": lambda: word(keywords=NAME),
    "company": lambda: part_of_word("docProps/app.xml", f"<Company>{NAME}</Company>"),
    "custom property": lambda: part_of_word("docProps/custom.xml", f"<lpwstr>{NAME}</lpwstr>"),
    "custom data": lambda: part_of_word("customXml/item1.xml", f"<a>{NAME}</a>"),
    "embedded file": lambda: with_part(word(), "word/embeddings/a.docx", word(run(NAME))),
    "link": word_link,
    "bookmark": lambda: word(f'<w:bookmarkStart {W} w:id="1" w:name="Marit_Solvang"/>'),
    "field": lambda: word(FIELD),
    "picture": word_picture,
    "remark": lambda: word(f"<w:r {W}><!-- {NAME} --></w:r>"),
}  # fmt: skip


def excel(change):
    book = openpyxl.Workbook()
    change(book, book.active)
    return saved(book)


def _hidden_sheet(book, sheet):
    other = book.create_sheet("two")
    other["A1"], other.sheet_state = NAME, "hidden"


def _hidden_row(book, sheet):
    sheet["A5"], sheet.row_dimensions[5].hidden = NAME, True


def _hidden_column(book, sheet):
    sheet["D1"], sheet.column_dimensions["D"].hidden = NAME, True


def _note(book, sheet):
    sheet["A1"].comment = openpyxl.comments.Comment(NAME, "A")


def _defined(book, sheet):
    book.defined_names["Marit_Solvang"] = openpyxl.workbook.defined_name.DefinedName(
        "Marit_Solvang", attr_text="Sheet!$A$1"
    )


def _cached(book, sheet):
    sheet["A1"] = "=1"


def cached():
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        f'<c r="A1" t="str"><f>B1</f><v>{NAME}</v></c></row></sheetData></worksheet>'
    )
    return with_part(excel(_cached), "xl/worksheets/sheet1.xml", sheet)


EXCEL = {
    "cell": lambda: excel(lambda book, sheet: sheet.append([NAME])),
    "hidden sheet": lambda: excel(_hidden_sheet),
    "hidden row": lambda: excel(_hidden_row),
    "hidden column": lambda: excel(_hidden_column),
    "note": lambda: excel(_note),
    "defined name": lambda: excel(_defined),
    "name of a sheet": lambda: excel(lambda book, sheet: setattr(sheet, "title", NAME)),
    "page header": lambda: excel(lambda book, sheet: setattr(sheet.oddHeader.center, "text", NAME)),
    "property": lambda: excel(lambda book, sheet: setattr(book.properties, "creator", NAME)),
    "cached value": cached,
}  # fmt: skip

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'


def slides(part, xml):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("ppt/presentation.xml", "<p/>")
        package.writestr(part, xml)
    return out.getvalue()


A_PARAGRAPH = f"<a:p {A}><a:r><a:t>Marit </a:t></a:r><a:r><a:t>Solvang</a:t></a:r></a:p>"
SLIDES = {
    "slide": lambda: slides("ppt/slides/slide1.xml", f"<p:sld {P}>{A_PARAGRAPH}</p:sld>"),
    "hidden slide": lambda: slides("ppt/slides/slide1.xml", f'<p:sld {P} show="0">{A_PARAGRAPH}</p:sld>'),
    "notes": lambda: slides("ppt/notesSlides/notesSlide1.xml", f"<p:notes {P}>{A_PARAGRAPH}</p:notes>"),
    "comment": lambda: slides("ppt/comments/comment1.xml", f"<p:cmLst {P}><p:cm><p:text>{NAME}</p:text></p:cm></p:cmLst>"),
    "master": lambda: slides("ppt/slideMasters/slideMaster1.xml", f"<p:sldMaster {P}>{A_PARAGRAPH}</p:sldMaster>"),
}  # fmt: skip

ODF = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "style", "meta")
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:fo="urn:x:fo" xmlns:svg="urn:x:svg"'
)


def opendocument(inside, part="content.xml"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", f"<office:x {ODF}/>")
        if part != "content.xml":
            package.writestr(part, f"<office:x {ODF}>{inside}</office:x>")
    content = out.getvalue()
    return with_part(content, part, f"<office:x {ODF}>{inside}</office:x>")


HIDING = '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
OPEN = {
    "body": lambda: opendocument("<text:p>Marit <text:span>Sol</text:span>vang</text:p>"),
    "header": lambda: opendocument(f"<style:header><text:p>{NAME}</text:p></style:header>", "styles.xml"),
    "property": lambda: opendocument(f"<dc:creator>{NAME}</dc:creator>", "meta.xml"),
    "comment": lambda: opendocument(f"<text:p>x<office:annotation><dc:creator>A</dc:creator><text:p>{NAME}</text:p></office:annotation></text:p>"),
    "comment's author": lambda: opendocument(f"<text:p>x<office:annotation><dc:creator>{NAME}</dc:creator></office:annotation></text:p>"),
    "tracked deletion": lambda: opendocument(f"<text:changed-region><text:deletion><text:p>{NAME}</text:p></text:deletion></text:changed-region>"),
    "hidden text": lambda: opendocument(f'{HIDING}<text:p><text:span text:style-name="T1">{NAME}</text:span></text:p>'),
    "alternative text": lambda: opendocument(f"<text:p><svg:desc>{NAME}</svg:desc></text:p>"),
}  # fmt: skip


def pdf(draw=lambda canvas: None, pages=1):
    """A PDF with a line of its own on each page; reportlab writes no name of anybody."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 400))
    for _ in range(pages):
        canvas.drawString(40, 350, "It began in spring.")
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def changed(change, content=b""):
    """A PDF changed through its objects."""
    with pikepdf.open(io.BytesIO(content or pdf())) as opened:
        change(opened)
        return saved(opened)


def _covered(colour):
    def draw(canvas):
        canvas.drawString(40, 200, NAME)
        canvas.setFillColor(colour)
        canvas.rect(30, 190, 200, 30, stroke=0, fill=1)
        canvas.setFillColor(black)

    return draw


def _coloured(colour):
    def draw(canvas):
        canvas.setFillColor(colour)
        canvas.drawString(40, 200, NAME)
        canvas.setFillColor(black)

    return draw


def _invisible(canvas):
    text = canvas.beginText(40, 200)
    text.setTextRenderMode(3)
    text.textOut(NAME)
    canvas.drawText(text)


def _crop(opened):
    opened.pages[0].CropBox = pikepdf.Array([0, 250, 400, 400])


def _annotation(**keys):
    def change(opened):
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[0, 0, 9, 9], **keys)
        opened.pages[0].Annots = opened.make_indirect(pikepdf.Array([opened.make_indirect(note)]))

    return change


def _form(opened):
    _annotation(Subtype=pikepdf.Name.Widget, T="a", V=NAME, FT=pikepdf.Name.Tx)(opened)
    opened.Root.AcroForm = pikepdf.Dictionary(Fields=[opened.pages[0].Annots[0]])


def _attach(opened):
    opened.attachments["note.txt"] = NAME.encode()


def _xmp(opened):
    with opened.open_metadata() as metadata:
        metadata["dc:title"] = NAME


def _bookmark(opened):
    with opened.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(NAME, 0))


def _script(opened):
    opened.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"a('{NAME}')")


def revised():
    """A name that a later revision wrote over."""
    first = pdf(lambda canvas: canvas.drawString(40, 200, NAME))
    with pikepdf.open(io.BytesIO(first)) as opened:
        number = opened.pages[0].obj.objgen[0]
        count = len(opened.objects) + 1
    start = first.rindex(b"startxref")
    old = first[start:].split()[1]
    page = b"%d 0 obj\n<</Type/Page/MediaBox[0 0 400 400]/Parent %d 0 R>>\nendobj\n"
    with pikepdf.open(io.BytesIO(first)) as opened:
        parent = opened.pages[0].obj.Parent.objgen[0]
        root = opened.Root.objgen[0]
    at = len(first)
    new = page % (number, parent)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, at)
    trailer = b"trailer\n<</Size %d/Root %d 0 R/Prev %s>>\nstartxref\n%d\n%%%%EOF\n"
    return first + new + table + trailer % (count, root, old, at + len(new))


PDF = {
    "page": lambda: pdf(lambda canvas: canvas.drawString(40, 200, NAME)),
    "title": lambda: pdf(lambda canvas: canvas.setTitle(NAME)),
    "author": lambda: pdf(lambda canvas: canvas.setAuthor(NAME)),
    "XMP": lambda: changed(_xmp),
    "annotation": lambda: changed(_annotation(Subtype=pikepdf.Name.Text, Contents=NAME)),
    "attachment": lambda: changed(_attach),
    "earlier revision": revised,
    "form field": lambda: changed(_form),
    "bookmark": lambda: changed(_bookmark),
    "link": lambda: changed(_annotation(Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://news.example/marit-solvang"))),
    "script": lambda: changed(_script),
    "redaction not applied": lambda: changed(_annotation(Subtype=pikepdf.Name.Redact, OverlayText=NAME)),
}  # fmt: skip
UNSEEN = {
    "black box": lambda: pdf(_covered(black)),
    "white box": lambda: pdf(_covered(white)),
    "white text": lambda: pdf(_coloured(white)),
    "pale text": lambda: pdf(_coloured((0.95, 0.95, 0.95))),
    "render mode 3": lambda: pdf(_invisible),
    "off the page": lambda: pdf(lambda canvas: canvas.drawString(40, 500, NAME)),
    "cropped away": lambda: changed(_crop, pdf(lambda canvas: canvas.drawString(40, 200, NAME))),
}  # fmt: skip


def jpeg():
    picture = Image.new("RGB", (8, 8))
    exif = picture.getexif()
    exif[0x010E] = NAME
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def png(with_xmp=False):
    words = PngImagePlugin.PngInfo()
    key = "XML:com.adobe.xmp" if with_xmp else "Comment"
    words.add_itxt(key, f"<x>{NAME}</x>")
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG", pnginfo=words)
    return out.getvalue()


PICTURE = {"a.jpg": jpeg, "a.png": png, "b.png": lambda: png(with_xmp=True)}
EVERYWHERE = [
    (ending, place, make)
    for ending, places in (
        (".docx", WORD), (".xlsx", EXCEL), (".pptx", SLIDES), (".odt", OPEN),
        (".pdf", PDF), (".pdf", UNSEEN),
    )
    for place, make in places.items()
]  # fmt: skip
