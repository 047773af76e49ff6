"""Signed notes of how long the chain is and how it ends, to be kept somewhere else."""

import base64
import binascii
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.utils import timezone

from audit.models import Seal
from audit.seal import BEGINNING

TITLE = "review service audit checkpoint"
FIELDS = ("origin", "size", "hash", "time")


class CheckpointUnusable(ValueError):
    """The checkpoint, or the key to it, cannot be read; nothing can be said about the trail."""


@dataclass(frozen=True)
class Checkpoint:
    """How the chain stood: `size` seals, the last with `hash`, at `time` (UTC)."""

    origin: str
    size: int
    hash: str
    time: str
    signature: bytes = b""

    def text(self) -> str:
        """The lines that are signed."""
        return "\n".join([TITLE, *(f"{name}: {getattr(self, name)}" for name in FIELDS), ""])


def make() -> Checkpoint:
    """The chain as it stands now, signed."""
    last = Seal.objects.order_by("-seq").first()
    note = Checkpoint(
        origin=settings.SITE_ADDRESS,
        size=last.seq if last else 0,
        hash=last.hash if last else BEGINNING,
        time=timezone.now().isoformat(timespec="seconds"),
    )
    return Checkpoint(**{**vars(note), "signature": signing_key().sign(note.text().encode())})


def write(note: Checkpoint, path: Path) -> None:
    """Put the checkpoint into a file, whole or not at all."""
    body = f"{note.text()}signature: {base64.b64encode(note.signature).decode()}\n"
    scratch = path.with_name(f".{path.name}.part")
    with scratch.open("w", encoding="utf-8") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(path)


def read(path: Path) -> Checkpoint:
    """A checkpoint from its file; CheckpointUnusable when it is not one."""
    try:
        title, *lines = path.read_text(encoding="utf-8").splitlines()
        found = dict(line.split(": ", 1) for line in lines)
        if title != TITLE or tuple(found) != (*FIELDS, "signature"):
            raise ValueError("it is not a checkpoint")
        signature = base64.b64decode(found.pop("signature"), validate=True)
        return Checkpoint(**{**found, "size": int(found["size"])}, signature=signature)
    except OSError as error:
        raise CheckpointUnusable(f"The checkpoint cannot be read: {error.strerror}.") from error
    except (ValueError, binascii.Error) as error:
        raise CheckpointUnusable(
            "The checkpoint cannot be read: it is not a checkpoint."
        ) from error


def is_genuine(note: Checkpoint) -> bool:
    """Whether our key signed exactly these lines."""
    try:
        verifying_key().verify(note.signature, note.text().encode())
    except InvalidSignature:
        return False
    return True


def disagreement(note: Checkpoint) -> tuple[str, str] | None:
    """The kind of fault and a sentence, when the chain did not grow from this checkpoint."""
    if not is_genuine(note):
        return "signature", "The checkpoint was not signed by this service's key."
    last = Seal.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    if last < note.size:
        return (
            "truncated",
            f"The trail has {last} seals; the checkpoint of {note.time} counted {note.size}.",
        )
    stored = Seal.objects.filter(seq=note.size).values_list("hash", flat=True).first()
    if (stored or BEGINNING) != note.hash:
        return (
            "rewritten",
            f"Seal {note.size} is not the one the checkpoint of {note.time} was made over.",
        )
    return None


def signing_key() -> Ed25519PrivateKey:
    """The private key; made on first use while DEBUG is on, asked for in production."""
    path = Path(settings.CHECKPOINT_KEY_FILE)
    if not path.exists():
        if not settings.DEBUG:
            raise CheckpointUnusable(
                "There is no key to sign with. Set CHECKPOINT_KEY_FILE to an Ed25519 key kept off "
                "the database's machine; `openssl genpkey -algorithm ed25519` makes one."
            )
        _make_key(path)
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise CheckpointUnusable("CHECKPOINT_KEY_FILE cannot be read as a key.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise CheckpointUnusable("CHECKPOINT_KEY_FILE must hold an Ed25519 key.")
    return key


def verifying_key() -> Ed25519PublicKey:
    """The public key, from its own file or from the private one; never from the checkpoint."""
    public = settings.CHECKPOINT_PUBLIC_KEY_FILE
    if not public:
        if not Path(settings.CHECKPOINT_KEY_FILE).exists():
            raise CheckpointUnusable(
                "There is no key to check the signature with. Set CHECKPOINT_PUBLIC_KEY_FILE or "
                "CHECKPOINT_KEY_FILE."
            )
        return signing_key().public_key()
    try:
        key = serialization.load_pem_public_key(Path(public).read_bytes())
    except (OSError, ValueError) as error:
        raise CheckpointUnusable("CHECKPOINT_PUBLIC_KEY_FILE cannot be read as a key.") from error
    if not isinstance(key, Ed25519PublicKey):
        raise CheckpointUnusable("CHECKPOINT_PUBLIC_KEY_FILE must hold an Ed25519 key.")
    return key


def _make_key(path: Path) -> None:
    body = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(body)
