# Sourced: `find_browser` sets CHROMIUM to a browser's program, installing one where it may.
# Debian's Chromium without a screen comes first: the same browser in three quarters of the time.

find_browser() {
    local name
    for name in "${CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome; do
        if [ -n "$name" ] && command -v "$name" >/dev/null; then
            CHROMIUM=$(command -v "$name")
            export CHROMIUM
            return
        fi
    done
    name=chromium-headless-shell
    if install_from_debian "$name" && command -v "$name" >/dev/null; then
        CHROMIUM=$(command -v "$name")
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
