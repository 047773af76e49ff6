"""The words of a file about to leave, and what it says of itself; unreadable is never clear."""

from __future__ import annotations

import html
import io
import re
import zipfile
from dataclasses import dataclass

import pypdf
from pypdf.errors import PyPdfError

TAG = re.compile(r"<[^>]*>")
SPOKEN = re.compile(r'\b(?:descr|title|alt|name|author|w:author)="([^"]*)"')
LINE_ENDS = re.compile(
    r"</(?:w:p|a:p|text:p|text:h|row|si|t|v|dc:\w+|cp:\w+|dcterms:\w+|meta:\w+)>"
    r"|<(?:w:br|w:tab|text:tab|text:line-break)\b[^>]*>"
)
OFFICE = {".docx", ".xlsx", ".pptx", ".odt"}
TEXT = {".txt", ".csv"}


class Unreadable(ValueError):
    """A file whose words could not be read, so that nothing can be said of them."""


@dataclass(frozen=True)
class FileWords:
    """What a reader of a file meets, and what its properties say."""

    text: str
    metadata: str


def read(content: bytes, extension: str) -> FileWords:
    """The words of a file and of its properties, hidden ones as far as they can be reached.

    Takes the bytes and the extension they deserve, with its dot. Raises Unreadable for pictures,
    scans without text and damaged files.
    """
    try:
        if extension == ".pdf":
            return _pdf(content)
        if extension in OFFICE:
            return _office(content)
    except (PyPdfError, zipfile.BadZipFile, OSError, ValueError, KeyError, RecursionError) as fault:
        raise Unreadable(str(fault)) from fault
    if extension in TEXT:
        return FileWords(_decoded(content), "")
    raise Unreadable(f"No words are read from {extension} files.")


def _pdf(content: bytes) -> FileWords:
    reader = pypdf.PdfReader(io.BytesIO(content))
    pages = [page.extract_text() for page in reader.pages]
    text = "\n".join(pages)
    if not text.strip() and any(_has_pictures(page) for page in reader.pages):
        raise Unreadable("It holds pictures and no text.")
    said = [str(value) for value in (reader.metadata or {}).values()]
    packet = reader.trailer["/Root"].get("/Metadata")
    if packet is not None:
        said.append(_without_tags(packet.get_object().get_data().decode("utf-8", "replace")))
    said += [str(entry.title) for entry in _flat(reader.outline)]
    notes = [
        str(note.get_object().get("/Contents", ""))
        for page in reader.pages
        for note in page.get("/Annots", [])
    ]
    return FileWords("\n".join([text, *notes]), "\n".join(said))


def _has_pictures(page: pypdf.PageObject) -> bool:
    resources = page.get("/Resources", {})
    return "/XObject" in resources.get_object() if hasattr(resources, "get_object") else False


def _flat(outline: list) -> list:
    return [
        entry for item in outline for entry in (_flat(item) if isinstance(item, list) else [item])
    ]


def _office(content: bytes) -> FileWords:
    text, metadata = [], []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            words = _without_tags(archive.read(name).decode("utf-8", "replace"))
            own = name.startswith("docProps/") or name == "meta.xml"
            (metadata if own else text).append(words)
    return FileWords("\n".join(text), "\n".join(metadata))


def _without_tags(markup: str) -> str:
    """Words of XML as a reader meets them: runs joined, paragraphs apart, spoken words too."""
    spoken = SPOKEN.findall(markup)
    words = TAG.sub("", LINE_ENDS.sub("\n", markup))
    return html.unescape("\n".join([words, *spoken]))


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
