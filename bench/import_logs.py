"""Importing a log: the command `import-logs`, against goaccess and its HTML report, on the same file in the same run.

The log is generated: a week of 60,000 visitors with 3,000 agents, who come in visits and look at 1,200 pages by Zipf's law; 30 % of
the lines are assets, 15 % robots and 0.1 % broken. Both begin as new processes, the installation being made and empty, and both end with
a report of every panel: goaccess with its page, ours with the document of `--json`. `ratio_with_stats` adds a second process of ours,
`stats`, which has to start, open the store and print the same again.
"""

import argparse
import bisect
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

from bench._server import PROGRAM, data_directory, environment_of, prepare

SCALES = {"small": 100_000, "full": 1_000_000}
HOST = "www.villaclara.example"
VISITORS, AGENTS, ROBOTS, PATHS = 60_000, 3_000, 200, 1_200
ASSETS, BOTS, BROKEN = 0.30, 0.15, 0.001
FIRST, LAST = "2024-03-04", "2024-03-11"
WEEK = 7 * 86_400
_STARTS = datetime(2024, 3, 4, 1, tzinfo=UTC).timestamp()


@dataclass
class Cost:
    """What a run cost, all its processes together."""

    wall_seconds: float
    cpu_seconds: float
    peak_mb: int


@dataclass(frozen=True)
class Request:
    """A line of the log."""

    at: float
    address: str
    agent: str
    path: str
    referrer: str


class Town:
    """Who visits, with what, and what there is to see."""

    def __init__(self, lines: int) -> None:
        self.drawn = random.Random(1)
        self.lines = lines
        sections = ("noticias", "tramites", "sede", "agenda", "transparencia")
        self.paths = [f"/{self.drawn.choice(sections)}/{n}/pagina-{n}" for n in range(PATHS)]
        self.weights: list[float] = []
        for n in range(PATHS):
            self.weights.append((self.weights[-1] if self.weights else 0.0) + 1 / (n + 1))
        self.agents = [_agent(n) for n in range(AGENTS - ROBOTS)]
        self.people = [(self._address(), self.drawn.choice(self.agents)) for _ in range(VISITORS)]
        self.robots = [
            (self._address(), f"Mozilla/5.0 (compatible; Robot{n}bot/2.{n}; +http://www.robot{n}.example/bot.html)") for n in range(ROBOTS)
        ]
        self.referrers = (
            ["-"] * 4 + ["https://www.google.com/", "https://www.bing.com/"] + [f"https://www.sitio{n}.example/e/{n}" for n in range(300)]
        )
        self.assets = [f"/static/{n}.{ending}" for n in range(60) for ending in ("css", "js", "png", "jpg", "woff2")]

    def write(self, path: Path) -> None:
        """Writes the log, in order of time."""
        with path.open("w") as file:
            file.writelines(self._text(request) for request in sorted(self.requests(), key=lambda request: request.at))

    def requests(self) -> Sequence[Request]:
        """All that is asked for."""
        people = int(self.lines * (1 - BOTS - BROKEN))
        made: list[Request] = []
        while len(made) < people:
            made.extend(self._visit())
        del made[people:]
        made.extend(Request(self._moment(), *self.drawn.choice(self.robots), self._page(), "-") for _ in range(int(self.lines * BOTS)))
        broken = [Request(self._moment(), self.drawn.choice(self.people)[0], "", "", "") for _ in range(self.lines - len(made))]
        return [*made, *broken]

    def _visit(self) -> Iterator[Request]:
        address, agent = self.drawn.choice(self.people)
        at, referrer = self._moment(), self.drawn.choice(self.referrers)
        for _ in range(min(1 + int(self.drawn.expovariate(1 / 7)), 60)):
            asset = self.drawn.random() < ASSETS / (1 - BOTS - BROKEN)
            path = self.drawn.choice(self.assets) if asset else self._page()
            yield Request(at, address, agent, path, referrer)
            at += self.drawn.expovariate(1 / 25)
            referrer = f"https://{HOST}{path}" if self.drawn.random() < 0.8 else "-"

    def _page(self) -> str:
        return self.paths[bisect.bisect(self.weights, self.drawn.random() * self.weights[-1])]

    def _moment(self) -> float:
        return _STARTS + self.drawn.random() * WEEK

    def _address(self) -> str:
        return ".".join(str(self.drawn.randint(1, 223 if not n else 254)) for n in range(4))

    def _text(self, request: Request) -> str:
        stamp = datetime.fromtimestamp(request.at, UTC).strftime("%d/%b/%Y:%H:%M:%S +0000")
        if not request.agent:
            return f'{request.address} - - [{stamp}] "GET /rota HTT\n'
        asset = request.path.startswith("/static/")
        status = 200 if asset else self.drawn.choices([200, 304, 301, 404, 500, 206], [86, 4, 4, 4, 1, 1])[0]
        method = "POST" if self.drawn.random() < 0.02 else "GET"
        size = self.drawn.randint(300, 90_000)
        asked = f'"{method} {request.path} HTTP/1.1" {status} {size}'
        return f'{request.address} - - [{stamp}] {asked} "{request.referrer}" "{request.agent}"\n'


def _agent(number: int) -> str:
    engine = "AppleWebKit/537.36 (KHTML, like Gecko)"
    if number % 2:
        return f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {engine} Chrome/{60 + number % 70}.0.{number}.{number % 190} Safari/537.36"
    phone = f"Linux; Android {5 + number % 10}; SM-A{number}"
    return f"Mozilla/5.0 ({phone}) {engine} Chrome/{60 + number % 70}.0.{number}.0 Mobile Safari/537.36"


def cost_of(command: Sequence[str], environment: dict[str, str] | None = None) -> tuple[Cost, str]:
    """Runs a program to its end; answers what it cost and what it said last."""
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        process = psutil.Popen(command, env=environment, stdout=said, stderr=subprocess.DEVNULL)
        peak, spent = 0, 0.0
        while process.poll() is None:
            try:
                peak = max(peak, process.memory_info().rss)
                spent = sum(process.cpu_times()[:4])
            except psutil.Error:
                break
            time.sleep(0.02)
        process.wait()
        wall = time.perf_counter() - began
        assert process.returncode == 0, command
        said.seek(0)
        lines = said.read()
    return Cost(round(wall, 2), round(spent, 2), round(peak / 1e6)), lines


def run(scale: str) -> dict[str, object]:
    """Answers what both cost at a scale."""
    with tempfile.TemporaryDirectory(prefix="plazamayor-bench-") as folder, data_directory() as home:
        source = Path(folder) / "access.log"
        Town(SCALES[scale]).write(source)
        prepare(home, HOST)
        subprocess.run([sys.executable, "-c", OPEN], env=environment_of(home), check=True)
        print("the log is made", file=sys.stderr)
        goaccess = shutil.which("goaccess")
        assert goaccess, "goaccess is not installed: apt-get install goaccess"
        theirs, _said = cost_of([goaccess, str(source), "--log-format=COMBINED", "-o", f"{folder}/report.html"])
        print("goaccess", theirs, file=sys.stderr)
        environment = environment_of(home)
        imported, said = cost_of([PROGRAM, "import-logs", "--json", "--site", HOST, str(source)], environment)
        print(said.splitlines()[-1], imported, file=sys.stderr)
        reported, said_report = cost_of([PROGRAM, "stats", "--site", HOST, "--from", FIRST, "--to", LAST, "--json"], environment)
        print("stats", reported, file=sys.stderr)
    totals = json.loads(said_report)["totals"]
    assert json.loads(said.splitlines()[-2])["totals"] == totals
    return {
        "bench": "import_logs",
        "scale": scale,
        "lines": SCALES[scale],
        "outcome": said.splitlines()[-1],
        "totals": totals,
        "ratio": round(theirs.wall_seconds / imported.wall_seconds, 2),
        "ratio_of_cpu": round(theirs.cpu_seconds / imported.cpu_seconds, 2),
        "ratio_with_stats": round(theirs.wall_seconds / (imported.wall_seconds + reported.wall_seconds), 2),
        "lines_per_second": round(SCALES[scale] / imported.wall_seconds),
        "goaccess_lines_per_second": round(SCALES[scale] / theirs.wall_seconds),
        "import": asdict(imported),
        "stats": asdict(reported),
        "goaccess": asdict(theirs),
    }


OPEN = """
import django
django.setup()
from plazamayor.analytics import store
store.open_store()
store.close_store()
"""

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", choices=list(SCALES), default="small")
    print(json.dumps(run(parser.parse_args().scale)))
