"""How many people come each day and what they come for."""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

import holidays

from plazamayor.demo.town import local_holidays
from plazamayor.demo.traffic.story import FADING, POSTS, Story


class Theme(IntEnum):
    """What brings somebody to the town's website."""

    ORDINARY = 0
    TOURISM = 1
    STORM = 2
    TRADE = 3
    CAMPAIGN = 4
    LETTER = 5
    FESTIVAL = 6
    TAXES = 7


WEEK = (1202, 1188, 1138, 1086, 1032, 642, 706)
"""Visits of an ordinary week of autumn, from Monday, beside those of the campaign and the newsletter."""
MONTHS = (0.98, 0.98, 1.0, 1.0, 1.0, 1.02, 1.06, 1.09, 1.04, 1.0, 1.0, 0.95)
SUMMER = {6: 0.16, 7: 0.38, 8: 0.52, 9: 0.17}
EASTER_WEEK, HOLY_WEEK = 0.26, 8
"""Its share of tourists, and how many days before Easter it begins."""
WEEKEND = (5, 6)
YEARLY_GROWTH = 0.06
STORM_VISITS = (1520, 1390)
STORM_TAIL = {-1: 0.06, 2: 0.07, 3: 0.03}
LETTER_VISITS = (262, 104, 44, 18, 10)
TAX_MONTHS = {4: 0.1, 5: 0.12, 6: 0.1, 9: 0.1, 10: 0.14, 11: 0.08}
FESTIVALS = ((11, 23, 13), (6, 24, 6), (8, 15, 8), (3, 19, 6))
"""Month and day of each festival, and for how many days before it people look for its programme."""


@dataclass(frozen=True)
class DayPlan:
    """One day: how many visits for each theme, how many of a hundred are made with a phone, and its hours."""

    day: date
    visits: dict[Theme, int]
    mobile: float
    restful: bool
    """Whether it is a weekend or a holiday."""

    @property
    def total(self) -> int:
        """All its visits."""
        return sum(self.visits.values())


class Season:
    """The days of a town's year, and those after it."""

    def __init__(self, story: Story, *, seed: int, scale: float = 1.0) -> None:
        self.story = story
        self.seed = seed
        self.scale = scale
        years = range(story.end.year - 2, story.end.year + 3)
        self.feasts = set(holidays.country_holidays("ES", subdiv="VC", years=years))
        self.feasts |= {day for day, _name in local_holidays(story.end - timedelta(days=800), story.end + timedelta(days=800))}
        self.easter = {year: _easter(year) for year in years}

    def plan(self, day: date) -> DayPlan:
        """What a day was like."""
        base = self._base(day)
        shares = self._shares(day)
        visits = {theme: base * share for theme, share in shares.items()}
        visits[Theme.ORDINARY] = base * (1 - sum(shares.values()))
        visits |= {Theme.STORM: self._storm(day, base), Theme.CAMPAIGN: sum(self.posts(day)), Theme.LETTER: self._letter(day)}
        whole = {theme: round(amount * self.scale) for theme, amount in visits.items()}
        return DayPlan(day, whole, self._mobile(day), self.rests(day))

    def posts(self, day: date) -> list[float]:
        """The visits that each publication of the campaign brings on a day."""
        age = (day - self.story.campaign[0]).days
        return [post.visits * FADING[age - post.after] if 0 <= age - post.after < len(FADING) else 0.0 for post in POSTS]

    def _base(self, day: date) -> float:
        count = WEEK[6 if day in self.feasts else day.weekday()]
        summer = 1 + 0.4 * SUMMER.get(day.month, 0) * self.rests(day)
        growth = 1 + YEARLY_GROWTH * (day - self.story.end).days / 365
        return count * self._month(day) * summer * growth * (1 + 0.045 * self.noise(day))

    def _month(self, day: date) -> float:
        """The month's weight, passing little by little from the middle of one to that of the next."""
        place = day.month - 1 + (day.day - 15) / 30.5
        before = math.floor(place)
        return MONTHS[before % 12] + (MONTHS[(before + 1) % 12] - MONTHS[before % 12]) * (place - before)

    def _shares(self, day: date) -> dict[Theme, float]:
        to_easter = (self.easter[day.year] - day).days
        tourism = 0.03 + SUMMER.get(day.month, EASTER_WEEK if 0 <= to_easter <= HOLY_WEEK else 0)
        trade = 0.085 * (1.3 - 0.3 * self._campaign_part(day)) if self._campaign_part(day) else 0.012
        festival = max((self._festival(day, *feast) for feast in FESTIVALS), default=0.0)
        return {Theme.TOURISM: tourism, Theme.TRADE: trade, Theme.FESTIVAL: festival, Theme.TAXES: TAX_MONTHS.get(day.month, 0.03)}

    def _campaign_part(self, day: date) -> float:
        first, last = self.story.campaign
        return (1 + (day - first).days) / (1 + (last - first).days) if first <= day <= last else 0.0

    def _festival(self, day: date, month: int, on: int, long: int) -> float:
        left = (date(day.year, month, on) - day).days
        return 0.02 + 0.09 * (1 - left / long) if 0 <= left <= long else 0.0

    def _storm(self, day: date, base: float) -> float:
        after = (day - self.story.storm[0]).days
        return STORM_VISITS[after] if after in (0, 1) else base * STORM_TAIL.get(after, 0.0)

    def _letter(self, day: date) -> float:
        since = self.story.since_letter(day)
        return LETTER_VISITS[since] if since < len(LETTER_VISITS) else 3.0

    def _mobile(self, day: date) -> float:
        drift = 0.03 * (day - self.story.end).days / 365
        return 0.595 + drift + (0.07 if self.rests(day) else 0.0)

    def rests(self, day: date) -> bool:
        """Whether it is a weekend or a holiday."""
        return day.weekday() in WEEKEND or day in self.feasts

    def noise(self, day: date) -> float:
        """A number between -1 and 1 that a seed and a day always give."""
        return math.sin(self.seed * 12.9898 + day.toordinal() * 78.233) * 43758.5453 % 2 - 1


def _easter(year: int) -> date:
    """Easter Sunday (the Gregorian computus, in Butcher's form)."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)
