"""What any command promises: help worth reading, exit codes, one sentence for a failure."""

import pytest
from click.testing import CliRunner

from plazamayor.config.cli import main
from plazamayor.config.names import command_files
from tests.config.conftest import Town
from tools.cli_page import PAGE, page

COMMANDS = sorted(name.replace("_", "-") for name in command_files())


def test_the_page_of_commands_says_what_their_help_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "docs/cli.md is behind: python -m tools.cli_page"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_gives_an_example(name: str) -> None:
    section = page().partition(f"\n## `{name}`\n")[2].partition("\n## ")[0]

    assert "  Example" in section
    assert f"plazamayor {name}" in section.partition("  Example")[2]


@pytest.mark.parametrize("arguments", [["stats"], ["nothing"], ["serve", "--port", "x"], ["import-logs", "--site", "www.example.es"]])
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    done = CliRunner(env={"LC_ALL": "C"}).invoke(main, arguments)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: ")


def test_a_setting_that_cannot_be_read_ends_with_1_and_names_it(town: Town) -> None:
    done = town.tries("doctor", PLAZAMAYOR_SPOOL_FSYNC_MS="soon")

    assert done.returncode == 1
    assert done.stderr.startswith("Error: PLAZAMAYOR_SPOOL_FSYNC_MS: ")
    assert len(done.stderr.splitlines()) == 1


def test_a_failure_is_one_sentence_in_the_language_of_the_terminal(town: Town) -> None:
    asked = ["stats", "--site", "www.otra.example", "--from", "2026-01-01", "--to", "2026-01-02"]

    spanish, english = (town.tries(*asked, LC_ALL=language) for language in ("es_ES.UTF-8", "C"))

    assert (spanish.returncode, english.returncode) == (1, 1)
    assert english.stderr == "Error: www.otra.example is not measured here. Sites measured: www.villaclara.example.\n"
    assert spanish.stderr == "Error: www.otra.example no se mide aquí. Sitios que se miden: www.villaclara.example.\n"


def test_serving_an_empty_installation_says_what_to_do_first(tmp_path_factory: pytest.TempPathFactory) -> None:
    done = Town(tmp_path_factory.mktemp("empty") / "home").tries("serve", LC_ALL="C")

    assert (done.returncode, done.stderr) == (1, "Error: This installation is empty. Run `plazamayor init` first.\n")


def test_several_workers_are_refused_with_the_embedded_store(town: Town) -> None:
    done = town.tries("serve", "--workers", "2", LC_ALL="C")

    assert done.returncode == 1
    assert done.stderr.startswith("Error: The embedded event store belongs to one process:")


ASKED = [
    ({"LC_ALL": "es_ES.UTF-8"}, True),
    ({"LC_ALL": "", "LANG": "es_ES.UTF-8"}, True),
    ({"LC_ALL": "", "LANG": "en_GB.UTF-8", "LANGUAGE": "ca:es:en"}, True),
    ({"LC_ALL": "", "LANG": "es_ES.UTF-8", "LANGUAGE": "en"}, False),
    ({"LC_ALL": "C.UTF-8", "LANGUAGE": "es"}, False),
    ({"LC_ALL": "fr_FR.UTF-8"}, False),
]


@pytest.mark.parametrize(("environment", "spanish"), ASKED)
def test_help_is_in_the_language_of_the_terminal(environment: dict[str, str], *, spanish: bool) -> None:
    whole, one = (CliRunner(env=environment).invoke(main, arguments).stdout for arguments in (["--help"], ["stats", "--help"]))

    assert ("Órdenes:" in whole, "Commands:" in whole) == (spanish, not spanish)
    assert ("la plaza digital" in whole, "the digital square" in whole) == (spanish, not spanish)
    assert ("Último día, incluido." in one, "Last day, included." in one) == (spanish, not spanish)


ENGLISH = {"the", "and", "is", "of", "a", "to", "with", "Default:", "Example:", "Examples:"}


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_nothing_of_a_help_is_left_in_english(name: str) -> None:
    asked = [*([name] if name else []), "--help"]
    spanish, english = (CliRunner(env={"LC_ALL": locale}).invoke(main, asked).stdout for locale in ("es_ES.UTF-8", "C"))

    same = {line.strip() for line in english.splitlines()} & {line.strip() for line in spanish.splitlines()}

    assert [line for line in same if ENGLISH & set(line.split()) and not line.startswith("plazamayor ")] == []


def test_wrong_usage_is_told_in_the_language_of_the_terminal() -> None:
    done = CliRunner(env={"LC_ALL": "es_ES.UTF-8"}).invoke(main, ["stats"])

    assert done.stderr.splitlines()[-1] == "Error: Falta la opción '--site'."
