"""The table of phrases, and what is expected of each."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from plazamayor.guards.base import Around
from plazamayor.guards.checking import verdicts
from plazamayor.guards.contract import Category, Content, Gravity, Passage
from plazamayor.guards.times import Period

NAMES = {Gravity.FINE: "allowed", Gravity.WARNS: "warned", Gravity.HOLDS: "held", Gravity.BLOCKS: "blocked"}
AT = datetime(2027, 5, 3, 10, tzinfo=UTC)
PERIOD = Period(name="local 2027", called=date(2027, 3, 30), voting=date(2027, 5, 23), zone="Europe/Madrid")


@dataclass(frozen=True)
class Phrase:
    number: int
    in_period: bool
    category: Category
    language: str
    expected: str
    text: str

    @property
    def held_out(self) -> bool:
        return self.number % 2 == 0

    @property
    def content(self) -> Content:
        passage = Passage(where="text", language=self.language, text=self.text)
        return Content(organisation_id=1, at=AT, category=self.category, passages=(passage,), languages=(self.language,))

    @property
    def around(self) -> Around:
        periods = (PERIOD,) if self.in_period else ()
        return Around(now=AT, periods=periods, own_domains=frozenset({"villaclara.example"}), names=("Villaclara del Mar",))

    @property
    def found(self) -> str:
        return NAMES[max((each.gravity for each in verdicts(self.content, self.around)), default=Gravity.FINE)]


def phrases() -> list[Phrase]:
    lines = (Path(__file__).parent / "phrases.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|", 4) for line in lines if line and not line.startswith("#")]
    return [
        Phrase(number, when == "period", Category(category), language, expected, text)
        for number, (when, category, language, expected, text) in enumerate(rows, 1)
    ]
