"""What a file really is, worked out from its bytes and never from its name alone (security 4.1).

Whatever cannot be read is refused: a parser that stumbles is an answer, and the answer is no.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import NamedTuple

from documents.reading.apart import check_apart
from documents.reading.child import READERS
from documents.reading.limits import (
    ALLOWED,
    CONTENT_TYPES,
    LARGEST_FILE,
    FileRefused,
    disguised,
)

__all__ = [
    "ALLOWED",
    "CONTENT_TYPES",
    "LARGEST_FILE",
    "Examined",
    "FileRefused",
    "examine",
    "extension_of",
]
OLE = b"\xd0\xcf\x11\xe0"
OUTLOOK_STREAM = "__properties_version1.0".encode("utf-16-le")


class Examined(NamedTuple):
    """What a file turned out to be."""

    extension: str
    remarks: list[str]
    """`Remark` values: what a reader should know before opening it."""


def extension_of(name: str, content: bytes) -> str:
    """The extension a file deserves, when its name and its bytes agree.

    Takes the name it was handed in under and all its bytes (at most 50 MB). Raises FileRefused
    for an empty, oversized, unknown, disguised, locked, macro-bearing or unreadable file.
    """
    return examine(name, content).extension


def examine(name: str, content: bytes) -> Examined:
    """The extension a file deserves, and what a reader should know of it before opening it.

    Refuses as `extension_of` does.
    """
    if not content:
        raise FileRefused("The selected file is empty.")
    if len(content) > LARGEST_FILE:
        raise FileRefused("The selected file must be smaller than 50MB.")
    extension = PurePath(name).suffix.lower().replace(".jpeg", ".jpg")
    if extension not in CONTENT_TYPES:
        raise FileRefused(f"The selected file must be {ALLOWED}.")
    if extension in READERS:
        return Examined(extension, check_apart(extension, content))
    _CHECKS[extension](extension, content)
    return Examined(extension, [])


def _check_text(extension: str, content: bytes) -> None:
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise disguised(extension)


def _check_message(extension: str, content: bytes) -> None:
    is_outlook = content.startswith(OLE)
    # A Word document of old begins like an Outlook message, and may hold macros.
    if is_outlook != (extension == ".msg") or (is_outlook and OUTLOOK_STREAM not in content):
        raise disguised(extension)
    if not is_outlook:
        _check_text(extension, content)


# These are looked at and never parsed, so that they need no process of their own.
_CHECKS = {
    ".txt": _check_text,
    ".csv": _check_text,
    ".eml": _check_message,
    ".msg": _check_message,
}
