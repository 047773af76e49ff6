# Sourced by the other scripts: `venv run` or `venv dev` makes .venv and installs what is pinned.

cd "$(dirname "${BASH_SOURCE[0]}")/.."

# What Python compiled is kept, whatever the machine prefers: tests start a dozen processes, and
# each would spend ten seconds on compiling all of it anew.
unset PYTHONDONTWRITEBYTECODE

say() { printf '%s\n' "$*" >&2; }

as_root() { [ "$(id -u)" = 0 ]; }

install_from_debian() {
    as_root && command -v apt-get >/dev/null || return 1
    say "Installing $* from Debian."
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
        --no-install-recommends "$@"; } >/dev/null 2>&1
}

find_python() {
    local name
    # Debian's own comes before one compiled by hand: its build is a quarter faster.
    if /usr/bin/python3.11 -c 'import ensurepip, venv' 2>/dev/null; then
        echo /usr/bin/python3.11
        return
    fi
    for name in python3.11 python3 python3.12 python3.13; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    say "Python 3.11 or newer is needed. On Debian: sudo apt install python3 python3-venv"
    return 1
}

make_venv() {
    local python
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        if ! install_from_debian python3-venv || ! "$python" -c 'import ensurepip' 2>/dev/null; then
            say "Python's venv module is missing. Run: sudo apt install python3-venv"
            return 1
        fi
    fi
    say "Making .venv with $("$python" --version)."
    "$python" -m venv .venv
}

venv() {
    local stamp=.venv/installed-$1 now
    local files=(-r requirements.txt)
    [ "$1" = run ] || files+=(-r requirements-dev.txt)
    now=$(cat requirements*.txt | cksum)
    [ -x .venv/bin/python ] || make_venv
    if [ "$(cat "$stamp" 2>/dev/null)" != "$now" ]; then
        say "Installing packages; this takes a minute the first time."
        .venv/bin/python -m pip install --quiet --disable-pip-version-check "${files[@]}"
        printf '%s' "$now" >"$stamp"
    fi
    PATH="$PWD/.venv/bin:$PATH"
    export PATH
}
