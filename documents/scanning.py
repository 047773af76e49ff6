"""A small client of the ClamAV daemon. Unknown means "not yet", never "clean"."""

from __future__ import annotations

import socket
import struct
import time

from django.conf import settings

from documents.models import ScanState

CHUNK = 1 << 16
PATIENCE_SECONDS = 20


def scan(content: bytes) -> ScanState:
    """What the scanner says of these bytes.

    NOT_SCANNED where the installation has said that it runs without a scanner; CHECKING where a
    scanner is configured and does not answer: such a file is held, not handed out.
    """
    if not settings.CLAMAV_SOCKET:
        return ScanState.NOT_SCANNED
    try:
        answer = _ask(content)
    except OSError:
        return ScanState.CHECKING
    if answer.endswith("FOUND"):
        return ScanState.BLOCKED
    return ScanState.CLEAN if answer == "stream: OK" else ScanState.CHECKING


def _ask(content: bytes) -> str:
    """Send the bytes by INSTREAM, in length-prefixed chunks, and return the daemon's one line."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as daemon:
        until = time.monotonic() + PATIENCE_SECONDS
        daemon.settimeout(PATIENCE_SECONDS)
        daemon.connect(settings.CLAMAV_SOCKET)
        daemon.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            part = content[start : start + CHUNK]
            daemon.sendall(struct.pack("!L", len(part)) + part)
        daemon.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0"):
            # One letter now and then would keep a reader waiting for ever.
            daemon.settimeout(max(until - time.monotonic(), 0.001))
            more = daemon.recv(4096)
            if not more:
                break
            answer += more
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()
