"""Finds emojis: each as the whole drawing a person sees, families and skins included."""

from dataclasses import dataclass
from functools import cache
from typing import Any


@dataclass(frozen=True)
class Emoji:
    """A drawing in a text. `plain` is it without skin nor variant, as a list would name it."""

    written: str
    start: int
    end: int

    @property
    def plain(self) -> str:
        """Without colour of skin nor the mark that asks for the drawing."""
        return "".join(each for each in self.written if each != "\ufe0f" and not "\U0001f3fb" <= each <= "\U0001f3ff")


@cache
def _pattern() -> Any:
    import regex  # noqa: PLC0415 it is the one that knows the properties of Unicode; few commands need it

    base = r"(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|[\U0001f000-\U0001faff])"
    one = rf"{base}[\ufe0f\U0001f3fb-\U0001f3ff]{{0,2}}"
    return regex.compile(
        rf"\p{{Regional_Indicator}}{{2}}|[0-9#*]\ufe0f?\u20e3|(?:{one})(?:\u200d(?:{one}|\p{{Extended_Pictographic}}\ufe0f?)){{0,8}}"
    )


def emojis(text: str) -> list[Emoji]:
    """The emojis of a text, in order."""
    if text.isascii():
        return []
    return [Emoji(each[0], each.start(), each.end()) for each in _pattern().finditer(text)]
