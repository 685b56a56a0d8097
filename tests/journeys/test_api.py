"""What a program sends is counted once though the server is killed as soon as it has answered."""

import json
import os
import signal
import urllib.request
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.journeys.installation import Installation

DOMAIN = "www.villaclara.example"


def give_token(domain: str) -> str:
    """Begins to measure a site of the only administration and gives a token for it."""
    from django.utils import timezone

    from plazamayor.analytics.api.operations import issue_token
    from plazamayor.analytics.operations import add_site
    from plazamayor.organisation.models import Membership

    by, now = Membership.objects.get(), timezone.now()
    site = add_site(organisation=by.organisation, domain=domain, by=by, now=now)
    scopes = ["read_stats", "write_events"]
    return issue_token(name="Sede", scopes=scopes, every_site=False, sites=[site], days=None, by=by, now=now).secret


def call(installation: Installation, token: str, path: str, *, body: Any = None, key: str = "") -> Any:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", **({"Idempotency-Key": key} if key else {})}
    content = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{installation.address}/api/v1/{path}", data=content, headers=headers)  # noqa: S310 always our own address
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 the same
        return json.load(answer)


def test_events_that_were_accepted_survive_a_killed_server_and_count_once(installation: Installation) -> None:
    token = installation.call(give_token, domain=DOMAIN)
    batches = [
        {"events": [{"site": DOMAIN, "kind": "custom", "target": f"cita {number}", "page": "/cita"}] * (number + 1)} for number in range(5)
    ]

    first = [call(installation, token, "events", body=batch, key=f"lote-{number}") for number, batch in enumerate(batches)]
    assert installation.process is not None
    os.kill(installation.process.pid, signal.SIGKILL)
    installation.process.wait()
    installation.start()
    again = [call(installation, token, "events", body=batch, key=f"lote-{number}") for number, batch in enumerate(batches)]
    installation.stop()
    around = [(datetime.now(UTC) + timedelta(days=days)).date().isoformat() for days in (-1, 1)]
    stats = json.loads(installation.run("stats", "--site", DOMAIN, "--from", around[0], "--to", around[1], "--json"))

    assert [each["repeated"] for each in (*first, *again)] == [False] * 5 + [True] * 5
    assert {row["value"]: row["page_views"] for row in stats["panels"]["custom_events"]} == {
        f"cita {number}": number + 1 for number in range(5)
    }
