"""The connectors this installation uses: where each is. Taking a line out removes a network; nothing else names it."""

from typing import Final

CONNECTORS: Final[dict[str, str]] = {}
