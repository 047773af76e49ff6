"""A seal that cannot be made yet waits for the commit, once a transaction."""

import pytest
from django.db import transaction

from audit.seal import seal_quietly


@pytest.mark.django_db
def test_asking_again_before_the_commit_adds_nothing():
    waiting = transaction.get_connection().run_on_commit
    seal_quietly(above=3)
    seal_quietly(above=0)
    assert [entry[1].seals_from for entry in waiting] == [4]
