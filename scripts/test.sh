#!/usr/bin/env bash
# Everything: what reads the code, then the tests on SQLite, on PostgreSQL and in a browser.
set -euo pipefail
. "$(dirname "$0")/venv.sh"
. "$(dirname "$0")/browser.sh"
venv dev

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
tests=(coverage run -m pytest -n 2 -q)
failed=0
missing=()
all=$SECONDS

stage() {
    local name=$1 from=$SECONDS
    shift
    say "" "== $name"
    "$@" || failed=1
    say "== $name: $((SECONDS - from)) s"
}

sqlite() {
    env -u DATABASE_URL "${tests[@]}" --junit-xml "$results/sqlite.xml"
}

postgres() {
    local answer=0
    scripts/with_postgres.sh "${tests[@]}" -m postgres --junit-xml "$results/postgres.xml" || answer=$?
    [ "$answer" != 77 ] || { missing+=(PostgreSQL) && return 0; }
    return "$answer"
}

browser() {
    find_browser || { missing+=("a browser") && return 0; }
    env -u DATABASE_URL "${tests[@]}" -m browser --junit-xml "$results/browser.xml"
}

report() {
    coverage combine --quiet && coverage report
}

coverage erase
stage "Lint, types, migrations, production settings" scripts/check.sh
stage "Tests on SQLite" sqlite
stage "What depends on the database, on PostgreSQL" postgres
stage "Journeys in a browser" browser
stage "Coverage of code and templates" report

say ""
python scripts/counts.py "$results" || failed=1
if [ ${#missing[@]} -gt 0 ]; then
    say "Not run, because missing here: ${missing[*]}."
    [ "${CI:-}" != true ] || failed=1
fi
say "All of it took $((SECONDS - all)) s."
[ "$failed" = 0 ] || say "Something failed; see above."
exit "$failed"
