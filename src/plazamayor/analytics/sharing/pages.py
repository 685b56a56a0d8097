"""The page of the links of a site."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plazamayor.analytics.dashboard.audience import asked_of, today_of
from plazamayor.analytics.dashboard.look import PERIODS, read_filters, read_look, texts_of
from plazamayor.analytics.dashboard.names import filter_name, filter_values
from plazamayor.analytics.models import Site
from plazamayor.analytics.reports.filters import Filter
from plazamayor.analytics.sharing import operations
from plazamayor.analytics.sharing.access import link_for, links_for
from plazamayor.analytics.sharing.forms import ShareForm
from plazamayor.analytics.views.doors import site_page
from plazamayor.core.errors import Mistake
from plazamayor.core.parts import Chip
from plazamayor.organisation.access import Permission
from plazamayor.organisation.models import Membership


@require_http_methods(["GET", "HEAD", "POST"])
@site_page(Permission.SHARE_MEASURES)
def shares(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """The links there are, and a form for one more, narrowed as the view one comes from."""
    now = timezone.now()
    look = asked_of(site, read_look(request.GET, today_of(site, now)), "", now).look
    form = ShareForm(request.POST or None, initial={"period": look.period})
    texts = [text for each in look.filters for text in texts_of(each)]
    if request.method == "POST" and form.carry_out(operations.share, site=site, filters=texts, by=member, now=now):
        messages.success(request, _("Shared: whoever has the link sees it."))
        return redirect("shares", member.organisation.code, site.domain)
    links = [(link, link.is_open(now), _chips(read_filters(link.filters)), operations.address_of(link)) for link in links_for(site)]
    shown = {"site": site, "form": form, "links": links, "chips": _chips(look.filters), "periods": PERIODS, "look": look}
    return render(request, "analytics/sharing/shares.html", shown)


@require_POST
@site_page(Permission.SHARE_MEASURES)
def stop(request: HttpRequest, member: Membership, site: Site, link_id: int) -> HttpResponse:
    """Takes a link back."""
    link = link_for(site, link_id)
    try:
        operations.stop_sharing(link=link, by=member, now=timezone.now())
        messages.success(request, _("“%(name)s” opens nothing from now on.") % {"name": link})
    except Mistake as mistake:
        messages.error(request, str(mistake))
    return redirect("shares", member.organisation.code, site.domain)


def _chips(filters: tuple[Filter, ...]) -> list[Chip]:
    return [Chip(name=filter_name(each), value=filter_values(each)) for each in filters]
