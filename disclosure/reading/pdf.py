"""Reads PDFs: pages, properties, annotations, attachments, forms, bookmarks, earlier revisions."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import pikepdf

from disclosure.reading.passages import NotRead, Reading
from disclosure.reading.pdf_pages import read_pages
from disclosure.reading.picture import read_picture
from documents.reading.limits import STUMBLES

END = b"%%EOF"
PLACES = {
    "/Alt": "alternative text",
    "/ActualText": "alternative text",
    "/E": "alternative text",
    "/URI": "links",
    "/F": "names of files",
    "/UF": "names of files",
    "/Desc": "names of files",
    "/JS": "scripts",
    "/V": "form fields",
    "/DV": "form fields",
    "/TU": "form fields",
    "/Title": "titles and bookmarks",
    "/Contents": "annotations",
}
"""Where a string stands, by the key it is kept under; the rest is read as well."""
ACTIONS = {
    "/JavaScript": "There is a script. Take it out.",
    "/Launch": "There is a command that starts a program. Take it out.",
    "/SubmitForm": "There is a form that sends itself. Take it out.",
    "/ImportData": "There is a command that fetches data. Take it out.",
}
NOBODY = {"", "anonymous", "(anonymous)"}
MOST_REVISIONS = 20
DEEPEST_NESTING = 50


Attached = Callable[[str, bytes], Reading]


def read_pdf(content: bytes, attached: Attached, *, revisions: bool = True) -> Reading:
    """Everything a PDF holds, shown or not; `attached` reads a file inside. Raises NotRead."""
    if not content.startswith(b"%PDF-"):
        raise NotRead("It is not a PDF, or is damaged.")
    reading = Reading()
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise NotRead("It is locked or protected. Save it without protection.")
            _properties(reading, pdf)
            _objects(reading, pdf, attached)
        read_pages(reading, content)
    except NotRead:
        raise
    except (pikepdf.PikepdfError, ValueError, TypeError, *STUMBLES) as damaged:
        raise NotRead("The PDF cannot be read.") from damaged
    if revisions:
        _revisions(reading, content, attached)
    return reading


def _properties(reading: Reading, pdf: pikepdf.Pdf) -> None:
    for key, value in pdf.docinfo.items():
        reading.add(f"PDF property {str(key).lstrip('/')}", str(value), is_hidden=True)
        if key == "/Author" and str(value) not in NOBODY:
            reading.look_at("PDF properties", "The file says who made it.")
    if "/Names" in pdf.Root and "/JavaScript" in pdf.Root.Names:
        reading.must_fix("PDF", ACTIONS["/JavaScript"])
    if "/AcroForm" in pdf.Root and "/XFA" in pdf.Root.AcroForm:
        raise NotRead("It holds a kind of form this service cannot read.")


def _objects(reading: Reading, pdf: pikepdf.Pdf, attached: Attached) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Type") == "/Metadata":
            words = re.sub(r"<\?.*?\?>", " ", thing.read_bytes().decode("utf-8", "replace"))
            reading.add("XMP of the PDF", re.sub(r"<[^>]*>", " ", words), is_hidden=True)
            # What stands in attributes, as some programs write it.
            for value in re.findall(r"=\s*[\"']([^\"']*)[\"']", words):
                reading.add("XMP of the PDF", value, is_hidden=True)
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
            _picture(reading, thing)
        for part in _within(thing):
            _dictionary(reading, part)
            _attached(reading, part, attached)


def _within(thing: object, depth: int = 0) -> Iterator[pikepdf.Dictionary]:
    """A dictionary and those written out inside it, not those it points to."""
    if depth > DEEPEST_NESTING:
        raise NotRead("It is nested too deeply to be read.")
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield thing
        parts = [part for _, part in thing.items()]
    else:
        parts = list(thing) if isinstance(thing, pikepdf.Array) else []
    for part in parts:
        if isinstance(part, pikepdf.Object) and not part.is_indirect:
            yield from _within(part, depth + 1)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, pikepdf.String | str):
        yield str(value)
    elif isinstance(value, pikepdf.Array):
        for part in value:
            yield from _strings(part)


def _dictionary(reading: Reading, thing: pikepdf.Dictionary) -> None:
    kind = str(thing.get("/Subtype", ""))
    if kind == "/Redact":
        reading.must_fix("PDF", "A redaction is marked and not applied. Apply it.")
    elif kind in {"/Text", "/FreeText", "/Popup", "/FileAttachment", "/RichMedia", "/Highlight"}:
        reading.must_fix("PDF", "There is a comment or a mark. Take it out.")
    if "/URI" in thing:
        reading.look_at("links", "There is a link to something outside the file.")
    for key, value in thing.items():
        for text in _strings(value):
            reading.add(PLACES.get(key, "properties and annotations"), text, is_hidden=True)
    kind = str(thing.get("/S", ""))
    if kind in ACTIONS:
        reading.must_fix("PDF", ACTIONS[kind])
        script = thing.get("/JS")
        if isinstance(script, pikepdf.Stream):
            reading.add("scripts", script.read_bytes().decode("latin-1"), is_hidden=True)


def _attached(reading: Reading, thing: pikepdf.Dictionary, attached: Attached) -> None:
    """Files held by the document or pinned to a page, whichever list names them."""
    files = thing.get("/EF")
    if not isinstance(files, pikepdf.Dictionary):
        return
    reading.must_fix("PDF", "A file is attached. Take it out.")
    name = str(thing.get("/UF", thing.get("/F", "")))
    for stream in {stream.objgen: stream for _, stream in files.items()}.values():
        reading.take(attached(name, stream.read_bytes()), "an attachment")


def _picture(reading: Reading, thing: pikepdf.Stream) -> None:
    reading.look_at("pictures", "Words and faces in a picture cannot be checked. Look at it.")
    if thing.get("/Filter") == "/DCTDecode":
        reading.take(read_picture(thing.read_raw_bytes()), "a picture")


def _revisions(reading: Reading, content: bytes, attached: Attached) -> None:
    """What stood in the file before it was last changed: changes are added, not exchanged."""
    earlier = list(_earlier(content))
    if len(earlier) > MOST_REVISIONS:
        raise NotRead("It holds more earlier revisions than this service reads.")
    for revision in earlier:
        reading.must_fix("PDF", "An earlier revision is kept in the file. Print it to a new PDF.")
        reading.take(read_pdf(revision, attached, revisions=False), "an earlier revision")


def _earlier(content: bytes) -> Iterator[bytes]:
    ends = [match.end() for match in re.finditer(re.escape(END), content)]
    is_linear = b"/Linearized" in content[:1024]
    for end in ends[1 if is_linear else 0 : -1]:
        yield content[:end] + b"\n"
    if ends and content[ends[-1] :].strip(b"\r\n\t \x00"):
        raise NotRead("There is something after its end.")
