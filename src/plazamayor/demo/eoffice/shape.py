"""What a procedure of the town is made of: stages, planted causes, changes and seasons."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum

from plazamayor.demo.causes import Cause
from plazamayor.demo.town import MAIN
from plazamayor.demo.traffic.content import Weights
from plazamayor.demo.traffic.story import Story
from plazamayor.procedures.models import Channel, Procedure

MOST_STAGES = 8
OPENING = -1
GONE = ""
ELSEWHERE: Weights = {
    GONE: 58, "/buscar": 8, "/contacto": 7, "/telefono-010": 9, "/ayuda/certificado-y-clave": 6, "clave.gob.es/clave_Home/clave.html": 5,
    "gva.es/es/inicio": 3, "/tramites": 4,
}  # fmt: skip
"""Where those who leave go: nowhere, a page, or (without a slash before) a site outside."""
SOURCES: Weights = {
    "": 31, "google.com": 33, "bing.com": 3, "duckduckgo.com": 1, "administracion.gob.es": 5, "gva.es": 5, "diputacionalicante.es": 2,
    "whatsapp.com": 5, "facebook.com": 4, "instagram.com": 2, "t.co": 1, "telegram.org": 1, "chatgpt.com": 2, "gemini.google.com": 1,
    MAIN: 4,
}  # fmt: skip


class Told(IntEnum):
    """How a stage is told: by the address of its page, by an event of its page, or by a call from the e-office's server."""

    PAGE = 1
    EVENT = 2
    CALL = 3


@dataclass(frozen=True)
class Stage:
    """A step. `loses`: the part that leaves there whoever they are; `seconds`: its usual length; the rest, parts of those who are in it."""

    key: str
    name: str
    seconds: int
    loses: float = 0.0
    told: Told = Told.PAGE
    errors: float = 0.04
    helps: float = 0.03
    backs: float = 0.04
    elsewhere: Weights = field(default_factory=lambda: ELSEWHERE, hash=False)


@dataclass(frozen=True)
class Planted:
    """A cause with its story: why it is so, and the reason that most of those who leave by it would give."""

    cause: Cause
    why: str
    reason: str


@dataclass(frozen=True)
class Turn:
    """A change that the town hall marks, so many days before the year ended; OPENING is the first day of the campaign.

    Before it, a step (0: none) lost `before`.
    """

    ago: int
    text: str
    step: int = 0
    before: float = 0.0

    def day(self, story: Story) -> date:
        """When it was made."""
        return story.campaign[0] if self.ago == OPENING else story.end - timedelta(days=self.ago)


@dataclass(frozen=True)
class Window:
    """Days of each year in which a procedure can be done: from a month and day to another. `campaign`: those of the campaign instead."""

    first: tuple[int, int] = (1, 1)
    last: tuple[int, int] = (12, 31)
    campaign: bool = False

    @property
    def bounded(self) -> bool:
        """Whether it is a term, and not the whole year."""
        return self != Window()

    def days(self, day: date, story: Story) -> tuple[date, date]:
        """First and last day of the window that a day may be in: its year's, or the campaign nearest to it, 52 weeks apart."""
        if not self.campaign:
            return date(day.year, *self.first), date(day.year, *self.last)
        first, last = story.campaign
        earlier = timedelta(days=364 if day < first - timedelta(days=182) else 0)
        return first - earlier, last - earlier


@dataclass(frozen=True, kw_only=True)
class Blueprint:
    """A procedure. `daily`: attempts begun on an ordinary working day; `months` and `resting` are what others are beside it.

    `mobile`: the part begun with a phone. `entries` are the pages by which visits come, `valencian` those of who reads in Valencian;
    the empty address is the first step itself. `negative` and `fails`: by step, the part that ends so there.
    """

    code: str
    sia: str
    name: str
    site: str
    unit: str
    owner: str
    kind: str = Procedure.Kind.VOLUNTARY
    life_event: str = ""
    legal_term: str
    languages: tuple[str, ...] = ("es", "ca-valencia")
    stages: tuple[Stage, ...]
    daily: float
    months: tuple[float, ...] = (1.0,) * 12
    resting: float = 0.35
    storm: float = 1.0
    window: Window = Window()
    mobile: float = 0.55
    entries: Weights
    valencian: Weights | None = None
    sources: Weights = field(default_factory=lambda: SOURCES)
    campaign: float = 0.0
    negative: dict[int, float] = field(default_factory=dict)
    not_eligible: str = ""
    fails: dict[int, float] = field(default_factory=dict)
    planted: tuple[Planted, ...] = ()
    turns: tuple[Turn, ...] = ()
    channels: dict[str, float] = field(default_factory=lambda: {Channel.IN_PERSON: 0.3, Channel.ASSISTED: 0.08})
    costs: dict[str, float] = field(default_factory=lambda: {Channel.ONLINE: 3.1, Channel.ASSISTED: 11.25, Channel.IN_PERSON: 14.6})
    burdens: dict[str, dict[str, float]] = field(default_factory=dict)
    minutes: dict[str, float] = field(default_factory=dict)
    untied: int = 0
    """Ends a day that the e-office's server tells without saying of which visit."""
    happy: float = 0.74
    """Of those who finish, the part that is satisfied."""

    @property
    def causes(self) -> tuple[Cause, ...]:
        """What was planted, without its story."""
        return tuple(each.cause for each in self.planted)

    def loses(self, step: int, day: date, story: Story) -> float:
        """The part that leaves a step (from 1) on a day, whoever they are."""
        later = [turn for turn in self.turns if turn.step == step and day < turn.day(story)]
        return later[0].before if later else self.stages[step - 1].loses

    def address(self, step: int) -> str:
        """The page of a step."""
        return f"/tramitar/{self.code}/{self.stages[step - 1].key}"

    @property
    def end_address(self) -> str:
        """The page that tells somebody that they are not eligible."""
        return f"/tramitar/{self.code}/{self.not_eligible}"

    def event(self, key: str) -> str:
        """The name of an event of its own."""
        return f"{self.code}.{key}"
