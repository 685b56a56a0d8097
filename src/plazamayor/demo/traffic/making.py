"""Makes the events of a site's days inside the engine: a plan of each day, tables of what is likely, and one text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from importlib.resources import files
from itertools import accumulate, chain
from typing import Any
from zoneinfo import ZoneInfo

from plazamayor.demo.eoffice.making import ATTEMPTS, Errands, procedures_of
from plazamayor.demo.town import MAIN, OFFICE, SPORTS, ZONE
from plazamayor.demo.traffic import content
from plazamayor.demo.traffic.content import TAIL, Weights
from plazamayor.demo.traffic.season import DayPlan, Season, Theme
from plazamayor.demo.traffic.story import POSTS, Story
from plazamayor.demo.traffic.tables import numbered, over, places

SEED = 26
PARTS = {MAIN: 1.0, OFFICE: 0.14, SPORTS: 0.05}
"""How much each site is looked at beside the main one, besides what is done in it."""
MOBILE_MORE = {Theme.STORM: 0.14, Theme.CAMPAIGN: 0.06, Theme.TAXES: -0.14, Theme.TOURISM: 0.1, Theme.FESTIVAL: 0.12}
BOUNCES = (0.505, 0.372, 0.44)
"""Visits of one page, with a phone, a computer and a tablet."""
TEXT = (files("plazamayor.demo.traffic") / "events.sql").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Flow:
    """The visits of one site: whose story they follow, with what seed and at what scale (1 is the town's own).

    `planted`: whether the causes of abandonment of its procedures are there.
    """

    site: int
    domain: str
    story: Story
    seed: int = SEED
    scale: float = 1.0
    planted: bool = True

    @cached_property
    def season(self) -> Season:
        """Its days."""
        return Season(self.story, seed=self.seed, scale=self.scale * PARTS[self.domain])

    @cached_property
    def errands(self) -> Errands:
        """The attempts at its procedures."""
        return Errands(procedures_of(self.domain, planted=self.planted), Season(self.story, seed=self.seed, scale=self.scale))

    @property
    def text(self) -> str:
        """The question that makes it all."""
        return f"{TEXT}\nUNION ALL\n{ATTEMPTS}" if self.errands.procedures else TEXT

    def parameters(self, days: Sequence[date]) -> dict[str, Any]:
        """What the text needs to make some days."""
        plans = [self.season.plan(day) for day in days]
        return {
            "site": self.site,
            "seed": self.seed,
            "host": self.domain,
            "total": sum(plan.total for plan in plans),
            "pace": 1.0 if self.domain == MAIN else 1.5,
            "bounce": [rate * (1 if self.domain == MAIN else 0.7) for rate in BOUNCES],
            **_days(self.story, plans),
            **_pages(self.domain),
            **_sources(self.story, self.season, days),
            **_people(),
            **_acts(),
            **(self.errands.parameters(days) if self.errands.procedures else {}),
        }


def _days(story: Story, plans: Sequence[DayPlan]) -> dict[str, Any]:
    zone = ZoneInfo(ZONE)
    return {
        "days": [plan.day for plan in plans],
        "ages": [max(0, (story.end - plan.day).days) for plan in plans],
        "starts": [int(datetime.combine(plan.day, time.min, zone).astimezone(UTC).timestamp()) for plan in plans],
        "counts": [plan.total for plan in plans],
        "reached": list(accumulate(plan.total for plan in plans)),
        "themes": _flat(places([plan.visits.get(theme, 0) for theme in Theme]) for plan in plans),
        "mobile": [plan.mobile for plan in plans],
        "mobile_more": [MOBILE_MORE.get(theme, 0.0) for theme in Theme],
        "hours": [2 if plan.restful else 1 for plan in plans],
        "hour_places": _flat(places(hours) for hours in (content.WORKING_HOURS, content.RESTFUL_HOURS, content.STORM_HOURS)),
    }


def _flat(tables: Iterable[Sequence[int]]) -> list[int]:
    """Tables of the same length, one after another."""
    return list(chain.from_iterable(tables))


def _pages(domain: str) -> dict[str, Any]:
    tables = content.PAGES[domain]
    head = [page for page in numbered([*tables.values(), content.NEXT_WEIGHTS]) if page != TAIL]
    number = {page: place for place, page in enumerate(head, 1)} | {TAIL: 0}
    landing = {theme: _by_number(table, number) for theme, table in tables.items()}
    browsing = {theme: _by_number(_wandering(table, tables[Theme.ORDINARY]), number) for theme, table in tables.items()}
    return {
        "pages": [*head, *content.tail(domain)],
        "head": len(head),
        "landings": _flat(landing[theme] for theme in Theme),
        "browsed": _flat(browsing[theme] for theme in Theme),
        "next": [number[content.NEXT.get(page, "/")] for page in head],
    }


def _by_number(table: Weights, number: Mapping[str, int]) -> list[int]:
    chosen = list(table)
    return [number[chosen[place - 1]] for place in places(list(table.values()))]


def _wandering(table: Weights, ordinary: Weights) -> Weights:
    """What is seen after the first page: half of what one came for, half of what everybody sees."""
    mine, all_of_it = sum(table.values()), sum(ordinary.values())
    return {page: table.get(page, 0) / mine + ordinary.get(page, 0) / all_of_it for page in {**table, **ordinary}}


def _sources(story: Story, season: Season, days: Sequence[date]) -> dict[str, Any]:
    ordinary = {host: weight for host, (_channel, weight) in content.REFERRERS.items() if weight}
    hosts = numbered([ordinary, *content.BY_THEME.values()])
    letters = sorted({story.letter(day) for day in days})
    sources: list[content.Source] = [(content.REFERRERS[host][0], host, "", "", "", "", "") for host in hosts]
    sources += [_post(story, number) for number in range(1, len(POSTS) + 1)]
    sources += [("newsletter", "", "boletin", "email", f"boletin-{number}", "", "") for number in letters]
    shares = [season.posts(day) for day in days]
    return {
        "sources": sources,
        "source_places": _flat(over(hosts, content.BY_THEME.get(theme, ordinary)) for theme in Theme),
        "posted": _flat(_posted(share, len(hosts)) for share in shares),
        "letters": [len(hosts) + len(POSTS) + letters.index(story.letter(day)) + 1 for day in days],
    }


def _posted(shares: Sequence[float], before: int) -> list[int]:
    """Forty places with the publications that bring visits on a day, numbered after other sources; the first source if none does."""
    return [before + place for place in places(shares)[::25]] if any(shares) else [1] * 40


def _post(story: Story, number: int) -> content.Source:
    post, code = POSTS[number - 1], story.campaign_code
    channel = "newsletter" if post.medium == "email" else "campaign"
    return channel, post.host, post.source, post.medium, code, f"{code}-{number}", code


def _people() -> dict[str, Any]:
    origins = numbered([content.RESIDENTS, content.TRAVELLERS])
    setups = numbered([content.MOBILE, content.DESKTOP, content.TABLET])
    return {
        "origins": origins,
        "origin_places": _flat(over(origins, table) for table in (content.RESIDENTS, content.TRAVELLERS)),
        "setups": setups,
        "setup_places": _flat(over(setups, table) for table in (content.MOBILE, content.DESKTOP, content.TABLET)),
    }


def _acts() -> dict[str, Any]:
    tables = {
        ("downloads", "download"): content.DOWNLOADS,
        ("searches", "search"): content.SEARCHES,
        ("storm_searches", "storm_search"): content.STORM_SEARCHES,
        ("lost", "lost"): content.LOST,
        ("elsewhere", "elsewhere"): content.ELSEWHERE,
        ("forms", "form"): content.FORMS,
        ("actions", "action"): content.ACTIONS,
    }
    found: dict[str, Any] = {}
    for (names, one), table in tables.items():
        found |= {names: list(table), f"{one}_places": places(list(table.values()))}
    return found


__all__ = ["MAIN", "SEED", "TEXT", "Flow"]
