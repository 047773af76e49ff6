"""The combined chronology over HTTP: who reads it, with which names, narrowed to what (S80)."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.actors import acting
from audit.models import AuditEvent, Event
from chronology import deciding
from chronology.models import Entry, Mark, SharedChronology
from chronology.names import Show
from tests.facts.chronology import chronology
from tests.facts.combined import REAL
from tests.facts.rows import TODAY
from tests.house import text_of
from tests.queries import NOT_COUNTED

pytestmark = pytest.mark.django_db
PAGES = ("combined", "gaps", "strip", "left_behind")
EVENTS = re.compile(r'data-label="When">(?:Date|About )?\s*([^<,]+)')


@pytest.fixture
def page(case):
    """The address of a page of the chronology."""
    return lambda name, *parts, **asked: (
        reverse(f"chronology:{name}", args=[case.reference, *parts])
        + ("?" + "&".join(f"{key}={value}" for key, value in asked.items()) if asked else "")
    )


@pytest.fixture
def shared(team, case, three):
    """The chair has shared the chronology with the panel."""
    with acting(team.independent_chair):
        deciding.share(case, by=team.independent_chair, on=TODAY)


def whens(answer):
    return [when.strip() for when in EVENTS.findall(text_of(answer))]


def test_coordinator_and_chair_read_it_at_once_in_one_order(team, three, page, signed_in):
    for name in ("coordinator", "independent_chair", "emergency"):
        answer = signed_in(team.people[name]).get(page("combined"))
        assert whens(answer) == [
            "3 May 2021", "4 May 2021", "10 June 2021", "September 2021", "20 November 2021",
            "1 December 2021",
        ], name  # fmt: skip


def test_panel_reads_nothing_until_it_is_shared(team, three, rows, page, signed_in):
    client = signed_in(team.panel_member)
    for name in PAGES:
        text = text_of(client.get(page(name)))
        assert "has not been shared with the panel yet" in text
        assert "bruise" not in text and "Severnshire" not in text
    text = text_of(client.get(page("event", rows["Log 12"])))
    assert "has not been shared" in text and "bruise" not in text


@pytest.mark.parametrize("name", ["county_partner", "board_viewer", "partnership_chair", "auditor"])
def test_others_of_the_review_are_told_it_is_not_theirs(name, team, three, page, signed_in):
    assert signed_in(team.people[name]).get(page("combined")).status_code == 403


@pytest.mark.parametrize("name", ["agency_author", "agency_senior", "stranger", "barred"])
def test_agencies_and_strangers_do_not_find_it(name, team, three, rows, page, signed_in):
    client = signed_in(team.people[name])
    for address in [*map(page, PAGES), page("event", rows["Log 12"]), page("matches")]:
        assert client.get(address).status_code == 404


def test_panel_meets_no_real_name_on_any_page(team, case, shared, rows, page, signed_in):
    with acting(team.independent_chair):
        deciding.add_note(
            case, rows["Log 12"], "Ask about Hilary.", by=team.independent_chair, on=TODAY
        )
    client = signed_in(team.panel_member)
    addresses = [*map(page, PAGES), page("combined", all=1), page("combined", gap=10)]
    addresses += [page("event", lineage) for lineage in rows.values()]
    for address in addresses:
        text = text_of(client.get(address))
        assert "Hartwell" not in text and not any(name in text for name in REAL), address
    text = text_of(client.get(page("combined")))
    assert "Bryony" in text and "Adam\u2019s hands" in text and "Ask about Bryony." in text


def test_panel_cannot_switch_names_whatever_it_sends(team, case, shared, page, signed_in):
    client = signed_in(team.panel_member)
    session = client.session
    session["chronology_names"] = {case.reference: "real"}
    session.save()
    assert client.post(page("names"), {"show": "real"}).status_code == 403
    assert "Hilary" not in text_of(client.get(page("combined")))


def test_names_are_switched_for_the_session_and_it_is_recorded(team, case, three, page, signed_in):
    client = signed_in(team.coordinator)
    assert "Hilary" not in text_of(client.get(page("combined")))
    for show, seen in ((Show.REAL, "Conrad\u2019s hands"), (Show.INITIALS, "CH\u2019s hands")):
        client.post(page("names"), {"show": show.value})
        assert seen in text_of(client.get(page("combined")))
    told = AuditEvent.objects.filter(event=Event.NAMES_SWITCHED, subject=case.reference)
    assert [row.details["after"] for row in told] == ["real", "initials"]
    assert Entry.objects.filter(happened__contains="HILARY").exists(), "nothing kept has changed"
    other = signed_in(team.independent_chair)
    assert "Hilary" not in text_of(other.get(page("combined")))


def test_a_choice_of_names_that_is_none_is_told(team, three, page, signed_in):
    answer = signed_in(team.coordinator).post(page("names"), {"show": "shouted"})
    assert answer.status_code == 200 and "Select how people" in text_of(answer)


def test_going_back_from_the_switch_stays_inside_the_review(team, three, page, signed_in):
    client = signed_in(team.coordinator)
    for asked, goes in (
        (page("strip"), page("strip")),
        ("https://example.org/", page("combined")),
        ("//example.org/", page("combined")),
    ):
        answer = client.post(f"{page('names')}?back={asked}", {"show": "real"})
        assert answer["Location"] == goes


def test_nobody_finds_a_row_by_a_name_they_are_not_shown(team, shared, page, signed_in):
    client = signed_in(team.panel_member)
    for name in ("Hilary", "hartwell", "conrad", "Zo\u00eb", "hils"):
        assert "No rows match" in text_of(client.get(page("combined", word=name))), name
    assert len(whens(client.get(page("combined", word="bryony")))) == 5
    assert len(whens(client.get(page("combined", word="adam%20neck")))) == 1


def test_filters_narrow_and_an_unclear_one_is_told(team, case, three, rows, page, signed_in):
    client = signed_in(team.coordinator)
    with acting(team.coordinator):
        deciding.set_marks(case, rows["Log 12"], ["strangulation"], by=team.coordinator, on=TODAY)
    child = case.persons.get(involvements__part="child")
    for asked, number in (
        ({"agency": "health"}, 3),
        ({"mark": "strangulation"}, 1),
        ({"person": child.token}, 1),
        ({"from_on_day": 1, "from_on_month": 9, "from_on_year": 2021}, 3),
        ({"to_on_day": 4, "to_on_month": 5, "to_on_year": 2021}, 2),
        ({"agency": "health", "word": "refuge"}, 1),
        ({"gap": 60}, 2),
        ({"gap": 3000}, 0),
        ({"agency": "nobody"}, 6),
        ({"gap": "many"}, 6),
        ({"from_on_day": 31, "from_on_month": 2, "from_on_year": 2021}, 6),
    ):
        answer = client.get(page("combined", **asked))
        assert len(whens(answer)) == number, asked
        assert ("was not understood" in text_of(answer)) == (
            asked.get("agency") == "nobody" or asked.get("gap") == "many" or "31" in str(asked)
        )


def test_gaps_stand_between_rows_when_asked_for(team, three, page, signed_in):
    client = signed_in(team.coordinator)
    text = text_of(client.get(page("combined", gap=60)))
    told = re.findall(r"Nothing recorded for (\d+) days", text)
    assert told == ["83"], "from 10 June to the first day that September can mean"
    assert text.index("10 June 2021") < text.index("Nothing recorded") < text.index("September")


def test_newest_first_turns_the_order_round(team, three, page, signed_in):
    client = signed_in(team.coordinator)
    oldest, newest = (whens(client.get(page("combined", order=way))) for way in ("", "newest"))
    assert newest == oldest[::-1]


def test_ages_of_children_are_for_all_readers_and_others_for_those_who_see_identity(
    team, shared, page, signed_in
):
    text = text_of(signed_in(team.panel_member).get(page("combined")))
    assert "Child aged 6" in text and "Child aged 7" in text and "Bryony aged" not in text
    assert "Bryony aged 36" in text_of(signed_in(team.coordinator).get(page("combined")))


def test_sharing_is_a_recorded_act_of_those_who_lead(team, case, three, page, signed_in):
    assert signed_in(team.panel_member).post(page("share")).status_code == 403
    client = signed_in(team.independent_chair)
    assert client.post(page("share")).status_code == 302
    row = SharedChronology.objects.get(case=case)
    assert (row.shared_by, row.shared_on) == (team.independent_chair, TODAY)
    assert "already read" in text_of(client.post(page("share")))
    assert "bruise" in text_of(signed_in(team.panel_member).get(page("combined")))
    assert signed_in(team.coordinator).post(page("stop_sharing")).status_code == 302
    assert "has not been shared" in text_of(signed_in(team.panel_member).get(page("combined")))
    assert "cannot read" in text_of(signed_in(team.coordinator).post(page("stop_sharing")))


def test_an_empty_review_says_what_waits(team, case, page, signed_in):
    with acting(team.coordinator):
        chronology(case, team, state="sent")
    text = text_of(signed_in(team.coordinator).get(page("combined")))
    assert "No accepted chronologies yet. One has been sent" in text
    for name in ("matches", "challenges", "strip", "gaps", "left_behind"):
        assert signed_in(team.coordinator).get(page(name)).status_code == 200


def many(case, team, number):
    return [
        {"starts": f"20{10 + n % 9:02d}-{n % 12 + 1:02d}-{n % 28 + 1:02d}", "source": f"Log {n}",
         "happened": f"Row {n}"}
        for n in range(number)
    ]  # fmt: skip


def test_a_hundred_rows_a_page_and_all_of_them_for_printing(team, case, page, signed_in):
    with acting(team.coordinator):
        chronology(case, team, rows=many(case, team, 230))
    client = signed_in(team.coordinator)
    assert [len(whens(client.get(page("combined", page=n)))) for n in (1, 2, 3)] == [100, 100, 30]
    answer = client.get(page("combined", all=1))
    assert len(whens(answer)) == 230 and "Before you read this" in text_of(answer)


def test_first_rows_cost_the_same_queries_for_few_rows_and_for_many(team, case, page, signed_in):
    def made():
        with CaptureQueriesContext(connection) as captured:
            client.get(page("combined"))
        return [row["sql"] for row in captured if not NOT_COUNTED.search(row["sql"])]

    client = signed_in(team.coordinator)
    with acting(team.coordinator):
        chronology(case, team, rows=many(case, team, 150))
        client.get(page("combined"))
        few = made()
        chronology(case, team, team.bodies.health, rows=many(case, team, 400))
        lineage = Entry.objects.first().lineage
        Mark(case=case, lineage=lineage, kind="key_event", marked_by=team.coordinator,
             marked_on=TODAY).save()  # fmt: skip
    assert len(made()) == len(few)
