#!/usr/bin/env bash
# A first start, kills and races, on both engines, in databases that the migrations made; then
# everything that `make test` went over, again: by the rest of the people, and on the other engine.
set -euo pipefail
. "$(dirname "$0")/venv.sh"
venv dev

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
failed=0

tell_of_postgres() {
    if [ "$1" = 77 ] && [ "${CI:-}" != true ]; then
        say "Not run, because missing here: PostgreSQL."
    elif [ "$1" != 0 ]; then
        failed=1
    fi
}

say "== Migrations make a database, and the service starts on it"
scripts/first_start.sh || failed=1

say "== Kills and races on SQLite"
env -u DATABASE_URL pytest -n 2 -q -m shake --migrations --junit-xml "$results/shake-sqlite.xml" || failed=1

say "== Kills and races on PostgreSQL"
answer=0
scripts/with_postgres.sh pytest -n 2 -q -m shake --migrations --junit-xml "$results/shake-postgres.xml" || answer=$?
tell_of_postgres "$answer"

again=(pytest -n 2 --dist loadfile --no-loadscope-reorder -q)
say "== Everything again on SQLite"
env -u DATABASE_URL "${again[@]}" -m again --junit-xml "$results/again-sqlite.xml" || failed=1

say "== Everything again on PostgreSQL"
answer=0
scripts/with_postgres.sh "${again[@]}" -m postgres_again \
    --junit-xml "$results/again-postgres.xml" || answer=$?
tell_of_postgres "$answer"
python scripts/counts.py "$results" || failed=1
exit "$failed"
