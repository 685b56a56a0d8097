"""Where a visit came from: the referrer's host and the channel it belongs to.

The lists are short on purpose: hosts that send visits to Spanish administrations; a host on no list is `other`, named in the report.
"""

import re
from collections.abc import Container
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SEARCH: Final = _words(
    """
    aol.com ask.com baidu.com bing.com brave.com dogpile.com duckduckgo.com ecosia.org exalead.com google.com kagi.com
    lilo.org marginalia.nu metager.org mojeek.com msn.com naver.com onsearch.com qwant.com seznam.cz sogou.com startpage.com
    swisscows.com terra.com yahoo.com yandex.com yandex.ru you.com
    """
)
SEARCH_NAMES: Final = re.compile(
    r"^(?:[a-z]{2}\.)?(?:(?:search|images|news|m|lite|html|start|cn)\.)?(?:google|bing|yahoo|yandex|duckduckgo|qwant|ecosia|startpage)\.[a-z]{2,3}(?:\.[a-z]{2})?$"
)
SOCIAL: Final = _words(
    """
    bere.al bsky.app bsky.social discord.com facebook.com fb.com fb.me flickr.com foursquare.com instagram.com
    joinmastodon.org lemmy.world line.me linkedin.com lnkd.in mastodon.online mastodon.social medium.com messenger.com
    meneame.net nextdoor.com nextdoor.es ok.ru pinterest.com pinterest.es pixelfed.social quora.com reddit.com snapchat.com
    t.co t.me telegram.me telegram.org threads.com threads.net tiktok.com tuenti.com tumblr.com twitch.tv twitter.com
    vimeo.com vk.com wa.me web.whatsapp.com whatsapp.com x.com xing.com youtu.be youtube.com
    """
)
ASSISTANTS: Final = _words(
    """
    chatgpt.com chat.openai.com openai.com claude.ai anthropic.com gemini.google.com bard.google.com notebooklm.google.com
    copilot.microsoft.com copilot.cloud.microsoft perplexity.ai chat.mistral.ai mistral.ai deepseek.com chat.deepseek.com
    meta.ai grok.com poe.com phind.com pi.ai duck.ai chat.qwen.ai kimi.com manus.im character.ai huggingface.co iask.ai
    """
)
WEBMAIL: Final = _words(
    """
    mail.google.com outlook.live.com outlook.office.com outlook.office365.com mail.yahoo.com mail.proton.me
    webmail.orange.es correo.movistar.es mail.aol.com mail.zoho.com mail.tutanota.com app.tuta.com
    """
)
OFFICIAL: Final = _words(
    """
    gob.es europa.eu gov.uk gouv.fr gov.pt gov.it gencat.cat gva.es euskadi.eus xunta.gal xunta.es juntadeandalucia.es
    jcyl.es jccm.es juntaex.es carm.es aragon.es asturias.es cantabria.es caib.es navarra.es larioja.org comunidad.madrid
    gobiernodecanarias.org seg-social.es boe.es dgt.es ine.es aeat.es agenciatributaria.es poderjudicial.es congreso.es
    senado.es defensordelpueblo.es melilla.es ceuta.es femp.es sepe.es correos.es diba.cat dipgra.es dipcas.es dival.es
    diputacionalicante.es bizkaia.eus gipuzkoa.eus araba.eus tcu.es rtve.es guardiacivil.es policia.es cnmc.es aepd.es
    redsara.es
    """
)
OFFICIAL_NAMES: Final = re.compile(
    r"(?:^|\.)(?:gob|gov|gouv|gub|govern)(?:\.[a-z]{2})?$"
    r"|(?:^|\.)(?:ayto-?|ayuntamiento(?:de)?-?|aj-|ajuntament(?:de)?-?|concello(?:de)?-?|udala-|dip-|diputacion?(?:de)?-?)[a-z-]+\.(?:es|cat|org|eus|gal|com)$"
)
APPS: Final = {
    "com.google.android.googlequicksearchbox": ("google.com", "search"),
    "com.google.android.gm": ("mail.google.com", "newsletter"),
    "com.facebook.katana": ("facebook.com", "social"),
    "com.instagram.android": ("instagram.com", "social"),
    "com.linkedin.android": ("linkedin.com", "social"),
    "com.reddit.frontpage": ("reddit.com", "social"),
    "com.slack": ("slack.com", "other"),
    "com.twitter.android": ("x.com", "social"),
    "com.whatsapp": ("whatsapp.com", "social"),
    "org.telegram.messenger": ("telegram.org", "social"),
    "com.openai.chatgpt": ("chatgpt.com", "ai"),
    "com.google.android.apps.bard": ("gemini.google.com", "ai"),
    "ai.perplexity.app.android": ("perplexity.ai", "ai"),
}
PAID: Final = _words("cpc ppc cpm cpv cpa paid paidsocial paid_social paidsearch display banner ads retargeting affiliate")
MAIL: Final = _words("email e-mail mail newsletter boletin boletín correo")
_HOST = re.compile(r"^[a-z0-9](?:[a-z0-9_.-]{0,251}[a-z0-9])?$")


def read_referrer(url: str, own_hosts: Container[str]) -> tuple[str, str]:
    """Answers the referrer's host and channel; from the site's own pages, or with no referrer, `("", "direct")`.

    Of the address only the host is kept. The channel is one of search, social, ai, official, newsletter, direct and other.
    """
    host = host_of(url)
    if not host or host in own_hosts or f"www.{host}" in own_hosts:
        return "", "direct"
    return APPS.get(host) or (host, _channel(host))


def channel_of(referred: str, medium: str, campaign: str) -> str:
    """Answers the channel of a view that may carry campaign codes: they are a declaration, and count before the referrer."""
    if medium.lower() in MAIL:
        return "newsletter"
    return "campaign" if campaign or medium.lower() in PAID else referred


@lru_cache(maxsize=10_000)
def host_of(url: str) -> str:
    """Answers the host of an address, lower case and without `www.`; empty if it has none fit to be shown."""
    try:
        host = (urlsplit(url.strip()[:2000]).hostname or "").removeprefix("www.").rstrip(".")
        host = host.encode("idna").decode() if not host.isascii() else host
    except ValueError:
        return ""
    return host if _HOST.match(host) else ""


def spam_hosts(path: Path | None) -> frozenset[str]:
    """Reads a list of spam referrers, one host a line (the shape of Matomo's public-domain list); none without a file."""
    if path is None:
        return frozenset()
    lines = (line.strip().lower().removeprefix("www.") for line in path.read_text(errors="replace").splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


def is_spam(host: str, spam: frozenset[str]) -> bool:
    """Says whether a host, or a domain it is under, is on the list."""
    return bool(spam) and any(parent in spam for parent in _parents(host))


@lru_cache(maxsize=10_000)
def _channel(host: str) -> str:
    parents = _parents(host)
    for hosts, channel in ((ASSISTANTS, "ai"), (WEBMAIL, "newsletter"), (SOCIAL, "social"), (OFFICIAL, "official")):
        if any(parent in hosts for parent in parents):
            return channel
    if OFFICIAL_NAMES.search(host):
        return "official"
    return "search" if host in SEARCH or SEARCH_NAMES.match(host) else "other"  # docs.google.com is no search


def _parents(host: str) -> list[str]:
    """The host and the domains above it, but for the top one."""
    parts = host.split(".")
    return [".".join(parts[index:]) for index in range(len(parts) - 1)] or [host]


def listed_spam() -> frozenset[str]:
    """Answers the installation's list of spam referrers (`PLAZAMAYOR_SPAM_REFERRERS`)."""
    return spam_hosts(settings.SPAM_REFERRERS)
