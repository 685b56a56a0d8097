"""Runs the benchmarks: `python -m bench --name collector --scale small`; without a name, all, one after another.

A benchmark is a module of this folder, run as `python -m bench.NAME --scale small|full`. What it measures goes to standard
output, its last line one object of JSON; what it says meanwhile goes to standard error. At `small` it ends within 40 seconds.
Exit code: 0, or 1 when one failed, 2 for a name that is not there.
"""

import argparse
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def names() -> list[str]:
    """The benchmarks there are. A file whose name begins with `_` is a part of others."""
    return sorted(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_"))


def chosen(name: str) -> list[str]:
    """The benchmarks meant by a name: that one, or those that begin with it (`import` is `import_logs`)."""
    return [known for known in names() if not name or known == name or known.startswith(f"{name}_")]


def main() -> int:
    """Runs what the command line asks for; returns the exit code."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--name", default="", help=f"one of {', '.join(names())}; all when it is not given")
    parser.add_argument("--scale", choices=["small", "full"], default="small")
    options = parser.parse_args()
    wanted = chosen(options.name)
    if not wanted:
        parser.error(f"there is no benchmark {options.name}; there are: {', '.join(names())}")
    failed = [
        name for name in wanted if subprocess.run([sys.executable, "-m", f"bench.{name}", "--scale", options.scale], check=False).returncode
    ]
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
