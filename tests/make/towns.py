"""Towns of counts: attempts at a procedure drawn one by one, with causes of abandonment planted and the truth kept."""

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from plazamayor.analytics.journeys.contract import Cell
from plazamayor.demo.causes import MOST, Cause

Weights = dict[str, float]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

DEVICES: Weights = {"mobile": 0.56, "desktop": 0.40, "tablet": 0.04}
BROWSERS: dict[str, Weights] = {
    "mobile": {"Chrome": 0.58, "Safari": 0.27, "Samsung Internet": 0.09, "Firefox": 0.03, "Opera": 0.02, "Edge": 0.01},
    "desktop": {"Chrome": 0.56, "Edge": 0.25, "Firefox": 0.11, "Safari": 0.06, "Opera": 0.02},
    "tablet": {"Chrome": 0.46, "Safari": 0.48, "Samsung Internet": 0.05, "Firefox": 0.01},
}
LANGUAGES: Weights = {"es": 0.74, "ca": 0.15, "en": 0.05, "fr": 0.02, "ro": 0.02, "ar": 0.01, "de": 0.01}
CHANNELS: dict[str, Weights] = {
    "mobile": {"search": 0.44, "direct": 0.20, "social": 0.20, "newsletter": 0.06, "official": 0.05, "campaign": 0.04, "ai": 0.01},
    "desktop": {"search": 0.42, "direct": 0.33, "social": 0.04, "newsletter": 0.08, "official": 0.09, "campaign": 0.02, "ai": 0.02},
    "tablet": {"search": 0.50, "direct": 0.30, "social": 0.10, "newsletter": 0.05, "official": 0.05},
}
HOURS: dict[str, Weights] = {
    "mobile": {"00-08": 0.06, "08-14": 0.36, "14-20": 0.34, "20-24": 0.24},
    "desktop": {"00-08": 0.03, "08-14": 0.58, "14-20": 0.29, "20-24": 0.10},
    "tablet": {"00-08": 0.04, "08-14": 0.30, "14-20": 0.36, "20-24": 0.30},
}
ENTRIES: dict[str, Weights] = {
    "search": {"/tramites/ayudas": 0.58, "/guias/ayudas": 0.22, "/": 0.12, "/faq/ayudas": 0.05, "/en/grants": 0.03},
    "direct": {"/": 0.52, "/carpeta": 0.28, "/tramites/ayudas": 0.20},
    "social": {"/noticias/ayudas": 0.55, "/guias/ayudas": 0.30, "/tramites/ayudas": 0.15},
    "newsletter": {"/guias/ayudas": 0.60, "/noticias/ayudas": 0.30, "/tramites/ayudas": 0.10},
    "official": {"/tramites/ayudas": 0.70, "/": 0.30},
    "campaign": {"/guias/ayudas": 0.70, "/tramites/ayudas": 0.30},
    "ai": {"/guias/ayudas": 0.50, "/faq/ayudas": 0.50},
}
ABROAD: Weights = {"/en/grants": 0.45, "/tramites/ayudas": 0.30, "/": 0.25}
FOREIGN = {"en", "fr", "de"}
DIMENSIONS = ("device", "browser", "language", "channel", "hour", "entry")
SETS = tuple([(one,) for one in DIMENSIONS] + list(combinations(DIMENSIONS, 2)))


@dataclass(frozen=True)
class People:
    """Who begins a procedure: for each dimension, its values and which of them each attempt has."""

    names: dict[str, list[str]]
    codes: dict[str, Ints]

    def having(self, where: tuple[tuple[str, str], ...]) -> Bools:
        """Which attempts have some values."""
        found = np.ones(len(self.codes["device"]), bool)
        for dimension, value in where:
            found &= self.codes[dimension] == self.names[dimension].index(value)
        return found


@dataclass(frozen=True)
class Town:
    """Its people, what all lose at each step, what was planted, and of each attempt the last step it reached and whether it left there."""

    people: People
    base: tuple[float, ...]
    causes: tuple[Cause, ...]
    last: Ints
    left: Bools

    @cached_property
    def cells(self) -> dict[tuple[str, ...], list[Cell]]:
        """The counts by every dimension and every two, as the store gives them."""
        return {some: list(self._cells(some)) for some in SETS}

    def reached(self, step: int) -> Bools:
        """Which attempts reached a step."""
        return self.last >= step

    def overlap(self, step: int, one: tuple[tuple[str, str], ...], two: tuple[tuple[str, str], ...]) -> float:
        """How much two groups are the same people at a step: those in both, of those in either."""
        mine, theirs, there = self.people.having(one), self.people.having(two), self.reached(step)
        either = int((there & (mine | theirs)).sum())
        return int((there & mine & theirs).sum()) / either if either else 0.0

    def _cells(self, some: tuple[str, ...]) -> list[Cell]:
        sizes = [len(self.people.names[dimension]) for dimension in some]
        codes = np.ravel_multi_index([self.people.codes[dimension] for dimension in some], sizes)
        found = []
        for step in range(1, len(self.base) + 1):
            there = self.reached(step)
            reached = np.bincount(codes[there], minlength=int(np.prod(sizes)))
            left = np.bincount(codes[there & self.left & (self.last == step)], minlength=int(np.prod(sizes)))
            for code in np.flatnonzero(reached).tolist():
                values = tuple(
                    self.people.names[dimension][int(place)] for dimension, place in zip(some, np.unravel_index(code, sizes), strict=True)
                )
                found.append(Cell(values, step, int(reached[code]), int(left[code])))
        return found


def people(random: np.random.Generator, attempts: int) -> People:
    """Draws who begins: browsers, channels and hours follow the device; where they come in, the channel and the language."""
    drawn = {"device": _drawn(random, DEVICES, attempts), "language": _drawn(random, LANGUAGES, attempts)}
    for dimension, given, tables in (("browser", "device", BROWSERS), ("channel", "device", CHANNELS), ("hour", "device", HOURS)):
        drawn[dimension] = _following(random, drawn[given], tables)
    entries = _following(random, drawn["channel"], ENTRIES)
    drawn["entry"] = np.where(np.isin(drawn["language"], list(FOREIGN)), _drawn(random, ABROAD, attempts), entries)
    names, codes = {}, {}
    for dimension in DIMENSIONS:
        values, places = np.unique(drawn[dimension], return_inverse=True)
        names[dimension], codes[dimension] = values.tolist(), places.astype(np.int64)
    return People(names, codes)


def _drawn(random: np.random.Generator, weights: Weights, attempts: int) -> NDArray[np.str_]:
    parts = np.array(list(weights.values()))
    return random.choice(np.array(list(weights)), attempts, p=random.dirichlet(60 * parts / parts.sum() + 0.2))


def _following(random: np.random.Generator, given: NDArray[np.str_], tables: dict[str, Weights]) -> NDArray[np.str_]:
    found = np.empty(len(given), "<U32")
    for value, weights in tables.items():
        mine = given == value
        found[mine] = _drawn(random, weights, int(mine.sum()))
    return found


def walked(random: np.random.Generator, who: People, base: tuple[float, ...], causes: tuple[Cause, ...]) -> Town:
    """Walks everybody through the steps; the last step is the end and nobody leaves there."""
    attempts = len(who.codes["device"])
    last, left = np.full(attempts, len(base)), np.zeros(attempts, bool)
    there = np.ones(attempts, bool)
    for step, lost in enumerate(base, start=1):
        chance = np.full(attempts, lost)
        for cause in causes:
            if cause.step == step:
                chance += cause.points * who.having(cause.where)
        leaves = there & (random.random(attempts) < np.minimum(chance, MOST))
        last[leaves], left[leaves] = step, True
        there &= ~leaves
    return Town(who, base, causes, last, left)


@dataclass(frozen=True)
class Recipe:
    """How towns vary: attempts of the period, steps, what all lose at a step, how many causes, how many points, and whom they reach."""

    attempts: tuple[int, int] = (2_000, 20_000)
    steps: tuple[int, int] = (4, 8)
    base: tuple[float, float] = (0.02, 0.25)
    causes: tuple[int, int] = (1, 4)
    points: tuple[float, float] = (0.08, 0.25)
    visits: tuple[float, float] = (200, float("inf"))
    part: float = 0.7
    """A cause reaches at most this part of those at its step: there has to be somebody to compare with."""


def town(seed: int, recipe: Recipe = Recipe()) -> Town:
    """A town of a seed: the same each time. Causes reach whom they must at their step, counted after all has happened."""
    random = np.random.default_rng(seed)
    attempts = int(np.exp(random.uniform(*np.log(recipe.attempts))))
    who = people(random, attempts)
    steps = int(random.integers(recipe.steps[0], recipe.steps[1] + 1))
    base = (*random.uniform(*recipe.base, steps - 1).tolist(), 0.0)
    wanted = int(random.integers(recipe.causes[0], recipe.causes[1] + 1))
    causes: tuple[Cause, ...] = ()
    for _attempt in range(60 * wanted):
        if len(causes) == wanted:
            break
        tried = (*causes, _cause(random, who, steps, recipe))
        if _planted(walked(np.random.default_rng(seed + 1), who, base, tried), recipe):
            causes = tried
    return walked(np.random.default_rng(seed + 1), who, base, causes)


def _cause(random: np.random.Generator, who: People, steps: int, recipe: Recipe) -> Cause:
    chosen = sorted(random.choice(DIMENSIONS, int(random.integers(1, 3)), replace=False).tolist())
    where = tuple((dimension, str(random.choice(who.names[dimension]))) for dimension in chosen)
    return Cause(int(random.integers(1, steps)), where, float(random.uniform(*recipe.points)))


def _planted(made: Town, recipe: Recipe) -> bool:
    """Whether each cause reaches enough people, leaves enough others, and is not another one by another name."""
    for place, cause in enumerate(made.causes):
        there = made.reached(cause.step)
        mine = int((there & made.people.having(cause.where)).sum())
        if not recipe.visits[0] <= mine <= recipe.visits[1] or mine > recipe.part * int(there.sum()):
            return False
        if any(other.step == cause.step and made.overlap(cause.step, cause.where, other.where) > 0.5 for other in made.causes[:place]):
            return False
    return True


def found_again(made: Town, told: list[tuple[int, tuple[tuple[str, str], ...]]], same: float = 0.8) -> tuple[set[int], int]:
    """Which causes were told, and how many of those told are no cause: the same step and, in practice, the same people."""
    known: set[int] = set()
    wrong = 0
    for step, where in told:
        matched = {
            place
            for place, cause in enumerate(made.causes)
            if cause.step == step and (cause.where == tuple(sorted(where)) or made.overlap(step, cause.where, where) >= same)
        }
        known |= matched
        wrong += not matched
    return known, wrong
