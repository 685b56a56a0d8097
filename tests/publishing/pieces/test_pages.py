"""Pages of pieces: the list, the page on which a piece is written, and what hostile input does there: nothing."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from plazamayor.channels.models import Channel
from plazamayor.guards.models import Override
from plazamayor.publishing.models import Piece, Revision
from plazamayor.publishing.operations import Changes, Words, draft, save
from plazamayor.publishing.pieces.composing import compose
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.pieces import make_used

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def mastodon(cast: Cast) -> Channel:
    return Channel.objects.create(organisation=cast.organisation, connector="mastodon", name="Mastodon", handle="@villaclara")


@pytest.fixture
def piece(cast: Cast, mastodon: Channel) -> Piece:
    words = [Words(language="es", text="Queda una semana para pedir la ayuda.")]
    given = {"organisation": cast.organisation, "by": cast.editor, "now": NOW}
    return draft(title="Ayuda al comercio", format="short", words=words, channels=[mastodon.pk], **given)  # type: ignore[arg-type]  # the same for all


def at(name: str, piece: Piece, *more: object) -> str:
    return reverse(name, args=[piece.organisation.code, piece.pk, *more])


def sent(piece: Piece, **changed: str) -> dict[str, object]:
    """The form of the page as a browser sends it."""
    return {
        "revision": piece.revision,
        "title": piece.title,
        "category": piece.category,
        "languages": piece.languages,
        "channels": [str(each.channel_id) for each in piece.placements.all()],
        "w-0-es-text": "Queda una semana para pedir la ayuda.",
        **changed,
    }


def test_an_empty_list_teaches_what_a_piece_is(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.editor).get(reverse("pieces", args=[cast.organisation.code])).content.decode()
    assert reverse("piece_new", args=[cast.organisation.code]) in page
    assert "<table" not in page


def test_the_list_is_found_by_words_and_by_state(cast: Cast, sign_in: SignIn, piece: Piece) -> None:
    client, address = sign_in(cast.analyst), reverse("pieces", args=[cast.organisation.code])
    link = at("piece", piece)
    assert [link in client.get(address, asked).content.decode() for asked in ({"q": "semana"}, {"q": "nada"}, {"state": "published"})] == [
        True, False, False
    ]  # fmt: skip


def test_the_list_leaves_as_a_file_that_runs_nothing(cast: Cast, sign_in: SignIn, piece: Piece) -> None:
    save(piece=piece, changes=Changes(fields={"title": "=HYPERLINK(1)"}), revision=1, by=cast.editor, now=NOW)
    answer = sign_in(cast.editor).get(reverse("pieces_export", args=[cast.organisation.code]))
    assert answer.getvalue().decode("utf-8-sig").splitlines()[1].startswith("'=HYPERLINK(1);")


def test_a_piece_is_begun_from_the_page_and_goes_on_to_be_written(cast: Cast, sign_in: SignIn, mastodon: Channel) -> None:
    given = {"title": "Nueva", "format": "short", "channels": [str(mastodon.pk)]}
    answer = sign_in(cast.editor).post(reverse("piece_new", args=[cast.organisation.code]), given)
    made = Piece.objects.get(title="Nueva")
    assert answer.headers["Location"] == at("piece", made)
    assert [each.channel for each in made.placements.all()] == [mastodon]


def test_the_page_counts_as_the_network_counts(cast: Cast, sign_in: SignIn, piece: Piece) -> None:
    page = sign_in(cast.editor).get(at("piece", piece)).content.decode()
    assert "37 / 500" in page


def test_what_is_written_is_saved_and_nothing_runs(cast: Cast, sign_in: SignIn, piece: Piece) -> None:
    client = sign_in(cast.editor)
    answer = client.post(at("piece_write", piece), sent(piece, **{"title": SCRIPT, "w-0-es-text": SCRIPT, "act": "save"}), follow=True)
    assert piece.versions.get().text == SCRIPT
    assert SCRIPT not in answer.content.decode()


def test_seeing_before_saving_saves_nothing(cast: Cast, sign_in: SignIn, piece: Piece) -> None:
    answer = sign_in(cast.editor).post(at("piece_write", piece), sent(piece, **{"w-0-es-text": "Otro texto.", "act": "preview"}))
    assert "Otro texto." in answer.content.decode()
    assert piece.versions.get().text == "Queda una semana para pedir la ayuda."
    assert Revision.objects.filter(piece=piece).count() == 1


def test_what_is_being_written_is_kept_and_answered_with_its_parts(cast: Cast, sign_in: SignIn, piece: Piece) -> None:
    answer = sign_in(cast.editor).post(at("piece_keep", piece), sent(piece, **{"w-0-es-text": "Quedan seis días."})).content.decode()
    assert re.search(r'name="revision" id="revision" value="2"', answer)
    assert "17 / 500" in answer
    assert Revision.objects.get(piece=piece, number=2).automatic


def test_keeping_upon_what_somebody_else_saved_says_so_and_keeps_theirs(cast: Cast, sign_in: SignIn, piece: Piece) -> None:
    save(piece=piece, changes=Changes(words=[Words(language="es", text="De Amparo.")]), revision=1, by=cast.administrator, now=NOW)
    client = sign_in(cast.editor)
    kept = client.post(at("piece_keep", piece), sent(piece, **{"w-0-es-text": "Mío."}))
    assert "Amparo Ferrer" in kept.content.decode()
    both = client.post(at("piece_write", piece), sent(piece, **{"w-0-es-text": "Mío.", "act": "save"}))
    page = both.content.decode()
    assert both.status_code == 409
    assert ["Mío." in page, "De Amparo." in page] == [True, True]
    assert piece.versions.get().text == "De Amparo."


def test_a_save_by_hand_goes_over_what_ones_own_page_kept(cast: Cast, sign_in: SignIn, piece: Piece) -> None:
    client = sign_in(cast.editor)
    client.post(at("piece_keep", piece), sent(piece, **{"w-0-es-text": "Quedan seis días."}))
    answer = client.post(at("piece_write", piece), sent(piece, **{"w-0-es-text": "Quedan cinco días.", "act": "save"}))
    assert answer.status_code == 302
    assert piece.versions.get().text == "Quedan cinco días."


def test_a_channel_is_given_its_own_words_and_gives_them_back(cast: Cast, sign_in: SignIn, piece: Piece, mastodon: Channel) -> None:
    client = sign_in(cast.editor)
    client.post(at("piece_write", piece), sent(piece, act=f"apart:{mastodon.pk}"))
    assert {each.channel_id for each in piece.versions.all()} == {None, mastodon.pk}
    piece.refresh_from_db()
    client.post(at("piece_write", piece), sent(piece, act=f"together:{mastodon.pk}"))
    assert {each.channel_id for each in piece.versions.all()} == {None}


def test_a_form_that_cannot_be_read_is_explained_and_keeps_what_was_written(cast: Cast, sign_in: SignIn, piece: Piece) -> None:
    given = sent(piece, **{"link": "javascript:alert(1)", "at": "mañana", "w-0-es-text": "Otro.", "act": "save"})
    answer = sign_in(cast.editor).post(at("piece_write", piece), given)
    assert answer.status_code == 422
    assert piece.versions.get().text == "Queda una semana para pedir la ayuda."


def test_revisions_say_what_changed_word_by_word(cast: Cast, sign_in: SignIn, piece: Piece) -> None:
    save(
        piece=piece,
        changes=Changes(words=[Words(language="es", text="Quedan seis días para pedir la ayuda.")]),
        revision=1,
        by=cast.editor,
        now=NOW,
    )
    page = sign_in(cast.analyst).get(at("piece_revisions", piece)).content.decode()
    assert "<del>Queda</del><ins>Quedan</ins>" in page


def test_an_older_revision_is_said_again_as_a_new_one(cast: Cast, sign_in: SignIn, piece: Piece) -> None:
    save(piece=piece, changes=Changes(words=[Words(language="es", text="Otra cosa.")]), revision=1, by=cast.editor, now=NOW)
    sign_in(cast.editor).post(at("piece_restore", piece, 1))
    assert piece.versions.get().text == "Queda una semana para pedir la ayuda."
    assert [each.number for each in piece.revisions.all()] == [3, 2, 1]


def test_a_colleague_comments_and_whoever_writes_settles_it(cast: Cast, sign_in: SignIn, piece: Piece) -> None:
    sign_in(cast.analyst).post(at("piece_comment", piece), {"text": "¿Seguro que son 2.000 €?"})
    remark = piece.comments.get()
    sign_in(cast.editor).post(at("piece_comment_settle", piece, remark.pk))
    remark.refresh_from_db()
    assert (remark.text, remark.by, remark.settled is not None) == ("¿Seguro que son 2.000 €?", cast.analyst.person, True)


def test_who_only_looks_cannot_write(cast: Cast, sign_in: SignIn, piece: Piece) -> None:
    client = sign_in(cast.analyst)
    assert client.get(at("piece", piece)).status_code == 200
    assert client.post(at("piece_write", piece), sent(piece)).status_code == 403


def test_telling_again_is_a_draft_without_its_hour(cast: Cast, sign_in: SignIn, piece: Piece) -> None:
    save(piece=piece, changes=Changes(fields={"at": NOW + timedelta(days=1)}), revision=1, by=cast.editor, now=NOW)
    sign_in(cast.editor).post(at("piece_again", piece))
    again = Piece.objects.exclude(pk=piece.pk).get()
    assert (again.title, again.at, again.state) == (piece.title, None, "draft")
    assert again.versions.get().text == "Queda una semana para pedir la ayuda."
    assert [each.channel_id for each in again.placements.all()] == [each.channel_id for each in piece.placements.all()]


def test_a_piece_of_another_administration_is_not_there(cast: Cast, sign_in: SignIn, piece: Piece) -> None:
    client: Client = sign_in(cast.outsider)
    assert client.get(at("piece", piece)).status_code == 404
    assert client.get(reverse("piece", args=[cast.outsider.organisation.code, piece.pk])).status_code == 404


PRAISE = "La mejor ayuda al comercio de la comarca."


def test_what_a_guard_proposes_takes_the_place_of_what_it_speaks_of(cast: Cast, sign_in: SignIn, piece: Piece) -> None:
    save(piece=piece, changes=Changes(words=[Words(language="es", text=PRAISE)]), revision=1, by=cast.editor, now=NOW)
    client = sign_in(cast.editor)
    page = client.get(at("piece", piece)).content.decode()
    (key,) = re.findall(r'value="(accept:self_praise[^"]+)"', page)
    piece.refresh_from_db()
    client.post(at("piece_write", piece), sent(piece, **{"w-0-es-text": PRAISE, "act": key}))
    assert piece.versions.get().text == "La ayuda al comercio."


def test_what_stops_a_piece_is_marked_and_may_be_asked_to_be_let_through(cast: Cast, sign_in: SignIn, piece: Piece) -> None:
    save(piece=piece, changes=Changes(words=[Words(language="es", text=PRAISE)]), revision=1, by=cast.editor, now=NOW)
    client = sign_in(cast.editor)
    asking = at("piece_exception", piece) + "?guard=self_praise"
    page = client.get(at("piece", piece)).content.decode()
    assert ['<mark class="is-grave">' in page, asking in page] == [True, True]
    client.post(asking, {"asked_for": "Es el lema de un premio."})
    asked = Override.objects.get(organisation=cast.organisation)
    assert (asked.guard, asked.subject, asked.asked_by) == ("self_praise", f"publishing.piece:{piece.pk}", cast.editor.person)
    client.post(at("piece_exception", piece) + "?guard=no-such-guard", {"asked_for": "Nada."})
    assert Override.objects.count() == 1


def test_a_language_that_is_not_written_is_told_and_stops_the_piece(cast: Cast, sign_in: SignIn, piece: Piece) -> None:
    save(piece=piece, changes=Changes(fields={"languages": ["es", "ca"]}), revision=1, by=cast.editor, now=NOW)
    page = sign_in(cast.editor).get(at("piece", piece)).content.decode()
    assert 'aria-describedby="why-not" disabled' in page


def test_what_a_network_charges_is_told_before_sending(cast: Cast, sign_in: SignIn, piece: Piece) -> None:
    charging = Channel.objects.create(organisation=cast.organisation, connector="x", name="X", handle="@villaclara")
    changes = Changes(channels=[charging.pk], words=[Words(language="es", text="Las bases están en https://www.boe.es/boe")])
    save(piece=piece, changes=changes, revision=1, by=cast.editor, now=NOW)
    assert "0,200 USD" in sign_in(cast.editor).get(at("piece", piece)).content.decode()


def test_what_is_said_of_the_whole_piece_is_shown_when_every_channel_has_its_own_words(
    cast: Cast, sign_in: SignIn, piece: Piece, mastodon: Channel
) -> None:
    make_used(piece)
    own = Changes(words=[Words(language="es", channel=mastodon.pk, text="Con sus palabras.")], fields={"languages": ["es", "ca"]})
    piece.refresh_from_db()
    save(piece=piece, changes=own, revision=piece.revision, by=cast.editor, now=NOW)
    shown = compose(Piece.objects.get(pk=piece.pk), NOW)
    (group,) = shown.groups
    assert [note.where for note in group.notes if note.guard == "alternatives"] != []
    assert [(cell.language, cell.missing) for cell in group.cells] == [("es", False), ("ca", True)]


def test_a_language_whose_name_has_two_parts_is_saved_too(cast: Cast, sign_in: SignIn, piece: Piece) -> None:
    cast.organisation.languages = ["es", "ca-valencia"]
    cast.organisation.save()
    given = sent(piece, **{"w-0-ca-valencia-text": "Queda una setmana per a demanar l'ajuda."})
    sign_in(cast.editor).post(at("piece_write", piece), {**given, "languages": ["es", "ca-valencia"], "act": "save"})
    assert piece.versions.get(language="ca-valencia", channel=None).text == "Queda una setmana per a demanar l'ajuda."
