"""Whatever is sent to the pages of agencies is answered in words, never with a fault."""

import pytest

from audit.actors import acting
from dhr_cases import agencies
from dhr_cases.models import Outcome, RequestKind
from tests.facts.rows import TODAY, ask_agency, day
from tests.workflow.pages import confirm

WAITING = {"outcome": Outcome.WAITING, "received_on": None, "answer": ""}
NONSENSE = {
    "nul": "a\0b",
    "long": "x" * 70_000,
    "not text": ["1", "2", "none"],
    "a number too large": "9" * 40,
}
NAMES = (
    "completed_by", "systems", "knew_died", "question", "answer", "name", "email", "role", "reason",
    "declined_because", "author", "summary", "text", "due_on_day", "due_on_month", "due_on_year",
    "agencies", "elsewhere", "named", "form", "terms", "requests", "audience", "rung", "settlement",
    "give", "note", "approved", "independent", "part", "route", "areas", "version", "outcome",
)  # fmt: skip


@pytest.fixture
def tokens(case, team):
    """Two requests to the police: what they hold, and a return."""
    with acting(team.coordinator):
        scoping = ask_agency(case, team, RequestKind.SCOPING, team.bodies.police, **WAITING)
        review = agencies.ask(
            case, [team.bodies.police], kind=RequestKind.REVIEW, form="imr", question="?",
            due_on=day(9), by=team.coordinator, on=TODAY, terms=["Who?"],
        )[0]  # fmt: skip
    return scoping.token, review.token


@pytest.mark.parametrize("sent", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_is_told_in_words(sent, reader, tokens):
    scoping, review = tokens
    own, other = f"/agency/requests/{scoping}/", f"/agency/requests/{review}/"
    huge = "9" * 30
    pages = {
        "agency_author": [
            *(f"{own}{page}" for page in ("scoping/", "scoping/you/", "scoping/secured/",
                                          "nothing-held/search/", "colleague/", "question/",
                                          "decline/", f"queries/{huge}/")),
            *(f"{other}{page}" for page in ("imr/cover/", "imr/terms/1/", f"imr/terms/{huge}/",
                                            "imr/recommendations/new/", "imr/quality/", "file/",
                                            f"imr/recommendations/{huge}/", "imr/pass-on/")),
        ],
        "agency_senior": [f"{other}imr/sign-off/"],
        "coordinator": [
            "agencies/scoping/new/", "agencies/imrs/new/", "agencies/all/remind/",
            f"agencies/{scoping}/escalate/", f"agencies/{review}/query/",
            "/settings/agencies/police/contacts/new/",
        ],
        "administrator": ["/settings/agencies/police/areas/"],
    }  # fmt: skip
    for name, addresses in pages.items():
        who = reader(name)
        confirm(who.client, who.user)
        for address in addresses:
            answer = who.client.post(who.address(address), dict.fromkeys(NAMES, sent))
            assert answer.status_code in (200, 302, 404), (address, answer.status_code)
