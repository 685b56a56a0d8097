"""What of an administration's pieces anybody may see on its own website: exactly what was approved and left, whatever was written since.

A page is there from the moment its delivery to the website is being sent, for that is when the website is asked whether it is; it goes
away, and says so, from the moment it is being withdrawn.
"""

import difflib
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from plazamayor.channels.models import Delivery
from plazamayor.organisation.models import Organisation
from plazamayor.procedures.models import Procedure
from plazamayor.publishing.content import freeze
from plazamayor.publishing.models import Media, Piece, Revision
from plazamayor.publishing.pieces.wording import plain

WEBSITE = "website"
SUBJECT = "publishing.piece"
UP = (Delivery.State.SENDING, Delivery.State.UNCERTAIN, Delivery.State.PUBLISHED)
MARKS = re.compile("[\u0300-\u036f]")
"""What is written over or under a letter."""
PORTION = 1_000
AWAY = (Delivery.State.WITHDRAWING, Delivery.State.WITHDRAWN)


@dataclass(frozen=True, kw_only=True)
class PublicMedia:
    """A picture or a video of a piece, in a language. `address` is a video that lives elsewhere; `digest` names a file of ours."""

    pk: int
    kind: str
    name: str
    digest: str = ""
    address: str = ""
    alt: str = ""
    width: int = 0
    height: int = 0
    seconds: int = 0
    mime: str = ""
    captions: tuple[str, ...] = ()
    """The languages there are captions in."""
    transcript: str = ""
    decorative: bool = False


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What was published before and put right: when, and the lines that changed, before and after."""

    at: datetime
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PublicPiece:
    """A piece as it was published in a language. `link` is the counted address of what it asks to do."""

    pk: int
    slug: str
    format: str
    language: str
    languages: tuple[str, ...]
    title: str
    summary: str
    text: str
    published: datetime
    revised: datetime | None = None
    link: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    media: tuple[PublicMedia, ...] = ()
    procedure: Procedure | None = None
    unit: str = ""
    signed: str = ""
    source_name: str = ""
    source_address: str = ""
    corrections: tuple[Correction, ...] = ()
    withdrawn: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Picture:
    """An infographic: what draws it, the same in words, and its figures, each with its label, as they are written."""

    drawn: Any
    title: str
    alternative: str
    figures: Sequence[tuple[str, str]]
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """Some of the pieces there are, and how many there are in all."""

    pieces: Sequence[PublicPiece]
    count: int


@dataclass
class _Out:
    """The deliveries of a piece to the website, oldest first, by language."""

    piece: int
    by: dict[str, list[tuple[int, datetime, str]]] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)
    """The key of each delivery, which is unique for ever."""

    @property
    def first(self) -> datetime:
        """When it was first published, in any language."""
        return min(at for rows in self.by.values() for _pk, at, _state in rows)

    def is_up(self, language: str) -> bool:
        """Whether its last delivery in a language is there to be seen."""
        return language in self.by and self.by[language][-1][2] in UP

    @property
    def languages(self) -> list[str]:
        """Those in which it can be seen."""
        return [language for language in self.by if self.is_up(language)]


def folded(text: str) -> str:
    """A text without accents or capitals."""
    return MARKS.sub("", unicodedata.normalize("NFD", text.casefold()))


class _Kept:
    """Something read of deliveries, which are never changed: read once in each process, and forgotten whole when it is too much."""

    def __init__(self, read: Callable[[list[str]], Mapping[str, str]], most: int) -> None:
        self._read = read
        self._most = most
        self._known: dict[str, str] = {}
        self._size = 0

    def of(self, wanted: list[str]) -> Mapping[str, str]:
        """What is known of the deliveries of some keys; those not known yet are read."""
        known = self._known
        missing = [key for key in wanted if key not in known]
        if not missing:
            return known
        fresh = {
            key: text for start in range(0, len(missing), PORTION) for key, text in self._read(missing[start : start + PORTION]).items()
        }
        size = sum(map(len, fresh.values())) + len(fresh)
        self._size = size if self._size + size > self._most else self._size + size
        self._known = fresh if self._size == size else {**known, **fresh}
        return {**known, **fresh}


def _languages_in(some: list[str]) -> Mapping[str, str]:
    return {key: language or "" for key, language in Delivery.objects.filter(key__in=some).values_list("key", "content__language")}


def _texts_in(some: list[str]) -> Mapping[str, str]:
    found = Delivery.objects.filter(key__in=some).values_list("key", "content__title", "content__text", "content__extra__summary")
    return {key: folded(" ".join(filter(None, texts))) for key, *texts in found}


_languages = _Kept(_languages_in, 4_000_000)
_texts = _Kept(_texts_in, 64_000_000)


def address_of(piece: Piece, language: str = "") -> str:
    """Where a piece is seen on the administration's own website; empty while it has no name of its own."""
    if not piece.slug:
        return ""
    languages = piece.organisation.languages
    asked = f"?language={language}" if language and languages and language != languages[0] else ""
    return settings.BASE_URL + reverse("public_piece", args=[piece.organisation.code, piece.slug]) + asked


def published(organisation: Organisation, *, language: str = "", wanted: str = "", start: int = 0, most: int = 20) -> Shelf:
    """The pieces that can be seen, the last published first, each in the language asked or in another that it has.

    `wanted` keeps those that hold every word of it, whatever their accents and capitals.
    """
    out = sorted((each for each in _out(organisation).values() if each.languages), key=lambda each: (each.first, each.piece), reverse=True)
    if wanted.strip():
        out = _holding(out, language, wanted)
    return Shelf(pieces=_drawn(out[start : start + most], language), count=len(out))


def public_piece(organisation: Organisation, slug: str, *, language: str = "") -> PublicPiece | None:
    """A piece by its public name; one that was withdrawn says when (`withdrawn`). None where there never was any."""
    piece = Piece.objects.filter(organisation=organisation, slug=slug).exclude(slug="").first()
    out = _out(organisation, piece.pk).get(piece.pk) if piece else None
    if out is None:
        return None
    return next(iter(_drawn([out], language)), None)


def _out(organisation: Organisation, piece: int | None = None) -> dict[int, _Out]:
    """Every piece that went to the website, or one."""
    rows = Delivery.objects.filter(organisation=organisation, channel__connector=WEBSITE, state__in=(*UP, *AWAY))
    rows = rows.filter(subject=f"{SUBJECT}:{piece}") if piece else rows.filter(subject__startswith=f"{SUBJECT}:")
    values = list(rows.order_by("pk").values_list("pk", "key", "subject", "published", "sent", "due", "state"))
    spoken = _languages.of([key for _pk, key, *_rest in values])
    found: dict[int, _Out] = {}
    for pk, key, subject, at, sent, due, state in values:
        number = int(subject.rpartition(":")[2])
        out = found.setdefault(number, _Out(number))
        out.by.setdefault(spoken.get(key, ""), []).append((pk, at or sent or due, state))
        out.keys[pk] = key
    return found


def _holding(out: Iterable[_Out], language: str, wanted: str) -> list[_Out]:
    """Those whose title, summary or text hold every word."""
    words = folded(wanted).split()
    chosen = {each.keys[each.by[_best(each, language)][-1][0]]: each for each in out}
    texts = _texts.of(list(chosen))
    return [each for key, each in chosen.items() if all(word in texts.get(key, "") for word in words)]


def _best(out: _Out, language: str) -> str:
    """The language in which a piece is shown to whoever asks for one."""
    seen = out.languages or list(out.by)
    return language if language in seen else seen[0]


def _drawn(out: Sequence[_Out], language: str) -> list[PublicPiece]:
    pieces = Piece.objects.select_related("unit", "procedure__site").in_bulk([each.piece for each in out])
    last = {each.piece: each.by[_best(each, language)] for each in out}
    deliveries = Delivery.objects.in_bulk([pk for rows in last.values() for pk, _at, _state in rows])
    return [
        _one(pieces[each.piece], each, _best(each, language), [deliveries[pk] for pk, _at, _state in last[each.piece]])
        for each in out
        if each.piece in pieces
    ]


def _one(piece: Piece, out: _Out, language: str, deliveries: Sequence[Delivery]) -> PublicPiece:
    """A piece in a language, by the revision that its last delivery carries."""
    rows, last = out.by[language], deliveries[-1]
    content, extra = last.content, last.content.get("extra", {})
    kept = _kept(piece, extra.get("digest", ""))
    source = kept.get("source") or ["", ""]
    corrected = [each for each in deliveries if each.published]
    return PublicPiece(
        pk=piece.pk,
        slug=piece.slug,
        format=kept.get("format") or piece.format,
        language=language,
        languages=tuple(out.languages),
        title=content.get("title") or piece.title,
        summary=extra.get("summary", ""),
        text=content.get("text", ""),
        published=rows[0][1],
        revised=rows[-1][1] if len(rows) > 1 else None,
        link=content.get("link", ""),
        facts=kept.get("facts") or {},
        media=tuple(_media(each, language) for each in kept.get("media", [])),
        procedure=piece.procedure,
        unit=piece.unit.name if piece.unit else "",
        signed=kept.get("signed", ""),
        source_name=source[0],
        source_address=source[1],
        corrections=tuple(_correction(before, after) for before, after in itertools.pairwise(corrected)),
        withdrawn=None if out.languages else (last.withdrawn or rows[-1][1]),
    )


def _kept(piece: Piece, digest: str) -> Mapping[str, Any]:
    """Everything of a piece as it was when it left."""
    revision = Revision.objects.filter(piece=piece, digest=digest).order_by("-number").first() if digest else None
    return revision.content if revision else freeze(piece)


def _media(kept: Mapping[str, Any], language: str) -> PublicMedia:
    file = Media.objects.filter(pk=int(kept.get("media") or 0)).first()
    transcript = kept.get("transcript") or {}
    return PublicMedia(
        pk=kept.get("media", 0),
        kind=kept.get("kind", Media.Kind.IMAGE),
        name=file.name if file else "",
        digest=kept.get("digest", ""),
        address=kept.get("address", ""),
        alt=(kept.get("alt") or {}).get(language, ""),
        width=file.width if file else 0,
        height=file.height if file else 0,
        seconds=file.seconds if file else 0,
        mime=file.mime if file else "",
        captions=tuple(kept.get("captions") or {}),
        transcript=transcript.get(language) or next(iter(transcript.values()), ""),
        decorative=bool(kept.get("decorative")),
    )


def _correction(before: Delivery, after: Delivery) -> Correction:
    """The lines that changed from one publication to the next."""
    was, now = _lines(before), _lines(after)
    gone, come = [], []
    for line in difflib.ndiff(was, now):
        if line.startswith("- "):
            gone.append(line[2:])
        elif line.startswith("+ "):
            come.append(line[2:])
    return Correction(at=after.published or after.due, before=tuple(gone), after=tuple(come))


def _lines(delivery: Delivery) -> list[str]:
    content = delivery.content
    text = "\n".join([content.get("title", ""), content.get("extra", {}).get("summary", ""), plain(content.get("text", ""))])
    return [line.strip() for line in text.splitlines() if line.strip()]


def html_of(text: str) -> SafeString:
    """The Markdown of a piece as HTML that can do no harm."""
    from plazamayor.publishing.formats import markdown  # noqa: PLC0415 loaded by whoever draws a page

    return markdown.render(text)


def questions_of(text: str) -> list[tuple[str, SafeString]]:
    """The questions of a piece, each with its answer as HTML."""
    from plazamayor.publishing.formats import questions  # noqa: PLC0415 the same

    return [(each.question, html_of(each.answer)) for each in questions.answered(text)]


def picture_of(organisation: Organisation, shown: PublicPiece) -> Picture | None:
    """The infographic of a piece as it was approved; None where its facts draw nothing."""
    from plazamayor.publishing.formats import drawing, infographics  # noqa: PLC0415 the same

    as_it_was = Piece(organisation=organisation, title=shown.title, facts=dict(shown.facts))
    drawn = drawing.drawn_of(as_it_was)
    if drawn is None:
        return None
    figures = [(each.label, infographics.written(each.value, drawn.unit)) for each in drawn.figures]
    return Picture(drawn=drawn, title=drawn.title, alternative=infographics.alternative(drawn), figures=figures, source=drawn.source)


def svg_of(picture: Picture) -> str:
    """A picture as SVG."""
    from plazamayor.publishing.formats import infographics  # noqa: PLC0415 the same

    return infographics.svg(picture.drawn)
