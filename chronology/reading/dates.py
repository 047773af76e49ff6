"""Dates as people write them in chronologies; no part is ever filled in that was not written.

Day comes before month, as in the United Kingdom. A year of two figures is 2000 to 2039 or 1940
to 1999. What cannot be read is a fault, with a best guess for a person to accept where we have one.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from chronology.reading.times import read_time
from govuk.dates import UncertainDate

PIVOT = 40
"""Two figures below this are years from 2000 on."""
DAY_ZERO, DAY_ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
FIRST_SERIAL, LAST_SERIAL = 10_000, 75_000
"""Day numbers of spreadsheets that we take for dates: 1927 to 2105."""

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
MONTHS["sept"] = 9
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DAYS = "mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun"
WEEKDAY = re.compile(rf"\b(?:{DAYS}|\w+day)\b[,.]?\s*", re.IGNORECASE)
CLOCK_AT_END = re.compile(
    r"[,\s]+(?:at\s+|@\s*)?"
    r"(\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?|hrs?|hours|h)?"
    r"|\d{1,2}\s*[ap]\.?m\.?|\d{4}\s*(?:hrs?|hours|h)|noon|midday|midnight)$"
)
ABOUT = re.compile(
    r"^(?:circa|ca?\.|c(?=\s?\d)|ca(?=\s)|approx(?:imately|\.)?|about|around|abt\.?|roughly|est\.?"
    r"|estimated|possibly|probably|~)\s*"
)
PART_OF = re.compile(
    r"^(?:the\s+)?(?:early|late|mid|middle|beginning|start|end|first half|second half|spring"
    r"|summer|autumn|winter)(?:[\s-]+(?:of|in))?[\s-]+(?:the\s+)?"
)
ADVICE = "Write it as 3 April 2019, April 2019, circa 2018 or not known."
UNKNOWN = {
    "unknown", "not known", "n/k", "nk", "date unknown", "date not known", "unclear", "undated",
    "not recorded", "date not recorded", "no date", "not dated",
}  # fmt: skip
NOT_THERE = r"(?:\?{1,2}|x{1,2}|-{2}|_{1,2}|00)"
NUMBERS = re.compile(
    rf"^(\d{{1,2}}|{NOT_THERE})[/.\-\s](\d{{1,2}}|{NOT_THERE})[/.\-\s](\d{{4}}|\d{{2}})$"
)
ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$")
ISO_MOMENT = re.compile(r"^(\d{4}-\d{2}-\d{2})t(\d{2}:\d{2}(?::\d{2})?)\S*$")
COMPACT = re.compile(r"^((?:19|20)\d{2})(\d{2})(\d{2})$")
NAMED_DAY = re.compile(
    rf"^(?:the\s+)?(\d{{1,2}})(?:st|nd|rd|th)?[\s\-/.]*(?:of\s+)?({MONTH})[.,]?[\s\-/.]*'?(\d{{4}}|\d{{2}})$"
)
MONTH_FIRST = re.compile(rf"^({MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})$")
NAMED_MONTH = re.compile(rf"^({MONTH})[.,]?[\s\-/.']*(\d{{4}}|\d{{2}})$")
NUMBERED_MONTH = re.compile(r"^(\d{1,2})[/.\-](\d{4})$")
YEAR = re.compile(r"^(\d{4})$")
TWO_YEARS = re.compile(r"^(\d{4})\s*[/\-]\s*(\d{2}|\d{4})$")
DECADE = re.compile(r"^(?:the\s+)?(\d{3})0'?s$")
BETWEEN = re.compile(
    r"\s*(?:\bto\b|\buntil\b|\btill\b|\bthrough\b|\band\b|&|-)\s*|(?<=[a-z])/(?=[a-z])"
)
YEAR_FIRST = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}$")
ANY_DATE = re.compile(
    rf"\d{{1,2}}[/.\-]\d{{1,2}}[/.\-](?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:{MONTH})\s+\d{{4}}|\b(?:19|20)\d{{2}}\b"
)
PLAIN = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2010": "-", "\u2011": "-",
    "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u00a0": " ", "\uff1f": "?",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadDate:
    """What a cell says of a date.

    `when` is None when it cannot be read; then `why` says so in words, and `guess` may offer what
    was perhaps meant. `is_about` stands for circa, early, perhaps and the like.
    """

    when: UncertainDate | None = None
    is_about: bool = False
    at: time | None = None
    until: time | None = None
    why: str = ""
    guess: str = ""


@lru_cache(maxsize=16_384)
def read_date(text: str, *, epoch_1904: bool = False) -> ReadDate:
    """The date that a text tells of, as far as it tells it."""
    written = " ".join(text.translate(PLAIN).split()).strip(" ,;\"'")
    if not written:
        return ReadDate(why="There is no date.")
    plain = written.casefold()
    if plain in UNKNOWN or not plain.strip("? "):
        return ReadDate(UncertainDate.unknown())
    plain, at, until = _clock(plain)
    plain = re.sub(r"\bsept\b\.?", "sep", plain)
    plain, about = _about(plain)
    serial = _serial(plain, epoch_1904=epoch_1904)
    if serial is not None:
        return replace(serial, is_about=about, at=serial.at or at)
    try:
        when = _when(plain)
    except ValueError as impossible:
        return ReadDate(why=f"{impossible}.", guess=_guess(plain))
    if when is None:
        part = PART_OF.match(plain)
        when = _quietly(plain[part.end() :]) if part else None
        about = about or when is not None
    if when is None and (decade := DECADE.match(plain)):
        when, about = UncertainDate(f"{decade[1]}0/{decade[1]}9"), True
    if when is None:
        guess = _guess(plain)
        why = f"“{written[:60]}” is not a date we can read."
        return ReadDate(why=why if guess else f"{why} {ADVICE}", guess=guess)
    return ReadDate(when, about, at, until)


def from_cell(value: datetime | date, *, shows_day: bool = True) -> tuple[str, time | None]:
    """A real date of a spreadsheet as text, and its time unless it is midnight.

    A cell that shows only month and year was typed as such: the day behind it is the program's.
    """
    day = value.date() if isinstance(value, datetime) else value
    text = day.isoformat() if shows_day else day.isoformat()[:7]
    at = value.time().replace(microsecond=0) if isinstance(value, datetime) else time(0)
    return text, at if at != time(0) and shows_day else None


def _clock(text: str) -> tuple[str, time | None, time | None]:
    """Take a time off the end of a date."""
    text = ISO_MOMENT.sub(r"\1 \2", text)
    match = CLOCK_AT_END.search(text)
    if not match:
        return text, None, None
    found = read_time(match[1])
    if found.start is None or NUMBERS.match(text):
        return text, None, None
    # Midnight to the second is how programs write a day without a time.
    exact = None if re.fullmatch(r"0{1,2}:00:00", match[1].strip()) else found.start
    return text[: match.start()].strip(" ,"), exact, found.end


def _about(text: str) -> tuple[str, bool]:
    """Take off what says that a date is not exact."""
    about, before = False, None
    while text != before:
        before = text
        text = ABOUT.sub("", text).strip()
        if text.endswith(("?", "(approx)", "(approx.)", "approx", "(circa)", "ish")):
            text = re.sub(r"\s*(?:\?+|\(approx\.?\)|approx|\(circa\)|ish)$", "", text).strip()
        if text.startswith("?") and not re.match(r"\?{1,2}[/.\-]", text):
            text = text.lstrip("? ")
        about = about or text != before
    return text, about


def _serial(text: str, *, epoch_1904: bool) -> ReadDate | None:
    """The day number of a spreadsheet, as some exports write dates."""
    if not re.fullmatch(r"\d{5}(?:\.\d+)?", text) or not text.isascii():
        return None
    days, part = divmod(float(text), 1)
    if not FIRST_SERIAL <= days <= LAST_SERIAL:
        return None
    zero = DAY_ZERO_1904 if epoch_1904 else DAY_ZERO
    moment = datetime.combine(zero, time(0)) + timedelta(days=days, seconds=round(part * 86400))
    day, at = from_cell(moment)
    return ReadDate(UncertainDate(day), at=at)


def _quietly(text: str) -> UncertainDate | None:
    try:
        return _when(text)
    except ValueError:
        return None


def _when(text: str) -> UncertainDate | None:
    """A date or a range; None when it is neither; ValueError when there is no such day."""
    if not text.isascii():
        return None
    text = re.sub(r"^(?:on|in|dated|date:)\s+", "", text.strip(" ,."))
    text = WEEKDAY.sub("", text).strip(" ,.") or text
    return _single(text) or _range(text)


def _single(text: str) -> UncertainDate | None:
    """One day, month or year."""
    if match := NUMBERS.match(text):
        day, month, year = match.groups()
        if not month.isdigit() or month == "00":
            return UncertainDate.from_parts(_year(year))
        return _point(_year(year), int(month), int(day) if day.isdigit() and day != "00" else None)
    if (match := ISO.match(text)) and (match[3] or int(match[2]) <= 12):
        return _point(*(int(part) if part else None for part in match.groups()[:3]))
    if match := COMPACT.match(text):
        return _point(*(int(part) for part in match.groups()))
    if match := NAMED_DAY.match(text):
        return _point(_year(match[3]), MONTHS[match[2]], int(match[1]))
    if match := MONTH_FIRST.match(text):
        return _point(int(match[3]), MONTHS[match[1]], int(match[2]))
    if match := NAMED_MONTH.match(text):
        return _point(_year(match[2]), MONTHS[match[1]])
    if (match := NUMBERED_MONTH.match(text)) and 1 <= int(match[1]) <= 12:
        return _point(int(match[2]), int(match[1]))
    if match := YEAR.match(text):
        return _point(int(match[1]))
    return None


def _point(year: int, month: int | None = None, day: int | None = None) -> UncertainDate:
    return UncertainDate.from_parts(year, month, day)


def _year(text: str) -> int:
    number = int(text)
    if len(text) == 4:
        return number
    return number + (2000 if number < PIVOT else 1900)


def _range(text: str) -> UncertainDate | None:
    """From one date to a later one; what the start leaves out, its end has written."""
    text = re.sub(r"^(?:between|from)\s+", "", text)
    if match := TWO_YEARS.match(text):
        return _between(match[1], match[1][:2] + match[2] if len(match[2]) == 2 else match[2])
    for middle in BETWEEN.finditer(text):
        start, end = text[: middle.start()].strip(" ,"), text[middle.end() :].strip(" ,")
        last = _single(end) if start and end and not YEAR_FIRST.match(text) else None
        if last is None or last.kind == "range":
            continue
        first = _single(start) or _completed(start, last)
        if first is not None:
            return _between(first.text, last.text)
    return None


def _completed(start: str, last: UncertainDate) -> UncertainDate | None:
    """The “1” of “1 to 3 May 2019”, the “March” of “March to June 2018”: as its end is written."""
    year, month, _ = last.parts
    if year is None:
        return None
    if (match := re.fullmatch(r"(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?", start)) and month:
        return _point(year, month, int(match[1])) if last.kind == "day" else None
    if start in MONTHS:
        return _point(year, MONTHS[start])
    if match := re.fullmatch(rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({MONTH})", start):
        return _point(year, MONTHS[match[2]], int(match[1]))
    if match := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})", start):
        return _point(year, int(match[2]), int(match[1]))
    return None


def _between(start: str, end: str) -> UncertainDate:
    if start == end:
        return UncertainDate(start)
    return UncertainDate.between(UncertainDate(start), UncertainDate(end))


def _guess(text: str) -> str:
    """What was perhaps meant: month and day the other way round, or a date among other words."""
    if match := re.match(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})$", text):
        day, month, year = match.groups()
        found = _quietly(f"{month}/{day}/{year}")
        return found.text if found else ""
    found = [when for words in ANY_DATE.findall(text) if (when := _quietly(words))]
    return found[0].text if len(found) == 1 else ""
