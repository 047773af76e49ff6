"""Settings are read strictly, and an unsafe start is refused with a sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import (
    database_from,
    env_bool,
    env_int,
    env_list,
    env_secret,
    read_env_file,
    reasons_not_to_start,
)

BASE = Path(__file__).resolve().parents[2]
SAFE = {
    "DEBUG": "False",
    "SECRET_KEY": "k" * 50,
    "ALLOWED_HOSTS": "reviews.example.org",
    "FILES_ARE_NOT_SCANNED": "True",
    "ENV_FILE": "no-such-file",
}


def start(**changes):
    """What `manage.py check` says with these variables and no others."""
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=BASE,
        env={**SAFE, "PATH": os.environ["PATH"], **changes},
        capture_output=True,
        text=True,
        check=False,
    )


def test_safe_production_settings_start():
    answer = start()
    assert answer.returncode == 0, answer.stderr


def test_unsafe_settings_stop_the_start_with_every_sentence():
    answer = start(ALLOWED_HOSTS="*", SECRET_KEY="short", REQUIRE_SECOND_FACTOR="False")
    assert answer.returncode != 0
    for sentence in ("may not be *", "SECRET_KEY is too short", "must have a second factor"):
        assert sentence in answer.stderr


def settings(url="sqlite:///db.sqlite3", **changes):
    """Settings that are safe but for these changes."""
    return {
        "DEBUG": False,
        "DEVELOPMENT_KEY": "development",
        "SECRET_KEY": "k" * 50,
        "ALLOWED_HOSTS": ["reviews.example.org"],
        "REQUIRE_SECOND_FACTOR": True,
        "DEMO_PASSWORD_IS_SET": False,
        "CLAMAV_SOCKET": "",
        "FILES_ARE_NOT_SCANNED": True,
        "DATABASES": {"default": database_from(url, BASE)},
        **changes,
    }


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"DEBUG": True}, "a real key never meets debugging"),
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({"SECRET_KEY": "k" * 49}, "SECRET_KEY is too short"),
        ({"ALLOWED_HOSTS": []}, "ALLOWED_HOSTS is missing"),
        ({"ALLOWED_HOSTS": ["a.example", "*"]}, "ALLOWED_HOSTS may not be *"),
        ({"REQUIRE_SECOND_FACTOR": False}, "must have a second factor"),
        ({"DEMO_PASSWORD_IS_SET": True}, "DEMO_PASSWORD is set"),
        ({"FILES_ARE_NOT_SCANNED": False}, "CLAMAV_SOCKET is missing"),
        ({"url": "postgres://u@db.example.org/n"}, "verify-full"),
        ({"url": "postgres://u@db.example.org/n?sslmode=require"}, "verify-full"),
        ({"url": "postgres://u@db.example.org/n?sslmode=verify-ca"}, "verify-full"),
    ],
)
def test_unsafe_state_has_its_sentence(changes, sentence):
    (reason,) = reasons_not_to_start(settings(**changes))
    assert sentence in reason


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"DEBUG": True, "SECRET_KEY": "development", "REQUIRE_SECOND_FACTOR": False},
        {"CLAMAV_SOCKET": "/run/clamd", "FILES_ARE_NOT_SCANNED": False},
        {"url": "postgres://u@localhost/n"},
        {"url": "postgres://u@/n?host=/run/postgresql"},
        {"url": "postgres://u@db.example.org/n?sslmode=verify-full"},
    ],
)
def test_safe_state_starts(changes):
    assert reasons_not_to_start(settings(**changes)) == []


@pytest.mark.parametrize("url", ["mysql://u@localhost/n", "postgres://u@localhost/", "db.sqlite3"])
def test_other_databases_are_refused(url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must be"):
        database_from(url, BASE)


def test_bool_accepts_only_true_and_false(monkeypatch):
    monkeypatch.setenv("ANSWER", "True")
    assert env_bool("ANSWER", default=False) is True
    monkeypatch.setenv("ANSWER", "true")
    with pytest.raises(ImproperlyConfigured, match="ANSWER must be True or False"):
        env_bool("ANSWER", default=False)
    monkeypatch.delenv("ANSWER")
    assert env_bool("ANSWER", default=True) is True


def test_whole_number_is_asked_for(monkeypatch):
    monkeypatch.setenv("PORT", "80a")
    with pytest.raises(ImproperlyConfigured, match="PORT must be a whole number"):
        env_int("PORT", default=1)


def test_list_drops_empty_words(monkeypatch):
    monkeypatch.setenv("HOSTS", "a.example, ,b.example,")
    assert env_list("HOSTS") == ["a.example", "b.example"]


def test_secret_comes_from_a_file_but_not_from_both(monkeypatch, tmp_path):
    file = tmp_path / "key"
    file.write_text("from the file\n")
    monkeypatch.setenv("KEY_FILE", str(file))
    assert env_secret("KEY") == "from the file"
    monkeypatch.setenv("KEY", "from the environment")
    with pytest.raises(ImproperlyConfigured, match="not both"):
        env_secret("KEY")


def test_missing_secret_file_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("KEY_FILE", str(tmp_path / "absent"))
    with pytest.raises(ImproperlyConfigured, match="KEY_FILE cannot be read"):
        env_secret("KEY")


def test_environment_wins_over_the_env_file(monkeypatch, tmp_path):
    file = tmp_path / ".env"
    file.write_text("# a note\nFIRST='from file'\nSECOND=from file\n")
    monkeypatch.setenv("FIRST", "from environment")
    monkeypatch.setenv("SECOND", "")
    monkeypatch.delenv("SECOND")
    read_env_file(file)
    assert os.environ["FIRST"] == "from environment"
    assert os.environ["SECOND"] == "from file"


def test_sqlite_address_may_be_relative_or_absolute(tmp_path):
    assert database_from("sqlite:///db.sqlite3", tmp_path)["NAME"] == tmp_path / "db.sqlite3"
    assert database_from("sqlite:////srv/x.sqlite3", tmp_path)["NAME"] == Path("/srv/x.sqlite3")


def test_sqlite_begins_immediately_and_waits(tmp_path):
    options = database_from("sqlite:///db.sqlite3", tmp_path)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "recursive_triggers=ON"):
        assert pragma in options["init_command"]


def test_postgres_address_is_taken_apart(tmp_path):
    database = database_from("postgres://jo%40b:p%2Fw@db:5433/name?sslmode=verify-full", tmp_path)
    assert database["USER"] == "jo@b"
    assert database["PASSWORD"] == "p/w"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db", "5433", "name")
    assert database["OPTIONS"] == {"sslmode": "verify-full"}


def test_postgres_socket_folder_is_a_host(tmp_path):
    assert database_from("postgres://u@/n?host=/run/pg", tmp_path)["HOST"] == "/run/pg"
