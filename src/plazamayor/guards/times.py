"""When an administration keeps silent, or says only some things: periods worked out from days, in the time zone where they rule.

Pure: days in, moments out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

VOTING_DAY: Final = 54
"""Voting is the 54th day after the call (LOREG, art. 42.1 and 42.2); the 47th after an investiture that failed (additional provision 7)."""
CAMPAIGN_BEGINS: Final = 38
"""The campaign begins the 38th day after the call (LOREG, art. 51.1)."""
MAY, SUNDAY = 5, 6


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The days between the milestones of an election, which an administration may change if its law says otherwise."""

    voting: int = VOTING_DAY
    campaign: int = CAMPAIGN_BEGINS


@dataclass(frozen=True, kw_only=True)
class Period:
    """An electoral period: from the first moment of the day the call is published to the last of voting day."""

    name: str
    called: date
    voting: date
    zone: str
    terms: Terms = Terms()

    @property
    def begins(self) -> datetime:
        """The first moment of the day of the call: a decree is in force the day it is published (LOREG, art. 42)."""
        return midnight(self.called, self.zone)

    @property
    def ends(self) -> datetime:
        """The first moment after voting day."""
        return midnight(self.voting + timedelta(days=1), self.zone)

    @property
    def campaign_begins(self) -> datetime:
        """At zero hours of its day (LOREG, art. 51)."""
        return midnight(self.called + timedelta(days=self.terms.campaign), self.zone)

    @property
    def campaign_ends(self) -> datetime:
        """At zero hours of the day before voting, which is for reflection (LOREG, arts. 51.3 and 53)."""
        return midnight(self.voting - timedelta(days=1), self.zone)

    def holds_at(self, at: datetime) -> bool:
        """Whether it rules at a moment."""
        return self.begins <= at < self.ends


@dataclass(frozen=True, kw_only=True)
class Quiet:
    """A silence: its kind, why, and when; without an end it lasts until somebody ends it."""

    kind: str
    text: str
    begins: datetime
    ends: datetime | None = None

    def holds_at(self, at: datetime) -> bool:
        """Whether it rules at a moment."""
        return self.begins <= at and (self.ends is None or at < self.ends)


def midnight(day: date, zone: str) -> datetime:
    """The first moment of a day where it is lived."""
    return datetime.combine(day, time.min, ZoneInfo(zone))


def proposed_voting(scope: str, called: date, terms: Terms) -> date:
    """The day on which one votes, as the law has it; local elections are on the fourth Sunday of May (LOREG, art. 42.3)."""
    counted = called + timedelta(days=terms.voting)
    sunday = fourth_sunday_of_may(called.year)
    return sunday if scope == "local" and called < sunday else counted


def fourth_sunday_of_may(year: int) -> date:
    """The day of local elections."""
    first = date(year, MAY, 1)
    return first + timedelta(days=(SUNDAY - first.weekday()) % 7 + 21)


def over(periods: Iterable[Period], at: datetime) -> datetime | None:
    """When nothing of what rules at a moment rules any more, with no gap between: periods that overlap are one for whoever waits."""
    every = sorted(periods, key=lambda each: each.begins)
    until: datetime | None = None
    moment = at
    while ruling := [each.ends for each in every if each.holds_at(moment)]:
        until = moment = max(ruling)
    return until
