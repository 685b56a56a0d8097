"""Citizens: sends events to a collector over a few keep-alive connections and says how long each answer took.

Run in a process of its own: `python -m bench._load PORT EVENTS VISITORS CONNECTIONS SEED`, prints one object of JSON.
Everything is made before the clock starts.
"""

import asyncio
import bisect
import itertools
import json
import random
import sys
import time

PATHS = 1_200
HOST = "villaclara.example"
REFERRERS = [
    "",
    "",
    "",
    "https://www.google.es/",
    "https://www.google.es/",
    "https://www.facebook.com/",
    "https://chatgpt.com/",
    "https://sede.gob.es/",
]
SYSTEMS = [
    "Windows NT 10.0; Win64; x64",
    "Macintosh; Intel Mac OS X 10_15_7",
    "X11; Linux x86_64",
    "Linux; Android {android}; SM-A{model}B",
    "Linux; Android {android}; Pixel {pixel}",
]


def agents(count: int, random_: random.Random) -> list[str]:
    """Distinct agents of desktops and phones, as browsers write them."""
    found: dict[str, None] = {}
    while len(found) < count:
        system = random_.choice(SYSTEMS).format(
            android=random_.randint(9, 16), model=random_.randint(100, 999), pixel=random_.randint(4, 10)
        )
        mobile = " Mobile" if "Android" in system else ""
        chrome = f"{random_.randint(100, 140)}.0.{random_.randint(4000, 7400)}.{random_.randint(1, 250)}"
        found[f"Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{chrome}{mobile} Safari/537.36"] = None
    return list(found)


def requests(events: int, visitors: int, seed: int) -> list[bytes]:
    """Whole requests: every visitor comes at least once, pages follow Zipf's law."""
    random_ = random.Random(seed)
    known = agents(visitors, random_)
    weights = list(itertools.accumulate(1 / rank for rank in range(1, PATHS + 1)))
    made = []
    for number in range(events):
        visitor = number if number < visitors else random_.randrange(visitors)
        page = bisect.bisect_left(weights, random_.random() * weights[-1])
        address = f"https://{HOST}/seccion-{page % 40}/pagina-{page}"
        body = json.dumps({"u": address, "k": "v", "r": random_.choice(REFERRERS), "n": False, "q": ""}).encode()
        made.append(
            f"POST /e HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: {known[visitor]}\r\n"
            f"X-Forwarded-For: 10.{visitor >> 16}.{visitor >> 8 & 255}.{visitor & 255}\r\nOrigin: https://{HOST}\r\n"
            f"Accept-Language: es-ES,es;q=0.9\r\nContent-Type: text/plain;charset=UTF-8\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
    random_.shuffle(made)
    return made


async def send(port: int, mine: list[bytes], times: list[float]) -> int:
    """Sends requests one after another on one connection and counts those accepted."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    accepted = 0
    for request in mine:
        began = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        times.append(time.perf_counter() - began)
        accepted += head.startswith(b"HTTP/1.1 202")
    writer.close()
    return accepted


async def load(port: int, events: int, visitors: int, connections: int, seed: int) -> dict[str, float]:
    """Sends everything and answers what was seen from this side."""
    made = requests(events, visitors, seed)
    times: list[float] = []
    began = time.time()
    accepted = await asyncio.gather(*(send(port, made[index::connections], times) for index in range(connections)))
    ended = time.time()
    times.sort()
    return {
        "accepted": sum(accepted),
        "began": began,
        "ended": ended,
        "p50_ms": times[len(times) // 2] * 1000,
        "p99_ms": times[len(times) * 99 // 100] * 1000,
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(load(*map(int, sys.argv[1:6])))))
