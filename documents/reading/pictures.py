"""Pictures: of the kind they are named, and no larger than a screen can bear."""

from __future__ import annotations

import io
import warnings

from PIL import Image

from documents.reading.limits import MOST_PIXELS, STUMBLES, FileRefused, disguised

FORMATS = {".png": "PNG", ".jpg": "JPEG"}
# What Pillow would load at the first picture: by then the process that reads may open no file.
Image.preinit()


def check(extension: str, content: bytes) -> None:
    """Refuse a picture of another kind, one that is damaged, and one of too many pixels."""
    try:
        measure(content, [FORMATS[extension]])
    except STUMBLES as damaged:
        raise disguised(extension) from damaged


def measure(content: bytes, formats: list[str]) -> None:
    """Refuse more than 60 million pixels; raises one of `STUMBLES` on what is no such picture."""
    too_large = FileRefused("The selected picture is larger than this service takes in.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=formats) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise too_large
                image.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise too_large from bomb
