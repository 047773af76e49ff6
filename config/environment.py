"""How settings are read, and the states in which the service will not start."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

LOCAL_HOSTS = {"", "localhost", "127.0.0.1", "::1"}

SQLITE_OPTIONS = {
    # Django's own settings failed 570 of 640 concurrent transactions; these failed none.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,  # seconds
    # Python keeps 128 and works out the rest anew each time, a twentieth of what pages take.
    "cached_statements": 1000,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
        "PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
    ),
}


def read_env_file(path: Path) -> None:
    """Take `NAME=value` lines from a file; what the environment already says stands."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        name, equals, value = line.strip().partition("=")
        if equals and not name.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip().strip("\"'"))


def env_text(name: str, default: str = "") -> str:
    """The value of a variable, or the default where it is missing or empty."""
    return os.environ.get(name, "").strip() or default


def env_bool(name: str, default: bool) -> bool:
    """True or False and nothing else, so that `DEBUG=no` cannot turn debugging on."""
    value = env_text(name)
    if value not in {"", "True", "False"}:
        raise ImproperlyConfigured(f"{name} must be True or False, not {value!r}.")
    return default if value == "" else value == "True"


def env_int(name: str, default: int) -> int:
    """A whole number."""
    value = env_text(name)
    if value and not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value) if value else default


def env_list(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """Words separated by commas."""
    words = [word.strip() for word in env_text(name).split(",") if word.strip()]
    return words or list(default)


def env_secret(name: str, default: str = "") -> str:
    """A secret, from NAME or from the file that NAME_FILE names; never from both."""
    value, file = env_text(name), env_text(f"{name}_FILE")
    if value and file:
        raise ImproperlyConfigured(f"Set {name} or {name}_FILE, not both.")
    if not file:
        return value or default
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error.strerror}.") from error


def database_from(url: str, base: Path) -> dict[str, Any]:
    """One entry of DATABASES: sqlite:///file (relative to `base`) or postgres://user@host/name."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        # sqlite:///db.sqlite3 is relative and sqlite:////srv/db.sqlite3 absolute.
        name = base / unquote(parts.path.removeprefix("/"))
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "OPTIONS": dict(SQLITE_OPTIONS),
            # To open the file and read what tables there are takes as long as half a page.
            "CONN_MAX_AGE": 60,  # seconds
            "ATOMIC_REQUESTS": True,
        }
    if parts.scheme not in {"postgres", "postgresql"} or parts.path in {"", "/"}:
        raise ImproperlyConfigured(
            "DATABASE_URL must be sqlite:///FILE or postgres://USER:PASSWORD@HOST:PORT/NAME."
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or "") or env_secret("DATABASE_PASSWORD"),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,  # seconds
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": True,
    }


def reasons_not_to_start(settings: dict[str, Any]) -> list[str]:
    """Every unsafe combination of settings, each as a sentence that says what to do."""
    database = settings["DATABASES"]["default"]
    host = database.get("HOST", "")
    far = host not in LOCAL_HOSTS and not host.startswith("/")
    hosts, key = settings["ALLOWED_HOSTS"], settings["SECRET_KEY"]
    if settings["DEBUG"]:
        faults = {
            "DEBUG is True and SECRET_KEY is set: a real key never meets debugging. "
            "Remove one of them.": key != settings["DEVELOPMENT_KEY"],
        }
    else:
        faults = {
            "SECRET_KEY is missing. Set it, or SECRET_KEY_FILE, to at least 50 random characters; "
            "to try the service on this machine run `make run`, or set DEBUG=True.": not key,
            "SECRET_KEY is too short. Use at least 50 random characters.": 0 < len(key) < 50,
            "ALLOWED_HOSTS is missing. Set it to the names people use to reach the service, "
            "separated by commas.": not hosts,
            "ALLOWED_HOSTS may not be *. Name the addresses of the service.": "*" in hosts,
            "REQUIRE_SECOND_FACTOR is False. Without DEBUG everyone must have a second factor.": (
                not settings["REQUIRE_SECOND_FACTOR"]
            ),
            "DEMO_PASSWORD is set. Demonstration accounts exist only with DEBUG.": bool(
                settings["DEMO_PASSWORD_IS_SET"]
            ),
            "CLAMAV_SOCKET is missing. Set it, or set FILES_ARE_NOT_SCANNED=True to run without "
            "a virus scanner; every file will then be marked as not scanned.": (
                not settings["CLAMAV_SOCKET"] and not settings["FILES_ARE_NOT_SCANNED"]
            ),
            "DATABASE_URL points to another machine without sslmode=verify-full. "
            "Add ?sslmode=verify-full and the certificate's sslrootcert.": (
                far and database["OPTIONS"].get("sslmode") != "verify-full"
            ),
        }
    return [sentence for sentence, present in faults.items() if present]
