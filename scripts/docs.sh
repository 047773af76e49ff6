#!/usr/bin/env bash
# Write docs/reference/ from the declaration of the steps and the table of roles.
set -euo pipefail
. "$(dirname "$0")/venv.sh"
venv run
DJANGO_SETTINGS_MODULE=config.settings_test python manage.py workflow_reference
