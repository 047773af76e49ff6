"""Known people are found in every way of writing; the share of false alarms is measured."""

import random
import unicodedata

import pytest

from disclosure.finding import check, in_passage, unknown_names
from disclosure.identities import Identities
from disclosure.letters import Folded, folded
from disclosure.patterns import patterns_in
from disclosure.protected import Protected, protect_name
from disclosure.reading import Passage, read_file
from tests.disclosure import planted
from tests.disclosure.names import NAMES, PROSE


def identities(*names):
    found = Identities(Protected())
    for name in names:
        protect_name(found.exact, name)
        found.add_name(name)
    return found


def without_accents(name):
    kept = unicodedata.normalize("NFKD", name)
    kept = "".join(letter for letter in kept if not unicodedata.combining(letter))
    return kept.translate(str.maketrans("łŁøØđĐ", "lLoOdD"))


def half(word, by):
    middle = len(word) // 2
    return word[:middle] + by + word[middle:]


def joined(first, last):
    return without_accents(first + last).replace("'", "").replace("-", "").lower()


WAYS = {
    "full": lambda f, s: f"{f} {s}",
    "surname": lambda f, s: s,
    "first name": lambda f, s: f,
    "possessive": lambda f, s: f"{s}'s flat",
    "capitals": lambda f, s: f"{f} {s}".upper(),
    "reversed": lambda f, s: f"{s}, {f}",
    "initial and surname": lambda f, s: f"{f[0]}. {s}",
    "broken line": lambda f, s: f"{f}\n{s}",
    "broken by a hyphen": lambda f, s: half(s, "-\n"),
    "soft hyphen": lambda f, s: half(s, "\xad"),
    "zero-width": lambda f, s: half(s, "\u200b"),
    "joined in an e-mail": lambda f, s: f"{joined(f, s)}@post.example",
    "accents dropped": lambda f, s: without_accents(f"{f} {s}"),
    "full with a slip": lambda f, s: f"{f} {slip(s, random.Random(1))}",
}


def slip(word, chance):
    """The word with one letter lost, doubled, changed or exchanged with its neighbour."""
    at = chance.randrange(1, max(len(word) - 1, 2))
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + chance.choice("aeinorst") + word[at + 1 :],
            word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
        )
    )


def found_in(known, text):
    kinds = {"name", "joined name", "near name", "short name"}
    hits = in_passage(known, Passage("text", f"On that day {text} was seen."))
    return any(hit.kind in kinds for hit in hits)


@pytest.mark.parametrize("way", WAYS)
def test_every_name_is_found_in_every_exact_way(way):
    missed = [
        name for name in NAMES if not found_in(identities(name), WAYS[way](*name.split(" ", 1)))
    ]
    assert missed == []


def test_lone_surname_with_one_slip_is_found():
    chance = random.Random(4)
    slips = [(name, slip(name.split(" ", 1)[1], chance)) for name in NAMES]
    missed = [(name, word) for name, word in slips if not found_in(identities(name), word)]
    print(f"lone surname with one slip: {1 - len(missed) / len(NAMES):.3f}", missed)
    assert len(missed) / len(NAMES) <= 0.05


def test_false_alarms_in_unrelated_prose_are_few():
    alarmed = [
        name
        for name in NAMES
        if any(
            True
            for hit in in_passage(identities(name), Passage("text", PROSE))
            if "name" in hit.kind
        )
    ]
    print(f"people raised in unrelated prose: {len(alarmed) / len(NAMES):.3f}")
    assert len(alarmed) / len(NAMES) <= 0.08


def test_initials_alone_are_a_list_for_a_person():
    hits = list(in_passage(identities("Marit Solvang"), Passage("text", "It was M.S. who rang.")))
    assert [(hit.group, hit.kind, hit.shown) for hit in hits] == [("look at", "initials", "M.S.")]


@pytest.mark.parametrize(
    ("ending", "place", "make"), planted.EVERYWHERE, ids=lambda x: x if isinstance(x, str) else ""
)
def test_name_in_every_hiding_place_must_be_fixed(ending, place, make):
    hits = check(identities(planted.NAME), read_file(f"report{ending}", make()))
    assert any(hit.group == "must fix" and "name" in hit.kind for hit in hits)


PATTERNS = {
    "NHS number": ["943 476 5919", "9434765919", "943-476-5919"],
    "National Insurance number": ["AB 12 34 56 C", "ab123456c"],
    "postcode": ["GL1 2TH", "GL12TH", "GL1\n2TH", "sw1a 1aa", "M1 1AE"],
    "telephone number": ["01452 496 001", "07700 900123", "+44 7700 900123", "(01452) 496001"],
    "e-mail address": ["r.o@post.example"],
    "exact date": ["4 March 2025", "04/03/2025", "2025-03-04", "March 4th, 2025", "4th of March"],
    "crime, court or MARAC number": ["crime number 22/4411", "T20257041", "52AB1234525"],
    "vehicle mark": ["VX19 KLM", "VX19KLM"],
    "operation name": ["Operation Larkspur", "Op Larkspur"],
    "grid reference": ["SO 834 186", "51.8642, -2.2382"],
    "file path": [r"C:\Users\me\report.docx", r"\\server\share\a", "/ho" + "me/somebody/report"],
    "internet address": ["192.0.2.14"],
    "name on a website": ["@larkspur_99"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in PATTERNS.items() for text in texts]
)
def test_pattern_is_found(kind, text):
    assert kind in {k for k, _ in patterns_in(Folded(f"It says {text} there."))}


@pytest.mark.parametrize(
    "text",
    ["943 476 5918", "111 111 1111", "A1 2AB", "Annex QX1 2AB", "BG123456A", "in 2025 and 2026",
     "section 9(3) of the Act", "March 2025", "eight actions, 12 agencies"],
)  # fmt: skip
def test_what_is_no_pattern_is_left_alone(text):
    kinds = {kind for kind, _ in patterns_in(Folded(text))}
    assert kinds <= {"vehicle mark"}


def test_words_nobody_knows_are_listed_for_a_reviewer():
    reading = read_file("a.txt", b"She lived near Larkspur Mill with Rowan. The mill closed.")
    assert unknown_names(reading) == ["Larkspur Mill", "Rowan"]


def test_folding_is_one_rule():
    assert folded("Łuczak") == ("luczak",)
