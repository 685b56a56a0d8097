"""Events, plain and by hypothesis."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from plazamayor.analytics.events import Event, Kind, Origin

DAY = date(2026, 11, 20)


def make_event(clock: str, *, day: date = DAY, zone: str = "Europe/Madrid", **fields: Any) -> Event:
    """A page view at an hour of a day, on the clock of a zone. An hour past 24 falls after midnight and keeps the day's visitor."""
    hours, minutes = map(int, clock.split(":"))
    start = datetime.combine(day, datetime.min.time(), ZoneInfo(zone)).astimezone(UTC)
    given = {"site": 1, "visitor": 1, "kind": Kind.PAGE_VIEW, "origin": Origin.TRACKER, "path": "/", "channel": "direct", **fields}
    return Event(day=day, time=start + timedelta(hours=hours, minutes=minutes), **given)


PATHS = st.sampled_from(["/", "/avisos", "/avisos/lluvias", "/sede/padron", "/sede/tasas", "/ñandú?id=1"])
KINDS = st.sampled_from([kind for kind in Kind if kind != Kind.VITAL])
_CHANNELS = ("search", "social", "direct")


@st.composite
def streams(draw: st.DrawFn) -> list[Event]:
    """Some days of events of a few visitors, with pauses about the thirty minutes that end a visit and over midnight."""
    events: list[Event] = []
    for visitor in range(1, draw(st.integers(1, 5)) + 1):
        day = DAY + timedelta(days=draw(st.integers(0, 2)))
        origin = draw(st.sampled_from([Origin.TRACKER, Origin.ACCESS_LOG]))
        agent = {
            "device": draw(st.sampled_from(["mobile", "desktop", ""])),
            "browser": draw(st.sampled_from(["Firefox", ""])),
            "browser_version": "141",
            "system": draw(st.sampled_from(["Android", ""])),
            "country": draw(st.sampled_from(["ES", "FR", ""])),
        }
        minute = draw(st.integers(0, 24 * 60 - 1))
        for _ in range(draw(st.integers(1, 8))):
            kind = draw(KINDS)
            events.append(
                make_event(
                    f"0:{minute}",
                    day=day,
                    visitor=visitor,
                    kind=kind,
                    origin=origin,
                    path=draw(PATHS),
                    target=draw(st.sampled_from(["", "/guia.pdf", "padrón"])) if kind > Kind.ENGAGEMENT else "",
                    seconds=draw(st.integers(0, 900)) if kind == Kind.ENGAGEMENT else 0,
                    channel=draw(st.sampled_from(_CHANNELS)),
                    referrer=draw(st.sampled_from(["", "google.com"])),
                    campaign=draw(st.sampled_from(["", "ac26"])),
                    **agent,
                )
            )
            minute += draw(st.sampled_from([0, 1, 10, 29, 30, 31, 60]))
    return events
