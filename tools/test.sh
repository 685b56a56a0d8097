#!/bin/sh
# Everything that must hold, cheapest first: style, types, contracts, tests on SQLite, those that use the relational database
# again on PostgreSQL, journeys in a browser.
# Arguments choose parts: lint, types, contracts, sqlite, postgresql, journeys. Where PostgreSQL or Chromium is missing, its
# part is left out with a sentence; with CI=true that is a failure.
set -eu
cd "$(dirname "$0")/.."
PLAZAMAYOR_HOME=$(mktemp -d "${TMPDIR:-/tmp}/plazamayor-make-XXXXXX")
export PLAZAMAYOR_HOME
trap 'rm -rf "$PLAZAMAYOR_HOME"' EXIT
trap 'exit 130' INT TERM
unset DATABASE_URL DJANGO_SETTINGS_MODULE

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
missing() {
    echo "$1 was not found: $2 left out. \`make setup\` says how to install it." >&2
    [ "${CI:-}" != true ] || exit 1
}
tests() { "$@" -n 2 --dist loadscope ${ARGS:-}; }

lint() { say "Style"; sh tools/lint.sh; }
types() { say "Types"; mypy; }
contracts() { say "Who imports whom"; lint-imports --no-logo; }
sqlite() { say "Tests on SQLite"; tests pytest --ignore=tests/journeys; }
postgresql() {
    say "Tests on PostgreSQL"
    if [ -x "$(command -v initdb)" ] || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
        tests python tools/with_postgres.py pytest --relational --ignore=tests/journeys
    else
        missing PostgreSQL "tests on PostgreSQL"
    fi
}
journeys() {
    say "Journeys in Chromium"
    if command -v chromium || command -v chromium-browser || command -v google-chrome || command -v google-chrome-stable; then
        tests pytest tests/journeys
    else
        missing Chromium "journeys"
    fi
}

for part in ${*:-lint types contracts sqlite postgresql journeys}; do
    "$part"
done
