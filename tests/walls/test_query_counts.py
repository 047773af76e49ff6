"""Every page of a review makes as many queries as `query_counts.json` says, however much there is.

`UPDATE_QUERY_COUNTS=1` writes the file afresh.
"""

import difflib
import json
import os
import re
from contextlib import suppress
from functools import cache, partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audit.actors import job
from documents.models import Version
from tests import factories
from tests.factories import PARTS
from tests.matrix.pages import OF_A_CASE
from tests.queries import COUNTS, NOT_COUNTED
from tests.walls.test_walls import existing, things_for
from tests.walls.zones import models_of_a_case
from tests.workflow.pages import confirm
from workflow.models import CriteriaCheck, Deadline, MediaPlan

pytestmark = pytest.mark.django_db
AT_MOST = 12
NOTED_AT_FIRST = {"chronology:matches", "dhr_cases:agency_request"}
"""Pages that write something down when they are first looked at."""
ONE_OF_A_KIND = {CriteriaCheck, Deadline, MediaPlan, Version}
"""What a review has once, or once a thing: more of it is no bigger review."""


def counted_pages(planted, clients):
    """{page: the queries it makes} for whoever may open it first."""
    team, case, _ = planted
    found, find = {}, cache(partial(existing, case=case, team=team))
    for page in OF_A_CASE:
        name = next((name for name in PARTS if team.may(name) & (page.change or page.needs)), None)
        if name is None:
            continue
        client = clients(name)
        address = page.path(lambda key, page=page: next(things_for(page, case, find))[key])
        if page.name in NOTED_AT_FIRST:
            _content(client.get(address))
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
            _content(answer)
        if answer.status_code == 200:
            made = [row["sql"] for row in captured if not NOT_COUNTED.search(row["sql"])]
            found[f"case/{page.name}"] = made
    return found


@pytest.fixture(scope="module")
def clients(planted):
    """A browser for each of the cast, signed in once; it has looked at pages before.

    What is looked up once a session or a process, and then kept, is no page's own.
    """

    @cache
    def one(name):
        client, who = Client(), factories.user(planted[0], name)
        client.force_login(who)
        confirm(client, who)
        client.get(f"/cases/{planted[1].reference}/")
        return client

    return one


def _content(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def grow(case, times=3):
    """So many more of every row of the review that may stand there more than once."""
    for model in models_of_a_case():
        if model is type(case) or model in ONE_OF_A_KIND or not hasattr(model, "case"):
            continue
        for row in list(QuerySet(model).filter(case=case)[:2]):
            for _ in range(times):
                _another(row, model)


def _another(row, model):
    fields = {
        field.attname: getattr(row, field.attname)
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in ("token", "version", "salt")
    }
    with suppress(IntegrityError), transaction.atomic(), job("tests"):
        model(**fields).save()


@pytest.fixture(scope="module")
def both(planted, clients):
    """The queries of every page of a review, and of the same review when it is bigger."""
    with transaction.atomic():
        small = counted_pages(planted, clients)
        grow(planted[1])
        big = counted_pages(planted, clients)
        transaction.set_rollback(True)
    if os.environ.get("UPDATE_QUERY_COUNTS"):
        known = json.loads(COUNTS.read_text())
        known = {page: number for page, number in known.items() if not page.startswith("case/")}
        known |= {page: len(made) for page, made in small.items()}
        COUNTS.write_text(json.dumps(dict(sorted(known.items())), indent=2) + "\n")
    return small, big


def shape(sql):
    """A query without the values in it."""
    return re.sub(r"'[^']*'|\b\d+\b", "?", sql)[:300]


def test_a_bigger_review_makes_no_more_queries(both):
    small, big = both
    grown = {
        page: [
            line
            for line in difflib.unified_diff(
                [shape(sql) for sql in small[page]], [shape(sql) for sql in big[page]], n=0
            )
            if line.startswith("+") and not line.startswith("+++")
        ]
        for page in small
        if len(big.get(page, [])) > len(small[page])
    }
    told = "\n\n".join(f"{page}\n" + "\n".join(lines) for page, lines in grown.items())
    assert not grown, told


def test_every_page_makes_as_many_queries_as_the_file_says(both):
    known = json.loads(COUNTS.read_text())
    counts = {page: len(made) for page, made in both[0].items()}
    changed = {
        page: f"{known.get(page, 'none')} in the file, {counts.get(page, 'none')} made"
        for page in {*counts, *(page for page in known if page.startswith("case/"))}
        if known.get(page) != counts.get(page)
    }
    assert changed == {}


def test_pages_keep_to_the_budget():
    known = json.loads(COUNTS.read_text())
    assert {page: n for page, n in known.items() if n > AT_MOST + GATE.get(page, 0)} == {}


GATE = {
    "case/disclosure:checks": 2,
    "case/disclosure:run": 6,
    "case/reports:submission": 6,
    "case/workflow:publication_preview": 3,
}
"""Pages that ask the gate, and so for all that a review knows of people: how many more each."""
