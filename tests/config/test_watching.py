"""What machines read: health, metrics and the log, which name nobody."""

import json
import logging

import pytest
from django.test import Client, override_settings
from prometheus_client.parser import text_string_to_metric_families

from plazamayor.analytics.store import connection
from plazamayor.config.logs import configuration
from tests.make.cast import Cast

SECRET = "/enter/this-is-a-secret-token"


@pytest.fixture
def no_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has not opened its store, whatever other tests opened in this one."""
    monkeypatch.setattr(connection, "_door", connection._Door())  # noqa: SLF001 closing the store would close it for other tests


@pytest.mark.usefixtures("no_store")
@pytest.mark.django_db
def test_health_says_503_without_its_store() -> None:
    answer = Client().get("/health")

    assert answer.status_code == 503
    assert answer.json() == {"able": False, "database": True, "store": False, "spool_bytes": 0, "spool_seconds": 0.0}


@pytest.mark.django_db
def test_metrics_are_in_the_format_of_prometheus() -> None:
    Client().get("/health")
    answer = Client().get("/metrics")

    families = {family.name for family in text_string_to_metric_families(answer.content.decode())}
    wanted = {"plazamayor_info", "plazamayor_pages", "plazamayor_page_seconds", "plazamayor_database_up", "plazamayor_store_up"}
    assert wanted <= families


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("token", "given", "address", "forwarded", "expected"),
    [
        ("", "", "127.0.0.1", None, 200),
        ("", "", "::1", None, 200),
        ("", "", "198.51.100.7", None, 403),
        ("", "", "127.0.0.1", "198.51.100.7", 403),
        ("secret", "", "127.0.0.1", None, 403),
        ("secret", "Bearer secret", "198.51.100.7", None, 200),
        ("secret", "Bearer other", "198.51.100.7", None, 403),
    ],
)
def test_metrics_are_read_with_the_token_or_from_this_machine(
    token: str, given: str, address: str, forwarded: str | None, expected: int
) -> None:
    headers = {"Authorization": given, **({"X-Forwarded-For": forwarded} if forwarded else {})}
    with override_settings(METRICS_TOKEN=token):
        answer = Client().get("/metrics", headers=headers, REMOTE_ADDR=address)

    assert answer.status_code == expected


@pytest.mark.django_db
def test_the_log_has_no_address_agent_query_nor_path(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    Client().get(f"{SECRET}?email=ana@example.es", headers={"User-Agent": "Firefox/140"}, REMOTE_ADDR="198.51.100.7")

    written = " ".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records if record.name == "plazamayor.access")
    assert "status" in written
    assert [what for what in (SECRET, "email", "Firefox", "198.51.100.7") if what in written] == []


def test_the_log_in_json_is_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    handler = logging.config.DictConfigurator(configuration("json", "INFO")).configure_formatter(  # type: ignore[attr-defined]  # not in its stubs
        configuration("json", "INFO")["formatters"]["json"]
    )
    record = logging.LogRecord("plazamayor.access", logging.INFO, "", 0, "%(method)s", ({"method": "GET"},), None)

    written = json.loads(handler.format(record))

    assert {name: written[name] for name in ("level", "logger", "message")} == {
        "level": "INFO",
        "logger": "plazamayor.access",
        "message": "GET",
    }
