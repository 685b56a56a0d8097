"""What citizens read: the list of what was published, and each piece, in the language they ask for."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from plazamayor.organisation.contract import LANGUAGES
from plazamayor.public.access import Place
from plazamayor.publishing.models import Media, Piece
from plazamayor.publishing.queries import Picture, PublicMedia, PublicPiece, html_of, picture_of, questions_of

WORDS_A_MINUTE = 200
OWN_NAMES = {"es": "Castellano", "ca": "Català", "gl": "Galego", "eu": "Euskara", "en": "English", "oc": "Aranés", "fr": "Français"}
"""Languages by the name that whoever speaks them gives them."""


@dataclass(frozen=True)
class Hours:
    """When an event is."""

    starts: datetime
    ends: datetime | None


@dataclass(frozen=True)
class Tab:
    """A way in which the same piece may be taken, and where it is on the page."""

    label: str
    anchor: str
    icon: str


@dataclass(frozen=True)
class Sharing:
    """A link that tells somebody of a page: an address and nothing else, no script of anybody."""

    label: str
    address: str


@dataclass(frozen=True)
class Reading:
    """A piece, ready to be drawn."""

    place: Place
    piece: PublicPiece
    spoken: str = ""
    """The language asked for, as its addresses say it."""
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Its whole address, which is the same whoever asks."""
        return f"{self.place.base}{self.path}"

    @property
    def path(self) -> str:
        """Its address within the installation."""
        return path_of(self.place, self.piece)

    @cached_property
    def body(self) -> SafeString:
        """Its text."""
        return html_of("" if self.questions else self.piece.text)

    @cached_property
    def questions(self) -> list[tuple[str, SafeString]]:
        """Its questions and answers, where it is made of them."""
        return questions_of(self.piece.text) if self.piece.format == Piece.Format.QUESTIONS else []

    @cached_property
    def picture(self) -> Picture | None:
        """Its infographic."""
        return picture_of(self.place.organisation, self.piece) if self.piece.format == Piece.Format.INFOGRAPHIC else None

    @property
    def pictures(self) -> list[PublicMedia]:
        """Its pictures, but for the one that the infographic is drawn as."""
        drawn = self.piece.facts.get("drawn") if self.picture else None
        return [each for each in self.piece.media if each.kind == Media.Kind.IMAGE and each.digest and each.pk != drawn]

    @property
    def videos(self) -> list[PublicMedia]:
        """Its videos."""
        return [each for each in self.piece.media if each.kind == Media.Kind.VIDEO]

    @property
    def minutes(self) -> int:
        """How long it takes to be read."""
        return max(1, round(len(self.piece.text.split()) / WORDS_A_MINUTE))

    @cached_property
    def hours(self) -> Hours | None:
        """When it is, if it is an event."""
        zone = ZoneInfo(self.place.organisation.time_zone)
        starts, ends = (_moment(self.piece.facts.get(name), zone) for name in ("starts", "ends"))
        return Hours(starts, ends) if self.piece.format == Piece.Format.EVENT and starts else None

    @property
    def tabs(self) -> list[Tab]:
        """The ways in which it may be taken, where there are several."""
        found = [
            Tab(_("Read"), "read", "document-text") if self.piece.text and not self.questions else None,
            Tab(_("Watch, with captions"), "watch", "play-circle") if self.videos else None,
            Tab(_("In a picture"), "picture", "photo") if self.picture else None,
            Tab(_("Questions"), "questions", "question-mark-circle") if self.questions else None,
            Tab(_("When and where"), "when", "calendar-days") if self.hours else None,
        ]
        tabs = [each for each in found if each]
        return tabs if len(tabs) > 1 else []

    @property
    def others(self) -> list[tuple[str, str]]:
        """The other languages it is in, by their code and their own name."""
        return [(code, language_name(code)) for code in self.piece.languages if code != self.piece.language]

    @property
    def action(self) -> str:
        """Where its button leads: what the piece asks to do, counted; else the page that explains its procedure."""
        procedure = self.piece.procedure
        return self.piece.link or next(iter(procedure.addresses if procedure else []), "")

    @property
    def sharing(self) -> list[Sharing]:
        """Ways of telling somebody."""
        said, there = self.piece.title, self.address
        return [
            Sharing("WhatsApp", f"https://wa.me/?{urlencode({'text': f'{said} {there}'}, quote_via=quote)}"),
            Sharing("Telegram", f"https://t.me/share/url?{urlencode({'url': there, 'text': said}, quote_via=quote)}"),
            Sharing("Mastodon", f"https://share.joinmastodon.org/#text={quote(f'{said} {there}')}"),
            Sharing(_("E-mail"), f"mailto:?{urlencode({'subject': said, 'body': there}, quote_via=quote)}"),
        ]


def path_of(place: Place, piece: PublicPiece) -> str:
    """The address of a piece, in the language it is shown in."""
    languages = place.organisation.languages
    asked = f"?language={piece.language}" if piece.language and languages and piece.language != languages[0] else ""
    return reverse("public_piece", args=[place.organisation.code, piece.slug]) + asked


def language_name(code: str) -> str:
    """A language, by the name that whoever speaks it gives it."""
    return OWN_NAMES.get(code) or str(LANGUAGES.get(code, code))


def _moment(text: object, zone: ZoneInfo) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text)) if text else None
    except ValueError:
        return None
    return found.astimezone(zone) if found and found.tzinfo else found.replace(tzinfo=zone) if found else None
