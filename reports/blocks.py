"""What a report says: a small, fixed set of blocks that every renderer knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
FIRST_LEVEL, LAST_LEVEL = 2, 4
WORDS_ARE = "Words in a report are a string, a link, or a series of both."


@dataclass(frozen=True)
class Link:
    """Words that lead to an address outside the report.

    Raises:
        ValueError: when there are no words, or the address is not a full web, mail or phone one.
    """

    text: str
    href: str

    def __post_init__(self) -> None:
        _need(self.text, "A link needs words.")
        if urlsplit(self.href).scheme.lower() not in LINK_SCHEMES:
            raise ValueError(
                "A link in a report needs a full address, such as https://example.org."
            )


Words = str | Link | Iterable[str | Link]
Runs = tuple[str | Link, ...]


def runs(words: Words) -> Runs:
    """The words as a series of strings and links.

    Raises:
        TypeError: when something else is among them.
    """
    if isinstance(words, (str, Link)):
        return (words,)
    try:
        series = tuple(words)
    except TypeError:
        raise TypeError(WORDS_ARE) from None
    if not all(isinstance(run, (str, Link)) for run in series):
        raise TypeError(WORDS_ARE)
    return series


def plain(words: Words) -> str:
    """The words without their addresses."""
    return "".join(run.text if isinstance(run, Link) else run for run in runs(words))


def _need(words: Words, sentence: str) -> None:
    if not plain(words).strip():
        raise ValueError(sentence)


def _set(block: object, name: str, value: object) -> None:
    """Frozen blocks settle their own fields once, while they are made."""
    object.__setattr__(block, name, value)


@dataclass(frozen=True)
class Heading:
    """A heading of level 2, 3 or 4: the title of the report is level 1. No level is skipped."""

    text: str
    level: int = FIRST_LEVEL

    def __post_init__(self) -> None:
        _need(self.text, "A heading needs words.")
        if not FIRST_LEVEL <= self.level <= LAST_LEVEL:
            raise ValueError("A heading is of level 2, 3 or 4: level 1 is the title of the report.")


@dataclass(frozen=True)
class Paragraph:
    """Running text, which may hold links. A line break in it stays a line break."""

    text: Words

    def __post_init__(self) -> None:
        _set(self, "text", runs(self.text))


@dataclass(frozen=True)
class Note:
    """Text set apart from the rest: a caution, a summary, somebody's own words."""

    text: Words
    label: str = ""

    def __post_init__(self) -> None:
        _set(self, "text", runs(self.text))
        _need(self.text, "A note needs words.")


@dataclass(frozen=True)
class _List:
    items: tuple[Words, ...]

    def __post_init__(self) -> None:
        items = tuple(runs(item) for item in self.items)
        _set(self, "items", items)
        if not items:
            raise ValueError("A list needs at least one item.")
        for item in items:
            _need(item, "Each item of a list needs words.")


class Bullets(_List):
    """A list whose order says nothing."""


class Numbered(_List):
    """A list that counts from 1."""


@dataclass(frozen=True)
class Table:
    """Rows under named columns.

    `row_header` says that the first cell names its row. `wide` asks for a page on its side; the
    PDF also turns the page by itself when the words would not fit.

    Raises:
        ValueError: when caption, header or rows are missing, or a row has another number of cells.
            Where there is nothing to show, say so in a paragraph.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    row_header: bool = True
    wide: bool = False

    def __post_init__(self) -> None:
        _set(self, "header", tuple(self.header))
        _set(self, "rows", tuple(tuple(runs(cell) for cell in row) for row in self.rows))
        _need(self.caption, "A table needs a caption.")
        if not self.header or not self.rows:
            raise ValueError("A table needs columns and at least one row.")
        for name in self.header:
            _need(name, "Each column of a table needs a name.")
        if any(len(row) != len(self.header) for row in self.rows):
            raise ValueError("Each row of a table needs one cell for each column.")


@dataclass(frozen=True)
class KeyFacts:
    """Names and what they are: the head of a report."""

    pairs: tuple[tuple[str, Words], ...]

    def __post_init__(self) -> None:
        _set(self, "pairs", tuple((key, runs(value)) for key, value in self.pairs))
        if not self.pairs:
            raise ValueError("Key facts need at least one fact.")
        for key, _ in self.pairs:
            _need(key, "Each fact needs a name.")


@dataclass(frozen=True)
class Figure:
    """A picture (PNG bytes) and the words for those who do not see it."""

    png: bytes
    alt: str

    def __post_init__(self) -> None:
        _need(self.alt, "A picture needs words for those who do not see it.")
        if not self.png.startswith(b"\x89PNG\r\n\x1a\n"):
            raise ValueError("A picture in a report is a PNG file.")


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page of paper; a screen shows nothing."""


Block = Heading | Paragraph | Note | Bullets | Numbered | Table | KeyFacts | Figure | PageBreak


@dataclass(frozen=True)
class Report:
    """A title and what stands under it.

    Args:
        marking: the handling marking, shown on every page; empty for letters to families.
        subject: what the report is about in a form that names nobody, such as the case reference;
            shown beside the marking from the second page.
        footer: a few words at the foot of every page, such as "Return or shred".

    Raises:
        ValueError: when the title is missing or a heading skips a level.
    """

    title: str
    blocks: tuple[Block, ...]
    language: str = "en-GB"
    marking: str = ""
    subject: str = ""
    footer: str = ""

    def __post_init__(self) -> None:
        _need(self.title, "A report needs a title.")
        _set(self, "blocks", tuple(block for block in self.blocks if not _blank(block)))
        level = 1
        for block in self.blocks:
            if not isinstance(block, Block):
                raise TypeError(f"{type(block).__name__} is not a block of a report.")
            if isinstance(block, Heading):
                if block.level > level + 1:
                    raise ValueError(f"The heading “{block.text}” skips a level.")
                level = block.level


def _blank(block: object) -> bool:
    """A paragraph of which somebody left the box empty says nothing and is left out."""
    return isinstance(block, Paragraph) and not plain(block.text).strip()
