"""Other processes at work on the test database, to be raced and killed."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from tests.rules.tree import BASE


@pytest.fixture
def database_url(transactional_db):
    """DATABASE_URL of the test database, for another process."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    return f"postgres://{known['USER']}@/{known['NAME']}?host={known['HOST']}"


@pytest.fixture
def start(database_url):
    """Start a script of this folder on the test database; ended with the test if need be."""
    started = []

    def begin(script, *arguments):
        command = [sys.executable, "-m", f"tests.shake.{script}", *map(str, arguments)]
        environment = {
            **os.environ,
            "DEBUG": "True",
            "ENV_FILE": "no-such-file",
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        process = subprocess.Popen(
            command,
            cwd=BASE,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()
