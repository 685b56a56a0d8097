"""What happened in the town, told from the day the year ends: a storm, a campaign, a newsletter every four weeks."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

CAMPAIGN_DAYS = 44
LETTER_EVERY = 28
LAST_LETTER = 14


@dataclass(frozen=True)
class Post:
    """A publication of the campaign: days after it began, where it went out and how many visits it brings in all."""

    after: int
    source: str
    medium: str
    host: str
    visits: int


POSTS = (
    Post(0, "web", "banner", "", 320),
    Post(0, "facebook", "social", "facebook.com", 190),
    Post(1, "boletin", "email", "", 300),
    Post(3, "whatsapp", "messaging", "whatsapp.com", 300),
    Post(4, "instagram", "social", "instagram.com", 90),
    Post(8, "mastodon", "social", "mastodon.social", 40),
    Post(10, "web", "banner", "", 180),
    Post(15, "telegram", "messaging", "telegram.org", 100),
    Post(18, "facebook", "social", "facebook.com", 120),
    Post(21, "bluesky", "social", "bsky.app", 34),
    Post(25, "whatsapp", "messaging", "whatsapp.com", 260),
    Post(27, "web", "banner", "", 150),
    Post(28, "instagram", "social", "instagram.com", 70),
    Post(29, "boletin", "email", "", 404),
)
FADING = (0.46, 0.24, 0.12, 0.08, 0.05, 0.03, 0.02)
"""How a publication's visits are spread over the days after it."""


@dataclass(frozen=True)
class Story:
    """The dates of the town's year. `end` is its last day: the storm came the week before, the campaign is still on."""

    end: date

    @cached_property
    def monday(self) -> date:
        """The Monday of the last week."""
        return self.end - timedelta(days=self.end.weekday())

    @property
    def storm(self) -> tuple[date, date]:
        """Wednesday and Thursday of the week before the last."""
        return self.monday - timedelta(days=5), self.monday - timedelta(days=4)

    @property
    def campaign(self) -> tuple[date, date]:
        """First and last day of the campaign: the aids to shops, from its announcement to the end of its term."""
        first = self.monday - timedelta(days=28)
        return first, first + timedelta(days=CAMPAIGN_DAYS - 1)

    @property
    def campaign_code(self) -> str:
        """The code its links carry: `ac` and the year."""
        return f"ac{self.campaign[0]:%y}"

    @property
    def last_letter(self) -> date:
        """The last Tuesday on which a newsletter left."""
        return self.end - timedelta(days=(self.end.weekday() - 1) % 7)

    def letter(self, day: date) -> int:
        """The number of the newsletter last sent by a day: one every four weeks, the fourteenth in the last."""
        number = LAST_LETTER + (day - self.last_letter).days // LETTER_EVERY
        return number if number > 0 else number + LAST_LETTER

    def since_letter(self, day: date) -> int:
        """Days since the last newsletter left."""
        return (day - self.last_letter).days % LETTER_EVERY

    @property
    def annotations(self) -> tuple[tuple[date, date, str], ...]:
        """What the town hall wrote down beside its figures: first day, last day and text."""
        return (
            (self.campaign[0], self.campaign[0], "Empieza la campaña de ayudas al comercio"),
            (*self.storm, "Alerta por lluvias"),
            (self.last_letter, self.last_letter, f"Boletín de noticias n.º {LAST_LETTER}"),
        )
