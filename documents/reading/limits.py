"""What this service takes in, how much of it, and how it says no (security 4.1)."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from enum import StrEnum
from xml.parsers.expat import ExpatError

LARGEST_FILE = 50 * 1024 * 1024
LARGEST_CASE = 2 * 1024 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_MEMBERS = 2_000
HIGHEST_RATIO = 100
RATIO_MATTERS_FROM = 1024 * 1024
"""Bytes unpacked; a few kilobytes of spaces may well be packed more tightly."""
MOST_PIXELS = 60_000_000
MOST_OBJECTS = 500_000

CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".eml": "message/rfc822",
    ".msg": "application/vnd.ms-outlook",
}
ALLOWED = "Word, Excel, PowerPoint, OpenDocument, PDF, PNG, JPEG, text, CSV or e-mail"
STUMBLES = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    ExpatError,
    RuntimeError,
    NotImplementedError,
    OSError,
    EOFError,
    LookupError,
    UnicodeError,
    SyntaxError,
    TypeError,
    OverflowError,
)
"""All that readers of files are known to raise on bytes that are not what they claim to be."""


class FileRefused(ValueError):
    """A file that is not taken in; the message says why, and what to do."""


class Remark(StrEnum):
    """What a reader should know of a file that is kept as evidence although it may do things.

    An enumeration of Python's own: the process that reads files has no need of Django.
    """

    SCRIPT = "script"
    LAUNCH = "launch"
    SEND = "send"
    FILES = "files"
    FORM = "form"
    MEDIA = "media"
    REDACTION = "redaction"
    REVISIONS = "revisions"
    LINKS = "links"

    @property
    def label(self) -> str:
        """The remark as a sentence."""
        return SENTENCES[self]


SENTENCES = {
    Remark.SCRIPT: "It holds a script.",
    Remark.LAUNCH: "It tries to start a program or open another file.",
    Remark.SEND: "It can send what is typed in it somewhere else.",
    Remark.FILES: "Other files are attached inside it.",
    Remark.FORM: "It holds an active form (XFA).",
    Remark.MEDIA: "It holds film, sound or a 3D model.",
    Remark.REDACTION: "Passages are marked to be blacked out, and are still there.",
    Remark.REVISIONS: "Earlier revisions of it are still inside.",
    Remark.LINKS: "It holds links to places outside it.",
}


def disguised(extension: str) -> FileRefused:
    """A file whose bytes are not what its name says, or which cannot be read to its end."""
    return FileRefused(
        f"The selected file is named {extension} but is something else, or is damaged. "
        "Save it again and choose the new file."
    )


def locked() -> FileRefused:
    """A file whose content nobody can look at."""
    return FileRefused("The selected file is locked with a password. Remove it first.")
