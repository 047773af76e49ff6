"""The structure of a PDF (PDF/UA-1): what each stretch of a page is, for those who listen."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String
from reportlab.pdfgen.canvas import Canvas

Box = tuple[float, float, float, float]

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


@dataclass(eq=False)
class Element:
    """One node of the structure tree. Its content joins in the order in which it is drawn."""

    role: str
    parent: Element | None = None
    alt: str = ""
    href: str = ""
    attributes: dict[str, object] = field(default_factory=dict)
    kids: list[Element | Marked | Annotated] = field(default_factory=list)

    def add(self, role: str, **given) -> Element:
        """A new child, at once in its place."""
        child = Element(role, self, **given)
        self.kids.append(child)
        return child

    def join(self) -> None:
        """Take one's place under the parent; a link does so when its first word is drawn."""
        if self.parent is not None and self not in self.parent.kids:
            self.parent.kids.append(self)

    def place(self, box: Box) -> None:
        """Say where a picture stands on its page."""
        self.attributes = {"O": Name.Layout, "Placement": Name.Block, "BBox": _numbers(*box)}


@dataclass(frozen=True)
class Marked:
    """A stretch of a page's content: page from 0, and its number on that page."""

    page: int
    number: int


@dataclass(frozen=True)
class Annotated:
    """The part of a link that can be clicked on one page, one box a line."""

    page: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Bookmark:
    """A heading and where it stands."""

    level: int
    text: str
    page: int
    top: float


class Pen:
    """Draws on a canvas and notes what each stroke means.

    Nothing is ever drawn outside `marked` and `artifact`; neither may stand inside the other.
    """

    def __init__(self, canvas: Canvas, root: Element):
        self.canvas = canvas
        self.root = root
        self.page = 0
        self.bookmarks: list[Bookmark] = []
        self._numbers = 0

    def turn(self) -> None:
        """End this page and begin the next."""
        self.canvas.showPage()
        self.page += 1
        self._numbers = 0

    @contextmanager
    def marked(self, element: Element) -> Iterator[Canvas]:
        """What is drawn inside is the content of this element."""
        element.join()
        element.kids.append(Marked(self.page, self._numbers))
        self.canvas.addLiteral(f"/{element.role} <</MCID {self._numbers}>> BDC")
        self._numbers += 1
        yield self.canvas
        self.canvas.addLiteral("EMC")

    @contextmanager
    def artifact(self, kind: str = "Layout", subtype: str = "") -> Iterator[Canvas]:
        """What is drawn inside is furniture, and is not read out."""
        more = f" /Subtype /{subtype}" if subtype else ""
        self.canvas.addLiteral(f"/Artifact <</Type /{kind}{more}>> BDC")
        yield self.canvas
        self.canvas.addLiteral("EMC")


def finish(drawn: bytes, pen: Pen, *, title: str, language: str) -> bytes:
    """Give a drawn PDF its structure, language, title and bookmarks, and nothing else about itself.

    The same input gives the same bytes: no date, no author and no random name is written.
    """
    with pikepdf.open(io.BytesIO(drawn)) as document:
        _Structure(document).build(pen.root)
        _outline(document, pen.bookmarks)
        _describe(document, title, language)
        _mend_letters(document)
        out = io.BytesIO()
        document.save(
            out,
            deterministic_id=True,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return out.getvalue()


class _Structure:
    """Writes the tree of elements into a document, with the way back from page to element."""

    def __init__(self, document: pikepdf.Pdf):
        self.document = document
        self.pages = [page.obj for page in document.pages]
        self.marks: list[dict[int, pikepdf.Object]] = [{} for _ in self.pages]
        self.links: list[pikepdf.Object] = []

    def build(self, root: Element) -> None:
        tree = self.document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = Array([self._element(root, tree)])
        numbers = Array()
        for index, page in enumerate(self.pages):
            page.StructParents = index
            page.Tabs = Name.S
            numbers.extend([index, self._row(self.marks[index])])
        for index, link in enumerate(self.links, start=len(self.pages)):
            numbers.extend([index, link])
        tree.ParentTree = self.document.make_indirect(Dictionary(Nums=numbers))
        tree.ParentTreeNextKey = len(self.pages) + len(self.links)
        self.document.Root.StructTreeRoot = tree
        self.document.Root.MarkInfo = Dictionary(Marked=True)

    def _row(self, marks: dict[int, pikepdf.Object]) -> pikepdf.Object:
        return self.document.make_indirect(Array([marks[n] for n in range(len(marks))]))

    def _element(self, element: Element, parent: pikepdf.Object) -> pikepdf.Object:
        made = self.document.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name("/" + element.role), P=parent)
        )
        if element.alt:
            made.Alt = String(element.alt)
        if element.attributes:
            made.A = Dictionary({f"/{name}": value for name, value in element.attributes.items()})
        made.K = Array([self._kid(kid, element, made) for kid in element.kids])
        return made

    def _kid(self, kid, element: Element, made: pikepdf.Object) -> pikepdf.Object:
        if isinstance(kid, Element):
            return self._element(kid, made)
        page = self.pages[kid.page]
        if isinstance(kid, Marked):
            self.marks[kid.page][kid.number] = made
            return Dictionary(Type=Name.MCR, Pg=page, MCID=kid.number)
        return Dictionary(Type=Name.OBJR, Pg=page, Obj=self._annotation(kid, element, made))

    def _annotation(self, kid: Annotated, link: Element, made: pikepdf.Object) -> pikepdf.Object:
        left, bottom, right, top = (list(sides) for sides in zip(*kid.boxes, strict=True))
        annotation = self.document.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=_numbers(min(left), min(bottom), max(right), max(top)),
                QuadPoints=_numbers(
                    *(side for x, y, r, t in kid.boxes for side in (x, t, r, t, x, y, r, y))
                ),
                Border=Array([0, 0, 0]),
                F=4,
                Contents=String(link.alt or link.href),
                StructParent=len(self.pages) + len(self.links),
                A=Dictionary(Type=Name.Action, S=Name.URI, URI=String(link.href)),
            )
        )
        self.links.append(made)
        page = self.pages[kid.page]
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(annotation)
        return annotation


def _numbers(*values: float) -> Array:
    return Array([round(value, 2) for value in values])


def _outline(document: pikepdf.Pdf, bookmarks: list[Bookmark]) -> None:
    with document.open_outline() as outline:
        above: list[tuple[int, OutlineItem]] = []
        for mark in bookmarks:
            item = OutlineItem(mark.text, mark.page, "XYZ", top=round(mark.top, 2))
            while above and above[-1][0] >= mark.level:
                above.pop()
            (above[-1][1].children if above else outline.root).append(item)
            above.append((mark.level, item))


def _describe(document: pikepdf.Pdf, title: str, language: str) -> None:
    """Title and language in both places that hold them; every other word about the file goes."""
    del document.docinfo
    document.docinfo["/Title"] = String(title)
    packet = XMP.format(title=escape(title), language=escape(language)).encode()
    document.Root.Metadata = document.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    document.Root.Lang = String(language)
    document.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def _mend_letters(document: pikepdf.Pdf) -> None:
    """reportlab says that unused codes mean U+0000, which PDF/UA forbids (7.21.7)."""
    for thing in document.objects:
        if isinstance(thing, Dictionary) and "/ToUnicode" in thing:
            table = thing.ToUnicode.read_bytes()
            thing.ToUnicode.write(re.sub(rb"<0000>(?=\s)", b"<FFFD>", table))
