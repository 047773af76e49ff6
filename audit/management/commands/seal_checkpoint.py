"""Seals what is waiting and writes a signed checkpoint to a file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from audit import checkpoints
from audit.actors import job
from audit.log import record
from audit.models import Event
from audit.seal import seal_pending


class Command(BaseCommand):
    help = "Seals what is waiting and signs how the trail stands; keep the file off this machine."

    def add_arguments(self, parser):
        parser.add_argument("--output", required=True, metavar="FILE", type=Path)

    def handle(self, *args, output: Path, **options):
        try:
            # Asked for first, so that a missing key leaves no event behind.
            checkpoints.signing_key()
            _refuse_to_hide(output)
            with job("seal_checkpoint"):
                record(Event.CHECKPOINT, actor=None, file=output.name)
                seal_pending(everything=True)
                note = checkpoints.make()
            checkpoints.write(note, output)
        except checkpoints.CheckpointUnusable as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"Checkpoint over {note.size} events written to {output}.")


def _refuse_to_hide(output: Path) -> None:
    """An older checkpoint that disagrees with the trail is evidence: never write over it."""
    if not output.exists():
        return
    fault = checkpoints.disagreement(checkpoints.read(output))
    if fault:
        raise CommandError(f"{output} is kept: {fault[1]} Run `manage.py verify_audit`.")
