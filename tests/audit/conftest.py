"""Two people and a body for the audit's tests."""

import pytest

from accounts.models import Organisation, User
from audit.actors import job


@pytest.fixture
def ann(db):
    """Somebody who changes things."""
    with job("tests"):
        return User.objects.create_user("ann@example.org", "Ann Archer")


@pytest.fixture
def body(db):
    """A body with an account behind it."""
    with job("tests"):
        return Organisation.objects.create(
            key="northshire", kind=Organisation.Kind.AGENCY, name="Northshire Council"
        )
