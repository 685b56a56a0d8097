"""Backup and restore: the figures of the copy are those of the original."""

import io
import json
import subprocess
import tarfile
from pathlib import Path

import pytest

from plazamayor.config.copying.archive import NotABackup, unpack
from tests.config.conftest import DOMAIN, Town
from tests.journeys.installation import PROGRAM
from tests.make.logs import write_log


def names(archive: Path) -> set[str]:
    with tarfile.open(archive) as tar:
        return {name.partition("/")[0] for name in tar.getnames()}


def copy_of(town: Town, folder: Path) -> Town:
    """A backup of an installation, restored into an empty directory."""
    archive = folder / "plaza.tar.gz"
    town.run("backup", str(archive))
    copy = Town(folder / "copy")
    copy.run("restore", str(archive))
    return copy


def test_a_restored_installation_gives_the_same_figures(either: Town, tmp_path: Path) -> None:
    assert copy_of(either, tmp_path).figures() == either.figures()


def test_a_backup_holds_everything_but_salts(town: Town, tmp_path: Path) -> None:
    archive = tmp_path / "plaza.tar.gz"

    town.run("backup", str(archive))

    assert names(archive) - {"spool"} == {"manifest.json", "checksums.json", "secret-key", "database.sqlite3", "events"}
    assert (town.home / "salts").exists()
    assert archive.stat().st_mode & 0o777 == 0o600


def test_a_restored_installation_knows_what_was_imported(town: Town, tmp_path: Path) -> None:
    copy = copy_of(town, tmp_path)

    again = copy.run("import-logs", "--site", DOMAIN, str(write_log(tmp_path / "same.log")))

    assert again == "read=400 imported=0 filtered=400 rejected=0\n"
    assert copy.figures() == town.figures()


def test_a_restored_store_still_refuses_the_batches_it_holds(town: Town, tmp_path: Path) -> None:
    """The database is set back to before the import: the import is done again, with the same tokens."""
    copy = copy_of(town, tmp_path)
    copy.call(forget_imports)

    copy.run("import-logs", "--site", DOMAIN, str(write_log(tmp_path / "same.log")))

    assert json.loads(copy.figures())["totals"]["page_views"] == 400


def forget_imports() -> None:
    """Sets an import back to its plan, as a database copied a moment before the events would hold it."""
    from plazamayor.analytics.models import LogImport

    for record in LogImport.objects.all():
        plan = {"start": 0, "end": record.offset, "digest": record.digest}
        LogImport.objects.filter(pk=record.pk).update(state="running", offset=0, digest="", read=0, lines=0, imported=0, plan=plan)


def test_events_just_accepted_are_in_the_backup_once(served: Town, tmp_path: Path) -> None:
    """Some of them are in the store by then and some only in the spool."""
    for number in range(60):
        served.visited(f"/pagina/{number}")

    copy = copy_of(served, tmp_path)

    assert json.loads(copy.now())["totals"]["page_views"] == 60
    assert copy.now() == served.now()


@pytest.mark.parametrize("force", [False, True])
def test_restore_spares_what_is_there(town: Town, tmp_path: Path, *, force: bool) -> None:
    archive = tmp_path / "plaza.tar.gz"
    town.run("backup", str(archive))
    before = town.figures()
    town.run("import-logs", "--site", DOMAIN, str(write_log(tmp_path / "later.log", lines=20, seed=9)))

    done = town.tries("restore", *(["--force"] if force else []), str(archive))

    aside = list(town.home.glob("before-restore-*"))
    assert (done.returncode, len(aside), town.figures() == before) == ((0, 1, True) if force else (1, 0, False))


def test_restore_waits_for_nobody_to_serve(served: Town, tmp_path: Path) -> None:
    served.run("backup", str(tmp_path / "plaza.tar.gz"))

    done = served.tries("restore", "--force", str(tmp_path / "plaza.tar.gz"), LC_ALL="C")

    assert (done.returncode, done.stderr) == (1, "Error: The server is running. Stop it, restore and start it again.\n")


@pytest.mark.parametrize("harm", ["cut", "changed"])
def test_a_backup_that_is_not_whole_is_refused_before_anything_is_touched(town: Town, tmp_path: Path, harm: str) -> None:
    archive = tmp_path / "plaza.tar.gz"
    town.run("backup", str(archive))
    content = archive.read_bytes()
    changed = bytearray(content)
    changed[len(content) // 2] ^= 0xFF
    archive.write_bytes({"cut": content[: len(content) // 2], "changed": bytes(changed)}[harm])
    before = town.figures()

    done = town.tries("restore", "--force", str(archive))

    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert list(town.home.glob("before-restore-*")) == []
    assert town.figures() == before


@pytest.mark.parametrize("kind", [tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE])
@pytest.mark.parametrize("name", ["../escaped", "/srv/escaped", "manifest.json/../../escaped"])
def test_an_archive_writes_nothing_outside_its_folder(tmp_path: Path, name: str, kind: bytes) -> None:
    forged, folder = io.BytesIO(), tmp_path / "folder"
    folder.mkdir()
    with tarfile.open(fileobj=forged, mode="w:gz") as tar:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, "/etc/passwd"
        tar.addfile(member)
    forged.seek(0)

    with pytest.raises(NotABackup):
        unpack(forged, folder)

    assert [*folder.iterdir(), *tmp_path.glob("escaped")] == []


def test_a_backup_goes_to_the_standard_output(town: Town, tmp_path: Path) -> None:
    with (tmp_path / "plaza.tar.gz").open("wb") as target:
        done = subprocess.run([PROGRAM, "backup", "-"], env=town.environment(), stdout=target, check=False, timeout=120)

    assert done.returncode == 0
    assert "database.sqlite3" in names(tmp_path / "plaza.tar.gz")
