"""The square looks as its administration says, and can always be read."""

import io
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from plazamayor.organisation.models import AuditEntry
from plazamayor.public import hub
from plazamayor.public.colours import DARK, ENOUGH, LIGHT, contrast, is_readable, readable, shades
from plazamayor.public.models import Look
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.told import PUBLISHED, make_told, tell

GIVEN = {"name": "Villaclara", "lead": "Lo que pasa en la villa", "colour": "#0b5c8a", "domain": "", "hub": ""}


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_any_colour_becomes_one_that_can_be_read(colour: str) -> None:
    for dark, ground in ((False, LIGHT), (True, DARK)):
        tones = shades(colour, dark=dark)
        assert contrast(tones.accent, ground) >= ENOUGH
        assert min(contrast(tones.ink, ground), contrast(tones.ink, tones.soft)) >= ENOUGH
        assert contrast(tones.on, tones.accent) >= ENOUGH


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert (is_readable("#777777"), is_readable("#0b5c8a")) == (False, True)
    assert readable("#0b5c8a") == "#0b5c8a"


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (600, 800), "#0b5c8a").save(out, "JPEG")
    return SimpleUploadedFile("escudo.jpg", out.getvalue(), "image/jpeg")


def test_the_name_the_colour_and_the_crest_are_seen_by_citizens(cast: Cast, sign_in: SignIn) -> None:
    client, code = sign_in(cast.administrator), cast.organisation.code

    client.post(reverse("square_settings", args=[code]), {**GIVEN, "crest": picture()})

    text = client.get(f"/p/{code}/").content.decode()
    assert "<strong>Villaclara</strong>" in text
    assert f"/p/{code}/crest.png" in text
    assert client.get(f"/p/{code}/crest.png").content[:4] == b"\x89PNG"
    assert "--accent: #0b5c8a" in client.get(f"/p/{code}/look.css").content.decode()
    assert AuditEntry.objects.filter(action="square.changed").count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"colour": "#ffe000"}, "El más cercano que valdría"),
        ({"colour": "rojo"}, "#a9442b"),
        ({"domain": "no es un dominio"}, "no es un dominio"),
    ],
)
def test_what_is_wrong_is_said_in_the_form(cast: Cast, sign_in: SignIn, wrong: dict[str, str], said: str) -> None:
    page = sign_in(cast.administrator).post(reverse("square_settings", args=[cast.organisation.code]), {**GIVEN, **wrong})

    assert page.status_code == 200
    assert said in page.content.decode()
    assert not Look.objects.exclude(colour="").exists()


def test_a_file_that_is_no_picture_is_not_a_crest(cast: Cast, sign_in: SignIn) -> None:
    file = SimpleUploadedFile("escudo.png", b"<svg onload=alert(1)>", "image/png")

    page = sign_in(cast.administrator).post(reverse("square_settings", args=[cast.organisation.code]), {**GIVEN, "crest": file})

    assert "no es una imagen" in page.content.decode()


class Hub(BaseHTTPRequestHandler):
    """A hub that keeps what it is told."""

    told: list[dict[str, list[str]]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        type(self).told.append(parse_qs(body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Says nothing."""


@pytest.fixture
def hub_at() -> Iterator[str]:
    Hub.told = []
    server = HTTPServer(("127.0.0.1", 0), Hub)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_hub_is_told_once_of_each_thing_that_is_new(cast: Cast, hub_at: str, settings: object) -> None:
    settings.PRIVATE_HOSTS = ["127.0.0.1"]  # type: ignore[attr-defined]  # the settings of a test
    Look.objects.create(organisation=cast.organisation, hub=hub_at, changed=PUBLISHED)
    hub.announce(timezone.now())
    piece = make_told(cast.organisation, "Ayudas")

    for _ in range(2):
        hub.announce(timezone.now())
    assert len(Hub.told) == 1
    assert Hub.told[0]["hub.mode"] == ["publish"]
    assert len(Hub.told[0]["hub.url"]) == 3

    tell(piece, "Ayudas", "Corregido", at=timezone.now())
    hub.announce(timezone.now())
    assert len(Hub.told) == 2
