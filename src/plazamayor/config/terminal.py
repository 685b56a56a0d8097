"""What is known of the person at the terminal."""

import os

SPOKEN = ("es", "en")
"""The languages of the command line. The last is that of whoever asks for none of them."""


def language() -> str:
    """The language of the person at the terminal, as GNU gettext finds it: `LANGUAGE`, a list, before the locale's own.

    A locale that is said to be C is nobody's language, and leaves `LANGUAGE` without effect.
    """
    locale = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if locale.partition(".")[0] in {"C", "POSIX"}:
        return SPOKEN[-1]
    wanted = [*os.environ.get("LANGUAGE", "").split(":"), locale]
    return next((code for each in wanted if (code := each.lower()[:2]) in SPOKEN), SPOKEN[-1])


def gettext_noop(text: str) -> str:
    """Marks a text to be translated when it is shown. Django's own mark needs its settings, which help must not."""
    return text
