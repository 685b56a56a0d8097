#!/bin/sh
# Renews the locks: hashes, no registry addresses.
set -eu
uv pip compile --quiet --upgrade --python-version 3.11 --universal --generate-hashes --no-header --no-annotate pyproject.toml --output-file requirements.lock
uv pip compile --quiet --python-version 3.11 --universal --generate-hashes --no-header --no-annotate --extra dev --constraint requirements.lock pyproject.toml --output-file requirements-dev.lock
