"""Pages of files: the library, what is sent, and the files themselves."""

from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plazamayor.core.errors import Mistake
from plazamayor.organisation.access import Permission, console, may
from plazamayor.organisation.models import Membership
from plazamayor.publishing.access import media_for, piece_for, used_in
from plazamayor.publishing.media import operations
from plazamayor.publishing.media.forms import ImageForm, PeopleForm, VideoForm
from plazamayor.publishing.media.queries import library, open_to_all
from plazamayor.publishing.media.storage import captions_of, path_of, small_path_of
from plazamayor.publishing.models import Media

A_PAGE = 24
FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@console(Permission.SEE_PUBLISHING)
def every(request: HttpRequest, member: Membership) -> HttpResponse:
    """The library, and a form to add a picture to it."""
    may_write = may(member, Permission.WRITE_PIECES)
    form = ImageForm(request.POST or None, request.FILES or None)
    given = {"organisation": member.organisation, "by": member, "now": timezone.now()}
    if request.method == "POST" and may_write and form.carry_out(operations.take_image, **given):
        return redirect("media", member.organisation.code)
    wanted, kind = request.GET.get("q", "")[:100], request.GET.get("kind", "")
    page = Paginator(library(member.organisation, wanted, kind), A_PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "form": form, "wanted": wanted, "kind": kind, "kinds": Media.Kind.choices, "may_write": may_write}
    return render(request, "publishing/media/every.html", shown)


@FORM
@console(Permission.WRITE_PIECES)
def add_video(request: HttpRequest, member: Membership) -> HttpResponse:
    """Adds a video with its captions and its transcript."""
    form = VideoForm(request.POST or None, request.FILES or None, languages=member.organisation.languages)
    given = {"organisation": member.organisation, "by": member, "now": timezone.now()}
    if request.method == "POST" and form.carry_out(operations.take_video, **given):
        return redirect("media_one", member.organisation.code, form.result.pk)
    return render(request, "publishing/media/video.html", {"form": form})


@FORM
@console(Permission.WRITE_PIECES)
def one(request: HttpRequest, member: Membership, media_id: int) -> HttpResponse:
    """A file: where it is used, who is in it, and the way to remove it."""
    media = media_for(member, media_id)
    form = PeopleForm(request.POST or None, initial={"people": media.people})
    if request.method == "POST" and form.carry_out(operations.say_people, media=media, by=member, now=timezone.now()):
        return redirect("media_one", member.organisation.code, media.pk)
    uses = media.uses.select_related("piece")
    return render(request, "publishing/media/one.html", {"media": media, "form": form, "uses": uses})


@require_POST
@console(Permission.WRITE_PIECES)
def remove(request: HttpRequest, member: Membership, media_id: int) -> HttpResponse:
    """Removes a file that nothing uses."""
    media = media_for(member, media_id)
    try:
        operations.remove(media=media, by=member, now=timezone.now())
    except Mistake as mistake:
        shown = {"media": media, "form": PeopleForm(initial={"people": media.people}), "uses": media.uses.all(), "problem": str(mistake)}
        return render(request, "publishing/media/one.html", shown, status=409)
    return redirect("media", member.organisation.code)


@FORM
@console(Permission.WRITE_PIECES)
def put_in(request: HttpRequest, member: Membership, piece_id: int) -> HttpResponse:
    """Puts a picture in a piece: one that is sent, or one of the library."""
    piece = piece_for(member, piece_id)
    form = ImageForm(request.POST if request.FILES else None, request.FILES or None)
    chosen = request.POST.get("media", "")
    problem = ""
    given: dict[str, Any] = {"by": member, "now": timezone.now()}
    if request.method == "POST":
        try:
            if chosen.isdigit():
                operations.put_in(piece=piece, media=media_for(member, int(chosen)), **given)
                return redirect("piece", member.organisation.code, piece.pk)
            if form.carry_out(operations.take_image, organisation=member.organisation, **given):
                operations.put_in(piece=piece, media=form.result, **given)
                return redirect("piece", member.organisation.code, piece.pk)
        except Mistake as mistake:
            problem = str(mistake)
        problem = problem or ("" if request.FILES else _("Choose a picture of the library, or send one."))
    page = Paginator(library(member.organisation, request.GET.get("q", "")[:100]), A_PAGE).get_page(request.GET.get("page"))
    shown = {"piece": piece, "form": form, "page": page, "problem": problem, "wanted": request.GET.get("q", "")[:100]}
    return render(request, "publishing/media/choose.html", shown)


@require_POST
@console(Permission.WRITE_PIECES)
def take_out(request: HttpRequest, member: Membership, piece_id: int, used_id: int) -> HttpResponse:
    """Takes a file out of a piece."""
    operations.take_out(used=used_in(piece_for(member, piece_id), used_id), by=member, now=timezone.now())
    return redirect("piece", member.organisation.code, piece_id)


@require_safe
@console(Permission.SEE_PUBLISHING)
@cache_control(private=True, max_age=86400, immutable=True)
def file(request: HttpRequest, member: Membership, media_id: int) -> HttpResponseBase:
    """The file itself, to whoever works in the administration; small for lists when asked."""
    return _sent(media_for(member, media_id), small="small" in request.GET)


@require_safe
@cache_control(public=True, max_age=86400, immutable=True)
def public_file(request: HttpRequest, organisation: str, digest: str) -> HttpResponseBase:
    """A file of something published, or about to be, to anybody."""
    media = open_to_all(organisation, digest)
    if media is None:
        raise Http404
    language = request.GET.get("captions", "")
    if language:
        path = captions_of(media, language)
        if path is None:
            raise Http404
        return _guarded(FileResponse(path.open("rb"), content_type="text/vtt; charset=utf-8"))
    return _sent(media, small="small" in request.GET)


def _sent(media: Media, *, small: bool) -> HttpResponseBase:
    if not media.digest:
        raise Http404
    path = small_path_of(media) if small and media.kind == Media.Kind.IMAGE else path_of(media)
    if not path.is_file():
        raise Http404
    return _guarded(FileResponse(path.open("rb"), content_type=media.mime))


def _guarded(response: FileResponse) -> FileResponse:
    """A file is shown, never run, whatever it holds."""
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
