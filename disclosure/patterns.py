"""Things that point at somebody whoever they are: numbers, addresses, days, marks, paths.

A rule with a check (NHS number, telephone, postcode area) is believed; the others ask a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from disclosure.days import DIGIT
from disclosure.letters import Folded, spaced
from disclosure.protected import POSTCODE

AREAS = spaced(
    "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL "
    "DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW "
    "KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH "
    "RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF "
    "WN WR WS WV YO ZE "
)
"""Areas in use by Royal Mail, so that "A1 2AB" in a list of annexes is no postcode."""

NHS = re.compile(r"(?<![\d/])(\d{3})[\s-]?(\d{3})[\s-]?(\d{4})(?!\d)")
EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
PHONE_WORDS = re.compile(r"\b(?:tel|phone|mobile|call|ring|rang|text|fax|contact|number)", re.I)
STARTS_OF_PHONES = ("0", "+", "(0", "(+", "44")
CHECKED_KINDS = frozenset({"NHS number", "National Insurance number", "e-mail address", "postcode",
                           "telephone number"})  # fmt: skip
DIGITS = "0123456789"
BROKEN_NUMBER = re.compile(r"(?<=\d)\s*\n\s*(?=\d)")
"""A number that goes on in the next line, where the reader of telephones stops."""
BYTE = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
HEX = r"[0-9A-Fa-f]{1,4}"
RULES: tuple[tuple[str, str | tuple[str, ...], re.Pattern[str]], ...] = (
    ("National Insurance number", DIGITS, re.compile(
        r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
        r"[\s-]?\d{2}[\s-]?\d{2}[\s-]?\d{2}[\s-]?[A-D]\b", re.I)),
    ("e-mail address", "@", EMAIL),
    ("vehicle mark", DIGITS, re.compile(
        r"\b(?:[A-Z]{2}\d{2}[\s-]?[A-Z]{3}|[a-z]{2}\d{2}[\s-]?[a-z]{3}|"
        r"[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{3}[A-Z])\b")),
    ("crime, court or MARAC number", DIGITS, re.compile(
        r"\b(?:URN|CRN|PNC|(?:crime|incident|MARAC|case|claim|occurrence|custody|court|warrant)"
        r"\s(?:number|no\.?|reference|ref\.?))\s*[:#]?\s*[A-Z]*[\w/-]*\d[\w/-]*", re.I)),
    # A year after one of these words is a year.
    ("crime, court or MARAC number", DIGITS, re.compile(
        r"\b(?:log|inquest|occurrence|custody record)\s(?:no\.?\s)?"
        r"(?!(?:19|20)\d\d\b(?![/-]))\d{3,}[\d/-]*", re.I)),
    ("crime, court or MARAC number", DIGITS, re.compile(
        r"\b(?:\d{2}[A-Z]{1,3}\d{4,8}(?:/\d{2})?|[A-Z]\d{8}|T\d{8}|\d{2}/\d{4,9}/\d{2}|"
        r"MARAC[-/ ]?\d[\d/-]+|[A-Z]{2}\d{2}[PCFD]\d{5})\b")),
    ("operation name", ("Op", "OP", "op"), re.compile(
        r"\b(?:Op(?:eration|\.)?|operation)\s[A-Z][a-z]{2,}\b|\bOPERATION\s[A-Z]{3,}\b")),
    ("grid reference", DIGITS, re.compile(
        r"\b[HNOST][A-HJ-Z] ?(?:\d{3} ?\d{3}|\d{4} ?\d{4}|\d{5} ?\d{5})\b|"
        r"-?\b\d{1,2}\.\d{4,}, ?-?\d{1,3}\.\d{4,}\b|"
        r"\b\d{1,3}[°º]\s?\d{1,2}['′’](?:\s?[\d.]+[\"″”])?\s?[NSEW]\b")),  # noqa: RUF001 - as people type minutes and seconds
    ("grid reference", ("///",), re.compile(r"(?<![/:\w])///[a-z]+\.[a-z]+\.[a-z]+\b")),
    ("file path", "\\/", re.compile(
        r"\b[A-Za-z]:\\[^\s\"<>|]+|\\\\[\w.-]+\\[^\s\"<>|]+|"
        r"(?<![\w/:.])/(?:home|Users|mnt|srv|var)/\S+|\b(?:file|smb|afp|ftp):/+\S+")),
    ("internet address", DIGITS, re.compile(
        rf"(?<![\d.]){BYTE}(?:\.{BYTE}){{3}}(?![\d.]*\d)|"
        rf"(?<![\w:])(?:{HEX}(?::{HEX}){{4,7}}|{HEX}(?::{HEX})*::{HEX}(?::{HEX})*)(?![\w:])")),
    ("name on a website", "@", re.compile(r"(?<![\w@.])@[A-Za-z_]\w{2,}")),
    ("name on a website", "/", re.compile(
        r"\b(?:facebook|instagram|tiktok|twitter|x|snapchat|linkedin|youtube|threads)\.com/\S+",
        re.I)),
)  # fmt: skip


def patterns_in(folded: Folded) -> Iterator[tuple[str, str]]:
    """Each thing found: its kind, and the words as they stand in the text."""
    text = folded.text
    has_digit = DIGIT.search(text) is not None
    for match in NHS.finditer(text) if has_digit else ():
        if is_nhs_number("".join(match.groups())):
            yield "NHS number", match[0]
    for kind, marks, rule in RULES:
        # Most passages have no sign of most kinds.
        if has_digit if marks == DIGITS else any(mark in text for mark in marks):
            for match in rule.finditer(text):
                yield kind, match[0]
    for match in POSTCODE.finditer(text) if has_digit else ():
        if _area(match) in AREAS:
            yield "postcode", match[0]
    if has_digit:
        yield from _phones(text)
    if BROKEN_NUMBER.search(text):
        yield from _phones(BROKEN_NUMBER.sub(" ", text))
    for _, shown in folded.days:
        yield "exact date", shown


def _area(match: re.Match[str]) -> str:
    return match[1][: 2 if match[1][1].isalpha() else 1].upper()


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits end in the check digit of an NHS number (modulus 11)."""
    total = sum(
        int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)
    )
    check = (11 - total % 11) % 11
    return len(set(digits)) > 1 and check != 10 and check == int(digits[9])


def _phones(text: str) -> Iterator[tuple[str, str]]:
    """Numbers that may be telephones: begun as one is, or spoken of as one."""
    found = phonenumbers.PhoneNumberMatcher(text, "GB", leniency=phonenumbers.Leniency.POSSIBLE)
    for match in found:
        if len(re.sub(r"\D", "", match.raw_string)) < 9 or re.search(r"\d[/.]\d", match.raw_string):
            continue
        before = text[max(0, match.start - 30) : match.start]
        if match.raw_string.startswith(STARTS_OF_PHONES) or PHONE_WORDS.search(before):
            yield "telephone number", match.raw_string
