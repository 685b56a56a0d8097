#!/bin/sh
# Puts code and templates in the house's form.
set -eu
cd "$(dirname "$0")/.."
ruff check --quiet --fix . || true
ruff format .
find src -name '*.html' -path '*/templates/*' -print0 | xargs -0 -r djade --target-version 5.2 || true
