"""One review from a notice to its closure, by the people who would do it, each as themselves."""

import io

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction

from tests.browser.examined import elsewhere
from tests.browser.whole import beginning, leaving, reviewing
from tests.browser.whole.people import address_of, settle_in
from tests.browser.whole.walk import Walker
from workflow.models import Progress, Status

CHAPTERS = [
    getattr(part, name) for part in (beginning, reviewing, leaving) for name in part.CHAPTERS
]


@pytest.fixture
def who(transactional_db, visitor):
    """Somebody at their own browser, signed in by typing: `who("coordinator")`."""
    cache.clear()
    with transaction.atomic():
        settle_in()
    walkers, seen, others = {}, set(), elsewhere("test_journey_whole")

    def arrive(name):
        if name not in walkers:
            walkers[name] = Walker(visitor(), address_of(name), seen, others).sign_in()
        walkers[name].reference = arrive.reference
        return walkers[name]

    arrive.reference = ""
    return arrive


def test_a_review_travels_from_notice_to_closure(who):
    first, *rest = CHAPTERS
    who.reference = first(who)
    for chapter in rest:
        chapter(who, who.reference)
    assert Progress.objects.get().status == Status.CLOSED
    said = io.StringIO()
    call_command("verify_audit", stdout=said)
    assert said.getvalue().strip()
