"""A year of a gazette taken in: seconds, acts a second, how time grows with the days already kept, and how much originals shrink.

The days are made from one: the summary of `PLAZAMAYOR_DATA` (413 acts of 2017) where it is told, else one invented of the same size. Each
day has its own identifiers, is read from its XML, classified, written and compared with what forty subscriptions of four towns follow.
Afterwards every day is taken in again, which changes nothing, and the page of the last day is asked.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench._server import data_directory, environment_of

SIZES = {"small": 40, "full": 313}
"""Days: a gazette comes out on six of each seven."""
TOWNS, FOLLOWED = 4, 10
SAMPLE = "boe/xml_antiguo/BOE-S-20171002.xml"
WORDS = (
    "ayudas comercio",
    "subvención deporte",
    "beca universidad",
    "ordenanza terrazas",
    "deslinde costas",
    "plaza auxiliar",
    "agua riego",
)
LAST = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
TIMES = 5


def original() -> str:
    """The summary from which the year is made."""
    folder = os.environ.get("PLAZAMAYOR_DATA")
    if folder:
        return (Path(folder) / SAMPLE).read_text()
    said = ["publica el convenio", "convocan ayudas al comercio"]
    items = "".join(
        f'<item id="BOE-A-2017-{each}"><titulo>Resolución por la que se {said[each % 50 == 0]} número {each}</titulo>'
        f"<urlHtm>/diario_boe/txt.php?id=BOE-A-2017-{each}</urlHtm></item>"
        for each in range(413)
    )
    head = "<meta><fechaInv>2017/10/02</fechaInv></meta>"
    sections = f'<seccion num="3" nombre="III. Otras disposiciones"><departamento nombre="MINISTERIO">{items}</departamento></seccion>'
    return f'<?xml version="1.0" encoding="UTF-8"?><sumario>{head}<diario nbo="237">{sections}</diario></sumario>'


def one_day(sample: str, day: date, number: int) -> bytes:
    """The summary of another day: its own date, number and identifiers."""
    renamed = sample.replace("2017/10/02", f"{day:%Y/%m/%d}").replace('nbo="237"', f'nbo="{number}"')
    return renamed.replace("-2017-", f"-{day.year}-{number:03}").encode()


def installed() -> tuple[Any, list[Any]]:
    """An installation with a gazette and towns that follow it."""
    import django  # noqa: PLC0415 the environment says which installation, and is set by whoever began this process

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 Django has to be ready

    from plazamayor.bulletins.models import Source, Subscription  # noqa: PLC0415 the same
    from plazamayor.organisation.models import Organisation  # noqa: PLC0415 the same

    call_command("migrate", verbosity=0)
    towns = [Organisation.objects.create(name=f"Ayuntamiento de Ejemplo {each}", code=f"ejemplo-{each}") for each in range(TOWNS)]
    for town in towns:
        for each in range(FOLLOWED):
            Subscription.objects.create(organisation=town, name=f"Seguimiento {each}", words=[WORDS[each % len(WORDS)]])
    return Source.objects.create(reader="boe_before", name="Boletín Oficial del Estado", short_name="BOE"), towns


def taken(source: Any, sample: str, days: list[date]) -> list[float]:
    """Reads and takes in each day; gives the seconds of each."""
    from plazamayor.bulletins.readers import READERS  # noqa: PLC0415 Django has to be ready
    from plazamayor.bulletins.readers.contract import Page  # noqa: PLC0415 the same
    from plazamayor.bulletins.taking_in import take_in  # noqa: PLC0415 the same

    seconds = []
    for number, day in enumerate(days):
        page = Page(one_day(sample, day, number), "https://www.boe.es/", day)
        began = time.perf_counter()
        for issue in READERS[source.reader].read(page, {}):
            take_in(source, issue, page, NOW)
        seconds.append(time.perf_counter() - began)
    return seconds


def page_seconds(town: Any) -> float:
    """The seconds that the page of the last day takes to be worked out."""
    from plazamayor.bulletins.queries import day_of  # noqa: PLC0415 Django has to be ready

    found = []
    for _turn in range(TIMES):
        began = time.perf_counter()
        day_of(town, LAST, NOW)
        found.append(time.perf_counter() - began)
    return statistics.median(found)


def measure(count: int) -> dict[str, Any]:
    """Takes in so many days in this process's own installation."""
    source, towns = installed()
    from plazamayor.bulletins.models import Issue, Item, Match  # noqa: PLC0415 Django is ready now

    sample, days = original(), [LAST - timedelta(days=each) for each in range(count)]
    processor = time.process_time()
    first = taken(source, sample, days)
    processor = time.process_time() - processor
    again = taken(source, sample, days)
    kept = sum(len(each) for each in Issue.objects.values_list("original", flat=True))
    read = sum(len(one_day(sample, day, number)) for number, day in enumerate(days))
    part, acts = max(1, count // 5), Item.objects.count()
    return {
        "days": count,
        "acts": acts,
        "matches": Match.objects.count(),
        "seconds": round(sum(first), 2),
        "processor_seconds": round(processor, 2),
        "acts_per_second": round(acts / sum(first)),
        "seconds_again": round(sum(again), 2),
        "growth": round(statistics.median(first[-part:]) / statistics.median(first[:part]), 2),
        "page_ms": round(page_seconds(towns[0]) * 1000, 1),
        "original_mb": round(read / 1e6, 1),
        "kept_mb": round(kept / 1e6, 1),
        "ratio": round(read / kept, 1),
    }


def of(days: int) -> dict[str, Any]:
    """What so many days take, in a process and a data directory of its own."""
    with data_directory() as home:
        command = [sys.executable, "-m", "bench.publishing_ingest", "--days", str(days)]
        data = {name: value for name, value in os.environ.items() if name == "PLAZAMAYOR_DATA"}
        written = subprocess.run(command, env=environment_of(home, **data), check=True, stdout=subprocess.PIPE).stdout
    found: dict[str, Any] = json.loads(written.splitlines()[-1])
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", choices=list(SIZES), default="small")
    parser.add_argument(
        "--days", type=int, default=0, help="takes in so many days in the installation of PLAZAMAYOR_HOME, and nothing else"
    )
    given = parser.parse_args()
    figures = measure(given.days) if given.days else of(SIZES[given.scale])
    print(json.dumps(figures if given.days else {"bench": "publishing_ingest", "scale": given.scale, **figures}))
