"""Where files rest: private storage, never under an address of its own."""

import hashlib

from django.core.files.storage import storages

from documents.models import Version


def is_unaltered(version: Version) -> bool:
    """Whether the stored bytes still have the hash that was taken when they came in."""
    store = storages["documents"]
    if not store.exists(version.storage_name):
        return False
    digest = hashlib.sha256()
    with store.open(version.storage_name) as stored:
        for chunk in stored.chunks():
            digest.update(chunk)
    return digest.hexdigest() == version.sha256
