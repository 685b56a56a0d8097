"""Credentials are encrypted with a key that is not in the database."""

import stat
from pathlib import Path

import pytest

from plazamayor.channels.accounts import vault
from plazamayor.channels.accounts.operations import rotate_keys
from plazamayor.channels.models import Channel
from tests.make.cast import Cast
from tests.make.deliveries import make_channel


@pytest.fixture(autouse=True)
def _home(settings: object, tmp_path: Path) -> None:
    settings.HOME = tmp_path  # type: ignore[attr-defined]  # pytest-django's settings take any name


def test_what_is_closed_opens_and_says_nothing_of_what_it_holds(tmp_path: Path) -> None:
    closed = vault.close({"token": "s3cret-token"})

    assert (vault.open_(closed), b"s3cret" in closed) == ({"token": "s3cret-token"}, False)
    assert stat.S_IMODE((tmp_path / "channels-key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["channels-key"]


def test_nothing_needs_no_key(tmp_path: Path) -> None:
    assert (vault.close({}), vault.open_(b""), list(tmp_path.iterdir())) == (b"", {}, [])


def test_a_missing_key_and_another_one_are_told(tmp_path: Path) -> None:
    closed = vault.close({"token": "a"})
    (tmp_path / "channels-key").unlink()

    with pytest.raises(vault.KeyMissing, match="channels-key"):
        vault.open_(closed)
    vault.close({"token": "b"})
    with pytest.raises(vault.KeyMissing, match="channels-key"):
        vault.open_(closed)


def test_keys_can_be_changed_without_connecting_anything_again(cast: Cast, tmp_path: Path) -> None:
    channel = make_channel(cast.organisation, "http://127.0.0.1:1", token="a")
    before, keys = bytes(channel.secrets), (tmp_path / "channels-key").read_bytes()

    assert rotate_keys() == 1

    channel = Channel.objects.get()
    assert vault.open_(channel.secrets) == {"token": "a"}
    assert ((tmp_path / "channels-key").read_bytes() == keys, bytes(channel.secrets) == before) == (False, False)
    assert len((tmp_path / "channels-key").read_bytes().split()) == 1


def test_where_nothing_is_connected_there_is_no_key_to_change(db: None, tmp_path: Path) -> None:
    assert (rotate_keys(), list(tmp_path.iterdir())) == (0, [])


def test_a_key_that_is_missing_is_not_changed(cast: Cast, tmp_path: Path) -> None:
    make_channel(cast.organisation, "http://127.0.0.1:1")
    (tmp_path / "channels-key").unlink()

    with pytest.raises(vault.KeyMissing):
        rotate_keys()
    assert list(tmp_path.iterdir()) == []
