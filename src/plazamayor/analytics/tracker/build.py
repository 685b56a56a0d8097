"""Makes `p.min.js` and `v.min.js` from their readable sources: `python -m plazamayor.analytics.tracker.build`.

Comments and blanks go, and every name that is not the browser's own is shortened, the most frequent first.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from string import ascii_lowercase
from typing import Final

FOLDER: Final = Path(__file__).parent
SCRIPTS: Final = ("p", "v")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BROWSER: Final = _words(
    """
    Date JSON LayoutShift Math Object PerformanceObserver Promise XMLHttpRequest arguments document history innerHeight localStorage
    location navigator pageYOffset plaza window
    """
)
LANGUAGE: Final = _words("catch else false for function if new return true try typeof var void while")
_TOKEN: Final = re.compile(
    r"""(?P<comment>//[^\n]*)
      | (?P<blank>\s+)
      | (?P<text>"(?:\\.|[^"\\])*")
      | (?P<pattern>(?<=[(=,?:]) */(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n])+/[a-z]* | /\^(?:\\.|[^/\\\n])+/ | /\\\.\(\?!(?:\\.|[^/\\\n])+/)
      | (?P<word>[A-Za-z_$][\w$]*)
      | (?P<number>\d[\d.]*(?:e\d+)?)
      | (?P<sign>===|!==|==|!=|<=|>=|&&|\|\||\+\+|--|\+=|-=|\S)""",
    re.VERBOSE,
)


def minified(source: str) -> str:
    """Answers a script as it is sent."""
    tokens = [(match.lastgroup or "", match.group().strip()) for match in _TOKEN.finditer(source)]
    tokens = [(kind, text) for kind, text in tokens if kind not in {"comment", "blank"}]
    names = _short_names(tokens)
    out: list[str] = []
    for index, (kind, text) in enumerate(tokens):
        word = names[text] if kind == "word" and _is_ours(tokens, index) else text
        if out and _would_join(out[-1], word):
            out.append(" ")
        out.append(word)
    return re.sub(r";}", "}", "".join(out)) + "\n"


def build(folder: Path = FOLDER) -> None:
    """Writes each script's minified file beside it."""
    for name in SCRIPTS:
        (folder / f"{name}.min.js").write_text(minified((folder / f"{name}.js").read_text()))


def _short_names(tokens: list[tuple[str, str]]) -> dict[str, str]:
    counts = Counter(text for index, (kind, text) in enumerate(tokens) if kind == "word" and _is_ours(tokens, index))
    return {name: short for (name, _), short in zip(counts.most_common(), _shortest(), strict=False)}


def _shortest() -> Iterator[str]:
    for length in (1, 2):
        for letters in product(ascii_lowercase, repeat=length):
            name = "".join(letters)
            if name not in LANGUAGE:
                yield name


def _is_ours(tokens: list[tuple[str, str]], index: int) -> bool:
    """Says whether a word is a name of the script's: no property, no key of an object, nothing of the browser's or the language's."""
    text = tokens[index][1]
    before = tokens[index - 1][1] if index else ""
    after = tokens[index + 1][1] if index + 1 < len(tokens) else ""
    is_key = after == ":" and before in {"{", ","}
    return before != "." and not is_key and text not in BROWSER and text not in LANGUAGE


def _would_join(before: str, after: str) -> bool:
    """Says whether two tokens side by side would read as one."""
    return bool(re.search(r"[\w$]$", before) and re.match(r"[\w$]", after))


if __name__ == "__main__":
    build()
