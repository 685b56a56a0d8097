"""What `check-procedure` says of a page of the e-office: whether it would be measured, and as which steps."""

from collections.abc import Iterator
from enum import StrEnum
from urllib.parse import unquote, urlsplit

import msgspec
from django.utils.translation import gettext as _

from plazamayor.analytics.contract import clean_path, mask
from plazamayor.analytics.journeys.queries import recognised_in
from plazamayor.analytics.models import Hostname, Site
from plazamayor.procedures.calls.reading import Page
from plazamayor.procedures.models import Procedure, Step
from plazamayor.procedures.queries import event_of, marks_of

TRACKER = "/p.js"
PIXEL = "/e.gif"
SURVEY = "/s.js"
OK = 200


class Health(StrEnum):
    """How something stands."""

    WELL = "ok"
    DOUBTFUL = "warning"
    WRONG = "wrong"


class Said(msgspec.Struct, frozen=True):
    """One thing found, and how to mend it if it has to be."""

    health: Health
    text: str
    mend: str = ""


def check(page: Page, sites: list[Site]) -> list[Said]:
    """All that is found of a page, given the sites that it may belong to."""
    site = _site_of(page, sites)
    said = [*_answer(page), *_host(page, site), *_tracker(page), *_personal(page)]
    if site is not None:
        said += [*_steps(page, site), *_events(page, site)]
    return [*said, *_forms(page)]


def _site_of(page: Page, sites: list[Site]) -> Site | None:
    host = (urlsplit(page.address).hostname or "").lower()
    named = Hostname.objects.filter(name=host, site__in=sites).select_related("site__organisation").first()
    return named.site if named else next((site for site in sites if site.domain == host), None)


def _answer(page: Page) -> Iterator[Said]:
    if page.status != OK:
        yield Said(
            Health.WRONG,
            _("It is answered with %(status)s.") % {"status": page.status},
            _("Give an address that opens without signing in."),
        )
    elif page.kind != "text/html":
        yield Said(Health.WRONG, _("It is not a page but %(kind)s.") % {"kind": page.kind})
    else:
        yield Said(Health.WELL, _("It opens: %(address)s") % {"address": page.address})
    if page.not_found:
        yield Said(Health.WRONG, _("It says of itself that it is a page not found."), _("Take the status 404 out of the page."))


def _host(page: Page, site: Site | None) -> Iterator[Said]:
    host = urlsplit(page.address).hostname or ""
    if site is None:
        text = _("No site of this installation has the host name %(host)s.") % {"host": host}
        yield Said(Health.WRONG, text, _("Add it to the host names of the site, in its settings."))
    else:
        yield Said(Health.WELL, _("It is of the site %(domain)s.") % {"domain": site.domain})


def _tracker(page: Page) -> Iterator[Said]:
    found = [script for script in page.scripts if urlsplit(script).path.endswith(TRACKER)]
    if found:
        yield Said(Health.WELL, _("It carries the tracker: %(address)s") % {"address": found[0]})
        yield from _policy(page, found[0])
    else:
        mend = _("Paste the line of the site's snippet page; or, if the page cannot be edited, have the e-office's server tell its steps.")
        yield Said(Health.WRONG, _("It does not carry the tracker in what the server sends."), mend)
    if len(found) > 1:
        yield Said(Health.WRONG, _("It carries the tracker %(n)s times: visits would count twice.") % {"n": len(found)}, _("Leave one."))
    if any(urlsplit(pixel).path.endswith(PIXEL) for pixel in page.pixels):
        yield Said(Health.WELL, _("Who has no JavaScript is counted too."))
    if any(urlsplit(script).path.endswith(SURVEY) for script in page.scripts):
        yield Said(Health.WELL, _("It carries the survey."))


def _policy(page: Page, tracker: str) -> Iterator[Said]:
    rules = {words[0]: words[1:] for rule in page.policy.lower().split(";") if (words := rule.split())}
    where = f"{urlsplit(tracker).scheme}://{urlsplit(tracker).netloc}".lower()
    own = urlsplit(page.address).netloc == urlsplit(tracker).netloc
    for name in ("script-src", "connect-src"):
        allowed = rules.get(name, rules.get("default-src"))
        if allowed is None or "*" in allowed or ("'self'" in allowed and own):
            continue
        if not any(source.rstrip("/") in {where, urlsplit(tracker).netloc.lower()} or where.startswith(source) for source in allowed):
            text = _("Its Content-Security-Policy does not let the tracker work (%(name)s).") % {"name": name}
            yield Said(Health.WRONG, text, _("Add %(where)s to %(name)s.") % {"where": where, "name": name})


def _personal(page: Page) -> Iterator[Said]:
    plain = unquote(page.address)
    if mask(plain) != plain:
        text = _("Its address carries what looks like an ID number, an e-mail or a telephone. It is masked when it is kept.")
        yield Said(Health.DOUBTFUL, text, _("Better not to have it in the address: it also stays in the logs of servers."))


def _steps(page: Page, site: Site) -> Iterator[Said]:
    address = clean_path(urlsplit(page.address)._replace(scheme="", netloc="").geturl() or "/", site.kept_parameters)
    named = [f"{step.procedure}: {step}" for step in _recognised(site, address)]
    if named:
        yield Said(
            Health.WELL, _("Its address, %(address)s, is recognised as: %(steps)s") % {"address": address, "steps": "; ".join(named)}
        )
    else:
        text = _("Its address, %(address)s, is not a step of any procedure.") % {"address": address}
        yield Said(Health.DOUBTFUL, text, _("Add it to a step, in the steps of the procedure."))


def _recognised(site: Site, address: str) -> list[Step]:
    steps = list(Step.objects.filter(procedure__site=site).select_related("procedure"))
    found: list[Step] = []
    for start in range(0, len(steps), 20):
        some = steps[start : start + 20]
        which = recognised_in(site, [marks_of(step.procedure, step) for step in some], address)
        found += [step for step, is_it in zip(some, which, strict=True) if is_it]
    return found


def _events(page: Page, site: Site) -> Iterator[Said]:
    if not page.events:
        return
    named: dict[str, list[str]] = {}
    for procedure in Procedure.objects.filter(site=site).prefetch_related("steps"):
        for step in procedure.steps.all():
            for name in {event_of(procedure, step), *(text for way, text in step.marks if way == "event")}:
                named.setdefault(name, []).append(f"{procedure}: {step}")
    for name in dict.fromkeys(page.events):
        if name in named:
            yield Said(Health.WELL, _("The event %(name)s is: %(steps)s") % {"name": name, "steps": "; ".join(named[name])})
        else:
            yield Said(Health.DOUBTFUL, _("The event %(name)s is not a step of any procedure.") % {"name": name})


def _forms(page: Page) -> Iterator[Said]:
    host = urlsplit(page.address).hostname
    for form in dict.fromkeys(page.forms):
        if urlsplit(form).hostname != host:
            text = _("A form goes to another host, %(host)s.") % {"host": urlsplit(form).hostname}
            yield Said(Health.DOUBTFUL, text, _("Its pages need the tracker too, and its host name to be of the same site."))
