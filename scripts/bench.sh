#!/usr/bin/env bash
# Measure an installation of national size; CASES=2000 for a smaller one. See bench/results/.
set -euo pipefail
. "$(dirname "$0")/venv.sh"
venv dev

CASES=${CASES:-20000}
SMALL=40
results=bench/results
mkdir -p "$results"
export DEBUG=True ENV_FILE=no-such-file DJANGO_SETTINGS_MODULE=config.settings

# one ENGINE WHICH CASES: fill the empty database of DATABASE_URL and measure it.
one() {
    local prove=()
    [ "$2" != full ] || prove=(--prove)
    python manage.py migrate --verbosity 0
    python manage.py make_scale --cases "$3"
    python -m bench.measure --output "$results/$1-$2.json" "${prove[@]}"
}

if [ "${1:-}" = one ]; then
    shift
    one "$@"
    exit
fi

say "== Chronologies: 12 files, 5,000 rows"
mkdir -p "$results"
python -m bench.chronology | tee "$results/chronology.txt"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
files=()
for which in full small; do
    [ "$which" = full ] && cases=$CASES || cases=$SMALL
    say "== SQLite, $cases reviews"
    DATABASE_URL="sqlite:///$folder/$which.sqlite3" scripts/bench.sh one sqlite "$which" "$cases"
    files+=("$results/sqlite-$which.json")
done
for which in full small; do
    [ "$which" = full ] && cases=$CASES || cases=$SMALL
    say "== PostgreSQL, $cases reviews"
    answer=0
    scripts/with_postgres.sh scripts/bench.sh one postgresql "$which" "$cases" || answer=$?
    [ "$answer" != 77 ] || { say "Not measured, because missing here: PostgreSQL." && break; }
    [ "$answer" = 0 ] || exit "$answer"
    files+=("$results/postgresql-$which.json")
done
python -m bench.table "${files[@]}" | tee "$results/table.md"

# Every other measurement is a module of its own that says its target and exits 1 when it misses.
missed=0
for file in bench/*.py; do
    name=$(basename "$file" .py)
    case $name in __init__ | floors | measure | pages | table) continue ;; esac
    say "== $name"
    python -m "bench.$name" | tee "$results/$name.md" || missed=1
done
exit "$missed"
