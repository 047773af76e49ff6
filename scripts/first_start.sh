#!/usr/bin/env bash
# An empty SQLite file, migrated, with reference data, is one that the web server accepts.
set -euo pipefail
. "$(dirname "$0")/venv.sh"
venv dev
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export DJANGO_SETTINGS_MODULE=config.settings DEBUG=True ENV_FILE=none
export DATABASE_URL="sqlite:///$folder/new.sqlite3"
# In one process, since to start Python for each takes seconds.
python - <<'END'
import django

django.setup()
from django.core.management import call_command

call_command("migrate", verbosity=0)
call_command("load_reference_data", verbosity=0)
import config.wsgi

call_command("verify_audit")
END
