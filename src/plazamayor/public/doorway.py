"""An administration's own domain opens onto its square."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

GetResponse = Callable[[HttpRequest], HttpResponse]


def own_door(get_response: GetResponse) -> GetResponse:
    """Takes whoever asks for the first page of an own domain to the square of its administration."""
    from plazamayor.public.access import code_at  # noqa: PLC0415 rows are read once the program is up

    def door(request: HttpRequest) -> HttpResponse:
        code = code_at(request.get_host()) if request.path == "/" else ""
        return HttpResponseRedirect(reverse("news", args=[code])) if code else get_response(request)

    return door
