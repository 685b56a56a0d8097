#!/bin/sh
# setup.sh           makes the virtual environment and compiles the translations
# setup.sh servers   looks for what the tests need besides: PostgreSQL and Chromium
# setup.sh bluesky   installs the servers of Bluesky, which tests ask
# All run again without harm. PYTHON chooses the interpreter, VENV the folder.
set -eu
cd "$(dirname "$0")/.."
PYTHON=${PYTHON:-python3}
VENV=${VENV:-.venv}

say() { printf '%s\n' "· $*"; }
fail() { printf '%s\n' "✗ $*" >&2; exit 1; }

is_debian() { [ -r /etc/os-release ] && grep -qE '^ID(_LIKE)?=.*(debian|ubuntu)' /etc/os-release; }

# Package lists are renewed once, and only if something is missing.
updated=no
apt_install() {
    if [ "$updated" = no ]; then
        apt-get update -qq || return 1
        updated=yes
    fi
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

command_for() { # the command a person types for: debian package, fedora package, homebrew package
    if is_debian; then echo "sudo apt-get update && sudo apt-get install -y $1"
    elif command -v dnf >/dev/null 2>&1; then echo "sudo dnf install -y $2"
    elif command -v brew >/dev/null 2>&1; then echo "brew install $3"
    else echo "install the package $1 of your system"
    fi
}

find_postgres() {
    for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) $(command -v initdb >/dev/null 2>&1 && dirname "$(command -v initdb)"); do
        if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then echo "$folder"; return 0; fi
    done
    return 1
}

find_chromium() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" 2>/dev/null && return 0
    done
    return 1
}

want() { # what, how it is found, and its package in Debian, Fedora and Homebrew
    if found=$("$2"); then say "$1: $found"; return 0; fi
    if [ "$(id -u)" = 0 ] && is_debian; then
        say "$1: installing with apt-get"
        if apt_install "$3" && found=$("$2"); then say "$1: $found"; return 0; fi
    fi
    say "$1 was not found. The demonstration does not need it; all the tests do. To install it, type:"
    say "    $(command_for "$3" "$4" "$5")"
}

if [ "${1:-}" = servers ]; then
    want PostgreSQL find_postgres postgresql postgresql-server postgresql
    want Chromium find_chromium chromium chromium "--cask chromium"
    exit 0
fi

if [ "${1:-}" = bluesky ]; then
    if found=$(sh tools/bluesky.sh); then say "Bluesky: $found"; exit 0; fi
    say "Bluesky: installing its servers (700 MB in ~/.cache; it takes some minutes and shows nothing meanwhile)"
    sh tools/bluesky.sh install >/dev/null && exit 0
    say "The servers of Bluesky could not be installed; the lines above say why. Their tests are left out."
    [ "${CI:-}" != true ] || exit 1
    exit 0
fi

# Python
command -v "$PYTHON" >/dev/null 2>&1 || fail "There is no $PYTHON. Plaza Mayor needs Python 3.11 or newer: $(command_for "python3 python3-venv" python3 python@3.12)"
version=$("$PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "$PYTHON is Python $version and Plaza Mayor needs 3.11 or newer. If there is a newer one: make PYTHON=python3.12 $(printf %s "${GOAL:-demo}")"
if [ ! -x "$VENV/bin/python" ] || ! "$VENV/bin/python" -m pip --version >/dev/null 2>&1; then
    if ! "$PYTHON" -c 'import venv, ensurepip' 2>/dev/null; then
        if [ "$(id -u)" = 0 ] && is_debian; then
            say "venv: installing with apt-get"
            apt_install "python$version-venv" || apt_install python3-venv || fail "The module venv could not be installed."
        else
            fail "This Python has no venv. To install it, type: $(command_for "python$version-venv" python3 python@3.12)"
        fi
    fi
    say "Python $version: making $VENV"
    "$PYTHON" -m venv --clear "$VENV"
fi

# Packages: exactly those of the lock, checked by their hashes, none built here.
say "Packages: installing what the lock names (about 500 MB the first time; it takes some minutes and shows nothing meanwhile)"
"$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-dev.lock ||
    fail "The packages could not be installed; the lines above say which. The embedded event store needs Linux with glibc, or macOS, on x86_64 or arm64."
"$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .

say "Translations: compiling"
"$VENV/bin/python" tools/messages.py --compile
say "Ready."
