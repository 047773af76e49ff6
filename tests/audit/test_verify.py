"""Every way of altering the trail is found, and the clean trail is called whole."""

import datetime
import json
from contextlib import suppress

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, models
from django.utils import timezone

from accounts.models import Organisation
from audit import append_only, checkpoints, verify
from audit.actors import acting, job
from audit.log import record
from audit.models import AuditEvent, Event, Seal
from audit.proofs import recorded_models, vouched_tables
from audit.seal import seal_pending
from tests.audit.tampering import (
    alter,
    erase,
    erase_event,
    guards_back,
    insert,
    seal_anew,
    tampering,
    undone,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail(ann, body):
    """A little of everything: rows made, changed and removed, pages looked at."""
    with acting(ann):
        body.name = "Northshire County Council"
        body.started_on = datetime.date(2009, 4, 1)
        body.save()
        short_lived = Organisation.objects.create(
            key="gone", kind=Organisation.Kind.AGENCY, name="Gone"
        )
        short_lived.delete()
    record(Event.VIEWED, actor=ann, subject="NOR-2026-01", path="/cases/NOR-2026-01/")
    record(Event.SIGNED_OUT, actor=ann)
    seal_pending()
    assert verify.verify().is_whole


@pytest.fixture
def checkpoint(trail, settings, tmp_path):
    """A checkpoint over the trail, kept elsewhere."""
    settings.DEBUG = True
    settings.CHECKPOINT_KEY_FILE = tmp_path / "key.pem"
    return checkpoints.make()


def found(kinds=None, checkpoint=None):
    """The fault that verify finds; fails when it finds none."""
    report = verify.verify(checkpoint)
    assert report.result == "broken"
    assert report.kind != "trigger"
    if kinds:
        assert report.kind in kinds
    return report


def another(field, value):
    """A value of the same kind that is not this one."""
    if field.choices and isinstance(value, str):
        return "+" if value != "+" else "~"
    kinds = {
        models.BooleanField: lambda: not value,
        models.JSONField: lambda: {**value, "more": 1},
        models.DateTimeField: lambda: (value or timezone.now()) + datetime.timedelta(seconds=1),
        models.DateField: lambda: (value or datetime.date(2026, 1, 1)) + datetime.timedelta(days=1),
    }
    for kind, change in kinds.items():
        if isinstance(field, kind):
            return change()
    if field.get_internal_type() in {"CharField", "TextField", "EmailField", "SlugField"}:
        text = value or ""
        return ("y" if text[:1] == "x" else "x") + text[1:]
    return (value or 0) + 1_000_000


def cells(model, left_out=()):
    """Every field of every row of a model."""
    for row in model._base_manager.values():
        for field in model._meta.concrete_fields:
            if field.name not in left_out:
                yield row[model._meta.pk.attname], field, row[field.attname]


@pytest.mark.usefixtures("trail")
def test_every_field_of_every_event_and_seal_counts():
    with tampering():
        for model in (AuditEvent, Seal):
            for key, field, value in cells(model):
                with undone():
                    alter(model, key, **{field.attname: another(field, value)})
                    assert found(), (model, key, field.name)


@pytest.mark.usefixtures("trail")
def test_every_field_of_every_history_row_counts():
    tried = 0
    with tampering():
        for model in vouched_tables().values():
            for key, field, value in cells(model):
                with undone():
                    alter(model, key, **{field.attname: another(field, value)})
                    kinds = {"altered", "missing", "invented"}
                    assert found(kinds), (model, key, field.name)
                    tried += 1
    assert tried > 50


@pytest.mark.usefixtures("trail")
def test_every_field_of_every_live_row_counts():
    tried = 0
    with tampering():
        for model in recorded_models():
            # The database itself allows one value only for these.
            left_out = (*model.left_out_of_history, "is_superuser")
            for key, field, value in cells(model, left_out):
                # What a constraint refuses is as good as found.
                with suppress(IntegrityError), undone():
                    alter(model, key, **{field.attname: another(field, value)})
                    kinds = {"changed", "invented", "removed"}
                    assert found(kinds), (model, key, field.name)
                    tried += 1
    assert tried > 20


@pytest.mark.usefixtures("trail")
def test_a_removed_row_is_found_in_every_table():
    with tampering():
        for model in (AuditEvent, Seal, *vouched_tables().values(), *recorded_models()):
            keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
            for key in keys[:-1] if model is Seal else keys:
                with undone():
                    erase(model, pk=key)
                    found({"missing", "gap", "removed", "link"})


@pytest.mark.usefixtures("trail")
def test_a_row_slipped_in_is_found_live_and_in_history(body):
    with tampering():
        insert(Organisation, key="mole", kind="agency", name="Mole", version=1)
        found({"invented"})
    with tampering():
        copy = body.history.values().first()
        insert(Organisation.history.model, **{**copy, "history_id": None, "name": "Never so"})
        found({"invented"})


@pytest.mark.usefixtures("trail")
def test_a_history_row_recorded_twice_is_found(ann):
    details = AuditEvent.objects.filter(event=Event.ROW_CREATED).first().details
    record(Event.ROW_CREATED, actor=ann, **details)
    seal_pending()
    assert verify.verify().kind == "duplicate"


@pytest.mark.usefixtures("trail")
def test_swapped_events_are_found():
    first, second = Seal.objects.all()[:2]
    with tampering():
        spare = 10_000_000
        alter(Seal, first.pk, event_id=spare)
        alter(Seal, second.pk, event_id=first.event_id)
        alter(Seal, first.pk, event_id=second.event_id)
        found({"content"})


@pytest.mark.usefixtures("trail")
def test_an_event_that_is_never_sealed_is_found_once_it_is_old(ann):
    late = record(Event.VIEWED, actor=ann)
    assert verify.verify().is_whole
    assert verify.verify().waiting == 1
    for shift in (-datetime.timedelta(minutes=6), datetime.timedelta(minutes=6)):
        with tampering():
            alter(AuditEvent, late.pk, at=timezone.now() + shift)
            found({"unsealed"})


@pytest.mark.usefixtures("trail")
def test_a_history_row_removed_with_its_event_and_rehashed_is_found_by_the_live_row(body):
    event = AuditEvent.objects.filter(details__row=body.pk, event=Event.ROW_CHANGED).get()
    with tampering():
        erase(Organisation.history.model, pk=event.details["key"])
        erase_event(event)
        seal_anew()
        found({"changed"})


def test_cutting_the_tail_shows_only_against_a_checkpoint(checkpoint):
    with tampering():
        erase_event(AuditEvent.objects.filter(event=Event.SIGNED_OUT).get())
        guards_back()
        assert verify.verify().is_whole
        assert found({"truncated"}, checkpoint)


def test_rewriting_and_rehashing_shows_only_against_a_checkpoint(checkpoint):
    viewed = AuditEvent.objects.filter(event=Event.VIEWED).get()
    with tampering():
        alter(AuditEvent, viewed.pk, actor_name="Somebody Else", actor_id=None)
        seal_anew()
        guards_back()
        assert verify.verify().is_whole
        assert found({"rewritten"}, checkpoint)
    with tampering():
        erase_event(viewed)
        seal_anew()
        insert(AuditEvent, event=Event.SIGNED_OUT, actor_name="Filler")
        seal_pending()
        assert found({"rewritten"}, checkpoint)


def test_a_checkpoint_altered_or_signed_by_another_is_found(checkpoint, settings, tmp_path):
    for change in ({"size": checkpoint.size - 1}, {"hash": "0" * 64}, {"time": "never"}):
        forged = checkpoints.Checkpoint(**{**vars(checkpoint), **change})
        assert verify.verify(forged).kind == "signature"
    assert verify.verify(checkpoint).is_whole
    settings.CHECKPOINT_KEY_FILE = tmp_path / "other.pem"
    checkpoints.signing_key()
    assert verify.verify(checkpoint).kind == "signature"


def test_the_trail_may_grow_after_a_checkpoint(checkpoint, ann):
    record(Event.VIEWED, actor=ann)
    seal_pending()
    assert verify.verify(checkpoint).is_whole


@pytest.mark.usefixtures("trail")
def test_a_missing_trigger_is_found():
    with tampering():
        assert verify.verify().kind == "trigger"


@pytest.mark.usefixtures("trail")
def test_an_app_can_add_a_proof(monkeypatch):
    monkeypatch.setattr(verify, "_checks", [])

    @verify.register_check
    def grants_equal_roles():
        return ["Somebody has a grant no role gives."]

    report = verify.verify()
    assert (report.kind, report.reason) == (
        "grants_equal_roles",
        "Somebody has a grant no role gives.",
    )


@pytest.mark.usefixtures("trail")
def test_the_command_exits_0_when_whole_and_1_when_broken(capsys):
    call_command("verify_audit")
    assert capsys.readouterr().out.startswith("The audit trail is whole: ")
    with tampering():
        alter(Organisation, Organisation.objects.get().pk, name="Altered")
        guards_back()
        with pytest.raises(CommandError, match="name of row") as refusal:
            call_command("verify_audit", json=True)
    assert refusal.value.returncode == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["result"], said["kind"]) == ("broken", "changed")


@pytest.mark.usefixtures("trail")
@pytest.mark.parametrize("content", [None, "", "not a checkpoint", "{}"])
def test_the_command_exits_2_when_it_could_not_find_out(tmp_path, content):
    path = tmp_path / "checkpoint"
    if content is not None:
        path.write_text(content)
    with pytest.raises(CommandError, match="nothing is proved") as refusal:
        call_command("verify_audit", checkpoint=path)
    assert refusal.value.returncode == 2


@pytest.mark.usefixtures("trail")
def test_a_checkpoint_file_is_written_read_and_never_written_over_when_it_disagrees(
    settings, tmp_path
):
    settings.DEBUG = True
    settings.CHECKPOINT_KEY_FILE = tmp_path / "key.pem"
    path = tmp_path / "checkpoint"
    call_command("seal_checkpoint", output=path)
    call_command("verify_audit", checkpoint=path)
    call_command("seal_checkpoint", output=path)
    assert (tmp_path / "key.pem").stat().st_mode & 0o777 == 0o600
    kept = path.read_text()
    with tampering():
        erase_event(AuditEvent.objects.filter(event=Event.SIGNED_OUT).get())
        seal_anew()
        with pytest.raises(CommandError, match="is kept"):
            call_command("seal_checkpoint", output=path)
    assert path.read_text() == kept


def test_without_a_key_production_makes_no_checkpoint(db, settings, tmp_path):
    settings.CHECKPOINT_KEY_FILE = tmp_path / "no-such-key"
    with pytest.raises(CommandError, match="openssl genpkey"):
        call_command("seal_checkpoint", output=tmp_path / "checkpoint")
    assert not AuditEvent.objects.exists()


def test_an_empty_trail_is_whole(db):
    append_only.require()
    assert verify.verify().is_whole


def test_everything_done_under_a_job_carries_its_name(db):
    with job("send_reminders"):
        Organisation.objects.create(key="x", kind="agency", name="X")
    run, made = AuditEvent.objects.all()
    assert run.event == Event.JOB_RUN
    assert made.actor_name.startswith("send_reminders (run by ")
    assert run.request_id == made.request_id != ""
