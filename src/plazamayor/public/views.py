"""Citizens' pages. They set no cookie: the language asked for travels in the address."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from plazamayor.public import access, described, feeds, queries
from plazamayor.public.access import Place
from plazamayor.public.colours import Shades, shades
from plazamayor.public.news import Reading, language_name, path_of
from plazamayor.publishing.queries import public_piece, published, svg_of

NAMES = {"es": "Castellano", "en": "English"}
A_PAGE = 12
LONGEST_SEARCH = 100
A_WHILE = 300
View = Callable[..., HttpResponse]


@require_safe
def square(request: HttpRequest, organisation: str) -> HttpResponse:
    """Tells what is measured of an administration's website and what is not, and counts this very visit."""
    found = access.square_of(organisation, request.get_host())
    today = timezone.now().astimezone(ZoneInfo(found.site.time_zone)).date()
    place = access.place_of(organisation, request.get_host())
    with _spoken(request) as spoken:
        return _page(request, "public/square.html", place, spoken, seen=queries.seen(found.site, today))


@require_safe
def accessibility(request: HttpRequest, organisation: str) -> HttpResponse:
    """Shows the accessibility statement of the administration's pages on this installation (RD 1112/2018, art. 15)."""
    place = access.place_of(organisation, request.get_host())
    with _spoken(request) as spoken:
        return _page(request, "public/accessibility.html", place, spoken)


def placed(view: View) -> View:
    """Gives a view the administration's pages and the language asked for, and speaks it."""

    @require_safe
    @wraps(view)
    def found(request: HttpRequest, organisation: str, **given: Any) -> HttpResponse:
        place = access.place_of(organisation, request.get_host())
        with _spoken(request) as spoken, timezone.override(ZoneInfo(place.organisation.time_zone)):
            return view(request, place, spoken, **given)

    return found


@placed
def news(request: HttpRequest, place: Place, spoken: str) -> HttpResponse:
    """What has been published, the latest first; those that hold some words, when they are asked for."""
    wanted = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    number = request.GET.get("page", "1")
    start = (max(1, int(number)) - 1) * A_PAGE if number.isdecimal() and len(number) < 6 else 0  # noqa: PLR2004 five figures of pages
    shelf = published(place.organisation, language=_asked(request, place), wanted=wanted, start=start, most=A_PAGE)
    page = Paginator(range(shelf.count), A_PAGE).get_page(number)
    if not shelf.pieces and shelf.count:  # a page past the last one is the last one
        shelf = published(place.organisation, language=_asked(request, place), wanted=wanted, start=page.start_index() - 1, most=A_PAGE)
    readings = [Reading(place, each) for each in shelf.pieces]
    shown: dict[str, Any] = {"readings": readings, "page": page, "wanted": wanted, "count": shelf.count, "feeds": _feeds(place)}
    response = _page(request, "public/news.html", place, spoken, **shown)
    return _announced(response, place)


@placed
def piece(request: HttpRequest, place: Place, spoken: str, slug: str) -> HttpResponse:
    """A piece; one that was withdrawn says so, with the status of what is gone."""
    reading = _reading(request, place, slug)
    if reading.piece.withdrawn:
        return _page(request, "public/withdrawn.html", place, spoken, status=410, reading=reading)
    preview = reverse("public_preview", args=[place.organisation.code, slug])
    reading.more["preview"] = preview if not spoken else f"{preview}?language={reading.piece.language}"
    shown: dict[str, Any] = {"reading": reading, "data": described.linked_data(reading), "canonical": reading.address}
    response = _page(request, "public/piece.html", place, spoken, **shown)
    response.headers["Content-Language"] = reading.piece.language or response.headers["Content-Language"]
    return response


@placed
def event(request: HttpRequest, place: Place, spoken: str, slug: str) -> HttpResponse:
    """The event of a piece, for calendars."""
    reading = _there(_reading(request, place, slug))
    if reading.hours is None:
        raise Http404(_("This has no hour."))
    response = HttpResponse(feeds.calendar(reading), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}.ics"'
    return response


@placed
def picture(request: HttpRequest, place: Place, spoken: str, slug: str) -> HttpResponse:
    """The infographic of a piece, as SVG."""
    reading = _there(_reading(request, place, slug))
    if reading.picture is None:
        raise Http404
    response = HttpResponse(svg_of(reading.picture), content_type="image/svg+xml")
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


@placed
def preview(request: HttpRequest, place: Place, spoken: str, slug: str) -> HttpResponse:
    """The picture that networks show of a piece."""
    reading = _there(_reading(request, place, slug))
    response = HttpResponse(described.preview(place, reading.piece.title), content_type="image/png")
    response["Cache-Control"] = "public, max-age=86400"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@placed
def feed(request: HttpRequest, place: Place, spoken: str, form: str) -> HttpResponse:
    """The latest pieces, for programs."""
    if form not in feeds.TYPES:
        raise Http404
    language = _asked(request, place)
    shelf = published(place.organisation, language=language, most=feeds.MOST)
    response = HttpResponse(feeds.feed(place, shelf.pieces, form, language), content_type=feeds.TYPES[form])
    response["Cache-Control"] = f"public, max-age={A_WHILE}"
    response["Access-Control-Allow-Origin"] = "*"
    return _announced(response, place, form)


@placed
def sitemap(request: HttpRequest, place: Place, spoken: str) -> HttpResponse:
    """Every piece, for those who search."""
    shelf = published(place.organisation, most=50_000)
    readings = [Reading(place, each) for each in shelf.pieces]
    return render(request, "public/sitemap.xml", {"place": place, "home": feeds.home(place), "readings": readings}, "application/xml")


@cache_control(public=True, max_age=A_WHILE)
@placed
def look(request: HttpRequest, place: Place, spoken: str) -> HttpResponse:
    """The administration's colour, as a style sheet."""
    colour = place.look.colour
    tones: dict[str, Shades] = {"light": shades(colour, dark=False), "dark": shades(colour, dark=True)} if colour else {}
    return render(request, "public/look.css", {"tones": tones, "spoken": spoken}, "text/css; charset=utf-8")


@cache_control(public=True, max_age=A_WHILE)
@placed
def crest(request: HttpRequest, place: Place, spoken: str) -> HttpResponse:
    """The administration's crest."""
    if not place.look.crest:
        raise Http404
    return HttpResponse(bytes(place.look.crest), content_type="image/png")


def _reading(request: HttpRequest, place: Place, slug: str) -> Reading:
    """A piece in the language asked; raises Http404 for one that never was."""
    found = public_piece(place.organisation, slug, language=_asked(request, place))
    if found is None:
        raise Http404(_("There is no such page here."))
    return Reading(place, found)


def _there(reading: Reading) -> Reading:
    if reading.piece.withdrawn:
        raise Http404(_("This was withdrawn."))
    return reading


def _asked(request: HttpRequest, place: Place) -> str:
    """The language asked for, if the administration speaks it; else its first."""
    languages = place.organisation.languages
    asked = request.GET.get("language", "")
    return asked if asked in languages else (languages[0] if languages else "")


def _feeds(place: Place) -> list[tuple[str, str, str]]:
    """Name, type and address of each feed."""
    names = {"atom.xml": "Atom", "rss.xml": "RSS", "feed.json": "JSON"}
    return [(name, feeds.TYPES[form].partition(";")[0], feeds.feed_address(place, form)) for form, name in names.items()]


def _announced(response: HttpResponse, place: Place, form: str = "atom.xml") -> HttpResponse:
    """Says where a page is announced (WebSub, 4)."""
    if place.look.hub:
        response["Link"] = f'<{place.look.hub}>; rel="hub", <{feeds.feed_address(place, form)}>; rel="self"'
    return response


@contextmanager
def _spoken(request: HttpRequest) -> Iterator[str]:
    """Speaks the language that the address asks for, where the program does, else the usual; gives what was asked, as addresses say it."""
    asked = request.GET.get("language", "")
    known = asked in dict(settings.LANGUAGES)
    with translation.override(asked if known else translation.get_language()):
        yield f"?language={asked}" if asked.isalpha() and len(asked) <= 3 else ""  # noqa: PLR2004 codes of two or three letters


def _page(request: HttpRequest, template: str, place: Place, spoken: str, *, status: int = 200, **more: Any) -> HttpResponse:
    """Draws a page of the administration."""
    language = str(translation.get_language())
    reading: Reading | None = more.get("reading")
    others = reading.others if reading else _others(place, spoken.partition("=")[2] or language)
    context = {
        "organisation": place.organisation,
        "place": place,
        "site": place.site,
        "others": others,
        "spoken": spoken,
        "path": path_of(place, reading.piece) if reading else request.path,
        **more,
    }
    response = render(request, template, context, status=status)
    response.headers["Content-Language"] = language
    return response


def _others(place: Place, spoken: str) -> list[tuple[str, str]]:
    """The other languages that can be asked for: those of the program, and those in which the administration publishes."""
    codes = dict.fromkeys([*place.organisation.languages, *NAMES])
    return [(code, NAMES.get(code) or language_name(code)) for code in codes if code != spoken]
