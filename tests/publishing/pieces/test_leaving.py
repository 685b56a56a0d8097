"""A piece leaves exactly as it was approved: what changes calls it off, what a guard stops does not go, what went is in the register."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from plazamayor.channels.models import Channel, Delivery
from plazamayor.channels.outbox.draining import drain
from plazamayor.channels.outbox.pace import standing_at
from plazamayor.guards.models import Silence
from plazamayor.publishing.approval.operations import approve, ask
from plazamayor.publishing.content import digest_of
from plazamayor.publishing.media.operations import put_in
from plazamayor.publishing.models import Piece, Publication
from plazamayor.publishing.operations import (
    Changes,
    HourPassed,
    NotApproved,
    NothingToSay,
    Words,
    discard,
    draft,
    move,
    outgoing,
    save,
    schedule,
)
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.pieces import make_media

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TOMORROW = NOW + timedelta(days=1)
TEXT = "Queda una semana para pedir la ayuda. El plazo acaba el martes."


def channel(cast: Cast, connector: str = "website") -> Channel:
    return Channel.objects.create(organisation=cast.organisation, connector=connector, name=connector, handle=connector)


def piece(cast: Cast, **given: object) -> Piece:
    asked = {
        "title": "Ayuda al comercio",
        "format": "short",
        "words": [Words(language="es", text=TEXT)],
        "fields": {"at": TOMORROW},
        **given,
    }
    channels = asked.pop("channels", None) or [channel(cast).pk]
    return draft(organisation=cast.organisation, by=cast.editor, now=NOW, channels=channels, **asked)  # type: ignore[arg-type]  # what a test gives


def approved(cast: Cast, **given: object) -> Piece:
    """A piece that another person has approved."""
    begun = piece(cast, **given)
    ask(piece=begun, by=cast.editor, now=NOW)
    approve(piece=begun, by=cast.director, digest=digest_of(begun), now=NOW)
    begun.refresh_from_db()
    return begun


def states(begun: Piece) -> list[str]:
    return [each.state for each in Delivery.objects.filter(subject=f"publishing.piece:{begun.pk}").order_by("pk")]


def test_what_nobody_approved_is_not_scheduled(cast: Cast) -> None:
    with pytest.raises(NotApproved):
        schedule(piece=piece(cast), by=cast.editor, now=NOW)


def test_an_approved_piece_waits_for_its_hour_and_has_its_address(cast: Cast) -> None:
    begun = approved(cast)
    (made,) = schedule(piece=begun, by=cast.editor, now=NOW)
    begun.refresh_from_db()
    assert (made.due, made.state, begun.state, begun.slug) == (TOMORROW, "scheduled", "scheduled", "ayuda-al-comercio")
    assert (made.content["text"], made.content["extra"]["digest"]) == (TEXT, digest_of(begun))


def test_a_piece_without_an_hour_leaves_at_once(cast: Cast) -> None:
    (made,) = schedule(piece=approved(cast, fields={}), by=cast.editor, now=NOW)
    assert made.due == NOW


def test_an_hour_that_is_past_is_asked_for_again(cast: Cast) -> None:
    with pytest.raises(HourPassed):
        schedule(piece=approved(cast), by=cast.editor, now=TOMORROW + timedelta(hours=1))


def test_a_channel_without_words_is_said_before_anything_leaves(cast: Cast) -> None:
    with pytest.raises(NothingToSay):
        schedule(piece=approved(cast, words=[], format="article"), by=cast.editor, now=NOW)
    assert Delivery.objects.count() == 0


@pytest.mark.parametrize(
    "changes",
    [Changes(words=[Words(language="es", text="Otro texto.")]), Changes(channels=[]), Changes(fields={"link": "https://otra.example/"})],
)
def test_what_changes_once_scheduled_is_called_off_and_has_to_be_approved(cast: Cast, changes: Changes) -> None:
    begun = approved(cast)
    schedule(piece=begun, by=cast.editor, now=NOW)
    saved = save(piece=begun, changes=changes, revision=begun.revision, by=cast.editor, now=NOW)
    assert (saved.state, states(begun)) == ("draft", ["cancelled"])
    with pytest.raises(NotApproved):
        schedule(piece=begun, by=cast.editor, now=NOW)


def test_moving_it_in_the_calendar_calls_it_off_too(cast: Cast) -> None:
    begun = approved(cast)
    schedule(piece=begun, by=cast.editor, now=NOW)
    move(piece=begun, at=TOMORROW + timedelta(hours=1), by=cast.editor, now=NOW)
    assert states(begun) == ["cancelled"]


def test_scheduling_twice_leaves_one_delivery(cast: Cast) -> None:
    begun = approved(cast)
    for _time in range(2):
        schedule(piece=begun, by=cast.editor, now=NOW)
    assert states(begun) == ["cancelled", "scheduled"]


def test_what_was_discarded_does_not_leave(cast: Cast) -> None:
    begun = approved(cast)
    schedule(piece=begun, by=cast.editor, now=NOW)
    discard(piece=begun, by=cast.editor, now=NOW)
    assert states(begun) == ["cancelled"]


def test_it_leaves_at_its_hour_and_the_register_has_it(cast: Cast) -> None:
    begun = approved(cast)
    schedule(piece=begun, by=cast.editor, now=NOW)
    drain(standing_at(TOMORROW))
    begun.refresh_from_db()
    assert (states(begun), begun.state) == (["published"], "published")
    assert [(each.act, each.piece_id) for each in Publication.objects.all()] == [("published", begun.pk)]


def test_a_silence_declared_after_the_approval_holds_it_at_the_moment_of_sending(cast: Cast) -> None:
    begun = approved(cast)
    schedule(piece=begun, by=cast.editor, now=NOW)
    Silence.objects.create(organisation=cast.organisation, kind="mourning", begins=NOW, text="Duelo oficial")
    drain(standing_at(TOMORROW))
    assert states(begun) == ["held"]


def test_what_was_changed_behind_the_program_does_not_leave(cast: Cast) -> None:
    begun = approved(cast)
    schedule(piece=begun, by=cast.editor, now=NOW)
    begun.versions.update(text="Otra cosa")
    drain(standing_at(TOMORROW))
    assert states(begun) == ["held"]


def test_publishing_again_after_a_change_is_a_correction(cast: Cast) -> None:
    begun = approved(cast, fields={})
    schedule(piece=begun, by=cast.editor, now=NOW)
    drain(standing_at(NOW))
    begun.refresh_from_db()
    save(
        piece=begun, changes=Changes(words=[Words(language="es", text="El plazo acaba el miércoles.")]), revision=1, by=cast.editor, now=NOW
    )
    Piece.objects.filter(pk=begun.pk).update(state=Piece.State.REVIEW)
    approve(piece=begun, by=cast.director, digest=digest_of(begun), now=NOW)
    schedule(piece=begun, by=cast.editor, now=NOW)
    drain(standing_at(NOW))
    assert [each.act for each in Publication.objects.order_by("number")] == ["published", "corrected"]


def test_a_network_is_told_in_plain_words_with_the_counted_link_and_the_picture(cast: Cast) -> None:
    mastodon = channel(cast, "mastodon")
    words = [Words(language="es", title="Ayuda al comercio", summary="Hasta 2.000 €.", text="## Quién\n\nQuien tenga **tienda**.")]
    begun = piece(cast, format="article", words=words, channels=[mastodon.pk], fields={"link": "https://sede.example/ayuda"})
    used = put_in(piece=begun, media=make_media(cast.organisation, cast.editor), by=cast.editor, now=NOW)
    used.alt = {"es": "Una tienda"}
    used.save()
    leaves = outgoing(begun, mastodon, "es")
    assert leaves.text == f"Ayuda al comercio\n\nHasta 2.000 €.\n{leaves.link}"
    assert leaves.link == outgoing(begun, mastodon, "es").link
    assert [(each.alt, each.path.is_file(), each.mime) for each in leaves.attachments] == [("Una tienda", True, "image/png")]


def test_a_picture_is_public_from_when_something_is_about_to_leave_with_it(cast: Cast, sign_in: SignIn) -> None:
    begun = piece(cast, fields={})
    used = put_in(piece=begun, media=make_media(cast.organisation, cast.editor), by=cast.editor, now=NOW)
    save(piece=begun, changes=Changes(), revision=2, by=cast.editor, now=NOW)
    used.decorative = True
    used.save()
    ask(piece=begun, by=cast.editor, now=NOW)
    approve(piece=begun, by=cast.director, digest=digest_of(begun), now=NOW)
    schedule(piece=begun, by=cast.editor, now=NOW)
    address = reverse("public_media", args=[cast.organisation.code, used.media.digest])
    answer = sign_in(cast.outsider).get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")


def test_the_page_schedules_what_is_approved(cast: Cast, sign_in: SignIn) -> None:
    begun = approved(cast, fields={})
    client = sign_in(cast.editor)
    assert (
        reverse("piece_schedule", args=[cast.organisation.code, begun.pk])
        in client.get(reverse("piece", args=[cast.organisation.code, begun.pk])).content.decode()
    )
    client.post(reverse("piece_schedule", args=[cast.organisation.code, begun.pk]))
    assert len(states(begun)) == 1
