"""Blocks made into GOV.UK-style HTML: the accessible version of record."""

import re
from collections.abc import Callable, Iterable
from functools import singledispatch

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from reports.blocks import (
    Block,
    Bullets,
    Figure,
    Heading,
    KeyFacts,
    Link,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    Report,
    Table,
    Words,
    runs,
)

LINE_END = re.compile(r"\r\n|\r|\n")
SIZES = {2: "l", 3: "m", 4: "s"}
BREAK = SafeString("<br>")
NOTHING = SafeString("")


def html(report: Report, *, figure_src: Callable[[Figure], str] | None = None) -> SafeString:
    """The whole report, its title as the h1, in one article with its own language.

    Args:
        figure_src: gives the address of a picture. Without it, its words stand in its place, since
            the page's rules forbid pictures inside the text.
    """
    return format_html(
        '<article class="rv-report govuk-!-text-break-word" lang="{}">{}'
        '<h1 class="govuk-heading-xl">{}</h1>\n{}</article>',
        report.language,
        _marking(report.marking),
        escape(report.title),
        blocks(report.blocks, figure_src=figure_src),
    )


def blocks(
    given: Iterable[Block], *, figure_src: Callable[[Figure], str] | None = None
) -> SafeString:
    """Blocks without a title around them, for a page that has its own."""
    parts = (
        _figure(block, figure_src) if isinstance(block, Figure) else block_html(block)
        for block in given
    )
    return format_html_join("", "{}\n", ((part,) for part in parts if part))


@singledispatch
def block_html(block: Block) -> SafeString:
    """The HTML of one block."""
    raise TypeError(f"{type(block).__name__} is not a block of a report.")


@block_html.register
def _(block: Heading) -> SafeString:
    return format_html(
        '<h{} class="govuk-heading-{}">{}</h{}>',
        block.level, SIZES[block.level], escape(block.text), block.level,
    )  # fmt: skip


@block_html.register
def _(block: Paragraph) -> SafeString:
    return format_html('<p class="govuk-body">{}</p>', _words(block.text))


@block_html.register
def _(block: Note) -> SafeString:
    label = NOTHING
    if block.label:
        label = format_html(
            '<p class="govuk-body govuk-!-font-weight-bold">{}</p>', escape(block.label)
        )
    return format_html(
        '<div class="govuk-inset-text">{}<p class="govuk-body">{}</p></div>',
        label, _words(block.text),
    )  # fmt: skip


@block_html.register
def _(block: Bullets) -> SafeString:
    return format_html('<ul class="govuk-list govuk-list--bullet">{}</ul>', _items(block))


@block_html.register
def _(block: Numbered) -> SafeString:
    return format_html('<ol class="govuk-list govuk-list--number">{}</ol>', _items(block))


@block_html.register
def _(block: Table) -> SafeString:
    names = format_html_join(
        "",
        '<th scope="col" class="govuk-table__header">{}</th>',
        ((escape(name),) for name in block.header),
    )
    rows = format_html_join(
        "\n",
        '<tr class="govuk-table__row">{}</tr>',
        ((_cells(row, block.row_header),) for row in block.rows),
    )
    return format_html(
        '<table class="govuk-table">'
        '<caption class="govuk-table__caption govuk-table__caption--m">{}</caption>'
        '<thead class="govuk-table__head"><tr class="govuk-table__row">{}</tr></thead>\n'
        '<tbody class="govuk-table__body">{}</tbody></table>',
        escape(block.caption), names, rows,
    )  # fmt: skip


@block_html.register
def _(block: KeyFacts) -> SafeString:
    rows = format_html_join(
        "\n",
        '<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{}</dt>'
        '<dd class="govuk-summary-list__value">{}</dd></div>',
        ((escape(key), _words(value)) for key, value in block.pairs),
    )
    return format_html('<dl class="govuk-summary-list">{}</dl>', rows)


@block_html.register
def _(block: PageBreak) -> SafeString:
    return NOTHING


def _figure(block: Figure, figure_src: Callable[[Figure], str] | None) -> SafeString:
    if figure_src is None:
        return format_html('<p class="govuk-body">Picture: {}</p>', escape(block.alt))
    return format_html(
        '<img class="rv-figure" src="{}" alt="{}">', escape(figure_src(block)), escape(block.alt)
    )


def _marking(marking: str) -> SafeString:
    if not marking:
        return NOTHING
    return format_html('<p class="govuk-body-s govuk-!-font-weight-bold">{}</p>', escape(marking))


def _items(block: Bullets | Numbered) -> SafeString:
    return format_html_join("\n", "<li>{}</li>", ((_words(item),) for item in block.items))


def _cells(row: tuple[Words, ...], row_header: bool) -> SafeString:
    first = NOTHING
    if row_header:
        first = format_html('<th scope="row" class="govuk-table__header">{}</th>', _words(row[0]))
        row = row[1:]
    rest = format_html_join(
        "", '<td class="govuk-table__cell">{}</td>', ((_words(cell),) for cell in row)
    )
    return format_html("{}{}", first, rest)


def _words(words: Words) -> SafeString:
    """Words typed by people are text, never markup, whatever they claim to be."""
    return format_html_join("", "{}", ((_run(run),) for run in runs(words)))


def _run(run: str | Link) -> SafeString:
    if isinstance(run, Link):
        return format_html(
            '<a class="govuk-link" href="{}">{}</a>', escape(run.href), escape(run.text)
        )
    return format_html_join(BREAK, "{}", ((escape(line),) for line in LINE_END.split(run)))
