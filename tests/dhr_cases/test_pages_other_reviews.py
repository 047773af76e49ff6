"""Other reviews, agreed facts and the disclosure log over HTTP (S110 to S112)."""

import pytest

from audit.actors import job
from dhr_cases.models import AgreedFact, DisclosureRequest, OtherReview, Proceeding
from tests.facts.rows import TODAY, day
from tests.house import text_of, typed_day
from tests.matrix.things.proceedings import another_review


@pytest.fixture
def page(signed_in, team):
    """Somebody of the cast on the test client."""
    return lambda name: signed_in(team.people[name])


@pytest.fixture
def at(case):
    """The address of a case's proceedings."""
    return f"/cases/{case.reference}/proceedings/"


def beside(case, **facts):
    """One thing that runs beside the review."""
    row = Proceeding(case=case, **{"kind": "criminal", **facts})
    with job("tests"):
        row.save()
    return row


def test_two_reviews_agree_a_fact_once_and_take_it_back(page, case, at):
    row = beside(case, kind="adult_review")
    typed = {"led_by": "The adults board", "together": "shared", "version": "0"}
    answer = page("coordinator").post(f"{at}{row.token}/together/", typed)
    assert "Say what is shared" in text_of(answer)
    typed["what_is_shared"] = "The chronology"
    assert page("coordinator").post(f"{at}{row.token}/together/", typed).status_code == 302
    assert "Some parts are shared" in text_of(page("coordinator").get(f"{at}{row.token}/"))
    review = OtherReview.objects.get()
    typed = {"fact": "She moved in March.", "source": "Housing", "version": "0"}
    typed |= typed_day("agreed_on", TODAY)
    answer = page("coordinator").post(f"{at}facts/new/", typed)
    assert "Choose at least one review that agrees" in text_of(answer)
    typed["agreed_with"] = [review.token]
    assert page("coordinator").post(f"{at}facts/new/", typed).status_code == 302
    words = text_of(page("independent_chair").get(f"{at}facts/"))
    assert "She moved in March." in words and "with The adults board" in words
    fact = AgreedFact.objects.get()
    typed = {"withdrawn_reason": "A letter says April", "version": fact.version}
    typed |= typed_day("withdrawn_on", TODAY)
    answer = page("coordinator").post(f"{at}facts/{fact.token}/withdraw/", typed)
    assert answer.status_code == 302
    assert "A letter says April" in text_of(page("coordinator").get(f"{at}facts/"))
    assert page("coordinator").get(f"{at}facts/{fact.token}/").status_code == 404


def test_a_trial_is_no_review_to_agree_facts_with(page, case, at):
    row = beside(case)
    assert page("coordinator").get(f"{at}{row.token}/together/").status_code == 404
    answer = page("coordinator").get(f"{at}facts/new/", follow=True)
    assert "Say first how another review" in text_of(answer)


def test_nothing_is_given_without_a_legal_basis(page, case, at):
    typed = {
        "asked_by": "The court",
        "asked_for": "Minutes of the panel",
        "answer": "given",
        "version": "0",
        **typed_day("asked_on", day(-3)),
    }
    words = text_of(page("coordinator").post(f"{at}disclosure/new/", typed))
    for sentence in (
        "Give the legal basis before anything is given",
        "Say who decided",
        "Say when it was decided",
        "Say what was given, or why it was not",
        "Say how it was sent",
    ):
        assert sentence in words
    assert not DisclosureRequest.objects.exists()
    typed |= {
        "legal_basis": "Order of the court",
        "decided_by": "The chair",
        "given": "Minutes of 3 March, names taken out",
        "given_how": "Secure e-mail",
        **typed_day("decided_on", TODAY),
    }
    assert page("coordinator").post(f"{at}disclosure/new/", typed).status_code == 302
    assert "names taken out" in text_of(page("legal_adviser").get(f"{at}disclosure/"))


def test_it_is_not_decided_before_it_was_asked(page, case, at):
    typed = {"asked_by": "A", "asked_for": "B", "answer": "refused", "decided_by": "C",
             "given": "D", "version": "0", **typed_day("asked_on", TODAY),
             **typed_day("decided_on", day(-1))}  # fmt: skip
    answer = page("coordinator").post(f"{at}disclosure/new/", typed)
    assert "It cannot be decided before it was asked" in text_of(answer)


@pytest.mark.parametrize(
    "days, words", [(0, "Today"), (1, "In 1 day"), (7, "In 7 days"), (-1, "Date has passed")]
)
def test_a_near_date_is_said(page, case, at, days, words):
    beside(case, next_date=day(days).isoformat())
    assert words in text_of(page("coordinator").get(at))


@pytest.mark.parametrize("when", [f"{day(3):%Y-%m}", day(8).isoformat(), None])
def test_a_date_that_is_far_or_not_known_to_the_day_is_not_called_near(page, case, at, when):
    beside(case, next_date=when)
    words = text_of(page("coordinator").get(at))
    assert "due-soon" not in words and "Date has passed" not in words


def test_what_runs_says_what_it_asks_of_the_review(page, case, at):
    beside(case, effect="pause")
    beside(case, kind="coroner", effect="wait_to_publish", state="concluded", outcome="Open")
    words = text_of(page("coordinator").get(at))
    assert "the review is to pause" in words and "nothing is published" not in words


def test_a_hearing_reaches_the_work_page_of_those_who_may_know(page, case):
    beside(case, next_date=day(5).isoformat())
    told = "A hearing or other date of proceedings is near"
    assert told in text_of(page("coordinator").get("/my-work/"))
    assert told not in text_of(page("panel_member").get("/my-work/"))
    assert told not in text_of(page("county_partner").get("/my-work/"))


@pytest.mark.parametrize("rest", ["facts/", "facts/new/", "disclosure/", "disclosure/new/"])
@pytest.mark.parametrize("name", ["panel_member", "county_partner", "stranger"])
def test_it_does_not_exist_for_those_outside_the_zone(page, case, at, name, rest):
    with job("tests"):
        another_review(case)
    assert page(name).get(at + rest).status_code == 404
