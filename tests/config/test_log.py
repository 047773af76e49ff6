"""Logs say what went wrong and where, and never what was in the record."""

import logging
import sys

from config.log import WithoutContents

SECRET = "Mary Invented, 14 Example Road"


def line(message, *, with_exception=False):
    """One log line as the service would write it."""
    trouble = None
    if with_exception:
        try:
            raise ValueError(SECRET)
        except ValueError:
            trouble = sys.exc_info()
    record = logging.LogRecord("test", logging.ERROR, __file__, 1, message, (), trouble)
    return WithoutContents("{levelname} {message}", style="{").format(record)


def test_exception_is_named_and_placed_without_its_text():
    text = line("Something went wrong", with_exception=True)
    assert "ValueError" in text
    assert "test_log.py" in text
    assert SECRET not in text


def test_typed_text_cannot_forge_a_line():
    assert line("one\ntwo \x1b[31mred") == "ERROR one\\ntwo \\x1b[31mred"
