"""What the architecture tests read: the files of the project, as the repository holds them."""

import ast
import subprocess
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "plazamayor"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
LADDER = {room: rung for rung, layer in enumerate(CONTRACTS[0]["layers"]) for room in layer.split(" | ")}  # each room's rung, from the top


@cache
def tracked() -> tuple[Path, ...]:
    """The files of the repository, and those not yet added that it would not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return tuple(path for name in sorted(set(listed.stdout.split("\0"))) if name and (path := ROOT / name).is_file())


def python_files(*folders: str) -> list[Path]:
    """The Python files written by hand in these folders of the project."""
    inside = tuple(ROOT / folder for folder in folders)
    written = [path for path in tracked() if path.suffix == ".py" and "migrations" not in path.parts]
    return [path for path in written if any(path.is_relative_to(folder) for folder in inside)]


def templates() -> list[Path]:
    return [path for path in tracked() if path.is_relative_to(PACKAGE) and "templates" in path.parts]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def room_of(path: Path) -> str:
    """The room a file of the package lies in; empty for what lies beside the rooms."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


def name(path: Path) -> str:
    """How a fault names a file."""
    return str(path.relative_to(ROOT))
