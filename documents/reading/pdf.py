"""PDFs: refused when they are something else or locked; told of when they may do things."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf

from documents.reading.limits import (
    MOST_OBJECTS,
    STUMBLES,
    FileRefused,
    Remark,
    disguised,
    locked,
)

BY_KEY = {
    "/JS": Remark.SCRIPT,
    "/JavaScript": Remark.SCRIPT,
    "/EmbeddedFiles": Remark.FILES,
    "/EF": Remark.FILES,
    "/XFA": Remark.FORM,
}
BY_ACTION = {
    "/JavaScript": Remark.SCRIPT,
    "/Launch": Remark.LAUNCH,
    "/GoToR": Remark.LAUNCH,
    "/GoToE": Remark.LAUNCH,
    "/ImportData": Remark.LAUNCH,
    "/SubmitForm": Remark.SEND,
    "/RichMediaExecute": Remark.MEDIA,
    "/Rendition": Remark.MEDIA,
    "/URI": Remark.LINKS,
}
BY_ANNOTATION = {
    "/FileAttachment": Remark.FILES,
    "/RichMedia": Remark.MEDIA,
    "/Movie": Remark.MEDIA,
    "/Screen": Remark.MEDIA,
    "/3D": Remark.MEDIA,
    "/Redact": Remark.REDACTION,
}


def check(extension: str, content: bytes) -> set[str]:
    """What to tell a reader of this PDF. It must begin with %PDF-, open without a password."""
    if not content.startswith(b"%PDF-"):
        raise disguised(extension)
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise locked()
            if len(pdf.objects) > MOST_OBJECTS:
                raise FileRefused("The selected file holds more than this service takes in.")
            len(pdf.pages)
            found = {remark for part in pdf.objects for remark in _remarks(part)}
            endings = content.count(b"%%EOF") - bool(pdf.is_linearized)
    except pikepdf.PasswordError as closed:
        raise locked() from closed
    except (pikepdf.PdfError, *STUMBLES) as damaged:
        raise disguised(extension) from damaged
    return found | ({Remark.REVISIONS} if endings > 1 else set())


def _remarks(part: pikepdf.Object) -> Iterator[str]:
    """What one indirect object, and all that is written inside it, can do."""
    waiting = [part]
    while waiting:
        held = waiting.pop()
        if isinstance(held, pikepdf.Array):
            waiting += [one for one in held if _is_written_here(one)]
        if not isinstance(held, pikepdf.Dictionary | pikepdf.Stream):
            continue
        for key, value in held.items():
            if key in BY_KEY:
                yield BY_KEY[key]
            if isinstance(value, pikepdf.Name) and key in {"/S", "/Subtype"}:
                known = BY_ACTION if key == "/S" else BY_ANNOTATION
                if str(value) in known:
                    yield known[str(value)]
            if _is_written_here(value):
                waiting.append(value)


def _is_written_here(value: object) -> bool:
    """Whether a value holds others and is no reference: those are met in their own place."""
    holds = isinstance(value, pikepdf.Array | pikepdf.Dictionary)
    return holds and not value.is_indirect
