#!/usr/bin/env bash
# Everything: what reads the code, then the tests on SQLite, on PostgreSQL and in a browser.
set -euo pipefail
. "$(dirname "$0")/venv.sh"
. "$(dirname "$0")/browser.sh"
venv dev

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
trap 'exit 130' INT TERM
tests=(-m pytest -q)
whole=(--dist loadfile --no-loadscope-reorder)
two=(-n 2 "${whole[@]}")
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

# What goes over everything again by somebody else or another way, and so counts no line anew.
uncounted=(tests/walls tests/matrix tests/disclosure/test_finding.py tests/workflow/test_machine.py)

# Lines are counted here alone: to count takes an eighth more.
sqlite() {
    env -u DATABASE_URL TEMPLATE_LINES="$results/templates" \
        python -m slipcover --immediate --json --out "$results/lines.json" "${tests[@]}" "${two[@]}" \
        "${uncounted[@]/#/--ignore=}" --junit-xml "$results/sqlite.xml"
}

sqlite_again() {
    env -u DATABASE_URL TEMPLATE_LINES="$results/templates/again" \
        python "${tests[@]}" "${two[@]}" "${uncounted[@]}" \
        --junit-xml "$results/sqlite-again.xml"
}

postgres() {
    local answer=0
    scripts/with_postgres.sh python "${tests[@]}" "${two[@]}" -m postgres \
        --junit-xml "$results/postgres.xml" || answer=$?
    [ "$answer" != 77 ] || { missing+=(PostgreSQL) && return 0; }
    return "$answer"
}

# Three at once, since a journey often waits for its browser: two left the cores idle for a tenth.
browser() {
    env -u DATABASE_URL python "${tests[@]}" -n 3 "${whole[@]}" -m browser tests/browser \
        --junit-xml "$results/browser.xml"
}

report() {
    local answer=0
    python -m slipcover --merge "$results/lines.json" --out "$results/merged.json" --fail-under 95 ||
        answer=$?
    python scripts/template_lines.py "$results/templates" || answer=$?
    return "$answer"
}

told_of_the_code() {
    local answer=0
    wait "$reading" || answer=$?
    cat "$results/check" >&2
    return "$answer"
}

mkdir -p "$results/templates/again"
# It keeps one core busy and no more, so the tests begin beside it.
scripts/check.sh >"$results/check" 2>&1 &
reading=$!
stage "Tests on SQLite" sqlite
stage "Lint, types, migrations, production settings, read meanwhile" told_of_the_code
stage "What goes over everything again" sqlite_again
stage "What depends on the database, on PostgreSQL" postgres
if find_browser; then
    stage "Journeys in a browser" browser
else
    missing+=("a browser")
fi
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
