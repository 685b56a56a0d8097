"""What leaves is kept whole until then, and nothing that changes elsewhere changes it."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.channels.contract import Attachment, MediaKind, Outgoing
from plazamayor.channels.outbox.freezing import changed_since, digest, freeze, thaw

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(text=WORDS, title=WORDS, more=st.lists(WORDS, max_size=3), extra=st.dictionaries(WORDS, WORDS, max_size=3), key=WORDS)
def test_what_is_frozen_thaws_the_same_even_through_json(text: str, title: str, more: list[str], extra: dict[str, str], key: str) -> None:
    outgoing = Outgoing(key=key, text=text, language="es", title=title, more=tuple(more), extra=extra)

    frozen = freeze(outgoing)

    assert thaw(json.loads(json.dumps(frozen))) == outgoing
    assert digest(json.loads(json.dumps(frozen))) == digest(freeze(Outgoing(**{**outgoing.__dict__, "key": "another"})))


@pytest.fixture
def picture(settings: Any, tmp_path: Path) -> Attachment:
    settings.MEDIA_ROOT = tmp_path
    path = tmp_path / "media" / "crest.png"
    path.parent.mkdir()
    path.write_bytes(b"a picture")
    sum_ = hashlib.sha256(b"a picture").hexdigest()
    return Attachment(kind=MediaKind.IMAGE, mime="image/png", digest=sum_, size=9, path=path, alt="The crest")


def test_files_are_kept_by_their_place_in_the_data_directory(picture: Attachment, settings: Any, tmp_path: Path) -> None:
    frozen = freeze(Outgoing(key="a", text="Hola", language="es", attachments=(picture,)))
    assert frozen["attachments"][0]["path"] == "media/crest.png"

    settings.MEDIA_ROOT = tmp_path / "moved"

    assert thaw(frozen).attachments[0].path == tmp_path / "moved" / "media" / "crest.png"


def test_a_file_that_changed_or_went_is_seen(picture: Attachment) -> None:
    outgoing = Outgoing(key="a", text="Hola", language="es", attachments=(picture,))
    frozen = freeze(outgoing)

    same = changed_since(outgoing, frozen, digest(frozen))
    picture.path.write_bytes(b"another")
    changed = changed_since(outgoing, frozen, digest(frozen))
    picture.path.unlink()

    assert (same, "crest.png" in changed, "crest.png" in changed_since(outgoing, frozen, digest(frozen))) == ("", True, True)
