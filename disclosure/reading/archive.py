"""Opens packages of parts (Word, Excel, PowerPoint, OpenDocument) within limits.

Sizes are believed from the directory before reading and counted again while reading; whatever
does not fit, does not parse or is locked raises NotRead (security.md 4.1).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from disclosure.reading.passages import NotRead
from documents.reading.limits import HIGHEST_RATIO, LARGEST_UNPACKED, MOST_MEMBERS, STUMBLES

MARKUP = (".xml", ".rels", ".vml", ".rdf")


class Package:
    """The parts of one package, each read at most once and never beyond its stated size."""

    def __init__(self, content: bytes):
        try:
            archive = zipfile.ZipFile(io.BytesIO(content))
            members = archive.infolist()
            unpacked = sum(member.file_size for member in members)
            if len(members) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED:
                raise NotRead("It unpacks to more than this service reads.")
            if unpacked > 1024 * 1024 and unpacked > len(content) * HIGHEST_RATIO:
                raise NotRead("It unpacks to more than this service reads.")
            if any(member.flag_bits & 0x1 for member in members):
                raise NotRead("It is locked with a password.")
            names = [member.filename for member in members]
            if len(set(names)) != len(names):
                raise NotRead("It holds two parts of the same name.")
            self.parts = {
                member.filename: _whole(archive, member)
                for member in members
                if not member.is_dir()
            }
            self.remarks = [archive.comment, *(m.comment for m in members if m.comment)]
        except NotRead:
            raise
        except STUMBLES as damaged:
            raise NotRead("It is damaged, or not what its name says.") from damaged

    def trees(self) -> Iterator[tuple[str, etree._Element]]:
        """Each part of markup, with its name."""
        for name, content in self.parts.items():
            if name.lower().endswith(MARKUP):
                yield name, parsed(content)

    def others(self) -> Iterator[tuple[str, bytes]]:
        """Each part that is not markup: pictures, embedded files, programs."""
        for name, content in self.parts.items():
            if not name.lower().endswith(MARKUP):
                yield name, content


def _whole(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as part:
        content = part.read(member.file_size + 1)
    if len(content) != member.file_size:
        raise NotRead("A part is not as long as the file says.")
    return content


def parsed(content: bytes) -> etree._Element:
    """Markup without entities, network or document types. Raises NotRead."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as damaged:
        raise NotRead("A part of it cannot be read.") from damaged
    if root.getroottree().docinfo.doctype:
        raise NotRead("It holds declarations this service refuses.")
    return root


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for a remark."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """An attribute whatever its namespace, or nothing."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
