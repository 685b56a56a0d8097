"""The collector: what an event costs, how many a second, how soon it can be asked for; with fsync and without, and in a full store.

Load comes from a second process through a trusted proxy's header. Processor time is that of all the server's processes, the
question that proves the last event included; the load's own is left out.
"""

import argparse
import json
import subprocess
import sys
import time
from datetime import datetime
from zoneinfo import ZoneInfo

from bench._load import HOST, PATHS
from bench._server import Server, data_directory, environment_of, prepare, serving

SCALES = {
    "small": {"events": 30_000, "visitors": 20_000, "connections": 200, "stored": 0},
    "full": {"events": 200_000, "visitors": 20_000, "connections": 200, "stored": 10_000_000},
}
FILL = """
import sys, django
django.setup()
from plazamayor.analytics import store
store.open_store()
client = store.engine()
events, chunk = int(sys.argv[1]), 1_000_000
for start in range(0, events, chunk):
    client.command(f'''
        INSERT INTO events
            (site, day, visitor, time, kind, origin, host, path, channel, device, browser, browser_version, system, language)
        SELECT
            1, toDate(today() - 1 - number % 300) AS day, cityHash64(intDiv(number, 4)), toDateTime(day) + 30000 + number % 30000,
            'page_view', 'tracker', 'villaclara.example',
            concat('/seccion-', toString(number % 40), '/pagina-', toString(cityHash64(number) % 1200)),
            'search', 'mobile', 'Chrome', toString(100 + number % 40), 'Android', 'es'
        FROM numbers({start}, {chunk})''')
client.command('OPTIMIZE TABLE events FINAL')  # a store that has stood for a while, not one just filled and still merging
store.close_store()
"""


def measure(server: Server, events: int, visitors: int, connections: int, seed: int, before: int) -> dict[str, float]:
    """Sends a load and answers what it cost until its last event was counted."""
    cpu = server.cpu_seconds()
    command = [sys.executable, "-m", "bench._load", *map(str, (server.port, events, visitors, connections, seed))]
    seen = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    while server.waiting():
        time.sleep(0.01)
    day = f"{datetime.now(ZoneInfo('Europe/Madrid')):%Y-%m-%d}"
    while (counted := int(server.stats(HOST, day)["totals"]["page_views"])) < before + seen["accepted"]:
        time.sleep(0.1)
    queryable = time.time()
    spent = server.cpu_seconds() - cpu
    assert counted == before + seen["accepted"] == before + events, (counted, before, seen)
    return {
        "cpu_ms_per_event": round(spent * 1000 / events, 4),
        "events_per_second": round(events / (seen["ended"] - seen["began"])),
        "events_per_second_until_queryable": round(events / (queryable - seen["began"])),
        "last_event_queryable_after_seconds": round(queryable - seen["ended"], 2),
        "p50_ms": round(seen["p50_ms"], 2),
        "p99_ms": round(seen["p99_ms"], 2),
        "resident_mb": round(server.resident_bytes() / 1e6),
    }


def run(scale: str) -> dict[str, object]:
    """Answers what was measured at a scale."""
    size = SCALES[scale]
    load = (size["events"], size["visitors"], size["connections"])
    found: dict[str, object] = {
        "bench": "collector",
        "scale": scale,
        "events": size["events"],
        "visitors": size["visitors"],
        "paths": PATHS,
    }
    with data_directory() as home:
        prepare(home, HOST)
        before = 0
        for name, wait in (("fsync", "20"), ("no_fsync", "0")):
            with serving(home, PLAZAMAYOR_TRUSTED_PROXIES="127.0.0.1", PLAZAMAYOR_SPOOL_FSYNC_MS=wait) as server:
                found[name] = measure(server, *load, seed=1, before=before)
                print(name, found[name], file=sys.stderr)
            before += size["events"]
        if size["stored"]:
            subprocess.run([sys.executable, "-c", FILL, str(size["stored"])], env=environment_of(home), check=True)
            with serving(home, PLAZAMAYOR_TRUSTED_PROXIES="127.0.0.1") as server:
                found["fsync_after_stored"] = measure(server, *load, seed=2, before=before)
                print("fsync_after_stored", found["fsync_after_stored"], file=sys.stderr)
            found["stored"] = size["stored"]
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", choices=list(SCALES), default="small")
    print(json.dumps(run(parser.parse_args().scale)))
