"""Settings for tests: quick, alone, and leaving nothing behind."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.update(DEBUG="True", ENV_FILE="no-such-file", DEMO_PASSWORD="")
os.environ.pop("SECRET_KEY", None)

from config.settings import *  # noqa: F403 - the whole of them
from config.settings import DATABASES, STORAGES

SCRATCH = Path(tempfile.mkdtemp(prefix="review-tests-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DOCUMENTS_DIR = SCRATCH / "documents"
STORAGES["documents"]["OPTIONS"]["location"] = DOCUMENTS_DIR

_database = DATABASES["default"]
_database["CONN_MAX_AGE"] = 0
if _database["ENGINE"].endswith("sqlite3"):
    # In a file: in memory, 14 of 16 parallel requests failed. A test survives no power cut,
    # so it need not wait for the disk.
    _database["TEST"] = {"NAME": str(SCRATCH / "test.sqlite3")}
    _database["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"

STATIC_ROOT = SCRATCH / "static"
STATIC_ROOT.mkdir()
