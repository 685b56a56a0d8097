"""Orders of removal: received, searched, kept as evidence, carried out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from plazamayor.core.errors import Mistake
from plazamayor.organisation.access import Permission, console, may
from plazamayor.organisation.models import Membership
from plazamayor.organisation.operations import record
from plazamayor.publishing import access
from plazamayor.publishing.orders import evidence, operations, queries
from plazamayor.publishing.orders.forms import OrderForm, SearchForm


@require_GET
@console(Permission.SEE_PUBLISHING)
def orders(request: HttpRequest, member: Membership) -> HttpResponse:
    """Every order, those still to carry out first."""
    shown = {
        "orders": queries.orders_of(member.organisation),
        "now": timezone.now(),
        "may_publish": may(member, Permission.PUBLISH_PIECES),
    }
    return render(request, "publishing/orders/orders.html", shown)


@require_http_methods(["GET", "POST"])
@console(Permission.PUBLISH_PIECES)
def receive(request: HttpRequest, member: Membership) -> HttpResponse:
    """Writes down an order."""
    form = OrderForm(request.POST or None, initial={"received": timezone.localtime()})
    if request.method == "POST" and form.carry_out(operations.receive, by=member, now=timezone.now()):
        return redirect("removal_order", member.organisation.code, form.result.pk)
    return render(request, "publishing/orders/receive.html", {"form": form})


@require_GET
@console(Permission.SEE_PUBLISHING)
def order(request: HttpRequest, member: Membership, order_id: int) -> HttpResponse:
    """One order: what it reaches, what is left of it, and what more it may reach."""
    found = access.order_for(member, order_id)
    form = SearchForm(request.GET if "words" in request.GET else None)
    reached = queries.reached(found)
    had = {each.delivery_id for each in reached}
    offered = queries.search(member.organisation, form.search(member.organisation.time_zone)) if form.is_bound else []
    shown = {
        "order": found,
        "reached": reached,
        "left": [each for each in reached if each.delivery.state not in queries.GONE],
        "form": form,
        "offered": [each for each in offered if each.pk not in had],
        "now": timezone.now(),
        "gone": queries.GONE,
        "may_publish": may(member, Permission.PUBLISH_PIECES),
    }
    return render(request, "publishing/orders/order.html", shown)


@require_POST
@console(Permission.PUBLISH_PIECES)
def reach(request: HttpRequest, member: Membership, order_id: int) -> HttpResponse:
    """Adds publications to an order."""
    found = access.order_for(member, order_id)
    chosen = [int(each) for each in request.POST.getlist("delivery") if each.isdigit()]
    try:
        added = operations.reach(order=found, deliveries=chosen, by=member, now=timezone.now())
        messages.success(request, ngettext("One publication added.", "%(n)d publications added.", added) % {"n": added})
    except Mistake as mistake:
        messages.error(request, str(mistake))
    return redirect("removal_order", member.organisation.code, found.pk)


@require_POST
@console(Permission.PUBLISH_PIECES)
def let_be(request: HttpRequest, member: Membership, order_id: int, publication_id: int) -> HttpResponse:
    """Takes a publication out of an order, or says that it was removed by hand."""
    found = access.order_for(member, order_id)
    publication = get_object_or_404(found.publications.select_related("delivery__channel"), pk=publication_id)
    act = operations.by_hand if "by_hand" in request.POST else operations.let_be
    try:
        act(order=found, publication=publication, by=member, now=timezone.now())
    except Mistake as mistake:
        messages.error(request, str(mistake))
    return redirect("removal_order", member.organisation.code, found.pk)


@require_POST
@console(Permission.PUBLISH_PIECES)
def withdraw(request: HttpRequest, member: Membership, order_id: int) -> HttpResponse:
    """Withdraws everything an order reaches."""
    found = access.order_for(member, order_id)
    try:
        asked = operations.withdraw(order=found, by=member, now=timezone.now())
        told = ngettext("One network was asked to take it away.", "%(n)d networks were asked to take it away.", asked) % {"n": asked}
        messages.success(request, " ".join((told, _("This page says when each of them has."))))
    except Mistake as mistake:
        messages.error(request, str(mistake))
    return redirect("removal_order", member.organisation.code, found.pk)


@require_POST
@console(Permission.PUBLISH_PIECES)
def close(request: HttpRequest, member: Membership, order_id: int) -> HttpResponse:
    """Says that an order was carried out."""
    found = access.order_for(member, order_id)
    try:
        operations.close(order=found, by=member, now=timezone.now())
        messages.success(request, _("Carried out. Keep the evidence with the answer to whoever ordered it."))
    except Mistake as mistake:
        messages.error(request, str(mistake))
    return redirect("removal_order", member.organisation.code, found.pk)


@require_GET
@console(Permission.PUBLISH_PIECES)
def evidence_file(request: HttpRequest, member: Membership, order_id: int) -> HttpResponse:
    """The evidence of an order, as an archive."""
    found = access.order_for(member, order_id)
    content = evidence.archive(found)
    record(member.organisation, member, "order.evidence_exported", found, {}, timezone.now())
    name = f"evidence-{member.organisation.code}-{found.pk}.zip"
    return HttpResponse(content, content_type="application/zip", headers={"Content-Disposition": f'attachment; filename="{name}"'})
