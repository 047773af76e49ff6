"""SQLite's file as it was before a test that commits: copied once, then put back whole.

Django empties every table and has migrations' rows and our triggers made again, which takes
seconds; to copy the file takes hundredths.
"""

import sqlite3

from django.db import connection, connections
from django.test import TransactionTestCase

_COPY = []


def keep():
    """Copy the database, once in a process, while it holds nothing but what migrations made.

    From then on every test that commits ends by having the copy put back.
    """
    if not _COPY:
        connection.ensure_connection()
        copy = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(copy)
        _COPY.append(copy)
        TransactionTestCase._fixture_teardown = _put_back


def _put_back(test):
    """Stands for Django's emptying."""
    connections.close_all()
    connection.ensure_connection()
    _COPY[0].backup(connection.connection)
