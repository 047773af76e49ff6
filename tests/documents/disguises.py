"""Files that are not what they say, made in memory for tests."""

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image

TYPES = '<?xml version="1.0"?><Types xmlns="x"/>'
DOCX = {"[Content_Types].xml": TYPES, "word/document.xml": "<document/>"}


def office(members=None, **more):
    """An office file of these members, or a small Word document."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**(members or DOCX), **more}.items():
            archive.writestr(name, content)
    return held.getvalue()


def locked_zip():
    """A Word document whose members say that they are encrypted."""
    content = bytearray(office())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at != -1:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def lying_zip():
    """A Word document with broken packed bytes."""
    content = bytearray(office({**DOCX, "word/media/text.txt": "words " * 400}))
    at = content.find(b"word/media/text.txt") + len(b"word/media/text.txt")
    content[at : at + 12] = b"\xff" * 12
    return bytes(content)


def locked_pdf():
    """A PDF that wants a password."""
    pdf, held = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.save(held, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return held.getvalue()


def picture(kind="PNG", size=(8, 8)):
    """A small true picture."""
    held = io.BytesIO()
    Image.new("RGB", size).save(held, kind)
    return held.getvalue()


def huge_png(width=40_000, height=40_000):
    """A few bytes that claim to be a very large picture."""

    def part(name, content):
        check = zlib.crc32(name + content)
        return struct.pack("!L", len(content)) + name + content + struct.pack("!L", check)

    head = struct.pack("!LLBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", head)
        + part(b"IDAT", zlib.compress(b"\0" * 100))
        + part(b"IEND", b"")
    )
