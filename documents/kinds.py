"""What a file really is, worked out from its bytes and never from its name alone (security 4.1).

Whatever cannot be read is refused: a parser that stumbles is an answer, and the answer is no.
"""

from __future__ import annotations

import io
import lzma
import struct
import warnings
import zipfile
import zlib
from pathlib import PurePath

import pikepdf
from PIL import Image, UnidentifiedImageError

LARGEST_FILE = 50 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_MEMBERS = 2_000
HIGHEST_RATIO = 100
MOST_PIXELS = 60_000_000

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
OFFICE_PARTS = {".docx": "word/", ".xlsx": "xl/", ".pptx": "ppt/"}
ACTIVE = (
    "vbaproject.bin",
    "/activex/",
    "/embeddings/",
    "macrosheets/",
    "attachedtoolbars",
    "/basic/",
    "/scripts/",
)
MARKUP = (".xml", ".rels", ".vml")
# What declares entities, as it stands in each encoding that a part may have.
DECLARATIONS = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
OUTLOOK_STREAM = "__properties_version1.0".encode("utf-16-le")
STUMBLES = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    RuntimeError,
    NotImplementedError,
    OSError,
    EOFError,
    LookupError,
    UnicodeError,
    SyntaxError,
)
"""All that readers of files are known to raise on bytes that are not what they claim to be."""


class FileRefused(ValueError):
    """A file that is not taken in; the message says why, and what to do."""


def extension_of(name: str, content: bytes) -> str:
    """The extension a file deserves, when its name and its bytes agree.

    Takes the name it was handed in under and all its bytes (at most 50 MB). Raises FileRefused
    for an empty, oversized, unknown, disguised, locked, macro-bearing or unreadable file.
    """
    if not content:
        raise FileRefused("The selected file is empty.")
    if len(content) > LARGEST_FILE:
        raise FileRefused("The selected file must be smaller than 50MB.")
    extension = PurePath(name).suffix.lower().replace(".jpeg", ".jpg")
    if extension not in CONTENT_TYPES:
        raise FileRefused(f"The selected file must be {ALLOWED}.")
    _CHECKS[extension](extension, content)
    return extension


def _disguised(extension: str) -> FileRefused:
    return FileRefused(
        f"The selected file is named {extension} but is something else, or is damaged. "
        "Save it again and choose the new file."
    )


def _check_pdf(extension: str, content: bytes) -> None:
    if not content.startswith(b"%PDF-"):
        raise _disguised(extension)
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            len(pdf.pages)
    except pikepdf.PasswordError as locked:
        raise FileRefused("The selected file is locked with a password. Remove it first.") from (
            locked
        )
    except (pikepdf.PdfError, *STUMBLES) as damaged:
        raise _disguised(extension) from damaged


def _check_zip(extension: str, content: bytes) -> None:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileRefused("The selected file is locked with a password. Remove it first.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check_size(members, len(content))
            names = [member.filename for member in members]
            _check_names(names)
            _check_format(extension, names, archive)
            # Reading every byte proves the directory told the truth about sizes and sums.
            for member in members:
                _read_through(archive, member)
    except STUMBLES as damaged:
        raise _disguised(extension) from damaged


def _check_size(members: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED:
        raise FileRefused("The selected file unpacks to more than this service takes in.")
    if unpacked > 1024 * 1024 and unpacked > packed * HIGHEST_RATIO:
        raise FileRefused("The selected file unpacks to more than this service takes in.")
    if any(member.flag_bits & 0x1 for member in members):
        raise FileRefused("The selected file is locked with a password. Remove it first.")


def _check_names(names: list[str]) -> None:
    paths = [PurePath(name.replace("\\", "/")) for name in names]
    if any(path.is_absolute() or ".." in path.parts or ":" in str(path) for path in paths):
        raise FileRefused("The selected file holds paths that lead outside it.")
    if any(mark in f"/{name.lower()}" for name in names for mark in ACTIVE):
        raise FileRefused(
            "The selected file holds macros or embedded files. Save it without them, then choose "
            "the new file."
        )


def _check_format(extension: str, names: list[str], archive: zipfile.ZipFile) -> None:
    if extension == ".odt":
        if "mimetype" not in names or archive.read("mimetype") != CONTENT_TYPES[".odt"].encode():
            raise _disguised(extension)
        return
    folder = OFFICE_PARTS[extension]
    if "[Content_Types].xml" not in names or not any(name.startswith(folder) for name in names):
        raise _disguised(extension)
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise FileRefused(
            "The selected file holds macros. Save it without them, then choose the new file."
        )


def _read_through(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    read, before = 0, b""
    is_markup = member.filename.lower().endswith(MARKUP)
    with archive.open(member) as part:
        while chunk := part.read(1 << 16):
            read += len(chunk)
            if read > member.file_size:
                raise zipfile.BadZipFile("a member is longer than the directory says")
            if is_markup and any(mark in before + chunk for mark in DECLARATIONS):
                raise FileRefused("The selected file holds declarations this service refuses.")
            before = chunk[-max(map(len, DECLARATIONS)) :]


def _check_image(extension: str, content: bytes) -> None:
    wanted = {".png": "PNG", ".jpg": "JPEG"}[extension]
    too_large = FileRefused("The selected picture is larger than this service takes in.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[wanted]) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise too_large
                image.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise too_large from bomb
    except (UnidentifiedImageError, *STUMBLES) as damaged:
        raise _disguised(extension) from damaged


def _check_text(extension: str, content: bytes) -> None:
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _disguised(extension)


def _check_message(extension: str, content: bytes) -> None:
    is_outlook = content.startswith(b"\xd0\xcf\x11\xe0")
    # A Word document of old begins like an Outlook message, and may hold macros.
    if is_outlook != (extension == ".msg") or (is_outlook and OUTLOOK_STREAM not in content):
        raise _disguised(extension)
    if not is_outlook:
        _check_text(extension, content)


_CHECKS = {
    ".pdf": _check_pdf,
    ".docx": _check_zip,
    ".xlsx": _check_zip,
    ".pptx": _check_zip,
    ".odt": _check_zip,
    ".png": _check_image,
    ".jpg": _check_image,
    ".txt": _check_text,
    ".csv": _check_text,
    ".eml": _check_message,
    ".msg": _check_message,
}
