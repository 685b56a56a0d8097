"""What lies in `deploy/`, as far as it can be held without a container engine."""

import configparser
import re
import shutil
import subprocess

import yaml

from plazamayor.config.environment import Environment, variable
from tests.architecture.source import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
OURS = ("upgrade", "serve", "work")
UNTRIED = ("plazamayor.service", "Containerfile", "compose.yaml", "Caddyfile")
INSTRUCTIONS = {"FROM", "RUN", "WORKDIR", "COPY", "ENV", "USER", "VOLUME", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"}


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Containerfile with what they say, lines joined and comments left out."""
    lines = [line for line in (DEPLOY / "Containerfile").read_text().splitlines() if not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [(line.partition(" ")[0], line.partition(" ")[2]) for line in joined.splitlines() if line]


def test_what_was_not_run_says_so() -> None:
    assert [name for name in UNTRIED if not re.search(r"(?i)not yet (run|built)", (DEPLOY / name).read_text())] == []


def test_every_setting_named_exists() -> None:
    known = {variable(name) for name in Environment.__struct_fields__} | {"PLAZAMAYOR_DOMAIN"}
    named = {name for path in DEPLOY.iterdir() for name in re.findall(r"\bPLAZAMAYOR_[A-Z_]+\b", path.read_text())}

    assert named - known == set()


def test_the_containers_that_hold_data_keep_it() -> None:
    kept = {name: [volume.partition(":")[0] for volume in service.get("volumes", [])] for name, service in COMPOSE["services"].items()}

    assert kept == {
        **{name: ["data"] for name in OURS},
        "postgres": ["postgres"],
        "clickhouse": ["clickhouse"],
        "proxy": ["./Caddyfile", "caddy"],
    }
    assert set(COMPOSE["volumes"]) == {"data", "postgres", "clickhouse", "caddy"}


def test_only_the_proxy_is_reached_from_outside() -> None:
    assert [name for name, service in COMPOSE["services"].items() if "ports" in service] == ["proxy"]


def test_our_containers_may_do_little() -> None:
    rights = {name: (COMPOSE["services"][name]["read_only"], COMPOSE["services"][name]["cap_drop"]) for name in OURS}

    assert rights == {name: (True, ["ALL"]) for name in OURS}


def test_the_image_is_built_of_instructions_there_are_and_runs_without_root() -> None:
    found = instructions()

    assert {name for name, _rest in found} - INSTRUCTIONS == set()
    assert [rest for name, rest in found if name == "USER"] == ["plazamayor"]
    assert [rest.split()[-1] for name, rest in found if name == "FROM"] == ["build", "docker.io/library/python:3.11-slim-bookworm"]


def test_shell_in_the_image_can_be_read() -> None:
    scripts = [rest for name, rest in instructions() if name == "RUN"]

    assert [script for script in scripts if subprocess.run(["sh", "-n", "-c", script], check=False).returncode] == []


def test_what_the_image_copies_exists() -> None:
    copied = [part for name, rest in instructions() if name == "COPY" and not rest.startswith("--from") for part in rest.split()[:-1]]

    assert [part for part in copied if not (ROOT / part).exists()] == []


def test_the_unit_names_sections_and_commands_there_are() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # the parser's own way to keep the case of names
    unit.read_string((DEPLOY / "plazamayor.service").read_text())

    assert unit.sections() == ["Unit", "Service", "Install"]
    assert unit["Service"]["ExecStart"].split()[:2] == ["/opt/plazamayor/bin/plazamayor", "serve"]


def test_systemd_finds_no_fault_in_the_unit() -> None:
    """Where systemd's own check is installed; the program it starts is not where it will be."""
    check = shutil.which("systemd-analyze")
    said = (
        subprocess.run([check, "verify", "--man=no", DEPLOY / "plazamayor.service"], capture_output=True, text=True, check=False).stderr
        if check
        else ""
    )

    assert [line for line in said.splitlines() if "is not executable" not in line] == []
