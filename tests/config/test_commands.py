"""Each command on real installations: with the server running and without."""

import json
import shutil
from pathlib import Path

from tests.config.conftest import DOMAIN, Town
from tests.make.logs import write_log


def test_stats_gives_the_same_document_whoever_answers(either: Town, first_town: Town) -> None:
    assert either.figures() == first_town.figures()


def test_import_logs_ends_with_a_line_that_adds_up(either: Town, tmp_path: Path) -> None:
    log = write_log(tmp_path / "other.log", lines=50, seed=2)

    first = either.tries("import-logs", "--site", "www.otra.example", str(log))
    again = either.tries("import-logs", "--site", "www.otra.example", str(log))

    assert first.stdout == "read=50 imported=50 filtered=0 rejected=0\n"
    assert again.stdout == "read=50 imported=0 filtered=50 rejected=0\n"


def test_import_logs_may_tell_the_figures_of_what_it_imported(either: Town, tmp_path: Path) -> None:
    log = write_log(tmp_path / "told.log", lines=50, seed=5)

    told, last = either.tries("import-logs", "--json", "--site", "www.contada.example", str(log)).stdout.splitlines()
    figures = json.loads(told)
    asked = either.tries("stats", "--json", "--site", "www.contada.example", "--from", figures["from"], "--to", figures["to"])

    assert last == "read=50 imported=50 filtered=0 rejected=0"
    assert figures == json.loads(asked.stdout)


def test_import_logs_takes_many_files(town: Town, tmp_path: Path) -> None:
    logs = [str(write_log(tmp_path / f"{number}.log", lines=3, seed=number)) for number in range(60)]

    done = town.tries("import-logs", "--site", "www.muchas.example", *logs)

    assert done.stdout.startswith("read=180 imported=")


def test_a_log_that_is_none_ends_with_a_sentence(either: Town, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear town hall,\nthank you.\n")

    done = either.tries("import-logs", "--site", DOMAIN, str(tmp_path / "letter.txt"))

    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1


def test_upgrade_may_be_repeated(either: Town) -> None:
    assert either.tries("upgrade").returncode == 0


def test_init_again_gives_a_new_link_and_makes_nothing(either: Town) -> None:
    first, second = either.sign_in_link(), either.sign_in_link()

    assert first != second
    assert first.startswith(f"{either.address}/")


def test_init_refuses_what_cannot_be(either: Town) -> None:
    done = either.tries("init", "--name", "Otro", "--ine-code", "99", "--email", "ana@otro.example")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].startswith("Error: ine_code: ")


def test_work_once_does_everything_due(either: Town) -> None:
    done = either.tries("work", "--once", LC_ALL="C")

    assert done.returncode == 0
    assert {line.partition(": ")[2] for line in done.stdout.splitlines()} == {"done"}


def test_work_leaves_it_to_a_server_that_runs(served: Town) -> None:
    done = served.tries("work", LC_ALL="C")

    assert (done.returncode, done.stderr.startswith("Error: The server runs and does this work itself.")) == (1, True)


def test_doctor_finds_nothing_wrong(either: Town) -> None:
    done = either.tries("doctor", "--json")

    assert [finding for finding in json.loads(done.stdout) if finding["health"] == "wrong"] == []
    assert done.returncode == 0


def test_backup_refuses_a_folder_that_is_not_there(either: Town, tmp_path: Path) -> None:
    done = either.tries("backup", str(tmp_path / "nowhere" / "plaza.tar.gz"), LC_ALL="C")

    assert (done.returncode, done.stderr) == (1, f"Error: {tmp_path}/nowhere/plaza.tar.gz.part: No such file or directory.\n")


def test_an_installation_may_be_moved(town: Town, tmp_path: Path, first_town: Town) -> None:
    shutil.move(town.home, tmp_path / "elsewhere")

    assert Town(tmp_path / "elsewhere").figures() == first_town.figures()
