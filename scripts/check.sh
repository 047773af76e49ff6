#!/usr/bin/env bash
# Everything that reads the code without running it.
set -euo pipefail
. "$(dirname "$0")/venv.sh"
venv dev

export DJANGO_SETTINGS_MODULE=config.settings_test
failed=0
try() {
    local name=$1 output
    shift
    if output=$("$@" 2>&1); then
        say "  $name: good"
    else
        say "  $name: FAILED"
        say "$output"
        failed=1
    fi
}

try "lint" ruff check .
try "templates" djlint templates --lint --quiet
try "types" mypy
try "security lint" bandit --quiet --severity-level medium --recursive --configfile pyproject.toml \
    govuk audit accounts dhr_cases documents disclosure chronology workflow reports config
try "migrations are complete" python manage.py makemigrations --check --dry-run
try "production settings" env DJANGO_SETTINGS_MODULE=config.settings ENV_FILE=none DEBUG=False \
    SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
    ALLOWED_HOSTS=reviews.example.org FILES_ARE_NOT_SCANNED=True \
    python manage.py check --deploy --fail-level WARNING
exit "$failed"
