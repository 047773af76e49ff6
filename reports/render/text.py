"""The words of a report in reading order, for checks of what is about to leave."""

from collections.abc import Iterator

from reports.blocks import (
    Block,
    Bullets,
    Figure,
    Heading,
    KeyFacts,
    Note,
    Numbered,
    Paragraph,
    Report,
    Table,
    plain,
)


def lines(report: Report) -> list[str]:
    """Each stretch of words by itself, as a reader meets them: cells, items and alt text too."""
    first = [report.marking] if report.marking else []
    return first + [report.title] + [line for block in report.blocks for line in _lines(block)]


def text(report: Report) -> str:
    """The words of a report, a line for each stretch."""
    return "\n".join(lines(report)) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield block.text
        case Paragraph():
            yield plain(block.text)
        case Note():
            yield from ([block.label] if block.label else [])
            yield plain(block.text)
        case Bullets() | Numbered():
            yield from (plain(item) for item in block.items)
        case Table():
            yield block.caption
            yield from block.header
            yield from (plain(cell) for row in block.rows for cell in row)
        case KeyFacts():
            yield from (plain(part) for pair in block.pairs for part in pair)
        case Figure():
            yield block.alt
