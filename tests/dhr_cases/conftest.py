"""A review with its whole cast, made once a module, and a browser without pictures for each."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from audit.actors import acting
from tests.factories import fresh
from tests.facts.rows import day
from tests.house import make_house
from tests.prepared import shared


class Reader:
    """Somebody signed in, who opens pages of one review and sends its forms."""

    def __init__(self, user, case=None):
        self.user, self.case = user, case
        self.client = Client()
        self.client.force_login(user)

    def address(self, path=""):
        """A path of the review; one that starts with a slash is the service's own."""
        return path if path.startswith("/") else f"/cases/{self.case.reference}/{path}"

    def get(self, path=""):
        """The answer to opening a page."""
        return self.client.get(self.address(path))

    def text(self, path=""):
        """The words of a page that must open."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.status_code
        return words(answer)

    def send(self, path, **answers):
        """Open a form, answer it and send it; dates are given as dates."""
        form = self.get(path)
        hidden = html.fromstring(form.content).xpath("//input[@name='version']/@value")
        return self.client.post(
            self.address(path), {"version": hidden[0] if hidden else "", **in_boxes(answers)}
        )


NOT_COUNTED = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")


def queries(reader, path=""):
    """What a page asks of the database, without beginnings, ends and sealing."""
    reader.get(path)
    with CaptureQueriesContext(connection) as caught:
        assert reader.get(path).status_code == 200
    asked = [row["sql"] for row in caught.captured_queries]
    return [sql for sql in asked if not sql.startswith(NOT_COUNTED) and "audit_seal" not in sql]


def words(answer):
    """The words of an answer, on one line."""
    main = html.fromstring(answer.content).xpath("//main")[0]
    return " ".join(main.text_content().split())


def errors(answer):
    """The sentences of the error summary."""
    found = html.fromstring(answer.content).xpath(
        "//*[contains(@class, 'govuk-error-summary__list')]//li"
    )
    return [" ".join(item.text_content().split()) for item in found]


def in_boxes(answers):
    """Answers as a form sends them: a date in its three boxes."""
    sent = {}
    for name, value in answers.items():
        if hasattr(value, "year"):
            sent |= {f"{name}_day": value.day, f"{name}_month": value.month}
            sent[f"{name}_year"] = value.year
        else:
            sent[name] = value
    return sent


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """The cast and one review of the district, for all tests of the module."""
    with shared(django_db_blocker):
        yield make_house(known_as="Ama")


@pytest.fixture
def team(made):
    """The cast."""
    return made[0]


@pytest.fixture
def case(made, db):
    """The review, as it is in the database now."""
    return fresh(made[1])


@pytest.fixture
def reader(team, case):
    """Sign in somebody of the cast: `reader("coordinator")`."""
    return lambda name: Reader(getattr(team, name), case)


@pytest.fixture
def as_coordinator(team):
    """Rows made in a test are the coordinator's."""
    with acting(team.coordinator):
        yield team.coordinator


__all__ = ["Reader", "day", "errors", "in_boxes", "queries", "words"]
