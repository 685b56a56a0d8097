"""The guards in use, in the order in which they speak. One file each."""

from collections.abc import Mapping
from typing import Final

from plazamayor.guards.base import Guard
from plazamayor.guards.rules import (
    achievements,
    acronyms,
    alternatives,
    capitals,
    consent,
    electoral_period,
    emoji_use,
    hashtags,
    inaugurations,
    leaders,
    links,
    personal_data,
    plain_language,
    political,
    reposts,
    self_praise,
    silence,
    valuative,
)

GUARDS: Final[Mapping[str, Guard]] = {
    each.GUARD.code: each.GUARD
    for each in (
        electoral_period,
        inaugurations,
        achievements,
        silence,
        self_praise,
        political,
        reposts,
        leaders,
        valuative,
        personal_data,
        consent,
        alternatives,
        links,
        plain_language,
        acronyms,
        hashtags,
        capitals,
        emoji_use,
    )
}
