"""Pages of the outbox: what leaves, and what a person can do when it does not."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from plazamayor.channels.access import channels_for, deliveries_for, delivery_for
from plazamayor.channels.models import Delivery
from plazamayor.channels.outbox import files, operations
from plazamayor.channels.outbox.forms import AbsentForm, LookForm, PublishedForm, ReasonForm
from plazamayor.channels.outbox.freezing import thaw
from plazamayor.channels.outbox.queries import MARKS, View, chosen, lines_of, tries_of
from plazamayor.channels.outbox.states import STOPPED, WAITING, State
from plazamayor.channels.outbox.telling import speaker_of
from plazamayor.core import formatting
from plazamayor.core.errors import Mistake
from plazamayor.organisation.access import Permission, console, may
from plazamayor.organisation.models import Membership

A_PAGE = 50
MEASURES: dict[str, str | Promise] = {
    "views": gettext_lazy("Views"),
    "likes": gettext_lazy("Likes"),
    "shares": gettext_lazy("Shares"),
    "replies": gettext_lazy("Replies"),
    "clicks": gettext_lazy("Clicks"),
    "saves": gettext_lazy("Saves"),
}


def _look(request: HttpRequest, member: Membership) -> LookForm:
    given = request.GET.copy()
    given.setdefault("view", View.ATTENTION)
    return LookForm(given, list(channels_for(member)))


@require_safe
@console(Permission.SEE_PUBLISHING)
def listing(request: HttpRequest, member: Membership) -> HttpResponse:
    """What leaves and left, as asked."""
    now, form = timezone.now(), _look(request, member)
    wanted = form.wanted()
    rows = chosen(deliveries_for(member), wanted, now)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    filters = request.GET.copy()
    filters.pop("page", None)
    filters.setdefault("view", wanted.view)
    shown = {"form": form, "page": page, "lines": lines_of(page, now), "wanted": wanted, "query": filters.urlencode(), "tab": "outbox"}
    return render(request, "channels/outbox/list.html", shown)


@require_safe
@console(Permission.EXPORT_DATA)
def export(request: HttpRequest, member: Membership, form: str) -> HttpResponseBase:
    """The rows that are asked for, as CSV or JSON."""
    if form not in files.FORMS:
        raise Http404
    rows = chosen(deliveries_for(member), _look(request, member).wanted(), timezone.now())
    write, kind = files.FORMS[form]
    name = f"outbox-{member.organisation.code}.{form}"
    return HttpResponse(write(rows), content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _can(member: Membership, delivery: Delivery) -> dict[str, bool]:
    """What somebody may do with a delivery now."""
    if not may(member, Permission.PUBLISH_PIECES):
        return {}
    state = delivery.state
    return {
        "settle": state == State.UNCERTAIN,
        "retry": state == State.FAILED,
        "release": state == State.HELD,
        "hold": state == State.SCHEDULED,
        "cancel": state in STOPPED,
        "withdraw": state == State.PUBLISHED or (state in {State.SENDING, State.UNCERTAIN} and not delivery.withdraw_asked),
        "gone": state == State.WITHDRAWING or (state == State.PUBLISHED and delivery.withdraw_asked is not None),
    }


def _cost(delivery: Delivery) -> str:
    """What it costs, as it is written."""
    price = delivery.price
    return f"{formatting.number(price['thousandths'] / 1000, 3)} {price['currency']}" if price else ""


def _shown(member: Membership, delivery: Delivery, **forms: Any) -> dict[str, Any]:
    speaker = speaker_of(delivery)
    known = {"published_form": PublishedForm(), "absent_form": AbsentForm(), "reason_form": ReasonForm()}
    return {
        "delivery": delivery,
        "outgoing": thaw(delivery.content),
        "tries": tries_of(delivery),
        "cost": _cost(delivery),
        "measures": [(MEASURES[name], value) for name, value in delivery.measures.items() if name in MEASURES and value is not None],
        "can": _can(member, delivery),
        "where": speaker.address(delivery) if speaker else None,
        "mark": MARKS[State(delivery.state)],
        "waiting": delivery.state in WAITING,
        **known,
        **forms,
    }


@require_safe
@console(Permission.SEE_PUBLISHING)
def delivery(request: HttpRequest, member: Membership, delivery_id: int) -> HttpResponse:
    """One delivery: what leaves, how it is, every try of it, and what can be done."""
    return render(request, "channels/outbox/delivery.html", _shown(member, delivery_for(member, delivery_id)))


ACTS: dict[str, tuple[Callable[..., Any], type[Any], Any]] = {
    "published": (operations.confirm_published, PublishedForm, "published_form"),
    "absent": (operations.confirm_absent, AbsentForm, "absent_form"),
    "retry": (operations.retry, ReasonForm, ""),
    "release": (operations.release, ReasonForm, ""),
    "hold": (operations.hold, ReasonForm, "reason_form"),
    "cancel": (operations.cancel, ReasonForm, "reason_form"),
    "withdraw": (operations.withdraw, ReasonForm, "reason_form"),
    "gone": (operations.confirm_withdrawn, ReasonForm, ""),
}


@require_POST
@console(Permission.PUBLISH_PIECES)
def act(request: HttpRequest, member: Membership, delivery_id: int, deed: str) -> HttpResponse:
    """Does something with a delivery."""
    row = delivery_for(member, delivery_id)
    if deed not in ACTS:
        raise Http404
    verb, kind, name = ACTS[deed]
    form = kind(request.POST)
    given = {"delivery": row, "by": member, "now": timezone.now()}
    if not name:
        return _done(request, member, row, lambda: verb(**given))
    if form.carry_out(verb, **given):
        messages.success(request, _("Done."))
        return redirect("delivery", member.organisation.code, row.pk)
    return render(request, "channels/outbox/delivery.html", _shown(member, row, **{name: form}), status=422)


def _done(request: HttpRequest, member: Membership, row: Delivery, verb: Callable[[], Any]) -> HttpResponse:
    try:
        verb()
        messages.success(request, _("Done."))
    except Mistake as mistake:
        messages.error(request, str(mistake))
    return redirect("delivery", member.organisation.code, row.pk)
