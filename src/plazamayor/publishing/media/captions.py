"""Captions in WebVTT (W3C, Candidate Recommendation of 2019), read with care and written again. SubRip files are taken too."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake

MOST_CUES = 20_000
TIMING = re.compile(r"^(?:(\d{1,3}):)?([0-5]\d):([0-5]\d)[.,](\d{3})\s+-->\s+(?:(\d{1,3}):)?([0-5]\d):([0-5]\d)[.,](\d{3})(?:\s+(.*))?$")
TAG = re.compile(r"<(?!/?(?:b|i|u|v|c|lang|ruby|rt)\b)[^>]*>")


class WrongCaptions(Mistake):
    """A file of captions cannot be read."""


@dataclass(frozen=True)
class Cue:
    """A text on screen from one moment to another, in milliseconds."""

    start: int
    end: int
    text: str


def clean(text: str) -> str:
    """The same captions, well written; raises WrongCaptions naming the line that is wrong."""
    cues = read(text)
    body = "\n\n".join(f"{_written(cue.start)} --> {_written(cue.end)}\n{cue.text}" for cue in cues)
    return f"WEBVTT\n\n{body}\n"


def read(text: str) -> list[Cue]:
    """The cues of a file, in order; raises WrongCaptions."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd").split("\n")
    cues: list[Cue] = []
    at = 0
    while at < len(lines):
        timed = TIMING.match(lines[at].strip())
        if "-->" in lines[at] and not timed:
            why = _("Line %(line)d is no pair of moments: they are written as 00:01.500 --> 00:04.000.")
            raise WrongCaptions(why % {"line": at + 1})
        at += 1
        if not timed:
            continue
        said: list[str] = []
        while at < len(lines) and lines[at].strip():
            said.append(lines[at].strip())
            at += 1
        cues.append(_cue(timed, said, at, cues))
    if not cues:
        raise WrongCaptions(_("There are no captions in this file. It has to be a WebVTT (.vtt) or SubRip (.srt) file with its moments."))
    return cues


def _cue(timed: re.Match[str], said: list[str], line: int, before: list[Cue]) -> Cue:
    numbers = [int(each or 0) for each in timed.groups()[:8]]
    start, end = (((h * 60 + m) * 60 + s) * 1000 + ms for h, m, s, ms in (numbers[:4], numbers[4:]))
    if end <= start or (before and start < before[-1].start):
        why = _("The caption that ends at line %(line)d begins before the last one, or ends before it begins.")
        raise WrongCaptions(why % {"line": line})
    if not said or len(before) >= MOST_CUES:
        raise WrongCaptions(_("The caption that ends at line %(line)d says nothing.") % {"line": line})
    return Cue(start, end, "\n".join(TAG.sub("", each).replace("-->", "→") for each in said))


def _written(moment: int) -> str:
    seconds, thousandths = divmod(moment, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"
