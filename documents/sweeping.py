"""Files and rows that have lost each other: found every night (security 3.4).

The bytes of a file are written before its row. A program that is killed between the two leaves
bytes that nothing names: they go after a day. A row whose bytes are missing is told of, loudly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.core.files.storage import Storage, storages

KEPT_FOR = timedelta(days=1)
"""An upload may still be on its way to its row."""
MOST_AT_ONCE = 20
"""More than this, and more than a tenth of all, is no crash: the rows are not those of the files,
as after a wrong database address or an old backup, and then nothing is removed."""


@dataclass(frozen=True)
class Swept:
    """What a sweep found."""

    removed: int
    waiting: int
    held_back: int
    """Left-over files that are too many to be what crashes leave."""
    missing: tuple[str, ...]
    """Rows without a file, as "kind of row, number"."""


def sweep(*, now: datetime) -> Swept:
    """Remove bytes older than a day that no row names; say which rows have no bytes."""
    storage = storages["documents"]
    # The bytes are listed before the rows are read: what comes in between has a row.
    stored = dict(_stored(storage))
    named = dict(_named())
    unnamed = [name for name in stored if name not in named]
    old = [name for name in unnamed if now - stored[name] > KEPT_FOR]
    too_many = len(old) > max(MOST_AT_ONCE, len(stored) // 10)
    for name in () if too_many else old:
        storage.delete(name)
    # What was written since the list was made is there all the same.
    missing = [
        row for name, row in named.items() if name not in stored and not storage.exists(name)
    ]
    return Swept(
        removed=0 if too_many else len(old),
        waiting=len(unnamed) - len(old),
        held_back=len(old) if too_many else 0,
        missing=tuple(sorted(missing)),
    )


def _stored(storage: Storage, folder: str = "") -> Iterator[tuple[str, datetime]]:
    """Every name in the storage, and when its bytes were written."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever kept
        return
    for name in files:
        path = f"{folder}{name}"
        try:
            yield path, storage.get_modified_time(path)
        except FileNotFoundError:  # removed while we looked
            continue
    for name in folders:
        yield from _stored(storage, f"{folder}{name}/")


def _named() -> Iterator[tuple[str, str]]:
    """Every name that a row of any app holds, and which row that is."""
    for model in apps.get_models():
        if hasattr(model, "history_object"):
            continue
        if any(field.name == "storage_name" for field in model._meta.concrete_fields):
            rows = model._base_manager.exclude(storage_name="")
            for key, name in rows.values_list("pk", "storage_name"):
                yield name, f"{model._meta.verbose_name} {key}"
