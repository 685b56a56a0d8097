"""The register only grows, and tells when it was touched."""

import io
import json
import subprocess
import zipfile
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.urls import reverse

from plazamayor.publishing.models import Publication, PublicationText
from plazamayor.publishing.register import queries, triggers
from plazamayor.publishing.register.operations import write
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.posts import NOW, make_piece, make_town_channel
from tests.make.publications import make_published


def three(cast: Cast) -> list[Publication]:
    channel = make_town_channel(cast.organisation)
    return [write(make_published(channel, f"Aviso {number}"), Publication.Act.PUBLISHED, NOW) for number in (1, 2, 3)]


def test_an_entry_says_what_left_who_wrote_it_and_where_it_is(cast: Cast) -> None:
    piece = make_piece(cast.editor)
    channel = piece.placements.get().channel
    entry = write(make_published(channel, subject=f"publishing.piece:{piece.pk}"), Publication.Act.PUBLISHED, NOW)
    told = queries.words(entry)
    assert (entry.number, entry.piece_id, told["wrote"], told["channel"]) == (1, piece.pk, str(cast.editor.person), "Mastodon")
    assert told["address"].startswith("https://red.example/")


def test_a_correction_points_to_what_it_corrects(cast: Cast) -> None:
    piece = make_piece(cast.editor)
    channel, subject = piece.placements.get().channel, f"publishing.piece:{piece.pk}"
    write(make_published(channel, subject=subject), Publication.Act.PUBLISHED, NOW)
    assert write(make_published(channel, subject=subject), Publication.Act.CORRECTED, NOW).corrects == 1


def test_a_register_that_nobody_touched_holds(cast: Cast) -> None:
    entries = three(cast)
    assert queries.verify(cast.organisation.pk) == queries.Verified(3, None, entries[-1].digest)


def test_each_administration_has_its_own_numbers(cast: Cast) -> None:
    three(cast)
    assert write(make_published(make_town_channel(cast.outsider.organisation)), Publication.Act.PUBLISHED, NOW).number == 1


@pytest.mark.parametrize("column", ["act", "content_digest", "text_digest", "previous", "digest", "at"])
def test_a_change_in_the_database_is_seen(cast: Cast, column: str) -> None:
    entry = three(cast)[1]
    triggers.remove(connection)
    Publication.objects.filter(pk=entry.pk).update(**{column: NOW.replace(year=2020) if column == "at" else "withdrawn"})
    assert queries.verify(cast.organisation.pk).broken == 2


def test_changed_words_are_seen(cast: Cast) -> None:
    entry = three(cast)[1]
    triggers.remove(connection)
    PublicationText.objects.filter(pk=entry.pk).update(content={"title": "Otra cosa"})
    assert queries.verify(cast.organisation.pk).broken == 2


def test_words_may_be_erased_and_the_chain_holds(cast: Cast) -> None:
    entry = three(cast)[1]
    PublicationText.objects.filter(pk=entry.pk).delete()
    assert queries.verify(cast.organisation.pk).broken is None


@pytest.mark.parametrize("statement", ["UPDATE publishing_publication SET act = 'x'", "DELETE FROM publishing_publication"])
def test_the_database_refuses_to_change_it(cast: Cast, statement: str) -> None:
    three(cast)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_archive_is_verified_by_any_sha256sum(cast: Cast, sign_in: SignIn, tmp_path: Path) -> None:
    three(cast)
    content = sign_in(cast.administrator).get(reverse("register_export", args=[cast.organisation.code, "zip"])).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path)
    done = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    assert json.loads((tmp_path / "00000002-published.json").read_text())["title"] == "Aviso 2"


def test_the_page_says_that_the_chain_holds_and_finds_by_words(cast: Cast, sign_in: SignIn) -> None:
    three(cast)
    client, page = sign_in(cast.director), reverse("register", args=[cast.organisation.code])
    found = client.get(page, {"text": "Aviso 3"}).content.decode()
    assert "Aviso 3" in found
    assert "Aviso 2" not in found
