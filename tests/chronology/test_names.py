"""The names switch: every form of a name of the review gives way, and nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology.names import Known, Names, Show

PEOPLE = (
    Known(
        "a", ("Hilary Jane Hartwell", "Hils", "Vestry"), "Bryony", "HJH", "1980-05-07",
        "12 Elm Road, Glevum GL1 2AB",
    ),
    Known("b", ("Conrad Hartwell",), "Adam", "CH"),
    Known("c", ("Zo\u00eb O'Brien",), "Child 1", "ZO", is_child=True),
    Known("d", ("May Woods",), "Gran", "MW"),
    Known("e", ("Jo Vane-Tempest",), "Friend", "JVT"),
)  # fmt: skip
NAMES = Names(PEOPLE)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Hilary Hartwell attended.", "Bryony attended."),
        ("HILARY HARTWELL attended.", "Bryony attended."),
        ("hilary jane hartwell attended.", "Bryony attended."),
        ("Hartwell, Hilary attended.", "Bryony attended."),
        ("Hilary J. Hartwell attended.", "Bryony attended."),
        ("Hilary\u2019s and Hils' sister", "Bryony\u2019s and Bryony' sister"),
        ("Mrs Hilary Hartwell", "Bryony"),
        ("Mrs Hartwell and the Hartwells", "Mrs [family name] and the [family name]s"),
        ("Conrad Hartwell pushed Hilary", "Adam pushed Bryony"),
        ("Hilary, Conrad Hartwell", "Bryony, Adam"),
        ("Zoe OBrien; Zo\u00eb O\u2019Brien\u2019s; Zoe\u0308", "Child 1; Child 1\u2019s; Child 1"),
        ("Jo Vane Tempest, vane-tempest", "Friend, Friend"),
        ("jo ann is no name here", "jo ann is no name here"),
        ("In May 2020, 3 May and by May", "In May 2020, 3 May and by May"),
        ("Then May walked in the woods", "Then Gran walked in the woods"),
        ("Hil\u00adary and Hil\u200bary", "Bryony and Bryony"),
        ("HilaryHartwell", "Bryony"),
        ("hilary_hartwell", "Bryony"),
        ("write to hilary.h@example.org", "write to [e-mail address]"),
        ("write to duty.desk@example.org", "write to duty.desk@example.org"),
        ("born 7/5/1980, 07.05.80, 7th May 1980, 1980-05-07", ", ".join(
            ["born [date of birth]", *["[date of birth]"] * 3])),
        ("at 12 Elm Road, GL12AB", "at [address], [postcode]"),
        ("The hilarity of it", "The hilarity of it"),
    ],
)  # fmt: skip
def test_names_give_way(written, shown):
    assert NAMES.text(written) == shown


def test_initials_and_real_names():
    assert Names(PEOPLE, Show.INITIALS).text("Hilary saw Zoe") == "HJH saw ZO"
    written = "Hilary\u2019s at 12 Elm Road"
    assert Names(PEOPLE, Show.REAL).text(written) is written


def test_people_named_are_found_by_name_and_by_what_they_are_called():
    assert NAMES.mentions("Hils rang; Child 1 was asleep") == {"a", "c"}
    assert NAMES.mentions("the Hartwells") == set()


FORMS = ["Hilary", "Hartwell", "HILARY", "Conrad", "Zo\u00eb", "O\u2019Brien", "Hils", "Tempest"]
AROUND = [
    "",
    " ",
    ", ",
    "'s ",
    "\u2019s ",
    ". ",
    " (",
    ") ",
    "\n",
    "-",
    "/",
    "\u201c",
    " saw ",
    "_",
]


@given(st.lists(st.tuples(st.sampled_from(AROUND), st.sampled_from(FORMS)), max_size=8))
def test_no_real_name_is_left_whatever_stands_around_it(pieces):
    text = "".join(around + name for around, name in pieces)
    shown = NAMES.text(text).casefold()
    for name in FORMS:
        separate = [name for around, name in pieces if around != ""]
        if len(separate) == len(pieces):
            assert name.casefold() not in shown


@given(st.text(max_size=200))
def test_any_text_can_be_shown(text):
    NAMES.text(text)
    assert NAMES.text(NAMES.text(text)) == NAMES.text(text)
