"""A file from elsewhere is read in a process of its own, which may fail and harm nothing else.

The service's own process never parses such a file before it is kept. What the other one says is
believed only in the form that was agreed; silence, nonsense and death all mean "refused".
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile

from documents.reading import child
from documents.reading.limits import FileRefused, Remark

MEMORY = 1024 * 1024 * 1024  # bytes of address space
PROCESSOR_SECONDS = 15
PATIENCE_SECONDS = 25
TOO_MUCH = (
    "The selected file could not be read to its end in the time and memory allowed for one file. "
    "Save it again, or in smaller parts, and choose the new file."
)

log = logging.getLogger(__name__)


def check_apart(extension: str, content: bytes) -> list[str]:
    """What a reader should know of this file before opening it, as sorted `Remark` values.

    Raises FileRefused for what its reader refuses, and for whatever makes the reader fail: a
    fault, more than 1 GB of memory, 15 seconds of the processor or 25 of waiting.
    """
    command = [
        sys.executable, "-I", child.__file__, extension, str(MEMORY), str(PROCESSOR_SECONDS),
    ]  # fmt: skip
    # A file, since what is written to one can be limited, and this process reads it afterwards.
    with tempfile.TemporaryFile() as said:
        try:
            ended = subprocess.run(  # noqa: S603 - our own program, told an extension of our list
                command,
                input=content,
                stdout=said,
                stderr=subprocess.DEVNULL,
                env={},
                timeout=PATIENCE_SECONDS,
                check=False,
            )
        except (subprocess.TimeoutExpired, OSError) as stopped:
            log.warning("A file was refused unread: its reader did not end or did not begin.")
            raise FileRefused(TOO_MUCH) from stopped
        said.seek(0)
        line = said.read()
    if ended.returncode:
        log.warning("A file was refused unread: its reader ended with %s.", ended.returncode)
        raise FileRefused(TOO_MUCH)
    return _told(line)


def _told(line: bytes) -> list[str]:
    """What the reader said, if it is in the form agreed."""
    try:
        answer = json.loads(line)
        if "refused" in answer:
            raise FileRefused(str(answer["refused"]))
        return [Remark(told).value for told in answer["told"]]
    except FileRefused:
        raise
    except (ValueError, TypeError, LookupError) as nonsense:
        log.warning("A file was refused unread: its reader said what was not agreed.")
        raise FileRefused(TOO_MUCH) from nonsense
