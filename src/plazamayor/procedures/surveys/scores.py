"""What answers come to: counts first, and the scores that come of counts. A score is never the mean of other scores.

Formulas: satisfaction, clarity, autonomy, help reachable, help effective and contact are those of *Je donne mon avis* (DISIC), from
0 to 10, the reachable one a share; user satisfaction is that of the UK's performance platform, (mean - 1) / 4.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from plazamayor.statistics.proportions import Interval, share, wilson
from plazamayor.statistics.scores import mean_interval, rescaled_rating, unknown_answers, weighted_mean

FIVE = (1, 2, 3, 4, 5)
FACES = (0.0, 0.0, 5.0, 10.0, 10.0)
"""Marks of the three faces for the five answers: bad, bad, medium, good, good."""
STEPS = (0.0, 2.5, 5.0, 7.5, 10.0)
"""Marks of a question of five levels."""
RATING = (0.0, 0.25, 0.5, 0.75, 1.0)
TEN = 10.0
GOOD = 4
"""From here on an answer says that it went well."""


class Measure(StrEnum):
    """What can be told of answers."""

    SATISFACTION = "satisfaction"
    USER_SATISFACTION = "user_satisfaction"
    CLARITY = "clarity"
    AUTONOMY = "autonomy"
    REACHABLE = "reachable"
    EFFECTIVE = "effective"
    CONTACT = "contact"


@dataclass(frozen=True)
class Score:
    """A score, its interval at 95 %, and how many answers it comes of; nothing but `n` when there are none."""

    measure: Measure
    value: float | None
    interval: Interval | None
    n: int


@dataclass(frozen=True)
class Counts:
    """How many gave each answer. What is not there was given by nobody."""

    replies: int = 0
    satisfaction: Mapping[int, int] = field(default_factory=dict)
    clarity: Mapping[int, int] = field(default_factory=dict)
    sought: Mapping[str, int] = field(default_factory=dict)
    """How many looked for help in each place, or needed none; one person may be in several."""
    asked_help: int = 0
    """How many said whether they looked for help."""
    reached: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Of each way to the administration, how many were answered and how many were not."""
    quality: Mapping[int, int] = field(default_factory=dict)
    reasons: Mapping[str, int] = field(default_factory=dict)
    texts: int = 0


@dataclass(frozen=True)
class Asked:
    """How many were invited, closed the invitation and answered it, and how many came alone: by a link or the code of the counter."""

    invited: int = 0
    closed: int = 0
    answered: int = 0
    alone: int = 0

    @property
    def rate(self) -> float | None:
        """The response rate of those invited; None when nobody was."""
        return share(min(self.answered, self.asked), self.asked)

    @property
    def asked(self) -> int:
        """Those invited: at least those who answered the invitation."""
        return max(self.invited, self.answered)


def scores(counts: Counts, none: str) -> dict[Measure, Score]:
    """Every score of some counts; `none` is the answer that says that no help was needed."""
    satisfaction, clarity = _five(counts.satisfaction), _five(counts.clarity)
    yes = sum(answered for answered, _not in counts.reached.values())
    no = sum(unanswered for _answered, unanswered in counts.reached.values())
    quality = _five(counts.quality)
    return {
        Measure.SATISFACTION: _mean(Measure.SATISFACTION, satisfaction, FACES),
        Measure.USER_SATISFACTION: Score(
            Measure.USER_SATISFACTION, rescaled_rating(satisfaction), mean_interval(satisfaction, RATING), sum(satisfaction)
        ),
        Measure.CLARITY: _mean(Measure.CLARITY, clarity, STEPS),
        Measure.AUTONOMY: _part(Measure.AUTONOMY, counts.sought.get(none, 0), counts.asked_help, TEN),
        Measure.REACHABLE: _part(Measure.REACHABLE, yes, yes + no, 1.0),
        Measure.EFFECTIVE: _mean(Measure.EFFECTIVE, quality, STEPS),
        Measure.CONTACT: _mean(Measure.CONTACT, [no, *quality], (0.0, *STEPS)),
    }


def well(counts: Counts) -> Score:
    """The part of those who say how it went that say well or very well; its name is that of satisfaction."""
    good = sum(count for answer, count in counts.satisfaction.items() if answer >= GOOD)
    return _part(Measure.SATISFACTION, good, sum(counts.satisfaction.values()), 1.0)


def worst_case(counts: Counts, asked: Asked) -> Interval | None:
    """Between what parts of all those asked it went well, whatever those who did not answer would say; None when nobody was invited.

    Those who came by themselves were asked, by a link, and answered.
    """
    said = well(counts)
    if said.value is None or not asked.asked:
        return None
    return unknown_answers(said.value, said.n, max(asked.asked + asked.alone, said.n))


def _five(given: Mapping[int, int]) -> list[int]:
    return [given.get(step, 0) for step in FIVE]


def _mean(measure: Measure, counts: Sequence[int], marks: Sequence[float]) -> Score:
    return Score(measure, weighted_mean(counts, marks), mean_interval(counts, marks), sum(counts))


def _part(measure: Measure, count: int, of: int, top: float) -> Score:
    part, between = share(count, of), wilson(count, of)
    return Score(measure, None if part is None else part * top, between.times(top) if between else None, of)
