"""Agents: browser, system and kind of device, against labels given by hand, and machines told from people."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.analytics.agents import read_agent

WIN = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
X11 = "Mozilla/5.0 (X11; Linux x86_64)"
LIKE = "(KHTML, like Gecko)"
KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
IOS = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)"
IPAD = "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X)"


def phone(model: str, version: str = "14", rest: str = "Chrome/126.0.0.0 Mobile Safari/537.36") -> str:
    return f"Mozilla/5.0 (Linux; Android {version}; {model}) {KIT} {rest}"


LABELLED = [
    # Desktops
    (f"{WIN} {KIT} Chrome/126.0.0.0 Safari/537.36", "Chrome 126", "Windows", "desktop"),
    (f"{WIN} {KIT} Chrome/91.0.4472.124 Safari/537.36", "Chrome 91", "Windows", "desktop"),
    (f"Mozilla/5.0 (Windows NT 6.1; WOW64) {KIT} Chrome/109.0.0.0 Safari/537.36", "Chrome 109", "Windows", "desktop"),
    (f"Mozilla/5.0 (Windows NT 6.3; Win64; x64) {KIT} Chrome/103.0.0.0 Safari/537.36", "Chrome 103", "Windows", "desktop"),
    (f"Mozilla/5.0 (Windows NT 5.1) {KIT} Chrome/49.0.2623.112 Safari/537.36", "Chrome 49", "Windows", "desktop"),
    (f"{WIN} {KIT} Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0", "Edge 126", "Windows", "desktop"),
    (f"{WIN} {KIT} Chrome/64.0.3282.140 Safari/537.36 Edge/18.17763", "Edge 18", "Windows", "desktop"),
    (f"{WIN} {KIT} Chrome/120.0.0.0 Safari/537.36 OPR/106.0.0.0", "Opera 106", "Windows", "desktop"),
    (f"{WIN} {KIT} Chrome/124.0.0.0 Safari/537.36 Vivaldi/6.7.3329.35", "Vivaldi 6", "Windows", "desktop"),
    (f"{WIN} {KIT} Chrome/122.0.0.0 YaBrowser/24.4.0.0 Safari/537.36", "Yandex 24", "Windows", "desktop"),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox 127", "Windows", "desktop"),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:115.0) Gecko/20100101 Firefox/115.0", "Firefox 115", "Windows", "desktop"),
    ("Mozilla/5.0 (Windows NT 6.1; rv:52.0) Gecko/20100101 Firefox/52.0", "Firefox 52", "Windows", "desktop"),
    ("Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko", "Internet Explorer 11", "Windows", "desktop"),
    ("Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; Touch; rv:11.0) like Gecko", "Internet Explorer 11", "Windows", "desktop"),
    ("Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; Trident/5.0)", "Internet Explorer 9", "Windows", "desktop"),
    ("Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0)", "Internet Explorer 8", "Windows", "desktop"),
    ("Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; Trident/6.0)", "Internet Explorer 10", "Windows", "desktop"),
    ("Opera/9.80 (Windows NT 6.1; WOW64) Presto/2.12.388 Version/12.18", "Opera 12", "Windows", "desktop"),
    (f"{MAC} {KIT} Chrome/126.0.0.0 Safari/537.36", "Chrome 126", "macOS", "desktop"),
    (f"{MAC} {IOS} Version/17.5 Safari/605.1.15", "Safari 17", "macOS", "desktop"),
    (f"{MAC} {IOS} Version/14.1.2 Safari/605.1.15", "Safari 14", "macOS", "desktop"),
    ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox 127", "macOS", "desktop"),
    (f"{MAC} {KIT} Chrome/125.0.0.0 Safari/537.36 Edg/125.0.0.0", "Edge 125", "macOS", "desktop"),
    (f"{MAC} {KIT} Chrome/123.0.0.0 Safari/537.36 OPR/109.0.0.0", "Opera 109", "macOS", "desktop"),
    (
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_6_8) AppleWebKit/534.59.10 (KHTML, like Gecko) Version/5.1.9 Safari/534.59.10",
        "Safari 5",
        "macOS",
        "desktop",
    ),
    (f"{X11} {KIT} Chrome/126.0.0.0 Safari/537.36", "Chrome 126", "Linux", "desktop"),
    ("Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox 127", "Linux", "desktop"),
    ("Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Gecko/20100101 Firefox/102.0", "Firefox 102", "Linux", "desktop"),
    ("Mozilla/5.0 (X11; Fedora; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0", "Firefox 126", "Linux", "desktop"),
    (f"{X11} {KIT} Ubuntu Chromium/80.0.3987.87 Chrome/80.0.3987.87 Safari/537.36", "Chromium 80", "Linux", "desktop"),
    (f"{X11} {KIT} Chrome/124.0.0.0 Safari/537.36 Edg/124.0.0.0", "Edge 124", "Linux", "desktop"),
    (f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {KIT} Chrome/126.0.0.0 Safari/537.36", "Chrome 126", "Chrome OS", "desktop"),
    (f"Mozilla/5.0 (X11; CrOS aarch64 15699.85.0) {KIT} Chrome/121.0.0.0 Safari/537.36", "Chrome 121", "Chrome OS", "desktop"),
    ("Mozilla/5.0 (X11; FreeBSD amd64; rv:125.0) Gecko/20100101 Firefox/125.0", "Firefox 125", "FreeBSD", "desktop"),
    ("Mozilla/5.0 (X11; OpenBSD amd64; rv:109.0) Gecko/20100101 Firefox/115.0", "Firefox 115", "OpenBSD", "desktop"),
    (f"Mozilla/5.0 (X11; Linux armv7l) {KIT} Chrome/101.0.4951.64 Safari/537.36", "Chrome 101", "Linux", "desktop"),
    (f"{MAC} {IOS} Version/16.6 Safari/605.1.15", "Safari 16", "macOS", "desktop"),
    # Android phones
    (phone("SM-S911B"), "Chrome 126", "Android", "mobile"),
    (phone("SM-A536B", "13", "Chrome/119.0.0.0 Mobile Safari/537.36"), "Chrome 119", "Android", "mobile"),
    (phone("Pixel 8"), "Chrome 126", "Android", "mobile"),
    (phone("Pixel 6a", "12", "Chrome/108.0.0.0 Mobile Safari/537.36"), "Chrome 108", "Android", "mobile"),
    (phone("K", "10"), "Chrome 126", "Android", "mobile"),
    (phone("Redmi Note 8", "9", "Chrome/95.0.4638.74 Mobile Safari/537.36"), "Chrome 95", "Android", "mobile"),
    (phone("moto g(30)", "11", "Chrome/112.0.0.0 Mobile Safari/537.36"), "Chrome 112", "Android", "mobile"),
    (phone("CPH2211", "12", "Chrome/117.0.0.0 Mobile Safari/537.36"), "Chrome 117", "Android", "mobile"),
    (phone("VOG-L29", "10", "Chrome/88.0.4324.93 Mobile Safari/537.36"), "Chrome 88", "Android", "mobile"),
    (
        phone("SAMSUNG SM-G991B", "13", "SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36"),
        "Samsung Internet 23",
        "Android",
        "mobile",
    ),
    (
        phone("SAMSUNG SM-A515F", "11", "SamsungBrowser/14.2 Chrome/87.0.4280.141 Mobile Safari/537.36"),
        "Samsung Internet 14",
        "Android",
        "mobile",
    ),
    ("Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0", "Firefox 127", "Android", "mobile"),
    ("Mozilla/5.0 (Android 9; Mobile; rv:68.0) Gecko/68.0 Firefox/68.0", "Firefox 68", "Android", "mobile"),
    (phone("SM-G973F", "12", "Chrome/124.0.0.0 Mobile Safari/537.36 OPR/82.0.4342.79994"), "Opera 82", "Android", "mobile"),
    (phone("Pixel 7", "13", "Chrome/125.0.0.0 Mobile Safari/537.36 EdgA/125.0.2535.51"), "Edge 125", "Android", "mobile"),
    (
        phone("M2101K6G", "13", "Version/4.0 Chrome/112.0.5615.136 Mobile Safari/537.36 XiaoMi/MiuiBrowser/14.4.0-gn"),
        "Mi Browser 14",
        "Android",
        "mobile",
    ),
    (
        phone("CLT-L29", "10", "Version/4.0 Chrome/88.0.4324.93 HuaweiBrowser/12.0.3.310 Mobile Safari/537.36"),
        "Huawei Browser 12",
        "Android",
        "mobile",
    ),
    (phone("Pixel 5; wv", "12", "Version/4.0 Chrome/120.0.6099.43 Mobile Safari/537.36"), "Android WebView 120", "Android", "mobile"),
    (
        phone("SM-A127F; wv", "12", "Version/4.0 Chrome/121.0.6167.178 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/449.0.0.45.110;]"),
        "Facebook 449",
        "Android",
        "mobile",
    ),
    (
        phone("SM-G998B; wv", "13", "Version/4.0 Chrome/119.0.6045.193 Mobile Safari/537.36 Instagram 309.1.0.41.113 Android"),
        "Instagram 309",
        "Android",
        "mobile",
    ),
    (
        f"Mozilla/5.0 (Linux; U; Android 4.4.2; es-es; GT-I9505 Build/KOT49H) AppleWebKit/534.30 {LIKE} Version/4.0 Mobile Safari/534.30",
        "Android Browser 4",
        "Android",
        "mobile",
    ),
    (
        f"Mozilla/5.0 (Linux; U; Android 2.3.6; es-es; GT-S5830) AppleWebKit/533.1 {LIKE} Version/4.0 Mobile Safari/533.1",
        "Android Browser 2",
        "Android",
        "mobile",
    ),
    (
        (
            "Mozilla/5.0 (Linux; U; Android 13; en-US; RMX3085) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/100.0.4896.58 "
            "UCBrowser/13.4.0.1306 Mobile Safari/537.36"
        ),
        "UC Browser 13",
        "Android",
        "mobile",
    ),
    (phone("Nokia 5.4", "12", "Chrome/110.0.0.0 Mobile Safari/537.36"), "Chrome 110", "Android", "mobile"),
    (phone("SM-A528B", "14", "Chrome/122.0.0.0 Mobile DuckDuckGo/5 Safari/537.36"), "DuckDuckGo 5", "Android", "mobile"),
    (phone("2201117TY", "13", "Chrome/123.0.0.0 Mobile Safari/537.36"), "Chrome 123", "Android", "mobile"),
    # Apple phones
    (f"{IPHONE} {IOS} Version/17.5 Mobile/15E148 Safari/604.1", "Safari 17", "iOS", "mobile"),
    (f"{IPHONE.replace('17_5', '15_6')} {IOS} Version/15.6 Mobile/15E148 Safari/604.1", "Safari 15", "iOS", "mobile"),
    (f"{IPHONE.replace('17_5', '12_5_7')} {IOS} Version/12.1.2 Mobile/15E148 Safari/604.1", "Safari 12", "iOS", "mobile"),
    (
        f"Mozilla/5.0 (iPhone; CPU iPhone OS 9_3_5 like Mac OS X) AppleWebKit/601.1.46 {LIKE} Version/9.0 Mobile/13G36 Safari/601.1",
        "Safari 9",
        "iOS",
        "mobile",
    ),
    (f"{IPHONE} {IOS} CriOS/126.0.6478.35 Mobile/15E148 Safari/604.1", "Chrome 126", "iOS", "mobile"),
    (f"{IPHONE} {IOS} FxiOS/127.0 Mobile/15E148 Safari/605.1.15", "Firefox 127", "iOS", "mobile"),
    (f"{IPHONE} {IOS} Version/17.0 EdgiOS/125.0.2535.60 Mobile/15E148 Safari/605.1.15", "Edge 125", "iOS", "mobile"),
    (f"{IPHONE} {IOS} Mobile/15E148", "iOS WebView", "iOS", "mobile"),
    (f"{IPHONE} {IOS} Mobile/15E148 Instagram 334.0.4.32.98 (iPhone14,5; iOS 17_5; es_ES)", "Instagram 334", "iOS", "mobile"),
    (f"{IPHONE} {IOS} Mobile/21F79 [FBAN/FBIOS;FBAV/466.0.0.36.103;FBDV/iPhone13,2]", "Facebook 466", "iOS", "mobile"),
    (f"{IPHONE} {IOS} GSA/319.0.642399171 Mobile/15E148 Safari/604.1", "Google 319", "iOS", "mobile"),
    (f"{IPHONE} {IOS} Version/17.5 Mobile/15E148 DuckDuckGo/7 Safari/605.1.15", "DuckDuckGo 7", "iOS", "mobile"),
    (
        f"Mozilla/5.0 (iPod touch; CPU iPhone OS 12_5_5 like Mac OS X) {IOS} Version/12.1.2 Mobile/15E148 Safari/604.1",
        "Safari 12",
        "iOS",
        "mobile",
    ),
    # Other phones
    (
        (
            "Mozilla/5.0 (Windows Phone 10.0; Android 6.0.1; Microsoft; Lumia 950) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/52.0.2743.116 Mobile Safari/537.36 Edge/15.15254"
        ),
        "Edge 15",
        "Windows Phone",
        "mobile",
    ),
    ("Mozilla/5.0 (Mobile; Nokia 8110 4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5", "Firefox 48", "KaiOS", "mobile"),
    ("Opera/9.80 (J2ME/MIDP; Opera Mini/9.80; U; es) Presto/2.5.25 Version/10.54", "Opera Mini 9", "", "mobile"),
    ("Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; es) Presto/2.12.423 Version/12.16", "Opera Mini 36", "Android", "mobile"),
    (
        "Mozilla/5.0 (BB10; Touch) AppleWebKit/537.10+ (KHTML, like Gecko) Version/10.0.9.2372 Mobile Safari/537.10+",
        "BlackBerry WebKit 10",
        "BlackBerry OS",
        "mobile",
    ),
    ("BlackBerry9700/5.0.0.862 Profile/MIDP-2.1 Configuration/CLDC-1.1 VendorID/331", "BlackBerry 9700", "BlackBerry OS", "mobile"),
    # Tablets
    (f"{IPAD} {IOS} Version/17.5 Mobile/15E148 Safari/604.1", "Safari 17", "iOS", "tablet"),
    (f"{IPAD.replace('17_5', '12_5_7')} {IOS} Version/12.1.2 Mobile/15E148 Safari/604.1", "Safari 12", "iOS", "tablet"),
    (f"{IPAD} {IOS} CriOS/125.0.6422.80 Mobile/15E148 Safari/604.1", "Chrome 125", "iOS", "tablet"),
    (f"{IPAD} {IOS} FxiOS/126.0 Mobile/15E148 Safari/605.1.15", "Firefox 126", "iOS", "tablet"),
    (phone("SM-T510", "11", "Chrome/124.0.0.0 Safari/537.36"), "Chrome 124", "Android", "tablet"),
    (phone("SM-X200", "13", "Chrome/125.0.0.0 Safari/537.36"), "Chrome 125", "Android", "tablet"),
    (phone("SAMSUNG SM-T870", "13", "SamsungBrowser/22.0 Chrome/111.0.5563.116 Safari/537.36"), "Samsung Internet 22", "Android", "tablet"),
    (phone("Lenovo TB-X606F", "10", "Chrome/121.0.0.0 Safari/537.36"), "Chrome 121", "Android", "tablet"),
    ("Mozilla/5.0 (Android 12; Tablet; rv:109.0) Gecko/115.0 Firefox/115.0", "Firefox 115", "Android", "tablet"),
    (phone("KFTRWI", "9", "Silk/120.1.1 like Chrome/120.0.6099.40 Safari/537.36"), "Silk 120", "Android", "tablet"),
    (phone("AGS2-W09", "8.0.0", "Chrome/96.0.4664.45 Safari/537.36"), "Chrome 96", "Android", "tablet"),
    (phone("Pixel Tablet", "14", "Chrome/126.0.0.0 Safari/537.36"), "Chrome 126", "Android", "tablet"),
    # What is watched or played on
    (
        "Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.5) AppleWebKit/537.36 (KHTML, like Gecko) 85.0.4183.93/6.5 TV Safari/537.36",
        "Safari",
        "Tizen",
        "other",
    ),
    (
        "Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/87.0.4280.88 Safari/537.36 WebAppManager",
        "Chrome 87",
        "webOS",
        "other",
    ),
    (
        "Mozilla/5.0 (PlayStation; PlayStation 5/2.26) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.0 Safari/605.1.15",
        "Safari 13",
        "",
        "other",
    ),
    (
        "Mozilla/5.0 (Nintendo Switch; WifiWebAuthApplet) AppleWebKit/609.4 (KHTML, like Gecko) NF/6.0.2.21.3 NintendoBrowser/5.1.0.22474",
        "",
        "",
        "other",
    ),
    (phone("BRAVIA 4K GB", "10", "Chrome/105.0.5195.136 Safari/537.36"), "Chrome 105", "Android", "other"),
]


def test_a_hundred_agents_are_labelled() -> None:
    assert len(LABELLED) >= 100
    assert len({agent for agent, *_ in LABELLED}) == len(LABELLED)


@pytest.mark.parametrize(("agent", "browser", "system", "device"), LABELLED)
def test_an_agent_is_read_as_a_person_labelled_it(agent: str, browser: str, system: str, device: str) -> None:
    read = read_agent(agent)

    assert (f"{read.browser} {read.browser_version}".strip(), read.system, read.device) == (browser, system, device)
    assert read.bot == ""


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "   ",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        f"Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X) {KIT} Chrome/126.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1)",
        f"Mozilla/5.0 {KIT}; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
        "Mozilla/5.0 (compatible; ClaudeBot/1.0; +claudebot@anthropic.com)",
        "Mozilla/5.0 (compatible; Invented Thing)",
        f"{X11} {KIT} HeadlessChrome/126.0.0.0 Safari/537.36",
        f"{WIN} {KIT} Chrome/126.0.0.0 Safari/537.36 (some monitoring, https://example.org)",
        "curl/8.5.0",
        "python-requests/2.32.3",
        "Wget/1.21.4",
        "Go-http-client/2.0",
        "okhttp/4.12.0",
        "an-invented-fetcher/1.0",
    ],
)
def test_machines_are_told_from_people(agent: str) -> None:
    assert read_agent(agent).bot != ""


@given(st.text(max_size=2000))
def test_any_text_is_read(agent: str) -> None:
    assert read_agent(agent).device in {"mobile", "tablet", "desktop", "other"}


@pytest.mark.real
def test_nearly_every_known_crawler_is_caught(real_data: Path) -> None:
    known = json.loads((real_data / "user_agents" / "crawler-user-agents.json").read_text())
    agents = [agent for crawler in known for agent in crawler["instances"]]

    missed = [agent for agent in agents if not read_agent(agent).bot]

    assert len(agents) > 2000
    assert len(missed) <= len(agents) * 0.02, missed  # what is left calls itself an ordinary browser, but for one word


@pytest.mark.real
def test_the_agents_of_a_real_log_are_read(real_data: Path) -> None:
    lines = (real_data / "access_logs" / "combined_2015_1000.log").read_text(errors="replace").splitlines()
    agents = {line.rsplit('"', 2)[1] for line in lines if line.count('"') >= 6}

    browsers = {agent for agent in agents if agent.startswith("Mozilla/") and "compatible" not in agent and not read_agent(agent).bot}

    assert len(browsers) > 50
    assert [agent for agent in browsers if not read_agent(agent).browser] == []
