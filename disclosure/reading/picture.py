"""Reads what pictures say of themselves: EXIF with its place on Earth, XMP, PNG text, remarks."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator

from PIL import ExifTags, Image, UnidentifiedImageError

from disclosure.reading.passages import NotRead, Reading
from documents.reading.limits import MOST_PIXELS, STUMBLES

FOLDERS = (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo)
ENDS = {"PNG": b"IEND\xaeB`\x82", "JPEG": b"\xff\xd9"}
COUNTED = {"jfif", "jfif_version", "dpi", "jfif_unit", "jfif_density", "gamma", "icc_profile",
           "progressive", "progression", "adobe", "adobe_transform", "aspect", "srgb",
           "chromaticity", "interlace", "transparency", "exif"}  # fmt: skip


def read_picture(content: bytes) -> Reading:
    """All metadata of a PNG or JPEG; what it shows is for a person to look at."""
    reading = Reading()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise NotRead("The picture is larger than this service reads.")
                image.load()
                for key, value in image.info.items():
                    if str(key).lower() not in COUNTED:
                        for text in _texts(value):
                            reading.add("image metadata", text, is_hidden=True)
                            reading.add("image metadata", str(key), is_hidden=True)
                _exif(reading, image.getexif())
                _nothing_after(content, ENDS[image.format])
    except NotRead:
        raise
    except (
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        UnidentifiedImageError,
        ValueError,
        *STUMBLES,
    ) as damaged:
        raise NotRead("The picture cannot be read.") from damaged
    reading.look_at("picture", "Words and faces in a picture cannot be checked. Look at it.")
    return reading


def _nothing_after(content: bytes, end: bytes) -> None:
    """Raise NotRead when something follows the picture, where no program shows it."""
    if content.rpartition(end)[2].strip(b"\r\n\t \x00"):
        raise NotRead("There is something after the picture's end. Save it afresh.")


def _exif(reading: Reading, exif: Image.Exif) -> None:
    for folder in (exif, *(exif.get_ifd(number) for number in FOLDERS)):
        for value in folder.values():
            for text in _texts(value):
                reading.add("image metadata", text, is_hidden=True)
    if exif.get_ifd(ExifTags.IFD.GPSInfo):
        reading.must_fix("image metadata", "The picture says where it was taken. Take that out.")


def _texts(value: object) -> Iterator[str]:
    """The words in a value; Windows keeps some in two bytes a letter."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, bytes):
        yield value.decode("utf-8", "ignore").replace("\x00", "")
        yield value.decode("utf-16-le", "ignore")
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, Iterable):
        if isinstance(value, tuple) and value and all(isinstance(n, int) for n in value):
            yield bytes(n for n in value if 0 <= n < 256).decode("utf-16-le", "ignore")
            return
        for inner in value:
            yield from _texts(inner)
