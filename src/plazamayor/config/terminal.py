"""What is known of the person at the terminal."""

import os


def language() -> str:
    """The language of the person at the terminal: Spanish when the environment asks for it, else English."""
    wanted = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "es" if wanted.lower().startswith("es") else "en"
