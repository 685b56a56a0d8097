"""What doctor finds on installations that are not well, and how it says to mend it."""

import json
import os

import pytest

from plazamayor.analytics.collector.connection import Proxies, crowd
from tests.config.conftest import Town


def found(town: Town, *names: str, **settings: str) -> dict[str, tuple[str, str]]:
    """How each of some things is, with how to mend it."""
    said = json.loads(town.tries("doctor", "--json", LC_ALL="C", **settings).stdout)
    return {finding["name"]: (finding["health"], finding["mend"]) for finding in said if finding["name"] in names}


def test_an_installation_never_made_is_told_to_be_made(tmp_path_factory: pytest.TempPathFactory) -> None:
    town = Town(tmp_path_factory.mktemp("empty") / "home")

    assert found(town, "database") == {"database": ("wrong", "plazamayor init")}
    assert not (town.home / "events").exists()


def test_several_things_wrong_at_once_are_all_told(town: Town) -> None:
    town.home.chmod(0o755)
    (town.home / "last-backup").touch()
    os.utime(town.home / "last-backup", (0, 0))

    wrong = found(
        town,
        *("directory", "address", "places", "mail", "backups"),
        PLAZAMAYOR_BASE_URL="http://plaza.example.es",
        PLAZAMAYOR_GEO_DATABASE="/nowhere.mmdb",
        PLAZAMAYOR_EMAIL_URL="smtp://127.0.0.1:9",
    )

    assert {name: health for name, (health, _mend) in wrong.items()} == {
        "directory": "warning",
        "address": "wrong",
        "places": "wrong",
        "mail": "wrong",
        "backups": "warning",
    }
    assert [name for name, (_health, mend) in wrong.items() if not mend] == []


def test_a_store_that_does_not_open_is_told_and_the_rest_is_looked_at(town: Town) -> None:
    said = found(town, "events", "database", PLAZAMAYOR_EVENTS="http://default@127.0.0.1:9/default")

    assert said["events"][0] == "wrong"
    assert said["database"] == ("ok", "")


def test_a_proxy_nobody_trusts_is_found_by_its_visits(served: Town) -> None:
    for number in range(25):
        served.visited(f"/{number}", forwarded=f"198.51.100.{number}")

    health, mend = found(served, "proxies")["proxies"]

    assert (health, "PLAZAMAYOR_TRUSTED_PROXIES" in mend) == ("wrong", True)


def test_citizens_behind_a_trusted_proxy_are_many() -> None:
    proxies = Proxies(["127.0.0.1"])
    for number in range(3):
        proxies.address("127.0.0.1", f"198.51.100.{number}")

    assert crowd.many is True
