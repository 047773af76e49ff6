"""Protected terms are found in every way of writing; what consent allows is left alone."""

from datetime import date

import pytest

from audit.actors import acting
from dhr_cases.models import NamingPolicy, ProtectedTerm, PseudonymEntry
from disclosure import anonymise
from disclosure.finding import LOOK_AT, MUST_FIX, NO_PSEUDONYM, check, in_passage
from disclosure.identities import known, staff_names_from, state_of_identities
from disclosure.reading import Passage, read_file
from tests.facts.rows import TODAY, person

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
CONSENT = {"consent_of": "Her mother", "consent_on": TODAY, "naming_reason": "It is her name"}


@pytest.fixture(autouse=True)
def as_coordinator(team):
    """Rows made in a test are the coordinator's."""
    with acting(team.coordinator):
        yield


@pytest.fixture
def marit(case):
    """The person who died."""
    row = person(case, "Marit Holmsen", "died")
    row.pseudonym = "Saskia"
    row.save()
    return row


def hits(case, text):
    return {
        (hit.group, hit.kind, hit.shown)
        for hit in in_passage(known(case), Passage("text", text))
        if hit.kind not in anonymise_patterns
    }


anonymise_patterns = {
    "vehicle mark", "crime, court or MARAC number", "telephone number", "e-mail address",
    "exact date", "postcode", "name on a website",
}  # fmt: skip
"""What the patterns find whoever is known."""


def protect(case, kind, value="", **rest):
    row = ProtectedTerm(case=case, kind=kind, value=value, **rest)
    row.save()
    return row


FOUND = [
    ("address", "4 Larch Rise, Dursley, GL11 4QQ", "address", [
        "at 4 Larch Rise", "4 larch rise, Dursley", "LARCH RISE", "Larch\nRise", "gl114qq",
        "Larch Ri\xadse", "4, Larch Rise's gate"]),
    ("employer", "Holt & Pike Ltd", "place", [
        "Holt & Pike Ltd", "HOLT & PIKE LTD", "Holt-Pike Ltd"]),
    ("employer", "Boots", "place", ["worked at Boots", "at Boots's till"]),
    ("school", "St Ælfgifu's School", "place", ["St Aelfgifu's School", "st ælfgifus school"]),
    ("practice", "The Elms Surgery", "place", ["the elms surgery", "The Elms\nSurgery"]),
    ("staff", "Dr Imogen Thackrah", "name", ["Thackrah", "Dr Thackrah's", "thackrah, i."]),
    ("vehicle", "VX19 KLM", "number", ["VX19KLM", "vx19 klm", "VX19-KLM", "VX19\nKLM"]),
    ("handle", "@larch_9rise", "number", [
        "@larch_9rise", "larch_9rise", "Larch 9rise", "larch9rise"]),
    ("phone", "01452 496001", "number", [
        "01452 496001", "01452496001", "+44 1452 496 001", "0044 1452 496001", "(01452) 496-001",
        "+44 (0)1452 496001"]),
    ("phone", "+44 7700 900123", "number", ["07700 900123", "07700900123"]),
    ("email", "m.holm@post.example", "number", ["M.Holm@post.example", "m.holm@post.\nexample"]),
    ("number", "22/4411-A", "number", ["22/4411-A", "22/4411/a", "22 4411 A", "224411a"]),
    ("other", "keeper of the swans", "term", ["the keeper of the swans", "Keeper\nof the Swans"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "value", "found", "text"),
    [(kind, value, found, text) for kind, value, found, texts in FOUND for text in texts],
)
def test_term_is_found_however_it_is_written(kind, value, found, text, case):
    protect(case, kind, value)
    seen = hits(case, f"It says {text} there.")
    assert (MUST_FIX, found) in {(group, what) for group, what, _ in seen}


NEARLY = [
    ("address", "4 Larch Rise, Dursley", ["in Dursley", "the rise of larch", "14 Larch Road"]),
    ("employer", "Boots", ["her boots were wet"]),
    ("vehicle", "VX19 KLM", ["VX19 KLN", "AVX19KLM"]),
    ("phone", "01452 496001", ["01452 496002", "1014524960011"]),
    ("number", "22/4411", ["122/4411", "22/44112"]),
    ("school", "Larch Rise School", ["the school at Larch", "a school"]),
]


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [(kind, value, text) for kind, value, texts in NEARLY for text in texts],
)
def test_what_is_nearly_a_term_is_left_alone(kind, value, text, case):
    protect(case, kind, value)
    assert hits(case, f"It says {text} there.") == set()


def test_day_of_an_event_is_found_and_another_day_is_not(case):
    protect(case, "event", day=date(2025, 3, 4))
    assert {what for _, what, _ in hits(case, "On 4 March 2025")} == {"event"}
    assert hits(case, "On 5 March 2025 and in March 2025") == set()


def test_variant_is_found_and_an_ended_term_is_not(case):
    row = protect(case, "school", "Larch Rise School", variants="The Rise\nLRS Academy")
    assert {shown for *_, shown in hits(case, "Then LRS Academy rang.")} == {"LRS Academy"}
    before = state_of_identities(case)
    row.ended_on, row.ended_because = TODAY, "It closed"
    row.save()
    assert hits(case, "Then LRS Academy rang.") == set()
    assert state_of_identities(case) != before


def test_exports_refuse_a_term_and_tell_it_only_to_those_who_see_names(case):
    protect(case, "employer", "Holt & Pike Ltd")
    (found,) = anonymise.find(case, {"summary": "She worked at Holt & Pike Ltd."})
    assert "Holt" in found.sentence(may_see_names=True)
    assert found.sentence(may_see_names=False) == (
        "There is a place of work, study or care in the summary. Say what kind of place it is."
    )


class TestNaming:
    TEXT = "Marit liked swimming. Marit Holmsen swam. Holmsen it was."

    def shown(self, case, text=TEXT):
        return sorted({shown for group, _, shown in hits(case, text) if group == MUST_FIX})

    def test_pseudonym_is_the_rule(self, case, marit):
        assert self.shown(case) == ["Holmsen", "Marit", "Marit Holmsen"]

    def test_policy_may_allow_the_first_name_and_the_surname_is_found_still(self, case, marit):
        before = state_of_identities(case)
        NamingPolicy(case=case, naming="first_name", decided_on=TODAY, **CONSENT).save()
        assert self.shown(case) == ["Holmsen", "Marit Holmsen"]
        assert {shown for *_, shown in hits(case, "Marit rang.")} == set()
        assert state_of_identities(case) != before

    def test_policy_may_allow_the_name(self, case, marit):
        NamingPolicy(case=case, naming="full_name", decided_on=TODAY, **CONSENT).save()
        assert self.shown(case) == []

    def test_policy_is_for_those_who_died_alone(self, case, marit):
        NamingPolicy(case=case, naming="full_name", decided_on=TODAY, **CONSENT).save()
        person(case, "Tom Holmsen", "child")
        assert self.shown(case) == ["Holmsen"]
        assert self.shown(case, "Marit Holmsen and Tom Holmsen") == [
            "Holmsen", "Tom", "Tom Holmsen",
        ]  # fmt: skip

    def test_first_name_that_somebody_else_has_too_stays_protected(self, case, marit):
        NamingPolicy(case=case, naming="first_name", decided_on=TODAY, **CONSENT).save()
        person(case, "Marit Vik", "child")
        assert "Marit" in self.shown(case)

    def test_exception_of_one_person_stands_over_the_policy(self, case, marit):
        NamingPolicy(case=case, naming="first_name", decided_on=TODAY, **CONSENT).save()
        entry = PseudonymEntry(case=case, person=marit, naming="pseudonym")
        entry.save()
        assert "Marit" in self.shown(case)
        entry.naming = "full_name"
        entry.save()
        assert self.shown(case) == []


class TestRegister:
    def told(self, case, text):
        found = check(known(case), read_file("report.txt", text.encode()))
        return [(hit.group, hit.shown) for hit in found if hit.kind in ("pseudonym", "file")]

    def test_two_pseudonyms_of_one_person_and_a_slip_are_told(self, case, marit):
        marit.pseudonym = "Odette"
        marit.save()
        assert self.told(case, "Saskia moved. Odette came. Odettte left.") == [
            (LOOK_AT, "Saskia: The same person is also called Odette here."),
            (LOOK_AT, "Odettte: Not in the register; Odette is. Is it a slip?"),
        ]
        assert self.told(case, "Odette came, and Odette left.") == []

    def test_name_of_somebody_without_a_pseudonym_is_told(self, case, marit):
        assert self.told(case, "Marit came.") == []
        person(case, "Jonas Vik", "responsible")
        row = case.persons.get(name="Jonas Vik")
        row.pseudonym = ""
        row.save()
        assert self.told(case, "Jonas came.") == [(LOOK_AT, NO_PSEUDONYM)]

    def test_new_pseudonym_makes_a_check_stale(self, case, marit):
        before = state_of_identities(case)
        marit.pseudonym = "Odette"
        marit.save()
        assert state_of_identities(case) != before


def test_staff_that_papers_name_are_something_to_look_at(case, monkeypatch):
    monkeypatch.setattr("disclosure.identities._sources", [])
    staff_names_from(lambda case: ["Thackrah"])
    assert hits(case, "PC Thackrah came; thackrah.") == {(LOOK_AT, "staff", "Thackrah")}
