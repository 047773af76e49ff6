#!/usr/bin/env bash
# Start the service for trying out: environment, packages, database, demonstration, server.
set -euo pipefail
. "$(dirname "$0")/venv.sh"
venv run

if [ ! -e .env ] && [ -z "${DEBUG:-}" ]; then
    printf '# For trying out on this machine; .env.example lists every variable.\nDEBUG=True\n' >.env
fi

say "Preparing the database."
python manage.py migrate --verbosity 0
python scripts/prepare.py
port=$(python -c 'from config.settings import PORT; print(PORT)')
say "Open http://127.0.0.1:$port/ in a browser. Ctrl+C stops the service."
export DJANGO_RUNSERVER_HIDE_WARNING=true
exec python manage.py runserver --noreload "127.0.0.1:$port"
