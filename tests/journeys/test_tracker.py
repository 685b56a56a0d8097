"""The tracker in a real browser: what a citizen does on a town's pages is in the spool, and nothing is stored in the browser."""

import contextlib
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from plazamayor.analytics.events import Event, Kind
from tests.journeys.conftest import ARGUMENTS, BROWSERS
from tests.journeys.installation import Installation

AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"
PAGES = {
    "/": """<h1>Town hall</h1><div style="height:3000px"></div>
        <a id="out" href="http://localhost:{port}/elsewhere">Another site</a> <a id="file" href="/bases.pdf" download>Terms</a>
        <a id="in" href="/two">Two</a>
        <button id="video" data-plaza-event="video" data-plaza-title="Fiestas"><span id="inner">See</span></button>
        <form id="solicitud" action="/two"><button id="send">Send</button></form>
        <form id="voto" action="/two" data-plaza-event="vote"><button id="vote">Vote</button></form>""",
    "/two": "<h1>Two</h1>",
    "/gone": '<meta name="plaza-status" content="404"><h1>Not found</h1>',
    "/vitals": '<script defer src="{collector}/v.js"></script><h1>Vitals</h1><button id="press">Press</button>',
    "/plain": '<noscript><img src="{collector}/e.gif" alt="" width="1" height="1" referrerpolicy="no-referrer-when-downgrade"></noscript>',
}


def count_loopback() -> int:
    """Adds a site for pages of this machine. Runs in a process of the installation's."""
    from plazamayor.analytics.models import Hostname, Site
    from plazamayor.organisation.models import Organisation

    site = Site.objects.create(organisation=Organisation.objects.get(), domain="127.0.0.1", exempt=False)
    Hostname.objects.create(site=site, name="127.0.0.1")
    return site.pk


def port_of(server: ThreadingHTTPServer) -> int:
    return int(server.socket.getsockname()[1])


class Town:
    """A town's pages, the citizen's browser and the events that reached the spool."""

    def __init__(self, installation: Installation, port: int, context: BrowserContext) -> None:
        self.installation = installation
        self.address = f"http://127.0.0.1:{port}"
        self.context = context
        self.page: Page = context.new_page()
        self.read: dict[str, list[bytes]] = {}

    def open(self, path: str) -> None:
        """Opens a page and waits until it has been counted."""
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")

    def events(self) -> list[Event]:
        """Everything in the spool, in the order it came."""
        from plazamayor.analytics.collector.flusher import Spooled
        from plazamayor.analytics.collector.spool import frames

        for segment in (self.installation.home / "spool" / "0").glob("*.seg"):
            with contextlib.suppress(FileNotFoundError):  # moved to the store and removed meanwhile
                self.read[segment.name] = [content for _, content in frames(segment, 0, segment.stat().st_size)]
        contents = [content for name in sorted(self.read) for content in self.read[name]]
        return [each.event for content in contents for each in msgspec.msgpack.decode(content, type=list[Spooled])]

    def wait_for(self, kind: Kind, *, count: int = 1) -> list[Event]:
        """Waits until so many events of a kind have come and gives those of that kind."""
        limit = time.monotonic() + 15
        while len(found := [event for event in self.events() if event.kind == kind]) < count and time.monotonic() < limit:
            time.sleep(0.1)
        assert len(found) == count, [(event.kind.name, event.path, event.target) for event in self.events()]
        return found


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    installation = Installation(tmp_path_factory.mktemp("tracker"))
    installation.sign_in_link()
    installation.call(count_loopback)
    installation.start()
    yield installation
    installation.stop()


@pytest.fixture
def pages(served: Installation) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = PAGES.get(self.path.partition("?")[0], "<h1>Here</h1>")
            tag = "" if body == PAGES["/plain"] else f'<script defer src="{served.address}/p.js" data-search="q"></script>'
            text = f"<!doctype html><title>Town</title>{tag}" + body.format(port=port_of(server), collector=served.address)
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *arguments: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield port_of(server)
    server.shutdown()


@pytest.fixture(scope="module")
def citizens(browser: Browser) -> Iterator[Browser]:
    """A browser that is no headless one to anybody: what a page sends as it ends carries the browser's own agent, not a context's."""
    path = next(found for name in BROWSERS if (found := shutil.which(name)))
    ordinary = browser.browser_type.launch(executable_path=path, args=[*ARGUMENTS, f"--user-agent={AGENT}"])
    yield ordinary
    ordinary.close()


@pytest.fixture
def visit(served: Installation, pages: int, citizens: Browser) -> Iterator[Callable[..., Town]]:
    """Begins a citizen's visit in a browser of their own; the spool is read from here on."""
    contexts: list[BrowserContext] = []

    def begin(**options: Any) -> Town:
        contexts.append(citizens.new_context(locale="es-ES", **options))
        town = Town(served, pages, contexts[-1])
        seen = len(town.events())
        everything = town.events
        town.events = lambda: everything()[seen:]  # type: ignore[method-assign]  # only what this visit does
        return town

    yield begin
    for context in contexts:
        context.close()


def test_a_visit_is_seen_with_its_time_and_depth_and_nothing_is_stored_in_the_browser(visit: Callable[..., Town]) -> None:
    town = visit()
    town.open("/?q=Padr%C3%B3n&utm_source=boletin&pz=ibi")
    town.page.mouse.wheel(0, 1500)
    town.page.wait_for_timeout(1600)
    town.page.click("#in")

    first, second = town.wait_for(Kind.PAGE_VIEW, count=2)
    (search,) = town.wait_for(Kind.SEARCH)
    (engaged,) = town.wait_for(Kind.ENGAGEMENT)
    assert (first.path, first.utm_source, first.campaign, first.channel) == ("/", "boletin", "ibi", "campaign")
    assert (second.path, second.channel, second.visitor) == ("/two", "direct", first.visitor)
    assert search.target == "padrón"
    assert (engaged.path, engaged.seconds in range(1, 6), 30 < engaged.scroll <= 100) == ("/", True, True)
    assert town.context.cookies() == []
    assert town.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_links_files_forms_and_declared_events_are_seen(visit: Callable[..., Town]) -> None:
    town = visit()
    town.open("/")
    town.page.evaluate("document.addEventListener('click', event => event.target.closest('a') && event.preventDefault())")
    for link in ("#out", "#file", "#in"):
        town.page.click(link)
    town.page.click("#inner")
    town.page.click("#send")
    town.page.wait_for_url("**/two*")
    town.open("/")
    town.page.click("#vote")
    town.page.wait_for_url("**/two*")

    (outbound,) = town.wait_for(Kind.OUTBOUND)
    (download,) = town.wait_for(Kind.DOWNLOAD)
    forms = town.wait_for(Kind.FORM, count=2)
    video, vote = town.wait_for(Kind.CUSTOM, count=2)
    assert outbound.target == "localhost/elsewhere"
    assert download.target == "/bases.pdf"
    assert [form.target for form in forms] == ["solicitud", "voto"]
    assert (video.target, video.properties, vote.target) == ("video", {"title": "Fiestas"}, "vote")


def test_pages_of_a_single_page_application_are_views_and_a_replaced_query_is_not(visit: Callable[..., Town]) -> None:
    town = visit()
    town.open("/two")
    town.page.evaluate("history.pushState({}, '', '/spa/a')")
    town.page.evaluate("history.replaceState({}, '', '/spa/a?scroll=1')")
    town.page.evaluate("history.replaceState({}, '', '/spa/b')")
    town.page.evaluate("location.hash = 'seccion'")
    town.page.evaluate("location.hash = '/ruta'")
    town.page.go_back()
    town.page.go_back()

    views = town.wait_for(Kind.PAGE_VIEW, count=5)
    assert [view.path for view in views] == ["/two", "/spa/a", "/spa/b", "/spa/b#/ruta", "/spa/b"]


def test_a_page_that_says_it_was_not_found_is_counted_as_such(visit: Callable[..., Town]) -> None:
    town = visit()
    town.open("/gone")

    (missing,) = town.wait_for(Kind.NOT_FOUND)
    assert (missing.path, [event for event in town.events() if event.kind == Kind.PAGE_VIEW]) == ("/gone", [])


def test_the_page_s_own_script_may_count_opt_out_and_ask_for_a_token(visit: Callable[..., Town]) -> None:
    town = visit()
    town.open("/two")
    town.page.evaluate("plaza.event('votado', {opcion: 2})")
    token = town.page.evaluate("plaza.token()")
    town.page.evaluate("plaza.optOut()")
    town.page.evaluate("plaza.event('after')")
    stored = town.page.evaluate("Object.keys(localStorage)")
    town.open("/")
    town.page.evaluate("plaza.optIn()")
    town.page.evaluate("plaza.event('again')")

    custom = town.wait_for(Kind.CUSTOM, count=2)
    assert [(event.target, event.properties) for event in custom] == [("votado", {"opcion": "2"}), ("again", {})]
    assert len(token) > 60
    assert stored == ["plaza-optout"]
    assert town.page.evaluate("localStorage.length") == 0


def test_global_privacy_control_is_honoured(visit: Callable[..., Town]) -> None:
    town = visit()
    town.context.add_init_script("Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})")
    town.open("/")
    town.page.evaluate("plaza.event('no')")
    assert town.page.evaluate("plaza.token()") == ""
    town.page.wait_for_timeout(500)

    assert town.events() == []


def test_without_beacons_a_plain_request_serves(visit: Callable[..., Town]) -> None:
    town = visit()
    town.context.add_init_script("navigator.sendBeacon = undefined")
    town.open("/two")

    (view,) = town.wait_for(Kind.PAGE_VIEW)
    assert view.path == "/two"


def test_without_javascript_the_pixel_counts_the_page(visit: Callable[..., Town]) -> None:
    town = visit(java_script_enabled=False)
    town.open("/plain?nif=12345678Z")

    (view,) = town.wait_for(Kind.PAGE_VIEW)
    assert (view.path, view.browser) == ("/plain", "Chrome")


def test_a_page_restored_from_the_browser_s_memory_is_a_view(visit: Callable[..., Town]) -> None:
    town = visit()
    town.open("/two")
    town.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")

    assert [view.path for view in town.wait_for(Kind.PAGE_VIEW, count=2)] == ["/two", "/two"]


def test_the_vitals_of_a_page_are_measured_when_it_is_left(visit: Callable[..., Town]) -> None:
    town = visit()
    town.open("/vitals")
    town.page.evaluate("press.onclick = () => { const until = Date.now() + 100; while (Date.now() < until); }")  # what is quick is not told
    town.page.click("#press")
    town.page.wait_for_timeout(600)
    town.page.evaluate("Object.defineProperty(document, 'visibilityState', {value: 'hidden'})")
    town.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    vitals = {vital.target: vital.value for vital in town.wait_for(Kind.VITAL, count=3)}
    assert set(vitals) == {"LCP", "INP", "CLS"}
    assert 0 < vitals["LCP"] < 20_000
    assert 0 < vitals["INP"] < 5_000
    assert vitals["CLS"] < 1
