"""What a file really is, worked out from its bytes and never from its name alone (security 4.1).

Whatever cannot be read is refused: a parser that stumbles is an answer, and the answer is no.
"""

from __future__ import annotations

from pathlib import PurePath

from documents.reading import office, pdf, pictures
from documents.reading.limits import (
    ALLOWED,
    CONTENT_TYPES,
    LARGEST_FILE,
    FileRefused,
    disguised,
)

__all__ = ["ALLOWED", "CONTENT_TYPES", "LARGEST_FILE", "FileRefused", "examine", "extension_of"]
OUTLOOK_STREAM = "__properties_version1.0".encode("utf-16-le")


def extension_of(name: str, content: bytes) -> str:
    """The extension a file deserves, when its name and its bytes agree.

    Takes the name it was handed in under and all its bytes (at most 50 MB). Raises FileRefused
    for an empty, oversized, unknown, disguised, locked, macro-bearing or unreadable file.
    """
    return examine(name, content)[0]


def examine(name: str, content: bytes) -> tuple[str, list[str]]:
    """The extension a file deserves, and what a reader should know of it before opening it.

    Refuses as `extension_of` does; what is told is a list of `Remark` values.
    """
    if not content:
        raise FileRefused("The selected file is empty.")
    if len(content) > LARGEST_FILE:
        raise FileRefused("The selected file must be smaller than 50MB.")
    extension = PurePath(name).suffix.lower().replace(".jpeg", ".jpg")
    if extension not in CONTENT_TYPES:
        raise FileRefused(f"The selected file must be {ALLOWED}.")
    return extension, sorted(_CHECKS[extension](extension, content) or ())


def _check_text(extension: str, content: bytes) -> None:
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise disguised(extension)


def _check_message(extension: str, content: bytes) -> None:
    is_outlook = content.startswith(office.OLE)
    # A Word document of old begins like an Outlook message, and may hold macros.
    if is_outlook != (extension == ".msg") or (is_outlook and OUTLOOK_STREAM not in content):
        raise disguised(extension)
    if not is_outlook:
        _check_text(extension, content)


_CHECKS = {
    ".pdf": pdf.check,
    ".docx": office.check,
    ".xlsx": office.check,
    ".pptx": office.check,
    ".odt": office.check,
    ".png": pictures.check,
    ".jpg": pictures.check,
    ".txt": _check_text,
    ".csv": _check_text,
    ".eml": _check_message,
    ".msg": _check_message,
}
