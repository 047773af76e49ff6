"""Office files: archives of parts, each of which is read to its end before the file is kept."""

from __future__ import annotations

import importlib
import io
import re
import stat
import zipfile
from pathlib import PurePath
from types import ModuleType

from documents.reading.limits import (
    CONTENT_TYPES,
    HIGHEST_RATIO,
    LARGEST_UNPACKED,
    MOST_MEMBERS,
    RATIO_MATTERS_FROM,
    STUMBLES,
    FileRefused,
    disguised,
    locked,
)
from documents.reading.markup import Markup

OLE = b"\xd0\xcf\x11\xe0"
ARCHIVE = b"PK\x03\x04"
WITHIN = (OLE, ARCHIVE, b"MZ", b"\x7fELF", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b")
"""How what has no place inside an office file begins: objects, archives, programs."""
MAIN_PARTS = {".docx": "word/document", ".xlsx": "xl/workbook", ".pptx": "ppt/presentation"}
ACTIVE = (
    "vbaproject",
    "/activex/",
    "/embeddings/",
    "macrosheets/",
    "attachedtoolbars",
    "/basic/",
    "/scripts/",
)
PICTURES = (".png", ".jpg", ".jpeg")
NAMES_A_PICTURE = re.compile(rb"\.(?:png|jpe?g)", re.I)
PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def check(extension: str, content: bytes) -> set[str]:
    """What to tell a reader of this office file, once all of it has been read.

    Refuses macros, ActiveX, embedded objects, whatever fetches from outside, passwords, archives
    that unpack to more than 2,000 members, 200 MB or a hundred times their size, paths and links
    that lead out, declarations of entities, and anything that cannot be read.
    """
    if content.startswith(OLE):
        raise locked()
    if not content.startswith(ARCHIVE):
        raise disguised(extension)
    told: set[str] = set()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check_directory(extension, members, len(content))
            if extension == ".odt":
                _check_kind_of_odt(archive)
            for member in members:
                told |= _read_through(archive, member)
    except STUMBLES as damaged:
        raise disguised(extension) from damaged
    return told


def _check_directory(extension: str, members: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(member.file_size for member in members)
    too_tight = unpacked > RATIO_MATTERS_FROM and (
        unpacked > packed * HIGHEST_RATIO
        or any(
            one.file_size > max(one.compress_size * HIGHEST_RATIO, RATIO_MATTERS_FROM)
            for one in members
        )
    )
    if len(members) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED or too_tight:
        raise FileRefused("The selected file unpacks to more than this service takes in.")
    if any(member.flag_bits & 0x1 for member in members):
        raise locked()
    if any(member.compress_type not in PACKED for member in members):
        raise disguised(extension)
    names = [member.filename for member in members]
    _check_paths(members, names)
    # Two members of one name: we would read the one, and the reader's program the other.
    if len({name.lower() for name in names}) != len(names):
        raise disguised(extension)
    if extension != ".odt":
        kinds = {
            kind
            for kind, main in MAIN_PARTS.items()
            if any(name.startswith(main) and name.endswith(".xml") for name in names)
        }
        if "[Content_Types].xml" not in names or kinds != {extension}:
            raise disguised(extension)


def _check_paths(members: list[zipfile.ZipInfo], names: list[str]) -> None:
    paths = [PurePath(name.replace("\\", "/")) for name in names]
    leads_out = any(path.is_absolute() or ".." in path.parts or ":" in str(path) for path in paths)
    if leads_out or any(stat.S_ISLNK(member.external_attr >> 16) for member in members):
        raise FileRefused("The selected file holds paths that lead outside it.")
    if any(mark in f"/{name.lower()}" for name in names for mark in ACTIVE):
        raise _active()


def fetch_what_reads(content: bytes) -> None:
    """Load the reader of pictures where these bytes name one, before no more files can be opened.

    It takes a third of the time of reading a file, and most hold no picture. The names of members
    stand in the archive as they are; a file that hid one would fail to load it, and be refused.
    """
    if NAMES_A_PICTURE.search(content):
        _reader_of_pictures()


def _reader_of_pictures() -> ModuleType:
    return importlib.import_module("documents.reading.pictures")


def _active() -> FileRefused:
    return FileRefused(
        "The selected file holds macros or embedded files. Save it without them, then choose "
        "the new file."
    )


def _check_kind_of_odt(archive: zipfile.ZipFile) -> None:
    if archive.read("mimetype") != CONTENT_TYPES[".odt"].encode():
        raise disguised(".odt")


def _read_through(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> set[str]:
    """Read every byte of a member: that proves the directory told the truth of sizes and sums."""
    read, begins = 0, b""
    markup = Markup.of(member.filename)
    is_picture = member.filename.lower().endswith(PICTURES)
    kept = io.BytesIO()
    with archive.open(member) as part:
        while chunk := part.read(1 << 16):
            begins = begins or chunk[:8]
            read += len(chunk)
            if read > member.file_size:
                raise zipfile.BadZipFile("a member is longer than the directory says")
            if markup:
                markup.feed(chunk)
            if is_picture:
                kept.write(chunk)
    if begins.startswith(WITHIN):
        raise _active()
    if is_picture:
        pictures = _reader_of_pictures()
        # Programs put a picture in under the wrong ending now and then; either kind will do.
        pictures.measure(kept.getvalue(), list(pictures.FORMATS.values()))
    return markup.finish() if markup else set()
