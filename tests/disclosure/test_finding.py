"""Known people are found in every way of writing; the share of false alarms is measured."""

import random
import unicodedata

import pytest

from disclosure.finding import check, in_passage, unknown_names
from disclosure.identities import Identities
from disclosure.letters import Folded, folded
from disclosure.patterns import CHECKED_KINDS, RULES, patterns_in
from disclosure.protected import Protected, protect_name
from disclosure.reading import Passage, read_file
from tests.disclosure import corpus, planted, planted_more
from tests.disclosure.names import NAMES, PROSE, WRITTEN


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


def alarms_in(prose):
    """The share of people who are raised by prose that speaks of nobody."""
    paragraphs = [Passage("text", each) for each in prose.split("\n") if each]
    alarmed = {
        name
        for name in NAMES
        for hit in (hit for each in paragraphs for hit in in_passage(identities(name), each))
        if "name" in hit.kind or hit.kind == "initials"
    }
    return len(alarmed) / len(NAMES)


@pytest.mark.parametrize("prose", [PROSE, WRITTEN], ids=["records", "a report"])
def test_false_alarms_in_unrelated_prose_are_few(prose):
    share = alarms_in(prose)
    print(f"people raised in {len(prose.split())} words of unrelated prose: {share:.3f}")
    assert share <= 0.01


def test_patterns_leave_a_report_without_numbers_alone():
    found = [kind for each in WRITTEN.split("\n") for kind, _ in patterns_in(Folded(each))]
    assert found == []


def test_few_words_of_a_report_are_left_for_a_reviewer():
    assert len(unknown_names(read_file("a.txt", WRITTEN.encode()))) <= 10


def test_initials_alone_are_a_list_for_a_person():
    hits = list(in_passage(identities("Marit Solvang"), Passage("text", "It was M.S. who rang.")))
    assert [(hit.group, hit.kind, hit.shown) for hit in hits] == [("look at", "initials", "M.S.")]


@pytest.mark.parametrize(
    ("ending", "place", "make"),
    planted.EVERYWHERE + planted_more.EVERYWHERE,
    ids=lambda x: x if isinstance(x, str) else "",
)
def test_name_in_every_hiding_place_must_be_fixed(ending, place, make):
    hits = check(identities(planted.NAME), read_file(f"report{ending}", make()))
    assert any(hit.group == "must fix" and "name" in hit.kind for hit in hits)


AROUND = ("It says {} there.", "{}", "({})", "see {}, again", "A line\n{}\nanother line")


def kinds_in(text):
    return {kind for kind, _ in patterns_in(Folded(text))}


@pytest.mark.parametrize("kind", corpus.TRUE)
def test_every_row_of_a_pattern_is_found(kind):
    rows = [around.format(row) for row in corpus.TRUE[kind] for around in AROUND]
    missed = [row for row in rows if kind not in kinds_in(row)]
    print(f"{kind}: {1 - len(missed) / len(rows):.3f} of {len(rows)}")
    assert missed == []


@pytest.mark.parametrize("kind", corpus.NEAR)
def test_what_only_looks_like_a_pattern_is_left_alone(kind):
    rows = [around.format(row) for row in corpus.NEAR[kind] for around in AROUND]
    assert [row for row in rows if kind in kinds_in(row)] == []


def test_every_kind_of_pattern_has_rows_of_both_sorts():
    kinds = {kind for kind, _, _ in RULES} | CHECKED_KINDS | {"exact date"}
    assert set(corpus.TRUE) == set(corpus.NEAR) == kinds


def test_words_nobody_knows_are_listed_for_a_reviewer():
    reading = read_file("a.txt", b"She lived near Larkspur Mill with Rowan. The mill closed.")
    assert unknown_names(reading) == ["Larkspur Mill", "Rowan"]


def test_folding_is_one_rule():
    assert folded("Łuczak") == ("luczak",)
