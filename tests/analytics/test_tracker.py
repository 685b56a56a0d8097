"""The tracker's files: small, made from their sources, and silent in storage."""

import gzip
from pathlib import Path

import pytest

from plazamayor.analytics.tracker import build


def packed(name: str) -> int:
    return len(gzip.compress((build.FOLDER / name).read_bytes(), 9, mtime=0))


def test_the_tracker_is_at_most_1500_bytes_packed() -> None:
    assert packed("p.min.js") <= 1500


def test_the_vitals_are_a_second_small_file() -> None:
    assert packed("v.min.js") <= 700


@pytest.mark.parametrize("name", build.SCRIPTS)
def test_what_is_sent_was_made_from_the_source(name: str) -> None:
    assert (build.FOLDER / f"{name}.min.js").read_text() == build.minified((build.FOLDER / f"{name}.js").read_text())


def test_building_writes_each_file_beside_its_source(tmp_path: Path) -> None:
    for name in build.SCRIPTS:
        (tmp_path / f"{name}.js").write_text("var longName = 1; // said\nwindow.longName = longName;\n")

    build.build(tmp_path)

    assert (tmp_path / "p.min.js").read_text() == "var a=1;window.longName=a;\n"


def test_no_cookie_and_no_storage_but_the_opt_out() -> None:
    source = (build.FOLDER / "p.js").read_text() + (build.FOLDER / "v.js").read_text()

    assert [
        word for word in ("cookie", "sessionStorage", "indexedDB", "caches.", "canvas") if f"{word}" in source.split("(function", 1)[1]
    ] == []
    assert source.count("setItem") == 1
