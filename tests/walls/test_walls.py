"""Whoever reads every page of a review finds no word of a part that is not theirs."""

import logging
import re
from functools import cache, partial

import pytest
from django.core import mail
from django.test import Client

from audit.actors import job
from tests import factories
from tests.factories import OUTSIDERS
from tests.matrix.pages import OF_A_CASE, THINGS
from tests.walls.conftest import READERS
from tests.walls.zones import ZONES, models_of_a_case, texts_of
from tests.workflow.pages import confirm

pytestmark = pytest.mark.django_db
SECRET = re.compile(r"zq\d{4}x")
ELSEWHERE = (
    "/my-work/",
    "/cases/",
    "/cases/export.csv",
    "/notifications/",
    "/agency/",
    "/actions/",
)


def addresses(case, team, may):
    """Every page of the review that this person's permissions open, each with things in it."""
    find = cache(partial(existing, case=case, team=team))
    for page in OF_A_CASE:
        if not may & page.needs:
            continue
        for things in things_for(page, case, find):
            yield page.path(lambda key, things=things: things[key])
    for notice in case.notifications.all():
        yield f"/notifications/{notice.token}/"
        yield f"/notifications/{notice.token}/attachments/"


def things_for(page, case, find):
    """What fills in an address: for files and people each of them, else one that exists."""
    keys = [key for _, key in page.parts]
    many, rows = {
        "documents:document": ("documents/token", case.documents.all()),
        "dhr_cases:person": ("people/token", case.persons.all()),
        "workflow:meeting": ("meetings/token", case.meetings.order_by("-pk")),
    }.get(page.name, ("", ()))
    for choice in [row.token for row in rows] if many else [None]:
        yield {key: choice if key == many else find(key) for key in keys}


def existing(key, case, team):
    """A thing that exists already; what does not is looked for under a number nobody has."""
    rows = {
        "agencies/token": case.agencyrequests,
        "colleagues/token": case.handovers,
        "queries/token": case.agencyquerys,
        "notifications/token": case.notifications,
        "hold/number": case.legalholds,
        "pause/number": case.holds,
        "questions/number": case.querys,
        "proceedings/token": case.proceedings,
        "offers/token": case.offers,
        "owed/token": case.familypromises,
        "dates/token": case.datetoavoids,
        "readings/token": case.draftreadings,
        "comments/token": case.readingcomments,
        "sentences/token": case.agreedsentences,
        "tributes/token": case.tributes,
        "day/token": case.daylines,
        "handover/token": case.familyhandovers,
        "responsible/token": case.responsiblecontacts,
        "pseudonyms/token": case.persons,
        "protected-terms/token": case.protectedterms,
        "people/token": case.persons,
        "documents/token": case.documents,
        "transfer/number": case.transferoffers,
        "declarations/number": case.declarations,
        "direction/number": case.directions,
        "learning/number": case.learningsummarys,
    }
    if key in rows:  # one that has its secrets, not a new one
        row = rows[key].first()
        return getattr(row, "token" if key.endswith("token") else "pk") if row else 0
    with job("tests"):
        return THINGS[key](case, team) if key in THINGS else 1


def read(client, address):
    """What somebody gets at an address: its words, its title, its status."""
    answer = client.get(address)
    words = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.status_code != 200 or "text" not in answer.get("Content-Type", ""):
        return "", ""
    words = words.decode()
    title = re.search(r"<title>(.*?)</title>", words, re.S)
    return words, title.group(1) if title else ""


@pytest.fixture(scope="module")
def pages_of(planted):
    """What one of the cast gets at every address that may be theirs, read once in this module."""
    team, case, _ = planted

    @cache
    def read_all(name):
        client, who = Client(), factories.user(team, name)
        client.force_login(who)
        confirm(client, who)
        everywhere = [*addresses(case, team, team.may(name)), *ELSEWHERE]
        return [(address, *read(client, address)) for address in everywhere]

    return read_all


@pytest.mark.parametrize("name", READERS)
def test_nobody_reads_beyond_their_walls(name, planted, pages_of, caplog):
    team, _, secrets = planted
    may, wrong, seen = team.may(name), {}, set()
    with caplog.at_level(logging.DEBUG):
        pages = pages_of(name)
    for address, words, title in pages:
        assert not SECRET.search(address), f"A secret in an address: {address}"
        assert not SECRET.search(title), f"A secret in the title of {address}"
        for secret in set(SECRET.findall(words)):
            seen.add(secret)
            where, zone = secrets[secret]
            if not may & zone:
                wrong.setdefault(where, address)
        assert not SECRET.search(" ".join(re.findall(r'(?:href|action|src)="([^"]*)"', words)))
    logged = SECRET.search(caplog.text)
    assert not logged, f"In the log: {secrets[logged.group()][0]}"
    assert not SECRET.search(str([vars(sent) for sent in mail.outbox]))
    assert wrong == {}
    if name in OUTSIDERS:
        assert seen == set()


def test_walls_have_something_behind_them(planted, pages_of):
    """The chair and the coordinator together read a secret of nearly every model."""
    _, _, secrets = planted
    found = set()
    for name in ("coordinator", "independent_chair", "partnership_chair", "auditor"):
        for _, words, _ in pages_of(name):
            found |= set(SECRET.findall(words))
    models = {secrets[secret][0].split(".")[0] for secret in found}
    assert set(ZONES) - models == set()


def test_every_model_with_words_says_where_they_lie(planted):
    _, _, secrets = planted
    named = {model.__name__ for model in models_of_a_case() if texts_of(model)}
    assert named - set(ZONES) == set()
    planted_in = {where.split(".")[0] for where, _ in secrets.values()}
    assert named - planted_in == set(), "Give tests/walls/conftest.py a row of each"
