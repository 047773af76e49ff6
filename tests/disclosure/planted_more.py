"""More places that hide a name: one file each, beside those of `planted`."""

# ruff: noqa: E501 (a table of files, one a line)

import io

import openpyxl
import pikepdf
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image, PngImagePlugin
from reportlab.lib.colors import black
from reportlab.lib.utils import ImageReader

from tests.disclosure.planted import (
    A_PARAGRAPH,
    HIDING,
    NAME,
    PARAGRAPH,
    A,
    P,
    W,
    changed,
    excel,
    jpeg,
    opendocument,
    part_of_word,
    pdf,
    run,
    slides,
    with_part,
    word,
)

XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc>{NAME}</dc></x:xmpmeta>'
RELATION = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="t" TargetMode="External" Target="https://news.example/marit-solvang"/></Relationships>'
PICTURE = 'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'

WORD = {
    "first page header": lambda: part_of_word("word/header7.xml", PARAGRAPH),
    "nested table": lambda: word(f"<w:tbl {W}><w:tr><w:tc><w:tbl><w:tr><w:tc>{PARAGRAPH}</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>"),
    "content control": lambda: word(f'<w:sdt {W}><w:sdtPr><w:alias w:val="{NAME}"/></w:sdtPr><w:sdtContent/></w:sdt>'),
    "form field": lambda: word(f'<w:r {W}><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="a"/><w:textInput><w:default w:val="{NAME}"/></w:textInput></w:ffData></w:fldChar></w:r>'),
    "document variable": lambda: part_of_word("word/settings.xml", f'<w:docVars><w:docVar w:name="a" w:val="{NAME}"/></w:docVars>'),
    "tiny text": lambda: word(run(NAME, '<w:sz w:val="2"/>')),
    "tracked move's target": lambda: word(f'<w:moveTo {W} w:id="1" w:author="A">{run(NAME)}</w:moveTo>'),
    "author of a change": lambda: word(f'<w:ins {W} w:id="1" w:author="{NAME}">{run("x")}</w:ins>'),
    "list of commenters": lambda: part_of_word("word/people.xml", f'<w:person w:author="{NAME}"/>'),
    "glossary": lambda: part_of_word("word/glossary/document.xml", PARAGRAPH),
    "chart": lambda: with_part(word(), "word/charts/chart1.xml", f'<c:chart xmlns:c="c" {A}>{A_PARAGRAPH}</c:chart>'),
    "drawing": lambda: with_part(word(), "word/diagrams/data1.xml", f'<d:data xmlns:d="d" {A}>{A_PARAGRAPH}</d:data>'),
    "embedded workbook": lambda: with_part(word(), "word/embeddings/a.xlsx", excel(lambda book, sheet: sheet.append([NAME]))),
    "broken over two lines": lambda: word(f"<w:r {W}><w:t>Marit</w:t><w:br/><w:t>Solvang</w:t></w:r>"),
}  # fmt: skip


def _linked(book, sheet):
    sheet["A1"] = "x"
    sheet["A1"].hyperlink = "https://news.example/marit-solvang"


def _validated(book, sheet):
    sheet.add_data_validation(DataValidation(type="list", formula1=f'"{NAME},other"', sqref="A1"))


def _very_hidden(book, sheet):
    other = book.create_sheet("other")
    other["A1"] = NAME
    other.sheet_state = "veryHidden"


def _custom(book, sheet):
    text = openpyxl.packaging.custom.StringProperty(name="a", value=NAME)
    book.custom_doc_props.append(text)


EXCEL = {
    "link": lambda: excel(_linked),
    "list of choices": lambda: excel(_validated),
    "very hidden sheet": lambda: excel(_very_hidden),
    "custom property": lambda: excel(_custom),
    "formula": lambda: excel(lambda book, sheet: sheet.append([f'="{NAME}"'])),
    "page footer": lambda: excel(lambda book, sheet: setattr(sheet.oddFooter.left, "text", NAME)),
    "threaded comment": lambda: with_part(excel(lambda book, sheet: None), "xl/threadedComments/threadedComment1.xml", f"<t><threadedComment><text>{NAME}</text></threadedComment></t>"),
    "list of commenters": lambda: with_part(excel(lambda book, sheet: None), "xl/persons/person.xml", f'<l><person displayName="{NAME}"/></l>'),
    "alternative text": lambda: with_part(excel(lambda book, sheet: None), "xl/drawings/drawing1.xml", f'<x {PICTURE}><pic:cNvPr id="1" name="a" descr="{NAME}"/></x>'),
    "text box": lambda: with_part(excel(lambda book, sheet: None), "xl/drawings/drawing1.xml", f"<x>{A_PARAGRAPH}</x>"),
    "picture": lambda: with_part(excel(lambda book, sheet: None), "xl/media/image1.jpg", jpeg()),
    "what a pivot table remembers": lambda: with_part(excel(lambda book, sheet: None), "xl/pivotCache/pivotCacheDefinition1.xml", f'<p><sharedItems><s v="{NAME}"/></sharedItems></p>'),
    "link to another file": lambda: with_part(excel(lambda book, sheet: None), "xl/externalLinks/_rels/externalLink1.xml.rels", RELATION),
}  # fmt: skip

SLIDE = "ppt/slides/slide1.xml"
SLIDES = {
    "table": lambda: slides(SLIDE, f"<p:sld {P} {A}><a:tbl><a:tr><a:tc><a:txBody>{A_PARAGRAPH}</a:txBody></a:tc></a:tr></a:tbl></p:sld>"),
    "alternative text": lambda: slides(SLIDE, f'<p:sld {P}><p:cNvPr id="1" name="a" descr="{NAME}"/></p:sld>'),
    "white text": lambda: slides(SLIDE, f'<p:sld {P} {A}><a:p><a:r><a:rPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:rPr><a:t>{NAME}</a:t></a:r></a:p></p:sld>'),
    "comment's author": lambda: slides("ppt/commentAuthors.xml", f'<p:cmAuthorLst {P}><p:cmAuthor name="{NAME}"/></p:cmAuthorLst>'),
    "layout": lambda: slides("ppt/slideLayouts/slideLayout1.xml", f"<p:sldLayout {P}>{A_PARAGRAPH}</p:sldLayout>"),
    "property": lambda: slides("docProps/core.xml", f"<c><creator>{NAME}</creator></c>"),
    "link": lambda: slides("ppt/slides/_rels/slide1.xml.rels", RELATION),
    "picture": lambda: slides("ppt/media/image1.jpg", jpeg()),
    "embedded workbook": lambda: slides("ppt/embeddings/a.xlsx", excel(lambda book, sheet: sheet.append([NAME]))),
}  # fmt: skip

OPEN = {
    "table": lambda: opendocument(f'<t:table xmlns:t="t"><t:table-cell><text:p>{NAME}</text:p></t:table-cell></t:table>'),
    "footer": lambda: opendocument(f"<style:footer><text:p>{NAME}</text:p></style:footer>", "styles.xml"),
    "footnote": lambda: opendocument(f"<text:p>x<text:note><text:note-body><text:p>{NAME}</text:p></text:note-body></text:note></text:p>"),
    "tracked insertion": lambda: opendocument(f"<text:changed-region><text:insertion><dc:creator>{NAME}</dc:creator></text:insertion></text:changed-region>"),
    "white text": lambda: opendocument('<style:style style:name="T2"><style:text-properties fo:color="#ffffff"/></style:style>' f'<text:p><text:span text:style-name="T2">{NAME}</text:span></text:p>'),
    "text box": lambda: opendocument(f'<d:text-box xmlns:d="d"><text:p>{NAME}</text:p></d:text-box>'),
    "custom property": lambda: opendocument(f'<meta:user-defined meta:name="a">{NAME}</meta:user-defined>', "meta.xml"),
    "bookmark": lambda: opendocument(f'<text:p><text:bookmark text:name="{NAME}"/>x</text:p>'),
    "link": lambda: opendocument('<text:p><text:a xmlns:xlink="l" xlink:href="https://news.example/marit-solvang">x</text:a></text:p>'),
    "picture": lambda: with_part(opendocument("<text:p>x</text:p>"), "Pictures/a.jpg", jpeg()),
    "hidden paragraph": lambda: opendocument(f'{HIDING.replace("T1", "P1")}<text:p text:style-name="P1">{NAME}</text:p>'),
}  # fmt: skip


def _named(key):
    def change(opened):
        opened.docinfo[key] = NAME

    return change


def _pinned(opened):
    """A file pinned to a page."""
    spec = pikepdf.AttachedFileSpec(opened, NAME.encode(), filename="note.txt")
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9], FS=spec.obj
    )
    opened.pages[0].Annots = pikepdf.Array([opened.make_indirect(note)])


def _photograph(canvas):
    canvas.drawImage(ImageReader(io.BytesIO(jpeg())), 40, 100)


def _jpeg_kept(opened):
    """A photograph with all it says of itself, as many programs put it into a PDF."""
    content = jpeg()
    picture = pikepdf.Stream(opened, content)
    picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    picture.Width = picture.Height = 8
    picture.BitsPerComponent, picture.ColorSpace = 8, pikepdf.Name.DeviceRGB
    picture.Filter = pikepdf.Name.DCTDecode
    opened.pages[0].Resources.XObject = pikepdf.Dictionary(P1=opened.make_indirect(picture))


def _structure(key):
    def change(opened):
        element = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Figure)
        element[key] = pikepdf.String(NAME)
        opened.Root.StructTreeRoot = opened.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=opened.make_indirect(element))
        )

    return change


PDF = {
    "subject": lambda: changed(_named("/Subject")),
    "keywords": lambda: changed(_named("/Keywords")),
    "property of its own": lambda: changed(_named("/Department")),
    "file pinned to a page": lambda: changed(_pinned),
    "picture's own data": lambda: changed(_jpeg_kept),
    "alternative text": lambda: changed(_structure("/Alt")),
    "actual text": lambda: changed(_structure("/ActualText")),
    "two lines": lambda: pdf(lambda canvas: (canvas.drawString(40, 200, "Marit"), canvas.drawString(40, 186, "Solvang"))),
}  # fmt: skip


def _under_a_picture(canvas):
    canvas.drawString(40, 200, NAME)
    canvas.drawImage(ImageReader(Image.new("RGB", (8, 8), "grey")), 30, 190, 200, 30)


def _under_an_annotation(subtype, **keys):
    def change(opened):
        form = pikepdf.Stream(opened, b"0 0 0 rg 0 0 200 30 re f")
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Array([0, 0, 200, 30])
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=subtype, Rect=[30, 190, 230, 220], F=4,
            AP=pikepdf.Dictionary(N=opened.make_indirect(form)), **keys,
        )  # fmt: skip
        opened.pages[0].Annots = pikepdf.Array([opened.make_indirect(note)])

    return change


def _written(canvas):
    canvas.drawString(40, 200, NAME)


def _clipped(canvas):
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(0, 0, 5, 5)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.drawString(40, 200, NAME)
    canvas.restoreState()


def _black_on_black(canvas):
    canvas.setFillColor(black)
    canvas.rect(30, 190, 200, 30, stroke=0, fill=1)
    canvas.drawString(40, 200, NAME)


def _transparent(canvas):
    canvas.saveState()
    canvas.setFillAlpha(0)
    canvas.drawString(40, 200, NAME)
    canvas.restoreState()


def _layer_off(opened):
    """A layer that is switched off."""
    layer = opened.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="layer"))
    opened.Root.OCProperties = pikepdf.Dictionary(
        OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary(OFF=pikepdf.Array([layer]))
    )
    page = opened.pages[0]
    page.Resources.Properties = pikepdf.Dictionary(L1=layer)
    name = next(iter(page.Resources.Font.keys())).encode()
    words = b"/OC /L1 BDC BT %s 12 Tf 40 200 Td (%s) Tj ET EMC" % (name, NAME.encode())
    page.contents_add(pikepdf.Stream(opened, words))


UNSEEN = {
    "picture": lambda: pdf(_under_a_picture),
    "black square laid on top": lambda: changed(_under_an_annotation(pikepdf.Name.Square), pdf(_written)),
    "black highlighter": lambda: changed(_under_an_annotation(pikepdf.Name.Highlight), pdf(_written)),
    "clipped away": lambda: pdf(_clipped),
    "black on black": lambda: pdf(_black_on_black),
    "transparent": lambda: pdf(_transparent),
    "layer switched off": lambda: changed(_layer_off),
}  # fmt: skip


def jpeg_with(**kept):
    """A photograph that says something of itself in one place."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", **kept)
    return out.getvalue()


def gps():
    """Where it was taken lies in a part of its own."""
    picture = Image.new("RGB", (8, 8))
    exif = picture.getexif()
    exif.get_ifd(0x8825)[29] = NAME
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def png_text():
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", NAME)
    return png_of(pnginfo=words)


def png_of(**kept):
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG", **kept)
    return out.getvalue()


PICTURES = {
    "comment.jpg": lambda: jpeg_with(comment=NAME.encode()),
    "xmp.jpg": lambda: jpeg_with(xmp=XMP.encode()),
    "gps.jpg": gps,
    "text.png": png_text,
    "exif.png": lambda: png_of(exif=exif_of()),
}


def exif_of():
    """What a camera notes, with a name in it."""
    exif = Image.new("RGB", (8, 8)).getexif()
    exif[0x013B] = NAME
    return exif


EVERYWHERE = [
    (ending, place, make)
    for ending, places in (
        (".docx", WORD), (".xlsx", EXCEL), (".pptx", SLIDES), (".odt", OPEN),
        (".pdf", PDF), (".pdf", UNSEEN),
    )
    for place, make in places.items()
]  # fmt: skip
