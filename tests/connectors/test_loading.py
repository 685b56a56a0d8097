"""Listing the networks loads none of their libraries: they take seconds, and a page of channels only names them."""

import os
import subprocess
import sys

from plazamayor.channels import registry
from plazamayor.config.connectors import CONNECTORS

LIBRARIES = {"atproto", "atproto_client", "mastodon", "telegram", "requests", "googleapiclient", "libipld", "twitter_text"}
PROGRAM = """
import sys, django
django.setup()
from plazamayor.channels import registry
before = set(sys.modules)
for key in registry.keys():
    registry.connector(key)
print(sorted((set(sys.modules) - before) & set(sys.argv[1:])))
"""


def test_every_connector_in_use_is_there_under_its_key() -> None:
    assert [registry.connector(key).key for key in CONNECTORS] == list(CONNECTORS)
    assert registry.keys() == list(CONNECTORS)


def test_marks_and_names_are_different() -> None:
    found = [registry.connector(key) for key in CONNECTORS]
    assert len({each.mark for each in found}) == len({each.name for each in found}) == len(found)


def test_naming_the_networks_loads_no_library() -> None:
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM, *sorted(LIBRARIES)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": "."},
    )
    assert told.stdout.strip() == "[]"
