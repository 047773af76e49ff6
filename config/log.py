"""Log lines that say where something went wrong, and not what was in the record."""

import logging
import traceback
from types import TracebackType

ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class WithoutContents(logging.Formatter):
    """One line per message; an exception by kind and place, since its text may quote a record."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The message with control characters shown, so that typed text cannot forge a line."""
        text = super().formatMessage(record)
        return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)

    def formatException(self, ei: ExceptionInfo) -> str:
        """The kind of exception and where it came from."""
        kind, _, trace = ei
        places = "".join(traceback.format_tb(trace)).rstrip()
        return f"{places}\n{kind.__module__}.{kind.__qualname__}" if kind else ""
