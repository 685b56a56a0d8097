"""What an agent says about itself: browser, system, kind of device, and whether it is a machine.

Browsers and systems come from ua-parser's list, machines from crawlerdetect's and from ua-parser's spiders; what those lists leave
out is caught by how machines introduce themselves: with an address to write to, as `compatible;` with something, or with no browser.
"""

import re
from functools import cache, lru_cache
from itertools import takewhile
from typing import Final

import msgspec
import ua_parser_rs
from crawlerdetect import providers
from ua_parser import Domain, load_lazy_builtins
from ua_parser.regex import Resolver

LONGEST: Final = 512


class Agent(msgspec.Struct, frozen=True):
    """What can be told from an agent. Empty where nothing is known; `bot` names the machine, empty for people's browsers.

    `browser_version` is the major number only, and `device` one of mobile, tablet, desktop and other.
    """

    browser: str
    browser_version: str
    system: str
    device: str
    bot: str


BROWSERS: Final = {
    "Amazon Silk": "Silk",
    "Android": "Android Browser",
    "Chrome Mobile": "Chrome",
    "Chrome Mobile iOS": "Chrome",
    "Chrome Mobile WebView": "Android WebView",
    "Edge Mobile": "Edge",
    "Firefox iOS": "Firefox",
    "Firefox Mobile": "Firefox",
    "IE Mobile": "Internet Explorer",
    "IE": "Internet Explorer",
    "MiuiBrowser": "Mi Browser",
    "Mobile Safari": "Safari",
    "Mobile Safari UI/WKWebView": "iOS WebView",
    "Opera Mobile": "Opera",
    "Samsung Internet": "Samsung Internet",
    "DuckDuckGo Mobile": "DuckDuckGo",
    "Vivaldi Mobile": "Vivaldi",
    "Yandex Browser": "Yandex",
    "Other": "",
}
SYSTEMS: Final = {
    "Arch Linux": "Linux",
    "CentOS": "Linux",
    "Debian": "Linux",
    "Fedora": "Linux",
    "Gentoo": "Linux",
    "Linux Mint": "Linux",
    "Mandriva": "Linux",
    "Mac OS": "macOS",
    "Mac OS X": "macOS",
    "Red Hat": "Linux",
    "Slackware": "Linux",
    "SUSE": "Linux",
    "Ubuntu": "Linux",
    "Web0S": "webOS",
    "Other": "",
}
_KINDS: Final = (  # the first that matches decides
    (r"\b(?:smart-?tv|googletv|hbbtv|apple ?tv|bravia|netcast|web0s|webos|viera|roku|aft[a-z]{1,4}|crkey|tv)\b", "other"),
    (r"playstation|xbox|nintendo", "other"),
    (r"ipad|tablet|kindle|playbook|\bkf[a-z]{2,4}\b|\bsm-[tx][0-9]{3}|\bgt-[pn][0-9]{4}", "tablet"),
    (r"mobi|iphone|ipod|phone|blackberry|\bbb10\b|opera mini|nokia|symbian|series ?[46]0|j2me|midp|ucweb|sonyericsson|kaios", "mobile"),
    (r"android|silk", "tablet"),
    (r"windows|macintosh|linux|x11|cros|bsd|sunos", "desktop"),
)
_MANNERS: Final = (  # of machines no list knows
    (r"https?://|\bwww\.|[a-z0-9_.+-]+(?:@|\[at\]|\(at\))[a-z0-9-]+\.[a-z]", "names an address"),
    (
        r"(headless|phantomjs|playwright|puppeteer|selenium|webdriver|cypress|jsdom|lighthouse|synthetic|monitor|scanner|scanning|prerender)",
        "$1",
    ),
    (r"(scan)\b|(-user)/|(agent)\)", "$1$2$3"),
)
_COMPATIBLE = re.compile(r"compatible;(?! ?(?:msie|konqueror|windows|googletoolbar)) ?([\w .-]*)", re.IGNORECASE)


def _extractor(rules: tuple[tuple[str, str], ...]) -> ua_parser_rs.DeviceExtractor:
    """Prepares rules, in order, for ua-parser's engine: the family of the first pattern that matches is the answer."""
    return ua_parser_rs.DeviceExtractor([(pattern, "i", family, None, None) for pattern, family in rules])


_kind = _extractor(_KINDS)
_manner = _extractor(_MANNERS)


def _is_spider(device: object) -> bool:
    return getattr(device, "family", "") == "Spider"


@cache
def _reader() -> Resolver:
    """The ua-parser package's lists of browsers and systems and, of its devices, the spiders that head the list.

    All devices would double the time; spiders further down are names so general that devices have to be tried before them.
    """
    browsers, systems, devices = load_lazy_builtins()
    return Resolver((browsers, systems, list(takewhile(_is_spider, devices))))


@lru_cache(maxsize=50_000)
def read_agent(agent: str) -> Agent:
    """Reads an agent; any text is answered, an empty one as a machine."""
    text = agent[:LONGEST]
    parsed = _reader()(text, Domain.ALL)
    browser = parsed.user_agent.family if parsed.user_agent else "Other"
    return Agent(
        browser=BROWSERS.get(browser, browser),
        browser_version=(parsed.user_agent.major or "") if parsed.user_agent else "",
        system=_system(parsed.os.family if parsed.os else "Other"),
        device=_device(text),
        bot=_listed(text) or (browser if parsed.device else "") or _behaves_as_machine(text, browser),
    )


def _system(family: str) -> str:
    return SYSTEMS.get(family, "Windows" if family.startswith("Windows") and family != "Windows Phone" else family)


def _device(text: str) -> str:
    """Places an agent among the four kinds of device; what is watched or played on is `other`."""
    found = _kind.extract(text)
    return str(found.family) if found else "other"


@cache
def _excluded() -> re.Pattern[str]:
    """What crawlerdetect takes out of an agent before it looks."""
    return re.compile("|".join(providers.exclusions.data), re.IGNORECASE)


@cache
def _machines() -> tuple[ua_parser_rs.DeviceExtractor, re.Pattern[str]]:
    """Crawlerdetect's list, searched by ua-parser's engine (two hundred times faster); patterns that look ahead are left to `re`."""
    ahead = [pattern for pattern in providers.crawlers.data if "(?" in pattern]
    plain = tuple((f"({pattern})", "$1") for pattern in providers.crawlers.data if "(?" not in pattern)
    return _extractor(plain), re.compile("|".join(ahead) or r"(?!)", re.IGNORECASE)


def _listed(text: str) -> str:
    """Names the machine if crawlerdetect's list knows it."""
    rest = _excluded().sub("", text).strip()
    if not rest:
        return ""
    extractor, ahead = _machines()
    found = extractor.extract(rest)
    if found is not None:
        return str(found.family)
    match = ahead.search(rest)
    return match.group() if match else ""


def _behaves_as_machine(text: str, browser: str) -> str:
    """Says in a word or two why an agent no list knows is a machine's."""
    if not text.strip():
        return "no agent"
    if found := _manner.extract(text):
        return str(found.family).lower()
    if named := _COMPATIBLE.search(text):
        return named.group(1).strip() or "compatible"
    return "no browser" if browser == "Other" and not text.startswith(("Mozilla/", "Opera/")) else ""
