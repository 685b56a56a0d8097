"""Access logs of an invented town hall."""

import random
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

AGENTS = (
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/604.1",
)
PAGES = ("/", "/sede/padron", "/avisos", "/contratacion", "/transparencia/presupuestos")
START = datetime(2026, 1, 5, 8, tzinfo=ZoneInfo("Europe/Madrid"))


def write_log(path: Path, *, lines: int = 400, seed: int = 1) -> Path:
    """A combined log of page views of some days of January, in order; the same for the same seed."""
    drawn = random.Random(seed)
    moment = START
    with path.open("w", encoding="ascii") as file:
        for _number in range(lines):
            moment += timedelta(seconds=drawn.randint(1, 900))
            address = f"198.51.100.{drawn.randint(1, 60)}"
            page, agent = drawn.choice(PAGES), drawn.choice(AGENTS)
            file.write(f'{address} - - [{moment:%d/%b/%Y:%H:%M:%S %z}] "GET {page} HTTP/1.1" 200 5120 "-" "{agent}"\n')
    return path
