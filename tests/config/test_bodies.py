"""What a request may carry: little from anybody, files from whoever has signed in, and nothing that stands still for ever."""

import http.client
import socket
from http.cookiejar import CookieJar
from urllib.parse import urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest

from tests.config.conftest import DOMAIN, Town
from tests.journeys.installation import CODE

MEGABYTE = 1 << 20
IMPORTS = f"/a/{CODE}/measure/{DOMAIN}/import/"


def answer_of(town: Town, path: str, size: int, *, said: bool, cookie: str = "") -> int:
    """The status that a body of so many bytes gets, its length told before or not; what the server does not wait for is not sent."""
    headers = {"Content-Type": "application/x-www-form-urlencoded", **({"Cookie": cookie} if cookie else {})}
    connection = http.client.HTTPConnection("localhost", town.port, timeout=20)
    connection.putrequest("POST", path)
    for name, value in {**headers, **({"Content-Length": str(size)} if said else {"Transfer-Encoding": "chunked"})}.items():
        connection.putheader(name, value)
    connection.endheaders()
    try:
        for _ in range(0 if said else size // MEGABYTE):
            connection.send(b"%x\r\n" % MEGABYTE + b"x" * MEGABYTE + b"\r\n")
        connection.send(b"" if said else b"0\r\n\r\n")
    except OSError:  # it was answered, and closed, before the end
        pass
    return connection.getresponse().status


@pytest.mark.parametrize("path", ["/accounts/login/", "/api/v1/events", IMPORTS, "/nowhere"])
def test_nobody_fills_the_disk_with_a_body(served: Town, path: str) -> None:
    assert answer_of(served, path, 3000 * MEGABYTE, said=True) == 413


def test_a_body_whose_length_is_not_told_is_cut_off(served: Town) -> None:
    assert answer_of(served, "/accounts/login/", 6 * MEGABYTE, said=False) == 413


def test_a_forged_session_carries_no_more(served: Town) -> None:
    assert answer_of(served, IMPORTS, 3000 * MEGABYTE, said=True, cookie="sessionid=abcdefghijklmnopqrstuvwxyz012345") == 413


@pytest.fixture
def cookie(served: Town) -> str:
    """The session of the administrator, entered by a link."""
    jar = CookieJar()
    browser = build_opener(HTTPCookieProcessor(jar))
    path = urlsplit(served.sign_in_link()).path
    browser.open(served.address + path, timeout=20).close()
    token = next(each.value for each in jar if each.name == "csrftoken") or ""
    browser.open(Request(served.address + path, f"csrfmiddlewaretoken={token}".encode()), timeout=20).close()  # noqa: S310 our own address
    return "; ".join(f"{each.name}={each.value}" for each in jar)


def test_whoever_has_signed_in_sends_files_where_they_are_taken(served: Town, cookie: str) -> None:
    there = answer_of(served, IMPORTS, 6 * MEGABYTE, said=False, cookie=cookie)
    elsewhere = answer_of(served, "/accounts/login/", 6 * MEGABYTE, said=False, cookie=cookie)

    assert (there, elsewhere) == (400, 413)  # 400: it was read, and is no form


def test_a_request_without_body_is_served(served: Town) -> None:
    with socket.create_connection(("localhost", served.port), timeout=20) as raw:
        raw.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert raw.recv(100).startswith(b"HTTP/1.1 200")
