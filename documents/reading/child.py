"""The process in which a file from elsewhere is read: `python -I child.py .EXTENSION BYTES`.

It takes the file on its standard input and answers one line of JSON: what to tell its readers, or
why it is refused. It runs with as much time and memory as it was given and no more, and once it
has begun it can open no file, no connection and no further process (docs/adr/0022). A program of
our own that reads strangers' files can then be made to fail, and to do nothing else.
"""

from __future__ import annotations

import codecs
import importlib
import json
import resource
import sys
from pathlib import Path

READERS = {
    ".pdf": "pdf",
    ".docx": "office",
    ".xlsx": "office",
    ".pptx": "office",
    ".odt": "office",
    ".png": "pictures",
    ".jpg": "pictures",
}
"""The module that reads each kind whose bytes are parsed."""
STREAMS = 3
LONGEST_ANSWER = 1 << 14  # bytes
SPELLINGS = ("cp437", "cp1252")
"""Ways of writing letters that files use and that are loaded on first use, from a file."""


def confine(*, memory: int, seconds: int) -> None:
    """Take from this process, for good, what reading a file does not need.

    `memory` is in bytes of address space and `seconds` of the processor's time.
    """
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: LONGEST_ANSWER,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_NOFILE: STREAMS,
    }
    for which, most in limits.items():
        resource.setrlimit(which, (most, most))


def answer(extension: str, *, memory: int, seconds: int) -> str:
    """What the file on the standard input is, as JSON."""
    sys.path.insert(0, str(Path(__file__).parents[2]))
    refused = importlib.import_module("documents.reading.limits").FileRefused
    reader = importlib.import_module(f"documents.reading.{READERS[extension]}")
    for spelling in SPELLINGS:
        codecs.lookup(spelling)
    content = sys.stdin.buffer.read()
    if hasattr(reader, "fetch_what_reads"):
        reader.fetch_what_reads(content)
    confine(memory=memory, seconds=seconds)
    try:
        told = reader.check(extension, content)
    except refused as no:
        return json.dumps({"refused": str(no)})
    return json.dumps({"told": sorted(told or ())})


if __name__ == "__main__":
    sys.stdout.write(answer(sys.argv[1], memory=int(sys.argv[2]), seconds=int(sys.argv[3])))
