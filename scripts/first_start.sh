#!/usr/bin/env bash
# An empty SQLite file, migrated, with reference data, is one that the web server accepts.
set -euo pipefail
. "$(dirname "$0")/venv.sh"
venv dev
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export DJANGO_SETTINGS_MODULE=config.settings DEBUG=True ENV_FILE=none
export DATABASE_URL="sqlite:///$folder/new.sqlite3"
python manage.py migrate --verbosity 0
python manage.py load_reference_data --verbosity 0
python -c 'import config.wsgi'
python manage.py verify_audit
