#!/usr/bin/env bash
# Run a command with DATABASE_URL naming a fresh PostgreSQL that goes away with it.
# Exit 77 when there is no PostgreSQL and none can be installed.
set -euo pipefail
. "$(dirname "$0")/venv.sh"

programs() {
    ls -d /usr/lib/postgresql/*/bin/initdb /usr/local/pgsql/bin/initdb 2>/dev/null |
        sort -V | tail -1 || true
}

initdb=$(programs)
if [ -z "$initdb" ]; then
    install_from_debian postgresql || true
    initdb=$(programs)
fi
if [ -z "$initdb" ]; then
    say "PostgreSQL's programs are missing. Run: sudo apt install postgresql"
    exit 77
fi
bin=$(dirname "$initdb")
folder=$(mktemp -d /tmp/review-pg.XXXXXX)

# PostgreSQL refuses to run as root, so the cluster then belongs to an ordinary user.
owner=()
if as_root; then
    who=$(id -un postgres 2>/dev/null || echo nobody)
    owner=(setpriv "--reuid=$who" "--regid=$(id -g "$who")" --clear-groups)
    chown "$who" "$folder"
fi

stop() {
    (cd / && "${owner[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate stop) >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

start() {
    cd /
    "${owner[@]}" "$bin/initdb" -D "$folder/data" -U reviews -A trust -E UTF8 --locale=C.UTF-8 -N
    "${owner[@]}" "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -o \
        "-c listen_addresses='' -k $folder -c fsync=off -c full_page_writes=off" start
}
if ! output=$(start 2>&1 </dev/null | cat; exit "${PIPESTATUS[0]}"); then
    say "PostgreSQL did not start. $output"
    exit 1
fi

export DATABASE_URL="postgres://reviews@/postgres?host=$folder"
"$@"
