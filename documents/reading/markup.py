"""The XML inside office files, read as a stream: no entity is declared, nothing is fetched.

Expat itself stops entities that grow; a part that declares any is refused before it comes to that.
"""

from __future__ import annotations

from typing import NoReturn
from xml.parsers import expat

from documents.reading.limits import FileRefused, Remark

PARSED = (".xml", ".rels")
LOOSE = (".vml",)
"""Excel writes these with unclosed tags, so they are only looked through for declarations."""
TYPES = "[content_types].xml"
WATCHED = (".rels", "content.xml", "styles.xml", TYPES)
"""Parts that say what a file fetches or runs; in the others no element needs a look."""
DECLARATIONS = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
ACTIVE_TYPES = ("macroenabled", "vbaproject", "activex", "oleobject")
FETCHING = {"image", "object", "object-ole", "plugin", "applet", "floating-frame", "section-source"}
"""Parts of an open document that are fetched when it is opened, by their local names."""
OWN_SCHEMES = ("http://", "https://", "file:", "ftp://", "//", "\\\\", "smb:")
NO_DECLARATIONS = "The selected file holds declarations this service refuses."
NO_MACROS = "The selected file holds macros. Save it without them, then choose the new file."
NO_FETCHING = (
    "The selected file fetches something from elsewhere when it is opened, such as a linked "
    "picture, template or workbook. Save it with everything inside it, then choose the new file."
)


class Markup:
    """One part of an office file, fed in chunks; `finish` says what a reader should know of it."""

    def __init__(self, *, is_loose: bool, is_watched: bool, is_types: bool):
        self.told: set[str] = set()
        self.is_types = is_types
        self.before = b""
        self.parser = None if is_loose else expat.ParserCreate(namespace_separator=" ")
        if self.parser:
            self.parser.StartDoctypeDeclHandler = self._declares
            if is_watched:
                self.parser.StartElementHandler = self._begins

    @classmethod
    def of(cls, name: str) -> Markup | None:
        """A reader for the part of this name, if it holds markup."""
        name = name.lower()
        if not name.endswith(PARSED + LOOSE):
            return None
        return cls(
            is_loose=name.endswith(LOOSE),
            is_watched=name.endswith(WATCHED),
            is_types=name == TYPES,
        )

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes; raises FileRefused, or ExpatError where they are no XML."""
        if any(mark in self.before + chunk for mark in DECLARATIONS):
            self._declares()
        self.before = chunk[-max(map(len, DECLARATIONS)) :]
        if self.parser:
            self.parser.Parse(chunk, False)

    def finish(self) -> set[str]:
        """Say that this was all of it."""
        if self.parser:
            self.parser.Parse(b"", True)
        return self.told

    def _declares(self, *_: object) -> NoReturn:
        raise FileRefused(NO_DECLARATIONS)

    def _begins(self, name: str, attributes: dict[str, str]) -> None:
        _, _, local = name.rpartition(" ")
        facts = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if self.is_types and any(
            mark in value.lower() for value in facts.values() for mark in ACTIVE_TYPES
        ):
            raise FileRefused(NO_MACROS)
        if local == "event-listener":
            raise FileRefused(NO_MACROS)
        if local == "Relationship" and facts.get("TargetMode", "").lower() == "external":
            # A link waits for somebody to press it; everything else is fetched on opening.
            if not facts.get("Type", "").endswith("/hyperlink"):
                raise FileRefused(NO_FETCHING)
            self.told.add(Remark.LINKS)
        if local in FETCHING and facts.get("href", "").lower().startswith(OWN_SCHEMES):
            raise FileRefused(NO_FETCHING)
