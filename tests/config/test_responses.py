"""What every answer of the service tells the browser."""

import pytest
from django.conf import settings

EXPECTED = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.mark.parametrize(("name", "value"), EXPECTED.items())
def test_answer_carries_header(client, db, name, value):
    assert client.get("/no-such-page/").headers[name] == value


@pytest.mark.parametrize(
    "directive",
    ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"],
)
def test_content_policy_allows_our_own_files_only(client, db, directive):
    policy = client.get("/no-such-page/").headers["Content-Security-Policy"]
    assert directive in policy
    assert "unsafe" not in policy


def test_missing_page_says_so_without_saying_what_exists(client, db):
    answer = client.get("/cases/no-such-page/")
    assert answer.status_code == 404
    assert "Page not found" in answer.content.decode()


def test_only_methods_of_the_web_are_answered(client, db):
    assert client.trace("/no-such-page/").status_code in {404, 405}


def test_sessions_end_after_thirty_idle_minutes():
    assert settings.SESSION_COOKIE_AGE == 30 * 60
    assert settings.SESSION_COOKIE_HTTPONLY


def test_nobody_else_answers_for_guardian():
    assert "guardian.backends.ObjectPermissionBackend" not in settings.AUTHENTICATION_BACKENDS
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
