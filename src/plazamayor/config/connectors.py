"""The connectors this installation uses: where each is. Taking a line out removes a network; nothing else names it."""

from typing import Final

CONNECTORS: Final[dict[str, str]] = {
    "website": "plazamayor.connectors.website.connector:connector",
    "mastodon": "plazamayor.connectors.mastodon.connector:connector",
    "bluesky": "plazamayor.connectors.bluesky.connector:connector",
    "facebook": "plazamayor.connectors.facebook.connector:connector",
    "instagram": "plazamayor.connectors.instagram.connector:connector",
    "threads": "plazamayor.connectors.threads.connector:connector",
    "linkedin": "plazamayor.connectors.linkedin.connector:connector",
    "youtube": "plazamayor.connectors.youtube.connector:connector",
    "x": "plazamayor.connectors.x.connector:connector",
    "telegram": "plazamayor.connectors.telegram.connector:connector",
    "webhook": "plazamayor.connectors.webhook.connector:connector",
    "email": "plazamayor.connectors.email.connector:connector",
}
