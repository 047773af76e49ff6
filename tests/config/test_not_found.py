"""A page that is not somebody's says the same with DEBUG as without: nothing."""

import pytest

from tests.factories import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("debug", [True, False])
def test_not_found_names_no_address_and_no_pattern(client, settings, debug):
    settings.DEBUG = debug
    client.force_login(cast().stranger)
    answer = client.get("/cases/GLO-2026-01/family/")
    words = answer.content.decode()
    assert answer.status_code == 404
    assert "Page not found" in words
    assert "urlconf" not in words.lower() and "GLO-2026-01" not in words
