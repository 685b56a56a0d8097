"""Where a tracked link takes whoever uses it. It sends on before all else: what cannot be counted is not waited for."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plazamayor.analytics.contract import Asking, Use, is_counted
from plazamayor.analytics.operations import count_use
from plazamayor.campaigns.contract import token_of
from plazamayor.campaigns.links import landing
from plazamayor.campaigns.models import TrackedLink

LONGEST_AGENT = 512


@require_safe
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Sends on to a stored address, never to one that the request says, and counts a use."""
    link = TrackedLink.objects.select_related("organisation", "campaign", "channel").filter(code=code.lower()).first()
    if link is None:
        raise Http404(_("This link leads nowhere. Perhaps it was copied without its last letters."))
    if link.organisation.closed is None and is_counted(_asking(request)):
        count_use(link.organisation, use_of(link), timezone.now())
    told = {
        "Location": landing(link),
        "Cache-Control": "private, no-store",
        "X-Robots-Tag": "noindex",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    }
    return HttpResponse(status=302, headers=told)


def use_of(link: TrackedLink) -> Use:
    """What is written down of a use."""
    return Use(
        link=link.code,
        campaign=link.campaign.code if link.campaign else "",
        channel=link.channel.connector if link.channel else "",
        piece=token_of(link.subject),
    )


def _asking(request: HttpRequest) -> Asking:
    told = request.headers
    return Asking(
        method=request.method or "",
        agent=told.get("User-Agent", "")[:LONGEST_AGENT],
        purpose=" ".join(told.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz", "X-Purpose")),
        signal=told.get("Sec-GPC", ""),
    )
