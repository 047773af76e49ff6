"""A chronology goes by a senior officer of its agency, where the review asked for that (S75)."""

import pytest
from django.test import Client
from django.urls import reverse

from audit.actors import acting
from chronology.models import ChronologyFile, FileState
from dhr_cases import agencies
from dhr_cases.models import AgencyRequest, Outcome, RequestKind
from tests.facts.chronology import chronology
from tests.facts.rows import TODAY, day, person
from tests.house import text_of
from tests.workflow.pages import confirm
from workflow.models import Letter

pytestmark = pytest.mark.django_db
SAID = {"statement": "All that we hold.", "is_complete": "on"}


@pytest.fixture
def asked(team, case):
    """The police are asked for a chronology that a senior officer signs off; one is begun."""
    with acting(team.coordinator):
        (row,) = agencies.ask(
            case, [team.bodies.police], kind=RequestKind.CHRONOLOGY, form="", question="What?",
            due_on=day(14), by=team.coordinator, on=TODAY, needs_sign_off=True,
        )  # fmt: skip
        chronology(case, team, state=FileState.DRAFT, request=row)
    return row


@pytest.fixture
def author(signed_in, team):
    return signed_in(team.agency_author)


@pytest.fixture
def senior(team):
    """The senior officer, who has just shown the second step."""
    browser = Client()
    browser.force_login(team.agency_senior)
    confirm(browser, team.agency_senior)
    return browser


def our(asked, name):
    return reverse(f"chronology:our_{name}", args=[asked.token])


def now(asked):
    return AgencyRequest.objects.get(pk=asked.pk)


def pass_on(author, asked):
    return author.post(our(asked, "send"), SAID, follow=True)


def decide(senior, asked, **answers):
    given = {"seen": now(asked).version, "approved": "yes", "note": ""} | answers
    return senior.post(our(asked, "sign_off"), given, follow=True)


def test_it_comes_to_the_review_with_the_senior_officers_word(team, case, asked, author, senior):
    assert "Who signs it off" in text_of(
        author.get(reverse("dhr_cases:our_request", args=[asked.token]))
    )
    assert "Pass it to a senior officer" in text_of(author.get(our(asked, "send")))
    assert "now signs it off" in text_of(pass_on(author, asked))
    assert agencies.standing(now(asked))[0] == "With their senior officer"
    assert not ChronologyFile.objects.handed_in().exists()
    page = text_of(senior.get(our(asked, "sign_off")))
    assert "All that we hold." in page and "A neighbour spoke of shouting." in page
    assert "Your reference is" in text_of(decide(senior, asked, note="Read with the sergeant."))
    file = ChronologyFile.objects.get()
    assert (file.state, file.sent_by, file.signed_off_by) == (
        FileState.SENT, team.agency_author, team.agency_senior,
    )  # fmt: skip
    row = now(asked)
    assert (row.outcome, row.signed_off_by) == (Outcome.RECEIVED, team.agency_senior.name)
    assert row.receipts.get().what == "Chronology, version 1: 3 rows"


def test_signing_asks_who_somebody_is_again(asked, author, team, client):
    pass_on(author, asked)
    client.force_login(team.agency_senior)
    answer = client.post(our(asked, "sign_off"), {"approved": "yes", "seen": now(asked).version})
    assert answer.status_code in (302, 403)
    assert not ChronologyFile.objects.handed_in().exists()


def test_handed_back_the_author_reads_why_and_passes_it_on_again(asked, author, senior):
    pass_on(author, asked)
    assert "Say what must be changed" in text_of(decide(senior, asked, approved="no"))
    decide(senior, asked, approved="no", note="The log of May is missing.")
    assert "The log of May is missing." in text_of(author.get(our(asked, "check")))
    pass_on(author, asked)
    decide(senior, asked)
    assert now(asked).outcome == Outcome.RECEIVED


def test_what_changes_after_it_was_passed_on_is_not_signed(team, asked, author, senior):
    pass_on(author, asked)
    before = now(asked).version
    author.post(our(asked, "add_row"), {"starts": "2020", "source": "Log", "happened": "A call."})
    assert not now(asked).is_with_senior
    pass_on(author, asked)
    assert "Read it again" in text_of(decide(senior, asked, seen=before))
    assert not ChronologyFile.objects.handed_in().exists()
    decide(senior, asked)
    assert ChronologyFile.objects.get().entries.count() == 4


def test_nobody_signs_what_they_made_themselves(team, case, asked, senior):
    pass_on(senior, asked)
    assert "Somebody other than" in text_of(decide(senior, asked))
    assert not ChronologyFile.objects.handed_in().exists()


def test_the_author_may_not_sign(asked, author, team):
    pass_on(author, asked)
    confirm(author, team.agency_author)
    assert author.get(our(asked, "sign_off")).status_code == 403


def test_opened_again_it_needs_their_word_again(team, case, asked, author, senior, signed_in):
    pass_on(author, asked)
    decide(senior, asked)
    coordinator = signed_in(team.coordinator)
    file = ChronologyFile.objects.get()
    coordinator.post(reverse("chronology:accept_file", args=[case.reference, file.token]))
    assert agencies.standing(now(asked))[0] == "Accepted"
    coordinator.post(
        reverse("chronology:open_again", args=[case.reference, file.token]), {"because": "May."}
    )
    row = now(asked)
    assert (row.accepted_on, row.signed_off_by, row.is_with_senior) == (None, "", False)
    author.force_login(team.agency_author)
    pass_on(author, asked)
    assert now(asked).is_with_senior


def test_chronologies_are_asked_for_in_one_act_with_names_and_days(team, case, signed_in):
    with acting(team.coordinator):
        marit = person(case, "Marit Okafor", "died")
    given = {
        "agencies": [], "elsewhere": [team.bodies.health.pk, team.bodies.council.pk],
        "named": [marit.pk], "question": "Every contact.", "needs_sign_off": "on",
        "other_way": "on",
        **{f"due_on_{part}": getattr(day(20), part) for part in ("day", "month", "year")},
        **{f"search_to_{part}": getattr(TODAY, part) for part in ("day", "month", "year")},
        **{f"search_from_{part}": getattr(day(-900), part) for part in ("day", "month", "year")},
    }  # fmt: skip
    browser = signed_in(team.coordinator)
    address = reverse("dhr_cases:new_chronologies", args=[case.reference])
    page = text_of(browser.post(address, given | {"check": "1"}))
    assert "2 agencies are asked" in page and "A senior officer of your agency signs" in page
    browser.post(address, given | {"send": "1"})
    rows = case.agencyrequests.filter(kind=RequestKind.CHRONOLOGY)
    assert [(row.needs_sign_off, row.named.get().person) for row in rows] == [(True, marit)] * 2


def test_the_register_says_how_each_was_asked(team, case, as_asked_by_post):
    assert Letter.objects.get(request=as_asked_by_post).get_how_display() == "Post"


@pytest.fixture
def as_asked_by_post(team, case):
    police = team.bodies.police
    with acting(team.coordinator):
        (row,) = agencies.ask(
            case, [police], kind=RequestKind.SCOPING, form="", question="What?", due_on=day(14),
            by=team.coordinator, on=TODAY, ways={police.pk: "post"},
        )  # fmt: skip
    return row
