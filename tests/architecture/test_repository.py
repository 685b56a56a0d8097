"""What the repository holds: its licence, locks with hashes and without addresses, nothing of the machine it was written on."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, name, tracked

ARTICLES = 15
LOCKS = ("requirements.lock", "requirements-dev.lock")
ADDRESSED_LOCKS = {"uv.lock", "package-lock.json", "poetry.lock", "Pipfile.lock", "yarn.lock", "pnpm-lock.yaml"}
# Written in parts, so that this file does not hold what it looks for.
REGISTRIES = re.compile(
    "|".join(re.escape(host) for host in ("pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs", "proxy.golang" + ".org"))
)
WORKPLACE = re.compile(r"(?<![\w.])/(?:" + "work" + r"/(?:main|shared)|ro" + r"ot/|ho" + r"me/[a-z]+/|tmp/bash_)")
UNFINISHED = re.compile(r"\b(?:TO" + "DO|FIX" + "ME|X" + "XX|NotImplemented" + r"Error)\b")


def texts() -> Iterator[tuple[Path, str]]:
    """The tracked files that are text."""
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content[:8192]:
            yield path, content.decode(errors="replace")


def requirements(lock: str) -> list[str]:
    """The requirements of a lock, each with its continuation lines."""
    joined = lock.replace("\\\n", " ")
    return [line for line in joined.splitlines() if line and not line.lstrip().startswith("#")]


def places(pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern is found in the tracked files."""
    return [
        f"{name(path)}:{number}: {line.strip()[:100]}"
        for path, content in texts()
        for number, line in enumerate(content.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_registry_is_named() -> None:
    assert places(REGISTRIES) == []


def test_no_path_of_a_workplace_is_named() -> None:
    assert places(WORKPLACE) == []


def test_nothing_is_left_unfinished() -> None:
    assert places(UNFINISHED) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_by_hashes(lock: str) -> None:
    faults = [line[:60] for line in requirements((ROOT / lock).read_text()) if "==" not in line or "--hash=sha256:" not in line]
    assert faults == []


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_hold_no_address(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text()


def test_no_lock_of_a_kind_that_records_addresses() -> None:
    assert [name(path) for path in tracked() if path.name in ADDRESSED_LOCKS] == []


def test_the_licence_is_declared_and_whole() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    text = (ROOT / "LICENSE").read_text()

    assert project["license"] == "EUPL-1.2"
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert re.findall(r"^(\d+)\.\s?[A-Z]", text, re.MULTILINE) == [str(number) for number in range(1, ARTICLES + 1)]
    assert "Appendix" in text


def test_a_workplace_and_a_registry_are_seen() -> None:
    assert WORKPLACE.search("see /" + "work/shared/data")
    assert not WORKPLACE.search("at https://example.org/network/main")
    assert REGISTRIES.search("https://pypi" + ".org/simple")


def test_a_requirement_without_hash_is_seen() -> None:
    assert requirements("a==1 \\\n    --hash=sha256:0\n# note\nb==2\n") == ["a==1      --hash=sha256:0", "b==2"]
