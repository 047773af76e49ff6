#!/usr/bin/env bash
# Kills and races, on both engines, in databases that the migrations made.
set -euo pipefail
. "$(dirname "$0")/venv.sh"
venv dev

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
failed=0

say "== Kills and races on SQLite"
env -u DATABASE_URL pytest -n 2 -q -m shake --migrations --junit-xml "$results/shake-sqlite.xml" || failed=1

say "== Kills and races on PostgreSQL"
answer=0
scripts/with_postgres.sh pytest -n 2 -q -m shake --migrations --junit-xml "$results/shake-postgres.xml" || answer=$?
if [ "$answer" = 77 ] && [ "${CI:-}" != true ]; then
    say "Not run, because missing here: PostgreSQL."
elif [ "$answer" != 0 ]; then
    failed=1
fi
python scripts/counts.py "$results" || failed=1
exit "$failed"
