"""What differs between two revisions of a piece, word by word."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 5000


@dataclass(frozen=True)
class Difference:
    """A part that differs: its name, its channel's key and language, and its text with what came in and what went out."""

    part: str
    channel: int | None
    language: str
    shown: SafeString


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Every part of a content that differs, in order."""
    was, becomes = dict(_parts(before)), dict(_parts(after))
    keys = list(dict.fromkeys([*becomes, *was]))
    return [
        Difference(part, channel, language, words_between(was.get(key, ""), becomes.get(key, "")))
        for key in keys
        for part, channel, language in [key]
        if was.get(key, "") != becomes.get(key, "")
    ]


Key = tuple[str, int | None, str]


def _parts(content: Mapping[str, Any]) -> Iterator[tuple[Key, str]]:
    plain = {
        "title": _("Working title"),
        "category": _("What it is about"),
        "at": _("Goes out"),
        "link": _("Where it leads"),
        "signed": _("Who signs it"),
    }
    for name, label in plain.items():
        yield (label, None, ""), str(content.get(name) or "")
    yield (_("Languages"), None, ""), ", ".join(content.get("languages", []))
    yield (
        (_("Channels"), None, ""),
        ", ".join(f"{each['channel']} {each['language']} {each['at'] or ''}".strip() for each in content.get("placements", [])),
    )
    for name, value in content.get("facts", {}).items():
        yield (_("Facts: %(name)s") % {"name": name}, None, ""), str(value)
    said = {"title": _("Title"), "summary": _("In a sentence"), "text": _("Text")}
    for version in content.get("versions", []):
        for name, label in said.items():
            yield (label, version["channel"], version["language"]), version[name]
        yield (_("Thread"), version["channel"], version["language"]), "\n---\n".join(version["more"])
    for media in content.get("media", []):
        for language, alt in media["alt"].items():
            yield (_("What image %(number)s shows") % {"number": media["media"]}, None, language), alt
    yield (_("Files"), None, ""), ", ".join(str(each["media"]) for each in content.get("media", []))


def words_between(before: str, after: str) -> SafeString:
    """One text that tells two: what went out in `del`, what came in in `ins`. Very long texts are told whole."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return _wrapped("del", before) + _wrapped("ins", after)
    out = SafeString("")
    for act, start, end, since, until in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            out += format_html("{}", "".join(old[start:end]))
        else:
            out += _wrapped("del", "".join(old[start:end])) + _wrapped("ins", "".join(new[since:until]))
    return out


def _wrapped(tag: str, text: str) -> SafeString:
    return format_html_join("", f"<{tag}>{{}}</{tag}>", [(text,)]) if text else SafeString("")
