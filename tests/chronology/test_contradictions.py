"""Accounts at odds: told with what differs, decided by nobody but people."""

from hypothesis import given

from chronology.combine.rows import merge
from chronology.compare.bodies import names_by_body
from chronology.compare.contradictions import Kind, at_odds, unrecorded
from chronology.compare.matching import propose
from tests.chronology.rows import AGENCIES, chronologies, row

BODIES = [
    ("police", "Severnshire Constabulary", ""),
    ("health", "Severnshire Health Trust", "SHT"),
    ("surgery", "Elm Surgery", ""),
    ("other-surgery", "Oak Surgery", ""),
]
NAMES = names_by_body(BODIES)
ANSWERED = frozenset(NAMES)


def told(found):
    return [(item.kind, item.one, item.other) for item in found]


def settled(one, other):
    return at_odds([one, other], [(one.key, other.key)], [])


def test_one_event_dated_differently():
    found = settled(row("a", "2021-05-03"), row("b", "2021-05-05", "health"))
    assert told(found) == [(Kind.DATED, "a", "b")]
    assert settled(row("a", "2021-05-03"), row("b", "2021-05", "health")) == []


def test_one_event_told_differently():
    one = row("a", "2021-05-03", at="09:00", text="She had 2 bruises and denied drinking.")
    other = row("b", "2021-05-03", "health", at="14:30", text="No bruises. She had been drinking.")
    found = settled(one, other)
    assert told(found) == [(Kind.TOLD, "a", "b")]
    assert found[0].why == (
        "One account gives 09:00, the other 14:30. "
        "One account denies “drinking”, the other speaks of it. "
        "One account denies “bruises”, the other speaks of it."
    )


def test_different_numbers_are_told():
    one = row("a", "2021-05-03", text="There were 2 children in the house.")
    other = row("b", "2021-05-03", "health", text="3 children were seen.")
    assert "count differently" in settled(one, other)[0].why


def test_accounts_that_agree_are_not_listed():
    text = "There were 2 children in the house. No injuries."
    one, other = row("a", "2021-05-03", text=text), row("b", "2021-05-03", "health", text=text)
    assert settled(one, other) == []


def test_a_pair_settled_as_different_is_not_asked_about_again():
    text = "Officers attended Elm Road after a neighbour reported shouting and banging."
    rows = [row("a", "2021-05-03", text=text), row("b", "2021-05-06", "health", text=text)]
    pairs = propose(rows)
    assert told(at_odds(rows, [], pairs)) == [(Kind.DATED, "a", "b")]
    assert at_odds(rows, [], pairs, different=[("b", "a")]) == []


def test_a_referral_that_the_other_agency_has_no_record_of():
    referral = row("a", "2021-05-03", "health", text="Called the police about threats.")
    found = unrecorded([referral], NAMES, ANSWERED)
    assert told(found) == [(Kind.UNRECORDED, "a", "police")]
    near = row("b", "2021-05-10", "police", text="Call received.")
    assert unrecorded([referral, near], NAMES, ANSWERED) == []
    far = row("b", "2021-05-11", "police", text="Call received.")
    assert told(unrecorded([referral, far], NAMES, ANSWERED)) == [(Kind.UNRECORDED, "a", "police")]


def test_an_agency_that_has_not_answered_cannot_be_asked_why():
    referral = row("a", "2021-05-03", "health", text="Called the police about threats.")
    assert unrecorded([referral], NAMES, ANSWERED - {"police"}) == []


def test_speaking_of_an_agency_is_no_contact_with_it():
    spoken = row("a", "2021-05-03", "health", text="She was afraid of the police. GP letter read.")
    assert unrecorded([spoken], NAMES, ANSWERED) == []


def test_a_usual_name_that_fits_two_bodies_names_neither():
    assert "gp" not in NAMES["surgery"] | NAMES["other-surgery"]
    referral = row("a", "2021-05-03", "police", text="Referred to the GP. Referred to Elm Surgery.")
    assert told(unrecorded([referral], NAMES, ANSWERED)) == [(Kind.UNRECORDED, "a", "surgery")]


@given(chronologies())
def test_what_is_listed_is_repeatable_and_between_different_agencies(files):
    rows = merge(files.values())
    by_key = {row.key: row for row in rows}
    proposed = propose(rows)
    same = [pair.keys for pair in proposed]
    found = at_odds(rows, same, proposed)
    assert at_odds(list(reversed(rows)), list(reversed(same)), proposed) == found
    assert all(by_key[item.one].agency != by_key[item.other].agency for item in found)
    names = names_by_body([(key, key.title(), "") for key in AGENCIES])
    silent = unrecorded(rows, names, frozenset(AGENCIES))
    assert all(by_key[item.one].agency != item.other for item in silent)
