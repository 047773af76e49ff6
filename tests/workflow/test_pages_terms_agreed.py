"""Agreeing the terms over HTTP (S64): round, comments, answers, agreement, final, family."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from audit.actors import acting
from tests.facts.rows import day, person
from tests.house import text_of, typed_day
from workflow import terms as rules
from workflow.models import TermsAgreement, TermsComment, TermsOfReference
from workflow.own_tasks import for_this_person

pytestmark = pytest.mark.usefixtures("confirmed")
COMMENT = {"section": "questions", "text": "Ask about money too."}


@pytest.fixture
def team(db, house):
    """Everybody of the house."""
    return house[0]


@pytest.fixture
def home(case):
    """The address of the terms of the review."""
    return f"/cases/{case.reference}/terms/"


@pytest.fixture
def page(signed_in, team):
    """Somebody of the cast on the test client."""
    return lambda name: signed_in(team.people[name])


@pytest.fixture
def terms(case, team):
    """A first version, as written."""
    row = TermsOfReference(
        case=case,
        period_from=day(-900),
        period_to=day(-100),
        period_reason="So.",
        questions="Who knew?",
        people="All",
        agencies="Police",
        family_plan="Asked",
    )
    with acting(team.coordinator):
        rules.keep_terms(row)
    return row


@pytest.fixture
def asked(terms, page, home):
    """The version, sent round by the chair until five days from now."""
    answer = page("independent_chair").post(f"{home}1/circulate/", typed_day("closes_on", day(5)))
    assert answer.status_code == 302, text_of(answer)
    return terms.round


@pytest.fixture
def after(asked):
    """The day after the round has closed."""
    return lambda: time_machine.travel(timezone.now() + timedelta(days=6), tick=True)


def told(user, on=None):
    """What the person's work page names of terms."""
    return [row for row in for_this_person(user, on or day(0)) if row["task"] == "round"]


def test_members_are_told_of_an_open_round_until_they_have_said_whether_they_agree(
    page, home, team, terms, asked
):
    assert [row["due"] for row in told(team.panel_member)] == [day(5)]
    assert told(team.independent_chair) == [], "who sent it round is not asked"
    assert told(team.panel_member, day(6)) == [], "a closed round asks nobody"
    assert told(team.stranger) == told(team.coordinator) == []
    assert "Comment on the terms of reference" in text_of(page("panel_member").get("/my-work/"))
    page("panel_member").post(f"{home}1/agreement/", {"says": "agrees"})
    assert told(team.panel_member) == []


def test_members_read_their_own_comments_and_after_the_round_all(page, home, asked, after):
    page("panel_member").post(f"{home}1/comments/new/", COMMENT)
    page("names_by_grant").post(f"{home}1/comments/new/", COMMENT | {"text": "Three years do."})
    seen = text_of(page("panel_member").get(f"{home}agree/"))
    assert "Ask about money too." in seen and "Three years do." not in seen
    seen = text_of(page("independent_chair").get(f"{home}agree/"))
    assert "Ask about money too." in seen and "Three years do." in seen
    with after():
        seen = text_of(page("panel_member").get(f"{home}agree/"))
        assert "Ask about money too." in seen and "Three years do." in seen


def test_closed_round_is_told_and_what_was_typed_is_kept(page, home, asked, after):
    with after():
        answer = page("panel_member").post(f"{home}1/comments/new/", COMMENT)
        assert "This round of comments has closed." in text_of(answer)
        assert "Ask about money too." in text_of(answer)
        assert "Comment on a section" not in text_of(page("panel_member").get(f"{home}agree/"))
    assert not TermsComment.objects.exists()


def test_chair_answers_each_comment_before_the_version_is_final(
    page, home, terms, asked, after, team
):
    page("panel_member").post(f"{home}1/comments/new/", COMMENT)
    row = TermsComment.objects.get()
    address, final = f"{home}1/comments/{row.token}/", f"{home}1/final/"
    assert page("coordinator").post(address, {}).status_code == 403
    assert page("panel_member").get(address).status_code == 403
    chair = page("independent_chair")
    assert "The round of comments is still open." in text_of(chair.post(final))
    with after():
        assert "Answer every comment first." in text_of(page("independent_chair").post(final))
        typed = {"version": row.version, "answer": "in_part"}
        assert "why" in text_of(page("independent_chair").post(address, typed)).lower()
        page("independent_chair").post(address, typed | {"answer_why": "Money is in it now."})
        seen = text_of(page("panel_member").get(f"{home}agree/"))
        assert "Accepted in part." in seen and "Money is in it now." in seen
        assert page("panel_member").post(final).status_code == 403
        assert page("independent_chair").post(final).status_code == 302
    terms.refresh_from_db()
    assert terms.final_by == team.independent_chair


def test_partnership_chair_approves_a_circulated_version_only_once_it_is_final(
    page, home, terms, asked, after
):
    approve = typed_day("on", day(0))
    refused = page("partnership_chair").post(f"{home}1/approve/", approve)
    assert "The independent chair makes it final first." in text_of(refused)
    with after():
        page("independent_chair").post(f"{home}1/final/")
        page("partnership_chair").post(f"{home}1/approve/", approve)
    terms.refresh_from_db()
    assert terms.approved_on
    late = page("panel_member").post(f"{home}1/agreement/", {"says": "agrees"})
    assert "This version is final." in text_of(late)


def test_version_sent_round_keeps_its_words_and_a_change_is_a_new_version(case, team, terms, asked):
    terms.questions, terms.family_line = "Who asked?", "They agreed to this line."
    with acting(team.independent_chair):
        rules.keep_terms(terms)
    old, new = case.termsofreferences.order_by("number")
    assert (old.questions, new.questions, new.number) == ("Who knew?", "Who asked?", 2)
    assert new.family_line == "" and new.final_on is None


def test_members_latest_word_counts_and_a_refusal_needs_its_reason(page, home, asked, team):
    member = page("panel_member")
    bare = member.post(f"{home}1/agreement/", {"says": "not"})
    assert "Write your note or reason." in text_of(bare)
    member.post(f"{home}1/agreement/", {"says": "not", "note": "Too long."})
    member.post(f"{home}1/agreement/", {"says": "with_note", "note": "Better now."})
    seen = text_of(page("names_by_grant").get(f"{home}agree/"))
    assert "Agrees with a note" in seen and "Better now." in seen and "Too long." not in seen
    assert TermsAgreement.objects.filter(given_by=team.panel_member).count() == 2


@pytest.mark.parametrize(
    ("who", "rest", "typed"),
    [
        ("panel_member", "1/comments/new/", COMMENT | {"text": "Marisol said so."}),
        ("panel_member", "1/agreement/", {"says": "not", "note": "Marisol said so."}),
        ("independent_chair", "1/family-line/", {"version": 1, "family_line": "Marisol said so."}),
    ],
)
def test_real_name_is_refused_and_kept_in_its_box(page, home, case, team, asked, who, rest, typed):
    with acting(team.coordinator):
        person(case, "Marisol Quintero", "died")
    answer = text_of(page(who).post(home + rest, typed))
    assert "a real name" in answer and "Marisol said so." in answer
    repeats = who == "independent_chair"
    assert ("real name (“Marisol”)" in answer) is repeats, "told only to who may see names"
    assert not TermsComment.objects.exists() and not TermsAgreement.objects.exists()


def test_familys_line_is_kept_by_their_people_and_nothing_else_hints_at_it(page, home, terms, team):
    address = f"{home}1/family-line/"
    for who in ("coordinator", "panel_member", "partnership_chair", "stranger"):
        assert page(who).get(address).status_code == 404
        assert "family-line" not in text_of(page(who).get(home))
    assert "family-line" in text_of(page("family_lead").get(home))
    typed = {"version": terms.version, "family_line": "Her sister has read these terms."}
    assert page("family_lead").post(address, typed).status_code == 302
    seen = text_of(page("panel_member").get(home))
    assert "Her sister has read these terms." in seen


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Enter last day for comments"),
        (typed_day("closes_on", day(-1)), "must not be before today"),
        ({"closes_on_day": "x", "closes_on_month": "\x00", "closes_on_year": "9" * 200}, "day"),
    ],
)
def test_wrong_round_is_told(page, home, terms, typed, said):
    answer = page("independent_chair").post(f"{home}1/circulate/", typed)
    assert answer.status_code == 200 and said in text_of(answer)
    again = typed_day("closes_on", day(3))
    assert page("coordinator").post(f"{home}1/circulate/", again).status_code == 302
    twice = text_of(page("coordinator").post(f"{home}1/circulate/", again))
    assert "This version has already been sent round." in twice


def test_story_tells_how_the_terms_were_settled(page, home, case, asked):
    story = text_of(page("panel_member").get(f"/cases/{case.reference}/story/"))
    assert "Terms of reference, version 1: sent round the panel" in story


@pytest.mark.parametrize(
    "rest", ["agree/", "1/circulate/", "1/comments/new/", "1/agreement/", "1/final/"]
)
def test_outsiders_find_nothing(page, home, asked, rest):
    for who in ("stranger", "barred", "expired", "administrator", "agency_author"):
        assert page(who).get(home + rest).status_code == 404
        assert page(who).post(home + rest, {}).status_code == 404
    assert page("coordinator").post(f"{home}1/comments/new/", COMMENT).status_code == 403
    assert page("panel_member").get(f"{home}agree/?version=7").status_code == 404
    assert page("panel_member").get(f"{home}7/agreement/").status_code == 404
