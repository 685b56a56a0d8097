"""Pieces are begun and saved, and nothing is saved over what somebody else saved."""

from datetime import UTC, datetime, timedelta

import pytest

from plazamayor.channels.models import Channel
from plazamayor.guards.models import Link
from plazamayor.publishing.content import digest, digest_of, freeze
from plazamayor.publishing.models import Approval, Piece
from plazamayor.publishing.operations import (
    AlreadyGone,
    Changes,
    NoTitle,
    NotOurs,
    SavedMeanwhile,
    Words,
    discard,
    draft,
    move,
    save,
    take_back,
)
from tests.make.cast import Cast

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TITLE = "Queda una semana para pedir la ayuda al comercio"


def channel(cast: Cast, **given: object) -> Channel:
    return Channel.objects.create(**{"organisation": cast.organisation, "connector": "mastodon", "name": "Mastodon", **given})


def piece(cast: Cast, **given: object) -> Piece:
    words = [Words(language="es", text="Queda una semana.")]
    asked = {"organisation": cast.organisation, "title": TITLE, "format": "short", "words": words, "by": cast.editor, "now": NOW, **given}
    return draft(**asked)  # type: ignore[arg-type]  # what a test gives


def test_a_piece_begins_with_its_words_its_author_and_one_revision(cast: Cast) -> None:
    begun = piece(cast)
    assert (begun.title, begun.author, begun.revision, begun.languages) == (TITLE, cast.editor.person, 1, ["es"])
    assert [each.text for each in begun.versions.all()] == ["Queda una semana."]
    assert [each.content for each in begun.revisions.all()] == [freeze(begun)]


def test_a_piece_without_a_title_is_not_begun(cast: Cast) -> None:
    with pytest.raises(NoTitle):
        piece(cast, title="  ")


def test_saving_changes_what_is_named_and_leaves_the_rest(cast: Cast) -> None:
    saved = save(piece=piece(cast), changes=Changes(fields={"link": "https://a.example/"}), revision=1, by=cast.editor, now=NOW)
    assert (saved.link, saved.title, saved.revision) == ("https://a.example/", TITLE, 2)


def test_saving_the_same_makes_no_revision(cast: Cast) -> None:
    saved = save(piece=piece(cast), changes=Changes(fields={"title": TITLE}), revision=1, by=cast.editor, now=NOW)
    assert saved.revision == 1
    assert saved.revisions.count() == 1


def test_a_save_upon_an_older_revision_is_refused_and_shows_both(cast: Cast) -> None:
    begun = piece(cast)
    save(piece=begun, changes=Changes(words=[Words(language="es", text="Quedan seis días.")]), revision=1, by=cast.director, now=NOW)
    mine = Changes(words=[Words(language="es", text="Queda menos de una semana.")])
    with pytest.raises(SavedMeanwhile) as refused:
        save(piece=begun, changes=mine, revision=1, by=cast.editor, now=NOW)
    assert [each["text"] for each in refused.value.theirs["versions"]] == ["Quedan seis días."]
    assert (refused.value.by, refused.value.revision) == (str(cast.director.person), 2)
    assert begun.versions.get().text == "Quedan seis días."


def test_what_is_kept_by_itself_leaves_one_revision_a_sitting(cast: Cast) -> None:
    begun = piece(cast)
    for minute, text in enumerate(["Queda", "Queda una", "Queda una semana o menos"]):
        at = NOW + timedelta(minutes=minute)
        changes = Changes(words=[Words(language="es", text=text)])
        begun = save(piece=begun, changes=changes, revision=begun.revision, by=cast.editor, now=at, automatic=True)
    texts = [each.content["versions"][0]["text"] for each in begun.revisions.all()]
    assert texts == ["Queda una semana o menos", "Queda una semana."]


def test_what_was_saved_by_hand_is_never_replaced(cast: Cast) -> None:
    begun = piece(cast)
    by_hand = save(piece=begun, changes=Changes(fields={"title": "Uno"}), revision=1, by=cast.editor, now=NOW)
    save(piece=by_hand, changes=Changes(fields={"title": "Dos"}), revision=2, by=cast.editor, now=NOW, automatic=True)
    assert [each.content["title"] for each in begun.revisions.all()] == ["Dos", "Uno", TITLE]


@pytest.mark.parametrize(
    "changes",
    [
        Changes(words=[Words(language="es", text="Otro texto.")]),
        Changes(fields={"at": NOW + timedelta(days=1)}),
        Changes(fields={"link": "https://otra.example/"}),
        Changes(fields={"category": "deadline"}),
        Changes(fields={"facts": {"place": "Casa de Cultura"}}),
    ],
)
def test_whatever_changes_of_what_leaves_makes_a_yes_fall(cast: Cast, changes: Changes) -> None:
    begun = piece(cast)
    yes = Approval.objects.create(
        piece=begun,
        verdict="approved",
        digest=digest_of(begun),
        revision=1,
        by=cast.director.person,
        at=NOW,
        expires=NOW + timedelta(days=9),
    )
    Piece.objects.filter(pk=begun.pk).update(state=Piece.State.APPROVED)
    later = NOW + timedelta(hours=1)
    saved = save(piece=begun, changes=changes, revision=1, by=cast.editor, now=later)
    yes.refresh_from_db()
    assert (saved.state, yes.fell) == (Piece.State.DRAFT, later)


def test_what_does_not_leave_changes_without_a_yes_falling(cast: Cast) -> None:
    begun = piece(cast)
    before = digest_of(begun)
    saved = save(piece=begun, changes=Changes(fields={"evergreen": True}), revision=1, by=cast.editor, now=NOW)
    assert saved.evergreen
    assert digest_of(saved) == before


def test_a_channel_takes_the_languages_it_speaks(cast: Cast) -> None:
    both, one = channel(cast, handle="a"), channel(cast, handle="b", languages=["ca"])
    begun = piece(cast, fields={"languages": ["es", "ca"]}, channels=[both.pk, one.pk])
    placed = {(each.channel_id, each.language) for each in begun.placements.all()}
    assert placed == {(both.pk, "es"), (both.pk, "ca"), (one.pk, "ca")}


def test_a_channel_of_its_own_words_gives_them_up_when_they_are_emptied(cast: Cast) -> None:
    own = channel(cast)
    begun = piece(cast, channels=[own.pk], words=[Words(language="es", text="Común"), Words(language="es", channel=own.pk, text="Propio")])
    saved = save(piece=begun, changes=Changes(words=[Words(language="es", channel=own.pk)]), revision=1, by=cast.editor, now=NOW)
    assert [(each.channel_id, each.text) for each in saved.versions.all()] == [(None, "Común")]


def test_a_channel_of_another_administration_is_refused(cast: Cast) -> None:
    theirs = Channel.objects.create(organisation=cast.outsider.organisation, connector="mastodon", name="Otro")
    with pytest.raises(NotOurs):
        piece(cast, channels=[theirs.pk])


def test_moving_a_piece_moves_the_hours_of_its_channels(cast: Cast) -> None:
    own = channel(cast)
    begun = piece(cast, channels=[own.pk], fields={"at": NOW})
    hours = {own.pk: NOW + timedelta(hours=2)}
    begun = save(piece=begun, changes=Changes(hours=hours), revision=1, by=cast.editor, now=NOW)
    moved = move(piece=begun, at=NOW + timedelta(days=1), by=cast.editor, now=NOW)
    assert moved.at == NOW + timedelta(days=1)
    assert moved.placements.get().at == NOW + timedelta(days=1, hours=2)


def test_a_discarded_piece_is_not_saved_until_it_is_taken_back(cast: Cast) -> None:
    begun = piece(cast)
    discard(piece=begun, by=cast.editor, now=NOW)
    with pytest.raises(AlreadyGone):
        save(piece=begun, changes=Changes(fields={"title": "Otra"}), revision=1, by=cast.editor, now=NOW)
    assert take_back(piece=begun, by=cast.editor, now=NOW).state == Piece.State.DRAFT


def test_the_digest_is_of_the_content_and_not_of_how_it_is_written(cast: Cast) -> None:
    content = freeze(piece(cast))
    assert digest(dict(reversed(content.items()))) == digest(content)
    assert digest({**content, "link": "https://a.example/"}) != digest(content)


def test_the_addresses_of_a_piece_are_noted_to_be_asked_beside_the_pages(cast: Cast) -> None:
    piece(cast, fields={"link": "https://sede.example/ayuda"}, words=[Words(language="es", text="Más en https://pueblo.example/comercio")])
    noted = set(Link.objects.filter(organisation=cast.organisation).values_list("address", flat=True))
    assert noted == {"https://sede.example/ayuda", "https://pueblo.example/comercio"}
