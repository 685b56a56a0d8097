"""One owner of the data directory at a time."""

import os
from pathlib import Path

import pytest

from plazamayor.config.lock import DirectoryBusy, Owner, owned, owner


def test_nobody_owns_a_directory_at_rest(tmp_path: Path) -> None:
    assert owner(tmp_path) is None


def test_the_owner_is_known_by_its_process_and_its_work(tmp_path: Path) -> None:
    with owned(tmp_path, work="serve"):
        assert owner(tmp_path) == Owner(os.getpid(), "serve")

    assert owner(tmp_path) is None


def test_a_second_owner_is_refused_and_told_who_the_first_is(tmp_path: Path) -> None:
    with (
        owned(tmp_path, work="import_logs"),
        pytest.raises(DirectoryBusy, match=f"import_logs.*{os.getpid()}"),
        owned(tmp_path, work="serve"),
    ):
        pass


def test_a_child_of_the_owner_owns_it_after_the_owner_has_left(tmp_path: Path) -> None:
    inside, outside = os.pipe()
    with owned(tmp_path, work="serve"):
        child = os.fork()
        if child == 0:
            os.read(inside, 1)
            os._exit(0)

    held = owner(tmp_path)
    os.write(outside, b"x")
    os.waitpid(child, 0)

    assert held == Owner(os.getpid(), "serve")
    assert owner(tmp_path) is None
