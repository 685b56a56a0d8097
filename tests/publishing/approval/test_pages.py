"""The pages where a yes is asked for and given."""

import re
import time

from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from plazamayor.organisation.models import Membership
from plazamayor.publishing.content import digest_of
from plazamayor.publishing.models import Piece, Stage
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.posts import make_piece


def asked(cast: Cast, sign_in: SignIn) -> Piece:
    piece = make_piece(cast.editor)
    sign_in(cast.editor).post(reverse("piece_ask", args=[cast.organisation.code, piece.pk]))
    piece.refresh_from_db()
    return piece


def with_factor(sign_in: SignIn, who: Membership) -> Client:
    client = sign_in(who)
    session = client.session
    session["account_authentication_methods_user"] = str(who.person.pk)
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session.save()
    return client


def link_in(letter: str) -> str:
    found = re.search(r"https?://[^/\s]+(/approve/\S+)", letter)
    assert found
    return found[1]


def test_a_letter_leads_whoever_shows_a_second_factor_to_the_decision(cast: Cast, sign_in: SignIn, settings: Settings) -> None:
    settings.MAIL_CONFIGURED = True
    piece = asked(cast, sign_in)
    letter = next(each for each in mail.outbox if each.to == [cast.director.person.email])
    answer = with_factor(sign_in, cast.director).get(link_in(str(letter.body)))
    assert answer.headers["Location"] == reverse("piece_decide", args=[cast.organisation.code, piece.pk])


def test_a_letter_asks_for_the_second_factor_of_whoever_did_not_show_it(cast: Cast, sign_in: SignIn, settings: Settings) -> None:
    settings.MAIL_CONFIGURED = True
    asked(cast, sign_in)
    letter = next(each for each in mail.outbox if each.to == [cast.director.person.email])
    answer = sign_in(cast.director).get(link_in(str(letter.body)))
    assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate"))


def test_a_letter_opens_nothing_to_somebody_else(cast: Cast, sign_in: SignIn, settings: Settings) -> None:
    settings.MAIL_CONFIGURED = True
    asked(cast, sign_in)
    letter = next(each for each in mail.outbox if each.to == [cast.director.person.email])
    assert with_factor(sign_in, cast.administrator).get(link_in(str(letter.body))).status_code == 404


def test_the_page_of_the_decision_says_what_would_leave_and_takes_the_yes(cast: Cast, sign_in: SignIn) -> None:
    piece = asked(cast, sign_in)
    client, page = sign_in(cast.director), reverse("piece_decide", args=[cast.organisation.code, piece.pk])
    assert "El plazo para pedir la ayuda acaba el 1 de diciembre." in client.get(page).content.decode()
    client.post(page, {"digest": digest_of(piece), "note": ""})
    piece.refresh_from_db()
    assert piece.state == Piece.State.APPROVED


def test_whoever_wrote_it_reads_why_they_do_not_approve_it(cast: Cast, sign_in: SignIn) -> None:
    piece = make_piece(cast.administrator)
    client = sign_in(cast.administrator)
    client.post(reverse("piece_ask", args=[cast.organisation.code, piece.pk]))
    page = client.get(reverse("piece_decide", args=[cast.organisation.code, piece.pk]), headers={"accept-language": "es"}).content.decode()
    assert "Quien escribe una pieza no la aprueba" in page


def test_a_piece_is_sent_back_from_its_page(cast: Cast, sign_in: SignIn) -> None:
    piece = asked(cast, sign_in)
    page = reverse("piece_decide", args=[cast.organisation.code, piece.pk])
    sign_in(cast.director).post(page, {"send_back": "1", "digest": digest_of(piece), "note": "Falta el enlace"})
    piece.refresh_from_db()
    assert piece.state == Piece.State.DRAFT


def test_stages_are_added_and_taken_away(cast: Cast, sign_in: SignIn) -> None:
    client, page = sign_in(cast.administrator), reverse("approval_stages", args=[cast.organisation.code])
    client.post(page, {"name": "Prensa", "role": "director", "days": "15", "channel": ""})
    stage = Stage.objects.get()
    assert "Prensa" in client.get(page).content.decode()
    client.post(reverse("approval_stage_remove", args=[cast.organisation.code, stage.pk]))
    assert not Stage.objects.exists()


def test_the_queue_offers_to_decide_only_to_whoever_may(cast: Cast, sign_in: SignIn) -> None:
    piece = asked(cast, sign_in)
    page, decide = reverse("approvals", args=[cast.organisation.code]), reverse("piece_decide", args=[cast.organisation.code, piece.pk])
    assert decide in sign_in(cast.director).get(page).content.decode()
    assert decide not in sign_in(cast.editor).get(page).content.decode()
