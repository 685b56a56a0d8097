"""A small social network that really listens on loopback, and what goes wrong with one: it is told what to do with each request.

POST   /posts           {"key", "text"} -> {"id", "address"}; the same key in `Idempotency-Key` is NOT understood: it publishes again
GET    /posts           our own timeline
GET    /posts/ID        counts
DELETE /posts/ID
GET    /me              who the token is
"""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "good-token"

Answer = tuple[int, dict[str, str], bytes]
Fault = Callable[["Network", "BaseHTTPRequestHandler", Callable[[], Answer]], Answer | None]


def accepts_and_hangs(_network: "Network", _handler: BaseHTTPRequestHandler, publish: Callable[[], Answer]) -> Answer | None:
    """Publishes and never says so: the connection is left open, and then cut."""
    publish()
    time.sleep(_network.hangs)
    return None


def accepts_and_cuts(_network: "Network", _handler: BaseHTTPRequestHandler, publish: Callable[[], Answer]) -> Answer | None:
    """Publishes and cuts the connection at once."""
    publish()
    return None


def hangs_and_forgets(network: "Network", _handler: BaseHTTPRequestHandler, _publish: Callable[[], Answer]) -> Answer | None:
    """Takes the request, publishes nothing and says nothing."""
    time.sleep(network.hangs)
    return None


def asks_to_wait(_network: "Network", _handler: BaseHTTPRequestHandler, _publish: Callable[[], Answer]) -> Answer | None:
    """429 with the seconds to wait."""
    return 429, {"Retry-After": "90"}, b"{}"


def is_down(_network: "Network", _handler: BaseHTTPRequestHandler, _publish: Callable[[], Answer]) -> Answer | None:
    """503 without publishing."""
    return 503, {}, b"{}"


def breaks_after_accepting(_network: "Network", _handler: BaseHTTPRequestHandler, publish: Callable[[], Answer]) -> Answer | None:
    """Publishes and answers 500."""
    publish()
    return 500, {}, b"{}"


def answers_garbage(_network: "Network", _handler: BaseHTTPRequestHandler, publish: Callable[[], Answer]) -> Answer | None:
    """Publishes and answers what is not JSON."""
    publish()
    return 200, {}, b"<html>\xff\xfe not what was promised"


def is_slow(_network: "Network", _handler: BaseHTTPRequestHandler, publish: Callable[[], Answer]) -> Answer | None:
    """Publishes and answers after a while, in time."""
    time.sleep(0.05)
    return publish()


def refuses(_network: "Network", _handler: BaseHTTPRequestHandler, _publish: Callable[[], Answer]) -> Answer | None:
    """422: it will never take this."""
    return 422, {}, b'{"error": "the text is not allowed"}'


def says_duplicate(_network: "Network", _handler: BaseHTTPRequestHandler, _publish: Callable[[], Answer]) -> Answer | None:
    """409: it says that this was published already."""
    return 409, {}, b'{"error": "duplicate"}'


def forgets_who_we_are(_network: "Network", _handler: BaseHTTPRequestHandler, _publish: Callable[[], Answer]) -> Answer | None:
    """401: the permission ran out."""
    return 401, {}, b'{"missing": ["write:posts"]}'


@dataclass
class Network:
    """What the network remembers. `faults` is what happens to the next publications, then `usual`; timelines work unless `blind`."""

    posts: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    usual: Callable[[], Fault | None] = lambda: None
    blind: bool = False
    stuck: bool = False
    """Whether what is published cannot be taken away."""
    hangs: float = 1.7
    address: str = ""
    asked: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next_fault(self) -> Fault | None:
        """What happens to the publication that comes."""
        with self.lock:
            return self.faults.pop(0) if self.faults else self.usual()

    def publish(self, given: dict[str, Any]) -> Answer:
        """Keeps a publication."""
        with self.lock:
            post = {**given, "id": str(len(self.posts) + 1), "at": time.time()}
            post["address"] = f"{self.address}/@town/{post['id']}"
            self.posts.append(post)
        return 201, {}, json.dumps(post).encode()

    def times(self) -> Counter[str]:
        """How many times each key was published."""
        with self.lock:
            return Counter(post["key"] for post in self.posts)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    network: Network

    def log_message(self, *_args: Any) -> None:
        """Says nothing."""

    def _say(self, answer: Answer | None) -> None:
        if answer is None:
            self.close_connection = True
            self.connection.close()
            return
        status, headers, body = answer
        try:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def _known(self) -> bool:
        self.network.asked[f"{self.command} {self.path.partition('?')[0].rstrip('0123456789')}"] += 1
        return self.headers.get("Authorization") == f"Bearer {TOKEN}"

    def do_POST(self) -> None:
        given = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        if not self._known():
            return self._say((401, {}, b'{"missing": ["write:posts"]}'))
        fault = self.network.next_fault()
        if fault is None:
            return self._say(self.network.publish(given))
        return self._say(fault(self.network, self, lambda: self.network.publish(given)))

    def do_GET(self) -> None:
        if not self._known():
            return self._say((401, {}, b'{"missing": ["read:me"]}'))
        if self.path.startswith("/me"):
            return self._say(
                (200, {}, json.dumps({"handle": "@town", "name": "Town", "address": f"{self.network.address}/@town"}).encode())
            )
        if self.network.blind:
            return self._say((503, {}, b"{}"))
        if self.path.startswith("/posts/"):
            mine = [post for post in self.network.posts if f"/posts/{post['id']}" == self.path]
            return self._say((200, {}, b'{"views": 120, "likes": 7}') if mine else (404, {}, b"{}"))
        with self.network.lock:
            body = json.dumps(self.network.posts).encode()
        return self._say((200, {}, body))

    def do_DELETE(self) -> None:
        if not self._known():
            return self._say((401, {}, b"{}"))
        if self.network.stuck:
            return self._say((403, {}, b"{}"))
        name = self.path.rpartition("/")[2]
        with self.network.lock:
            before = len(self.network.posts)
            self.network.posts[:] = [post for post in self.network.posts if post["id"] != name]
        return self._say((204 if len(self.network.posts) < before else 404, {}, b""))


@contextmanager
def listening(network: Network | None = None) -> Iterator[Network]:
    """A network that listens while it lasts."""
    found = network or Network()
    handler = type("Handler", (_Handler,), {"network": found})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    found.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


def at_random(seed: int, share: float = 0.5) -> Callable[[], Fault | None]:
    """Misfortunes drawn by a seed: that part of the publications meets one."""
    drawn = random.Random(seed)
    faults = (
        accepts_and_hangs,
        accepts_and_cuts,
        hangs_and_forgets,
        is_down,
        breaks_after_accepting,
        answers_garbage,
        is_slow,
        asks_to_wait,
    )
    return lambda: drawn.choice(faults) if drawn.random() < share else None
