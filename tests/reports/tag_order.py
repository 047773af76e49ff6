"""Reads a tagged PDF as a screen reader does: by its structure, never by where words stand."""

import io
import re
from dataclasses import dataclass

import pikepdf

BLOCKS = frozenset({"H1", "H2", "H3", "H4", "P", "Lbl", "LBody", "Caption", "TH", "TD", "Figure"})
HEX_PAIR = re.compile(rb"<([0-9A-F]+)> <([0-9A-F]+)>")


@dataclass(frozen=True)
class Said:
    """One stretch that is read out: its role and its words."""

    role: str
    words: str


def read(content: bytes) -> list[Said]:
    """Everything that is read out, in order."""
    with pikepdf.open(io.BytesIO(content)) as document:
        pages = {page.obj.objgen: _stretches(page)[0] for page in document.pages}
        said: list[Said] = []
        _walk(document.Root.StructTreeRoot.K[0], pages, said)
        return said


def roles(content: bytes) -> list[str]:
    """The role of every element, parents before children."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return _roles(document.Root.StructTreeRoot.K[0])


def furniture(content: bytes) -> list[list[str]]:
    """The words on each page that are not read out."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return [_stretches(page)[1] for page in document.pages]


def _roles(element) -> list[str]:
    kids = [kid for kid in element.K if "/S" in kid]
    return [str(element.S)[1:]] + [role for kid in kids for role in _roles(kid)]


def _walk(element, pages, said) -> None:
    role = str(element.S)[1:]
    if role == "Figure":
        said.append(Said(role, str(element.Alt)))
    elif role in BLOCKS:
        said.append(Said(role, _words(element, pages)))
    else:
        for kid in element.K:
            _walk(kid, pages, said)


def _words(element, pages) -> str:
    words = ""
    for kid in element.K:
        if "/S" in kid:
            words += _words(kid, pages)
        elif kid.Type == pikepdf.Name.MCR:
            words += pages[kid.Pg.objgen][int(kid.MCID)]
    return words


def _stretches(page) -> tuple[dict[int, str], list[str]]:
    """The words of each marked stretch of a page, and of the artifacts. None may stand outside."""
    fonts = {name: _letters(font) for name, font in page.obj.Resources.Font.items()}
    marks: dict[int, str] = {}
    unread: list[str] = []
    inside: list[int | None] = []
    letters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BDC":
            number = operands[1].get("/MCID")
            inside.append(None if number is None else int(number))
            if number is not None:
                marks[int(number)] = ""
        elif name == "EMC":
            inside.pop()
        elif name == "Tf":
            letters = fonts[str(operands[0])]
        elif name == "Tj":
            assert len(inside) == 1, "words outside a mark, or marks inside marks"
            words = "".join(letters[code] for code in bytes(operands[0]))
            if inside[0] is None:
                unread.append(words)
            else:
                marks[inside[0]] += words
    return marks, unread


def _letters(font) -> dict[int, str]:
    if "/ToUnicode" not in font:
        return {}
    pairs = HEX_PAIR.findall(font.ToUnicode.read_bytes().split(b"beginbfchar")[1])
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}
