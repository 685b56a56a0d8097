"""The calendar in the console, a piece moved in it, and its feed."""

from datetime import UTC, datetime

import icalendar
import pytest
from django.urls import reverse

from plazamayor.organisation.models import Membership
from plazamayor.publishing.calendar import feed
from plazamayor.publishing.models import Piece
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.posts import make_piece

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize("name", ["calendar_month", "calendar_week", "calendar_list"])
def test_a_piece_is_on_each_view_of_its_day(cast: Cast, sign_in: SignIn, name: str) -> None:
    piece = make_piece(cast.editor, at=AT, title="Corte de agua en el Puerto")
    which = "2026-11" if name == "calendar_month" else "2026-11-24"
    page = sign_in(cast.editor).get(reverse(name, args=[cast.organisation.code, which])).content.decode()
    assert "Corte de agua en el Puerto" in page
    assert reverse("piece", args=[cast.organisation.code, piece.pk]) in page


@pytest.mark.parametrize("which", ["2026-13", "nada", "0001-01", "9999-12"])
def test_a_month_that_is_none_is_not_found(cast: Cast, sign_in: SignIn, which: str) -> None:
    assert sign_in(cast.editor).get(reverse("calendar_month", args=[cast.organisation.code, which])).status_code == 404


def test_a_day_alone_keeps_the_hour(cast: Cast, sign_in: SignIn) -> None:
    piece = make_piece(cast.editor, at=AT)
    sign_in(cast.editor).post(reverse("piece_move", args=[cast.organisation.code, piece.pk]), {"day": "2026-11-26"})
    piece.refresh_from_db()
    assert piece.at == datetime(2026, 11, 26, 9, tzinfo=UTC)


def test_an_hour_is_of_the_zone_of_the_administration(cast: Cast, sign_in: SignIn) -> None:
    piece = make_piece(cast.editor)
    sign_in(cast.editor).post(reverse("piece_move", args=[cast.organisation.code, piece.pk]), {"day": "2026-11-26", "hour": "10:30"})
    piece.refresh_from_db()
    assert piece.at == datetime(2026, 11, 26, 9, 30, tzinfo=UTC)


def test_a_day_without_an_hour_is_asked_for_it(cast: Cast, sign_in: SignIn) -> None:
    piece = make_piece(cast.editor)
    answer = sign_in(cast.editor).post(reverse("piece_move", args=[cast.organisation.code, piece.pk]), {"day": "2026-11-26"})
    assert answer.context["form"].errors["hour"]


def test_the_feed_gives_what_goes_out_to_whoever_has_its_address(cast: Cast, client: object) -> None:
    piece = make_piece(cast.editor, at=AT, title="Poda, y limpieza; hoy")
    events = icalendar.Calendar.from_ical(feed.written(cast.editor, AT, "https://plaza.example")).walk("VEVENT")
    assert [(str(each["summary"]), each.decoded("dtstart")) for each in events] == [(f"{piece.title} (borrador)", AT)]


def test_the_feed_of_whoever_lost_the_place_is_not_given(cast: Cast, sign_in: SignIn) -> None:
    address = reverse("calendar_feed", args=[feed.token_of(cast.editor)])
    client = sign_in(cast.outsider)
    assert client.get(address).status_code == 200
    Membership.objects.filter(pk=cast.editor.pk).delete()
    assert client.get(address).status_code == 404


def test_an_invented_address_gives_no_feed(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.editor).get(reverse("calendar_feed", args=["1~x~y"])).status_code == 404


def test_whoever_only_looks_moves_nothing(cast: Cast, sign_in: SignIn) -> None:
    piece = make_piece(cast.editor, at=AT)
    client = sign_in(cast.director)
    assert client.post(reverse("piece_move", args=[cast.organisation.code, piece.pk]), {"day": "2026-11-26"}).status_code == 403
    assert "data-move=" not in client.get(reverse("calendar_month", args=[cast.organisation.code, "2026-11"])).content.decode()
    assert Piece.objects.get(pk=piece.pk).at == AT
