#!/bin/sh
# Style of code (ruff), of templates (djade, djLint), and of the translations.
set -eu
cd "$(dirname "$0")/.."
ruff check .
ruff format --check --quiet . || { echo "The files above are not in the house's form. To put them so, type: make format" >&2; ruff format --check . | head -50 >&2; exit 1; }
find src -name '*.html' -path '*/templates/*' -print0 | xargs -0 -r djade --target-version 5.2 --check
djlint src --lint --quiet
python tools/messages.py --check
