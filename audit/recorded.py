"""Recorded, AppendOnly and Tokened: the bases of every model, so that no change goes unrecorded."""

import secrets
from contextlib import contextmanager

from django.core import checks
from django.db import models, transaction
from django.db.models.signals import class_prepared, pre_save
from simple_history.models import HistoricalRecords
from simple_history.signals import post_create_historical_record, pre_create_historical_record

from audit import who
from audit.digests import columns_of, row_digest
from audit.log import record
from audit.models import AlreadyWritten, Event, WrittenOnce
from audit.querysets import BulkWriteRefused, InsertOnly, NoBulkWrites
from audit.statements import insert_row, read_back

__all__ = [
    "AppendOnly",
    "BulkWriteRefused",
    "InsertOnly",
    "NoBulkWrites",
    "Recorded",
    "RecordedHistory",
    "StaleRow",
    "Tokened",
    "record_row",
    "subject_of",
]

ROW_EVENT = {"+": Event.ROW_CREATED, "~": Event.ROW_CHANGED, "-": Event.ROW_REMOVED}


class StaleRow(RuntimeError):
    """The row was changed by somebody else since it was read; saving it would undo their work."""


def make_salt() -> str:
    """Random letters that go into a row's digest and die with the row when it is disposed of."""
    return secrets.token_hex(16)


def make_token() -> str:
    """Twelve random letters that name a thing in an address and identify nobody."""
    return secrets.token_urlsafe(9)


class RecordedHistory(models.Model):
    """What every history row carries besides the row's own columns."""

    salt = models.CharField(max_length=32, default=make_salt, editable=False)
    history_actor_name = models.CharField(max_length=200, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Add the row; refuse to save it again."""
        if not self._state.adding:
            raise AlreadyWritten("A row of history is written once.")
        insert_row(self)


class History(HistoricalRecords):
    """simple-history, kept from forgetting who did it and from being switched off."""

    def fields_included(self, model):
        """Every field but those the model names in `left_out_of_history`."""
        left_out = model.left_out_of_history
        return [field for field in model._meta.fields if field.name not in left_out]

    def create_history_model(self, model, inherited):
        self.excluded_fields = list(model.left_out_of_history)
        return super().create_history_model(model, inherited)

    def add_extra_methods(self, cls):
        """No `save_without_historical_record` on our models."""

    def _get_history_user_fields(self):
        """PROTECT: simple-history's SET_NULL would erase a deleted person from history."""
        fields = super()._get_history_user_fields()
        user = fields["history_user"]
        fields["history_user"] = models.ForeignKey(
            user.remote_field.model, models.PROTECT, null=True, related_name="+"
        )
        return fields

    def post_save(self, instance, created, using=None, **kwargs):
        """Write the history row, whatever `skip_history_when_saving` or a setting says."""
        if not instance._saving_unrecorded:
            self.create_historical_record(instance, "+" if created else "~", using=using)

    def post_delete(self, instance, using=None, **kwargs):
        self.create_historical_record(instance, "-", using=using)


class Recorded(models.Model):
    """A row whose every change leaves a history row, a name and a digest.

    `left_out_of_history`: fields never kept (a password's hash), saved alone by their names only.
    `case_key`: the column that holds the case's key, for disposal; found by itself where the
    model has a `case`.
    `excused_relations`: many-to-many fields that may do without a Recorded through model, each
    with the reason.
    """

    left_out_of_history: tuple[str, ...] = ()
    excused_relations: dict[str, str] = {}
    case_key: str | None = None
    _saving_unrecorded = False

    version = models.PositiveIntegerField(default=0, editable=False)

    objects = NoBulkWrites.as_manager()
    history = History(
        inherit=True,
        bases=(RecordedHistory,),
        history_id_field=models.BigAutoField(),
    )

    class Meta:
        abstract = True

    def save(self, *, force_insert=False, force_update=False, using=None, update_fields=None):
        """Save the whole row with its history, in one transaction.

        Refuses `update_fields` (a stale object would write its old values into history) except
        for what is left out of history, and refuses a row somebody else has changed meanwhile.
        """
        if update_fields is not None:
            self._save_left_out(using, frozenset(update_fields))
            return
        before = self.version
        adding = self._state.adding or self.pk is None
        try:
            with transaction.atomic(using=using):
                if not adding:
                    self._lock(using)
                self.version = 1 if adding else before + 1
                super().save(force_insert=adding, force_update=not adding, using=using)
        except BaseException:
            self.version = before
            raise

    def delete(self, using=None, keep_parents=False):
        """Remove the row; its history stays and says who removed it."""
        who.required()
        with transaction.atomic(using=using):
            return super().delete(using=using, keep_parents=keep_parents)

    def save_without_historical_record(self, *args, **kwargs):
        """Refused: every save is recorded."""
        raise BulkWriteRefused("Every save is recorded.")

    def _save_left_out(self, using, names: frozenset[str]) -> None:
        """Signing in saves a re-hashed password and the time: kept out of history, let through."""
        if not names or not names <= frozenset(self.left_out_of_history):
            raise BulkWriteRefused(
                "Save the whole row: update_fields would write old values into history."
            )
        with self._unrecorded():
            super().save(using=using, update_fields=names)

    @contextmanager
    def _unrecorded(self):
        self._saving_unrecorded = True
        try:
            yield
        finally:
            del self._saving_unrecorded

    def _lock(self, using) -> None:
        """Hold the row and make sure it is the one that was read."""
        rows = type(self)._base_manager.using(using or self._state.db).select_for_update()
        # Unordered: a model's ordering may join tables that PostgreSQL cannot lock.
        stored = rows.filter(pk=self.pk).order_by().values_list("version", flat=True).first()
        if stored != self.version:
            raise StaleRow("Someone changed this while you were editing.")

    @classmethod
    def check(cls, **kwargs):
        return [*super().check(**kwargs), *_check_recorded(cls)]


class AppendOnly(WrittenOnce):
    """A row that is only ever added: no history, but a digest of its own and refusing triggers.

    `disposable`: it holds personal data and may go in the disposal of its case.
    """

    disposable = False
    case_key: str | None = None

    salt = models.CharField(max_length=32, default=make_salt, editable=False)

    class Meta:
        abstract = True

    def save(self, *, force_insert=False, force_update=False, using=None, update_fields=None):
        """Add the row and its digest, in one transaction; refuse to save it again."""
        who.required()
        with transaction.atomic(using=using):
            super().save(
                force_insert=force_insert,
                force_update=force_update,
                using=using,
                update_fields=update_fields,
            )
            record_row(Event.ROW_ADDED, self, type(self), self.pk)


class Tokened(models.Model):
    """A random name for addresses, since a counting number tells how many there are."""

    token = models.CharField(max_length=12, unique=True, default=make_token, editable=False)

    class Meta:
        abstract = True


def subject_of(row) -> str:
    """What a change is about: the row's own `audit_subject`, else its case's reference."""
    own = getattr(row, "audit_subject", None)
    if own is not None:
        return str(own() if callable(own) else own)
    case = getattr(row, "case", None)
    return str(getattr(case, "reference", "")) if case is not None else ""


def case_column(model: type[models.Model]) -> str | None:
    """The column that holds the key of a row's case, or None for what belongs to no case."""
    if model.case_key is not None:
        return model.case_key
    for field in model._meta.concrete_fields:
        if field.name == "case":
            return field.column
    return None


def record_row(event: Event, row, stored_in: type[models.Model], key: int) -> None:
    """Add the event that carries the digest of one stored row, read back from the database."""
    details = vouch_for(row, stored_in, key, read_back(stored_in, key))
    record(event, actor=who.required().user, subject=subject_of(row), **details)


def vouch_for(row, stored_in: type[models.Model], key: int, values: dict) -> dict:
    """What the event of a row says: which row, its digest and the columns that covers."""
    case = case_column(type(row))
    columns = list(columns_of(stored_in))
    return {
        "table": stored_in._meta.db_table,
        "key": key,
        "row": row.pk,
        "case": values.get(case) if case else None,
        "columns": columns,
        "digest": row_digest(stored_in, columns, values),
    }


def record_history(sender, instance, history_instance, **kwargs) -> None:
    """One event per history row, in the same transaction (architecture.md 5)."""
    event = ROW_EVENT[history_instance.history_type]
    record_row(event, instance, type(history_instance), history_instance.pk)


def refuse_raw(sender, instance, raw=False, **kwargs) -> None:
    """loaddata leaves no history; fixtures are read by load_reference_data."""
    if raw and isinstance(instance, Recorded | AppendOnly):
        raise BulkWriteRefused("loaddata leaves no history: use load_reference_data.")


def guard_base_manager(sender, **kwargs) -> None:
    """Related managers write through the base manager: `add()` and `clear()` are bulk writes."""
    if issubclass(sender, Recorded | WrittenOnce) and not sender._meta.abstract:
        sender._meta.base_manager_name = sender._meta.base_manager_name or "objects"


def _check_recorded(model) -> list[checks.CheckMessage]:
    """What a Recorded model must keep to; read by `manage.py check`."""
    faults = []
    for manager in model._meta.managers:
        if not isinstance(manager.get_queryset(), NoBulkWrites):
            faults.append((f"{manager.name} must come from NoBulkWrites", "E001"))
    for field in model._meta.local_many_to_many:
        recorded = issubclass(field.remote_field.through, Recorded)
        if not recorded and field.name not in model.excused_relations:
            faults.append((f"{field.name} needs a Recorded through model", "E002"))
    for field in model._meta.local_fields:
        relation = field.remote_field
        if relation and relation.on_delete not in (models.PROTECT, models.RESTRICT):
            faults.append((f"{field.name} must be PROTECT", "E003"))
    return [checks.Error(text, obj=model, id=f"audit.{code}") for text, code in faults]


class_prepared.connect(guard_base_manager)
pre_save.connect(refuse_raw)
pre_create_historical_record.connect(who.name_the_history)
post_create_historical_record.connect(record_history)
