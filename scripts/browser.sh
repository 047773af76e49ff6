# Sourced: `find_browser` sets CHROMIUM to a browser's program, installing one where it may.

find_browser() {
    local name
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
        if [ -n "$name" ] && command -v "$name" >/dev/null; then
            CHROMIUM=$(command -v "$name")
            export CHROMIUM
            return
        fi
    done
    if install_from_debian chromium && command -v chromium >/dev/null; then
        CHROMIUM=$(command -v chromium)
        export CHROMIUM
        return
    fi
    # Playwright's own: it knows where it put it, so CHROMIUM stays unset.
    unset CHROMIUM
    if ! playwright install chromium >/dev/null 2>&1; then
        say "There is no browser and none can be installed. Run: sudo apt install chromium"
        return 1
    fi
}
