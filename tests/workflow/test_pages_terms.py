"""Terms of reference over HTTP (S63): sections, clauses, equality, names, comparing, approval."""

import pytest

from audit.actors import acting
from tests.facts.rows import day, person
from tests.house import text_of, typed_day
from workflow import terms as rules
from workflow.models import Relevance, TermsClause, TermsOfReference

pytestmark = pytest.mark.usefixtures("confirmed")


@pytest.fixture
def team(db, house):
    """Everybody of the house."""
    return house[0]


@pytest.fixture
def home(case):
    """The address of the terms of the review."""
    return f"/cases/{case.reference}/terms/"


@pytest.fixture
def write(signed_in, team, case, home):
    """The chair writes terms: `write(questions="…")`; the answer is given back."""

    def send(**typed):
        newest = case.termsofreferences.order_by("number").last()
        given = {name: "As agreed" for name in (
            "questions", "period_reason", "people", "agencies", "family_plan"
        )}  # fmt: skip
        given |= typed_day("period_from", day(-900)) | typed_day("period_to", day(-100))
        given |= {"version": newest.version} if newest else {}
        return signed_in(team.independent_chair).post(f"{home}new/", given | typed)

    return send


def test_approved_terms_are_never_overwritten(signed_in, team, case, home, write):
    write(questions="First question", sex_relevance="relevant", sex_because="She was a woman")
    first = TermsOfReference.objects.get(case=case)
    approve = f"{home}1/approve/"
    assert signed_in(team.coordinator).post(approve, typed_day("on", day(0))).status_code == 403
    page = text_of(signed_in(team.partnership_chair).get(approve))
    assert "Not yet considered: age, disability" in page and ", sex," not in page
    signed_in(team.partnership_chair).post(approve, typed_day("on", day(0)))
    first.refresh_from_db()
    assert first.approved_by == team.partnership_chair
    again = signed_in(team.partnership_chair).post(approve, typed_day("on", day(0)))
    assert "This version is already approved." in text_of(again)
    write(questions="Second question", sex_relevance="relevant", sex_because="It shaped the help")
    kept = TermsOfReference.objects.filter(case=case).order_by("number")
    assert [row.questions for row in kept] == ["First question", "Second question"]
    assert [bool(row.approved_on) for row in kept] == [True, False]
    because = [row.characteristics.get(characteristic="sex").because for row in kept]
    assert because == ["She was a woman", "It shaped the help"]
    words = text_of(signed_in(team.coordinator).get(home))
    assert "First question" in words and "Second question" in words


def test_each_characteristic_is_considered_by_itself(write, case):
    assert write(age_relevance="relevant").status_code == 200
    assert "Say why, in a sentence." in text_of(write(age_relevance="not_shown"))
    assert "Say whether it is relevant." in text_of(write(age_because="She was 70"))
    assert not case.termsofreferences.exists()
    write(age_relevance="not_shown", age_because="Nothing points to it")
    terms = case.termsofreferences.get()
    assert len(rules.equality_of(terms)) == terms.characteristics.count() == 9
    kept = terms.characteristics.get(characteristic="age")
    assert (kept.relevance, kept.because) == (Relevance.NOT_SHOWN, "Nothing points to it")
    assert len(rules.not_considered(terms)) == 8


@pytest.mark.parametrize("box", ["questions", "people", "media", "race_because"])
def test_real_name_is_refused_in_every_box_and_what_was_typed_is_kept(write, team, case, box):
    with acting(team.coordinator):
        person(case, "Marisol Quintero", "died")
    answer = text_of(write(**{"race_relevance": "relevant", "race_because": "So", box: "Marisol"}))
    assert "There is a real name (“Marisol”) in the answer to" in answer
    assert "Use the pseudonym." in answer
    assert answer.count("Marisol") >= 2, "what was typed stands in the box"
    assert not case.termsofreferences.exists()
    assert write(people="Alex and the children").status_code == 302


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (typed_day("period_to", day(-950)), "The period must not end before it begins."),
        ({"period_reason": ""}, "Enter why this period"),
        ({"questions": "a\x00"}, "Null characters are not allowed"),
        ({"sex_relevance": "perhaps"}, "choose one of the answers in the list"),
    ],
)
def test_wrong_terms_are_told(write, wrong, told):
    assert told in text_of(write(**wrong))


def _by_suicide(case, team):
    with acting(team.coordinator):
        case.death_kind = "suicide"
        case.save()


def test_clauses_that_fit_the_death_come_first_and_are_copied_as_text(
    signed_in, team, case, home, write
):
    _by_suicide(case, team)
    client = signed_in(team.independent_chair)
    page = text_of(client.get(f"{home}clauses/"))
    assert page.index("Suspected suicide") < page.index("Every review") < page.index("neglect may")
    clause = TermsClause.objects.get(code="suicide-coercive-control")
    asked = f"{home}new/?clause={clause.code}&clause=no-such-clause"
    page = text_of(client.get(asked))
    assert clause.text in page and "1 standard clause stands" in page
    write(questions=clause.text)
    old = clause.text
    with acting(team.coordinator):
        clause.text = "Changed since"
        clause.save()
    assert case.termsofreferences.get().questions == old
    assert text_of(client.get(f"{home}new/?clause={clause.code}")).count("Changed since") == 1


def test_terms_of_a_suicide_should_name_it(signed_in, team, case, home, write):
    _by_suicide(case, team)
    write(questions="What was known of the suicide?")
    page = text_of(signed_in(team.panel_member).get(home))
    assert "should name coercive control." in page
    write(questions="What was known of the suicide and of coercive   control?")
    assert "should name" not in text_of(signed_in(team.panel_member).get(home))


def test_two_versions_are_compared_in_words_and_nothing_typed_is_markup(
    signed_in, team, case, home, write
):
    write(questions="What was known of <b>debt</b>?\nWho asked?")
    first = case.termsofreferences.get()
    with acting(team.partnership_chair):
        rules.approve_terms(first, by=team.partnership_chair, on=day(0))
    write(questions="What was known of <b>money</b>?\nWho asked?\nWho listened?")
    page = signed_in(team.panel_member).get(f"{home}compare/").content.decode()
    assert "&lt;b&gt;debt&lt;/b&gt;?" in page.split("<del>")[2]
    assert "Who listened?" in page.split("<ins>")[3]
    assert "<b>" not in page
    back = text_of(signed_in(team.panel_member).get(f"{home}compare/?from=2&to=1"))
    assert "From version 2 to version 1" in back
    odd = signed_in(team.panel_member).get(f"{home}compare/?from=99&to=%00x")
    assert "From version 1 to version 2" in text_of(odd)


def test_difference_loses_no_word_and_ends_in_time():
    old, new = "One two three.\nSame.", "One 2 three.\nSame.\nMore."
    pieces = rules.difference(old, new)
    assert "".join(p.text for p in pieces if p.kind != "new") == old + "\n"
    assert "".join(p.text for p in pieces if p.kind != "gone") == new + "\n"
    assert [p.text.strip() for p in pieces if p.kind == "gone"] == ["two"]
    huge = rules.difference("a " * 50_000, "a " * 49_999 + "b")
    assert {p.kind for p in huge} == {"gone", "new"}


def test_one_version_alone_has_nothing_to_compare(signed_in, team, home, write):
    write()
    assert "nothing to compare yet" in text_of(signed_in(team.coordinator).get(f"{home}compare/"))


@pytest.mark.parametrize("rest", ["new/", "clauses/", "compare/", ""])
def test_outsiders_find_nothing_and_readers_change_nothing(signed_in, team, home, rest):
    for who in ("stranger", "barred", "expired", "administrator", "agency_author"):
        assert signed_in(getattr(team, who)).get(home + rest).status_code == 404
    for who in ("panel_member", "partnership_chair", "emergency"):
        if rest == "new/":
            assert signed_in(getattr(team, who)).post(home + rest, {}).status_code == 403
        if rest == "clauses/":
            assert signed_in(getattr(team, who)).get(home + rest).status_code == 403
