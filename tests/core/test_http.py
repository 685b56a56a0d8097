"""Other machines are asked within bounds: never the own network, never without end, and it is known whether the question left."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import translation
from pytest_django import Settings

from plazamayor.core.http import NotAsked, Unreachable, fetch, may_be_asked, server_of

Answering = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serving(answer: Answering) -> Iterator[tuple[str, list[Mapping[str, str]]]]:
    """A server on loopback that answers so; its address, and the headers of each question that it received."""
    asked: list[Mapping[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append({name.lower(): value for name, value in self.headers.items()} | {"path": self.path, "method": self.command})
            answer(self)

        do_POST = do_GET  # noqa: N815 names of the standard library

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def reply(status: int = 200, body: bytes = b"", **headers: str) -> Answering:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@pytest.fixture(autouse=True)
def loopback(settings: Settings) -> Iterator[None]:
    settings.PRIVATE_HOSTS = ("127.0.0.1/32",)
    with translation.override("en"):
        yield


def test_an_answer_comes_whatever_its_status() -> None:
    with serving(reply(404, b"no", X_One="1")) as (address, _asked):
        answer = fetch(f"{address}/a")
    assert (answer.status, answer.body, answer.headers["x-one"], answer.address) == (404, b"no", "1", f"{address}/a")


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ("1.1.1.1", True),
        ("2606:4700:4700::1111", True),
        ("127.0.0.1", True),  # allowed above
        ("127.0.0.2", False),
        ("10.0.0.1", False),
        ("172.16.3.4", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 it is asked about, not listened to
        ("224.0.0.1", False),
        ("::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:127.0.0.1", True),
        ("fd00::1", False),
        ("fe80::1", False),
    ],
)
def test_the_own_network_may_not_be_asked(numbers: str, *, expected: bool) -> None:
    assert may_be_asked(numbers) == expected


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.2/", "http://localhost.localdomain:80/", "http://0x7f000002/", "http://[::1]/", "http://169.254.169.254/latest"],
)
def test_what_leads_inside_is_not_asked(address: str) -> None:
    with pytest.raises(Unreachable) as failure:
        fetch(address)
    assert failure.value.sent is False


@pytest.mark.parametrize("address", ["", "ejemplo.es", "ftp://ejemplo.es/a", "file:///etc/passwd", "gopher://127.0.0.1/", "http://"])
def test_what_is_no_address_of_the_web_is_not_asked(address: str) -> None:
    with pytest.raises(NotAsked, match="is not a whole web address"):
        fetch(address)


@pytest.mark.parametrize("onward", ["http://127.0.0.2/", "file:///etc/passwd", "http://10.0.0.1/"])
def test_a_redirection_that_leads_inside_is_not_followed(onward: str) -> None:
    with serving(reply(302, Location=onward)) as (address, asked):
        with pytest.raises(NotAsked):
            fetch(address)
        assert len(asked) == 1


def test_redirections_are_followed_to_their_end() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        (reply(200, b"here") if handler.path == "/b" else reply(301, Location="/b"))(handler)

    with serving(answer) as (address, asked):
        assert (fetch(f"{address}/a").address, [each["path"] for each in asked]) == (f"{address}/b", ["/a", "/b"])


def test_redirections_without_end_are_not_followed_for_ever() -> None:
    with serving(reply(302, Location="/again")) as (address, asked):
        with pytest.raises(Unreachable, match="redirects too many times"):
            fetch(address)
        assert len(asked) == 6


def test_what_opens_doors_does_not_go_on_to_another_host() -> None:
    with serving(reply(200)) as (other, received), serving(reply(302, Location=f"{other}/")) as (address, _asked):
        fetch(address, headers={"Authorization": "Bearer secret", "Accept": "text/html"})
    assert [(each.get("authorization"), each["accept"]) for each in received] == [(None, "text/html")]


def test_a_redirected_publication_is_not_repeated() -> None:
    with serving(reply(307, Location="/b")) as (address, asked):
        answer = fetch(address, method="POST", body=b"hola")
    assert (answer.status, len(asked)) == (307, 1)


@pytest.mark.parametrize("packed", [False, True])
def test_a_body_that_is_too_large_is_left(*, packed: bool) -> None:
    body = b"\0" * (2 << 20)
    answer = reply(200, gzip.compress(body), Content_Encoding="gzip") if packed else reply(200, body)
    with serving(answer) as (address, _asked), pytest.raises(Unreachable, match="sends more than 1 MB"):
        fetch(address, largest=1 << 20)


def slowly(handler: BaseHTTPRequestHandler) -> None:
    """Sends a letter now and then, so that no single wait is long."""
    handler.send_response(200)
    handler.end_headers()
    for _letter in range(30):
        handler.wfile.write(b"a")
        time.sleep(0.1)


def silently(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(1)


def abruptly(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"this is not HTTP\r\n\r\n")


@pytest.mark.parametrize(("answer", "told"), [(slowly, "is too slow"), (silently, "is too slow"), (abruptly, "is not HTTP")])
def test_a_question_that_left_is_known_to_have_left(answer: Answering, told: str) -> None:
    began = time.monotonic()
    with serving(answer) as (address, _asked), pytest.raises(Unreachable, match=told) as failure:
        fetch(address, patience=0.5)
    assert failure.value.sent is True
    assert time.monotonic() - began < 4


def test_a_question_that_did_not_leave_is_known_not_to_have_left() -> None:
    with serving(reply()) as (address, _asked):
        pass
    with pytest.raises(Unreachable, match="does not answer") as failure:
        fetch(address, patience=1)
    assert failure.value.sent is False


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("mastodon.social", "https://mastodon.social"),
        (" https://mastodon.social/@zafra?a=b ", "https://mastodon.social"),
        ("http://mastodon.social", "https://mastodon.social"),
        ("http://127.0.0.1:8000/a", "http://127.0.0.1:8000"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://localhost.ejemplo.es", "https://localhost.ejemplo.es"),
        ("https://somebody:secret@ejemplo.es:8443/a", "https://ejemplo.es:8443"),
        ("", "https://"),
    ],
)
def test_a_server_that_a_person_wrote_is_asked_over_tls(written: str, expected: str) -> None:
    assert server_of(written) == expected


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.2:1")
    with serving(reply(200, b"here")) as (address, _asked):
        assert fetch(address).body == b"here"
