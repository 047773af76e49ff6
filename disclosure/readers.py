"""How a file is for those who will read it: tags, title, language, links, help lines, days (S173).

Nothing here says whether somebody can be identified, and nothing stops a file: a letter of the
Home Office is published as it came. People read these points before they publish. No link is
followed, since a check must tell nobody outside what is about to be published.
"""

from __future__ import annotations

import io
import ipaddress
import re
from calendar import monthrange
from dataclasses import asdict, dataclass
from pathlib import PurePath
from urllib.parse import urlsplit

import pikepdf

from disclosure.days import days_written
from disclosure.letters import plain_letters
from disclosure.reading import Reading
from documents.reading.limits import STUMBLES

# The national lines on gov.uk's page for people who live with domestic abuse.
HELP_LINES = (
    "In danger now: call 999. If you cannot speak, press 55 on a mobile.",
    "National Domestic Abuse Helpline, free, day and night: 0808 2000 247",
    "Men's Advice Line: 0808 801 0327",
    "Galop, for LGBT+ people: 0800 999 5428",
    "Respect, if you are worried about how you treat somebody: 0808 802 4040",
    "Samaritans, free, day and night: 116 123",
)
NUMBERS = {
    re.split(r"[,:]", line)[0]: re.sub(r"\D", "", line.rpartition(":")[2])
    for line in HELP_LINES[1:]
}
"""The number of each line, without spaces, by what the line is called."""
ALSO_A_WORD = "Respect"
PUBLISHED_AS_PDF = "Publish a tagged PDF: it can be read aloud, and keeps no earlier wording."
OWN_NETWORK = (".local", ".internal", ".intranet", ".lan", ".corp", ".home")
WITHIN = re.compile(r"[\\/]|\.(?:docx?|xlsx?|pdf|odt)\b|^Microsoft ", re.I)
LEAP_YEAR = 2000
PAGE = re.compile(r"page \d+|text")
HEADINGS = frozenset({"/H", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"})
MOST_ELEMENTS = 200_000


@dataclass(frozen=True)
class Point:
    """One thing about a file: what, whether it is good, in a sentence, and which words are meant.

    `sentence` says nothing of what the file holds; `words` are for those who may clear it.
    """

    about: str
    is_good: bool
    sentence: str
    words: tuple[str, ...] = ()

    def kept(self) -> dict[str, object]:
        """As it is stored with a run of the check."""
        return asdict(self) | {"words": list(self.words)}


def points_of(name: str, content: bytes, reading: Reading) -> list[Point]:
    """What a reader, with or without a screen reader, will meet in these bytes."""
    if PurePath(name).suffix.lower() == ".pdf":
        made = _of_a_pdf(content)
    else:
        made = [Point("Accessibility tags", is_good=False, sentence=PUBLISHED_AS_PDF)]
    shown = plain_letters(
        "\n".join(part.text for part in reading.passages if PAGE.fullmatch(part.place))
    )
    links = [part.text for part in reading.passages if part.place == "links"]
    return [*made, _links(links), _help_lines(shown), _days(shown)]


def _of_a_pdf(content: bytes) -> list[Point]:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return [_tags(pdf), _title(pdf), _language(pdf), _pictures(pdf)]
    except (pikepdf.PikepdfError, ValueError, TypeError, *STUMBLES):
        sentence = "Its structure cannot be read. Print it to a new, tagged PDF."
        return [Point("Accessibility tags", is_good=False, sentence=sentence)]


def _tags(pdf: pikepdf.Pdf) -> Point:
    about = "Accessibility tags"
    marked = pdf.Root.get("/MarkInfo")
    is_marked = isinstance(marked, pikepdf.Dictionary) and bool(marked.get("/Marked", False))
    if not is_marked or "/StructTreeRoot" not in pdf.Root:
        return Point(about, is_good=False, sentence="It is not tagged: a screen reader cannot tell "
                     "headings, lists and tables from other text.")  # fmt: skip
    kinds = {str(element.get("/S", "")) for element in _elements(pdf)}
    if not kinds & HEADINGS:
        sentence = "It is tagged, and no heading is marked as one."
        return Point(about, is_good=False, sentence=sentence)
    return Point(about, is_good=True, sentence="It is tagged, with headings.")


def _elements(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """Every element of the structure: what has a parent and says what it is."""
    found = []
    for number, thing in enumerate(pdf.objects):
        if number > MOST_ELEMENTS:
            break
        if isinstance(thing, pikepdf.Dictionary) and "/P" in thing and "/S" in thing:
            found.append(thing)
    return found


def _title(pdf: pikepdf.Pdf) -> Point:
    title = str(pdf.docinfo.get("/Title", "")).strip()
    wishes = pdf.Root.get("/ViewerPreferences")
    shows = isinstance(wishes, pikepdf.Dictionary) and bool(wishes.get("/DisplayDocTitle", False))
    if not title:
        return Point("Title", is_good=False, sentence="It has no title of its own.")
    if WITHIN.search(title):
        sentence = "Its title is the name or the place of a file. Give it a title for readers."
        return Point("Title", is_good=False, sentence=sentence, words=(title,))
    if not shows:
        sentence = "It has a title, and windows show the name of the file instead."
        return Point("Title", is_good=False, sentence=sentence, words=(title,))
    return Point("Title", is_good=True, sentence="It has a title.", words=(title,))


def _language(pdf: pikepdf.Pdf) -> Point:
    language = str(pdf.Root.get("/Lang", "")).strip()
    if not language:
        sentence = "Its language is not set, so it may be read aloud in the wrong one."
        return Point("Language", is_good=False, sentence=sentence)
    return Point("Language", is_good=True, sentence="Its language is set.", words=(language,))


def _pictures(pdf: pikepdf.Pdf) -> Point:
    figures = [row for row in _elements(pdf) if str(row.get("/S", "")) == "/Figure"]
    silent = sum(not str(row.get("/Alt", "")).strip() for row in figures)
    if silent:
        are = "picture has" if silent == 1 else "pictures have"
        sentence = f"{silent} {are} no words for people who cannot see them."
        return Point("Pictures", is_good=False, sentence=sentence)
    sentence = "Every picture has words." if figures else "It marks no pictures."
    return Point("Pictures", is_good=True, sentence=sentence)


def _links(links: list[str]) -> Point:
    wrong = {link: said for link in links if (said := wrong_with_link(link))}
    if not links:
        return Point("Links", is_good=True, sentence="It has no links.")
    many = "1 link" if len(links) == 1 else f"{len(links)} links"
    if not wrong:
        return Point("Links", is_good=True, sentence=f"{many}, to public addresses.",
                     words=tuple(dict.fromkeys(links)))  # fmt: skip
    sentence = f"{many}, of which {len(wrong)} to mend: " + " ".join(dict.fromkeys(wrong.values()))
    return Point("Links", is_good=False, sentence=sentence, words=tuple(wrong))


def wrong_with_link(link: str) -> str:
    """What is wrong with an address as it stands, in a sentence; empty when nothing is.

    Whether somebody answers there is never tried.
    """
    try:
        parts = urlsplit(link.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return "One is no address."
    if parts.scheme in {"mailto", "tel"}:
        return ""
    if parts.scheme not in {"http", "https"}:
        return "One leads to a file or a place that readers do not have."
    if _is_of_own_network(host):
        return "One leads into a network of your own."
    return "One is not secure (http)." if parts.scheme == "http" else ""


def _is_of_own_network(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(OWN_NETWORK) or "sharepoint" in host


def _help_lines(shown: str) -> Point:
    about = "Help lines"
    digits = re.sub(r"(?<=\d)[ \u00a0-](?=\d)", "", shown)
    small = shown.casefold()
    named = {
        line for line in NUMBERS if line != ALSO_A_WORD and plain_letters(line).casefold() in small
    }
    right = {
        line for line, number in NUMBERS.items() if re.search(rf"(?<!\d){number}(?!\d)", digits)
    }
    if wrong := sorted(named - right):
        sentence = "A help line is named without its number, or with another one."
        return Point(about, is_good=False, sentence=sentence, words=tuple(wrong))
    if not right:
        return Point(about, is_good=False, sentence="No national help line stands in it.")
    return Point(about, is_good=True, sentence="Help lines stand in it, with the right numbers.",
                 words=tuple(sorted(right)))  # fmt: skip


def _days(shown: str) -> Point:
    written = dict.fromkeys(days_written(shown))
    unreal = [words for (year, month, day), words in written if not _exists(year, month, day)]
    if unreal:
        sentence = "There is a day in it that no calendar has."
        return Point("Days", is_good=False, sentence=sentence, words=tuple(dict.fromkeys(unreal)))
    if written:
        words = tuple(dict.fromkeys(words for _, words in written))
        many = "1 exact day stands" if len(words) == 1 else f"{len(words)} exact days stand"
        sentence = f"{many} in it. Each is answered in the check; month and year say as much."
        return Point("Days", is_good=False, sentence=sentence, words=words)
    return Point("Days", is_good=True, sentence="No exact day stands in it.")


def _exists(year: int | None, month: int, day: int) -> bool:
    year = LEAP_YEAR if year is None else year + 2000 * (year < 100)
    return 1 <= year <= 9999 and day <= monthrange(year, month)[1]
