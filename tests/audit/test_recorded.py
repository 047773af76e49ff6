"""Each kind of write leaves one history row with a name and a digest, or is refused."""

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import update_last_login
from django.core import checks
from django.db import models, transaction

from accounts.models import Organisation, User
from audit.actors import NobodyDidThis, acting, job
from audit.bulk import add_rows
from audit.log import record
from audit.models import AlreadyWritten, AuditEvent, Event, Seal
from audit.querysets import BulkWriteRefused
from audit.recorded import _check_recorded
from audit.seal import seal_pending
from audit.statements import read_back
from audit.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def agency(key):
    return Organisation(key=key, kind=Organisation.Kind.AGENCY, name=key.title())


BULK_WRITES = {
    "update": lambda: Organisation.objects.update(name="X"),
    "update through a filter": lambda: Organisation.objects.filter(pk__gt=0).update(name="X"),
    "delete": lambda: Organisation.objects.all().delete(),
    "bulk_create": lambda: Organisation.objects.bulk_create([agency("a"), agency("b")]),
    "bulk_update": lambda: Organisation.objects.bulk_update(Organisation.objects.all(), ["name"]),
    "_raw_delete": lambda: Organisation.objects.all()._raw_delete("default"),
    "related add": lambda: Organisation.objects.get().people.add(User.objects.get()),
    "related set": lambda: Organisation.objects.get().people.set([User.objects.get()]),
    "base manager": lambda: Organisation._base_manager.update(name="X"),
    "default manager": lambda: Organisation._default_manager.update(name="X"),
    "without history": lambda: Organisation.objects.get().save_without_historical_record(),
    "update_fields": lambda: Organisation.objects.get().save(update_fields=["name"]),
    "no update_fields": lambda: Organisation.objects.get().save(update_fields=[]),
    "raw save": lambda: Organisation.objects.get().save_base(raw=True),
}


@pytest.mark.parametrize("way", BULK_WRITES)
def test_a_write_that_would_leave_no_history_is_refused(ann, body, way):
    before = Organisation.history.count()
    with acting(ann), pytest.raises(BulkWriteRefused), transaction.atomic():
        BULK_WRITES[way]()
    assert Organisation.history.count() == before
    assert verify().is_whole


def made():
    agency("new").save()


def got_or_made():
    Organisation.objects.get_or_create(key="new", defaults={"kind": "agency", "name": "New"})


def updated_or_made():
    Organisation.objects.update_or_create(key="northshire", defaults={"name": "Other"})


def changed():
    row = Organisation.objects.get()
    row.name = "Other"
    row.save()


def told_to_forget():
    row = Organisation.objects.get()
    row.skip_history_when_saving = True
    row.name = "Other"
    row.save()


def removed():
    Organisation.objects.get().delete()


@pytest.mark.parametrize(
    "write", [made, got_or_made, updated_or_made, changed, told_to_forget, removed]
)
def test_every_other_write_leaves_one_history_row_one_event_and_a_name(ann, body, write):
    events = AuditEvent.objects.filter(event__startswith="row_")
    history, before = Organisation.history.count(), events.count()
    with acting(ann):
        write()
    assert Organisation.history.count() == history + 1
    assert events.count() == before + 1
    newest = Organisation.history.order_by("history_id").last()
    assert (newest.history_user, newest.history_actor_name) == (ann, "Ann Archer")
    event = events.order_by("pk").last()
    assert (event.actor, event.details["key"]) == (ann, newest.history_id)
    assert len(event.details["digest"]) == 64
    assert verify().is_whole


@pytest.mark.parametrize("write", [made, got_or_made, changed, removed])
def test_nobody_can_write(body, write):
    with pytest.raises(NobodyDidThis), transaction.atomic():
        write()
    assert Organisation.objects.get().name == "Northshire Council"
    assert Organisation.history.count() == 1


def test_history_cannot_be_switched_off_by_a_setting(ann, body, settings):
    settings.SIMPLE_HISTORY_ENABLED = False
    with acting(ann):
        changed()
    assert body.history.count() == 2


def test_a_row_rolled_back_leaves_nothing(ann):
    with acting(ann), transaction.atomic():
        made()
        transaction.set_rollback(True)
    assert not Organisation.history.exists()
    assert verify().is_whole


def test_no_change_is_saved_without_its_history(ann, body, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("no digest")

    monkeypatch.setattr("audit.recorded.vouch_for", fail)
    with acting(ann), pytest.raises(RuntimeError):
        changed()
    assert Organisation.objects.get().name == "Northshire Council"
    assert body.history.count() == 1


def test_signing_in_writes_the_time_and_a_fresh_hash_and_no_history(ann, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    ann.set_password("correct horse battery")
    with acting(ann):
        ann.save()
    before = ann.history.count()
    update_last_login(None, ann)
    old = make_password("correct horse battery", hasher="pbkdf2_sha256")
    ann.password = old
    ann.save(update_fields=["password"])
    assert ann.check_password("correct horse battery")
    ann.refresh_from_db()
    assert ann.password != old
    assert ann.last_login is not None
    assert ann.history.count() == before
    assert not hasattr(ann.history.first(), "_password")
    names = {field.name for field in ann.history.model._meta.fields}
    assert not {"password", "last_login"} & names
    assert verify().is_whole


def test_a_history_outlives_no_account_because_no_account_is_removed(ann, body):
    with acting(ann):
        changed()
    with acting(ann), pytest.raises(models.ProtectedError):
        ann.delete()


def test_events_and_seals_are_written_once(ann):
    event = record(Event.VIEWED, actor=ann)
    seal_pending()
    for row in (event, Seal.objects.last()):
        with pytest.raises(AlreadyWritten):
            row.save()
        with pytest.raises(AlreadyWritten):
            row.delete()
        for write in ("update", "delete", "bulk_create", "bulk_update", "update_or_create"):
            with pytest.raises(BulkWriteRefused):
                getattr(type(row).objects.all(), write)()


def test_a_row_of_history_is_written_once(body):
    with pytest.raises(AlreadyWritten):
        body.history.get().save()


def test_a_row_is_read_back_as_the_database_gives_it(body):
    stored = body.history.get()
    history = type(stored)
    assert read_back(history, stored.pk) == history._base_manager.values().get(pk=stored.pk)
    with pytest.raises(history.DoesNotExist):
        read_back(history, 0)


def test_an_event_holds_whatever_an_address_may_hold(ann):
    event = record(
        Event.PAGE_NOT_FOUND,
        actor=None,
        subject="x" * 300,
        path="/cases/\x00\ud800/",
        kinds={"b", "a"},
        size=3,
        share=0.5,
    )
    event.refresh_from_db()
    assert event.details == {
        "path": "/cases/\ufffd?/",
        "kinds": ["a", "b"],
        "size": 3,
        "share": "0.5",
    }
    assert len(event.subject) == 200
    seal_pending()
    assert verify().is_whole


def test_an_unknown_event_is_refused(ann):
    with pytest.raises(ValueError, match="no_such_event"):
        record("no_such_event", actor=ann)


def test_rows_added_in_bulk_are_as_well_recorded_as_single_ones(ann):
    with pytest.raises(BulkWriteRefused, match="Only a job"), acting(ann):
        add_rows([agency("a")])
    with job("tests"):
        add_rows([agency(f"a{number}") for number in range(30)])
    seal_pending()
    assert Organisation.history.filter(history_type="+").count() == 30
    assert verify().is_whole
    assert verify().rows == 31
    with acting(ann):
        row = Organisation.objects.get(key="a7")
        row.name = "Seven"
        row.save()
    assert verify().is_whole


def test_a_model_that_breaks_the_rules_is_named_by_check():
    assert [fault for fault in checks.run_checks() if fault.id.startswith("audit.")] == []

    class Loose:
        class _meta:
            managers = ()
            local_many_to_many = ()
            local_fields = (models.ForeignKey(User, models.CASCADE, name="person"),)

    assert [fault.id for fault in _check_recorded(Loose)] == ["audit.E003"]
