"""Querysets that refuse every write no history row would follow."""

from django.db import models, transaction


class BulkWriteRefused(TypeError):
    """A write that would leave no history was tried; write the rows one by one."""


def _refuse(name: str):
    def refused(self, *args, **kwargs):
        raise BulkWriteRefused(
            f"{self.model.__name__}.{name}() would leave no history. Save the rows one by one."
        )

    refused.__name__ = name
    refused.__doc__ = f"Refused: {name}() sends no signals, so nothing would be recorded."
    refused.alters_data = True
    return refused


class NoBulkWrites(models.QuerySet):
    """Every row is written by save() or delete(), so each leaves its history row."""

    update = _refuse("update")
    delete = _refuse("delete")
    bulk_create = _refuse("bulk_create")
    bulk_update = _refuse("bulk_update")
    _raw_delete = _refuse("_raw_delete")

    def update_or_create(self, defaults=None, create_defaults=None, **kwargs):
        """As Django's, but the whole row is saved: part of a row cannot be recorded."""
        changes = defaults or {}
        with transaction.atomic(using=self.db):
            row, created = self.select_for_update().get_or_create(
                changes if create_defaults is None else create_defaults, **kwargs
            )
            if created:
                return row, True
            for name, value in changes.items():
                setattr(row, name, value() if callable(value) else value)
            row.save(using=self.db)
        return row, False

    update_or_create.alters_data = True


class InsertOnly(NoBulkWrites):
    """Rows are added and never touched again."""

    update_or_create = _refuse("update_or_create")
