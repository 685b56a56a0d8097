"""Questions and answers are written as a text in which each title is a question; here they are told apart."""

import re
from dataclasses import dataclass

TITLE = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Answered:
    """A question and its answer, in Markdown."""

    question: str
    answer: str


def answered(text: str) -> list[Answered]:
    """The questions of a text with their answers, in order."""
    titles = list(TITLE.finditer(text))
    ends = [*(each.start() for each in titles[1:]), len(text)]
    return [Answered(each[1], text[each.end() : end].strip()) for each, end in zip(titles, ends, strict=True)]
