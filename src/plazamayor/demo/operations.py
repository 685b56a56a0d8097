"""The room's verbs: found the town, and let its year go by."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.analytics import operations as analytics
from plazamayor.analytics import store
from plazamayor.analytics.journeys import queries as journeys
from plazamayor.analytics.models import BasisDeclaration, Goal, Hostname, Site
from plazamayor.analytics.queries import daybook_of
from plazamayor.core.report import Report, Silence
from plazamayor.demo import queries
from plazamayor.demo.eoffice import counters, founding, replies
from plazamayor.demo.eoffice.eight import AID, BY_CODE
from plazamayor.demo.eoffice.planning import Agenda
from plazamayor.demo.square import founding as square
from plazamayor.demo.town import ADMINISTRATION, EXEMPT, GUEST, MAIN, PEOPLE, SITES, UNITS, ZONE, Measured, local_holidays
from plazamayor.demo.traffic.making import SEED, Flow
from plazamayor.demo.traffic.season import Season
from plazamayor.demo.traffic.story import Story
from plazamayor.organisation import operations as organisation
from plazamayor.organisation.models import Membership, Organisation, Person, Unit
from plazamayor.procedures.models import Procedure
from plazamayor.procedures.queries import journey_of

DAYS = 396
"""Days of the town's past: a year and the four weeks that the last ones are compared with."""
PORTION = 66
"""Days made at once."""
ASKED = 150
"""Days of the past of which citizens' answers are made."""
AT_HAND = 62
"""Days of each procedure whose attempts are derived at once: four weeks, those before and some. The rest is derived beside the pages;
of the procedure that a newcomer is led to, nothing is left for later."""
BASIS = (
    "Declaración inventada para la demostración. El Ayuntamiento mide los canales y las campañas de su web para saber qué avisos llegan"
    " a la ciudadanía, sin guardar ni leer nada en sus aparatos."
)
GOALS = (
    ("Empezar la solicitud de ayuda", Goal.Kind.PAGE, "/tramites/ayudas-comercio/solicitud"),
    ("Pedir cita previa", Goal.Kind.FORM, "cita-previa"),
)


@transaction.atomic
def found_town(now: datetime) -> Organisation:
    """Makes the town, its people and its sites, unless it is there; raises CodeTaken when a real administration has its name."""
    if (town := queries.town()) is not None:
        return town
    town = organisation.create_organisation(now=now, **ADMINISTRATION)
    units = [organisation.add_unit(organisation=town, name=name, dir3_code=code, by=None, now=now) for name, code in UNITS]
    places = _settle(town, {unit.name: unit for unit in units}, now)
    story = queries.story_of(town)
    for day, name in local_holidays(story.end - timedelta(days=DAYS), story.end):
        organisation.add_holiday(organisation=town, day=day, name=name, by=places[GUEST], now=now)
    sites = [_measure(town, measured, places[GUEST], now) for measured in SITES]
    for site in sites:
        if site.domain not in EXEMPT:
            declared = story.end - timedelta(days=DAYS)
            basis = BasisDeclaration.Basis.PUBLIC_TASK
            analytics.declare_basis(site=site, basis=basis, text=BASIS, day=declared, by=places["ines.cabrera"], now=now)
    _note(sites[0], story, places["lucia.ferrer"], now)
    season = Season(story, seed=SEED)
    procedures = founding.found(town, places, story, now)
    square.found(town, places, story, next(each for each in procedures if each.code == AID.code), now)
    for procedure in procedures:
        counters.price(procedure, _agenda(procedure, season), range(story.end.year - 2, story.end.year + 2))
    return town


def _agenda(procedure: Procedure, season: Season) -> Agenda:
    return Agenda(BY_CODE[procedure.code], season)


def _settle(town: Organisation, units: dict[str, Unit], now: datetime) -> dict[str, Membership]:
    """Gives the town's people their places, by mailbox. None has a password: they enter by a link that is used once."""
    return {
        colleague.mailbox: organisation.add_member(
            organisation=town,
            person=Person.objects.filter(email=colleague.email).first()
            or organisation.create_person(email=colleague.email, name=colleague.name),
            role=colleague.role,
            unit=units[colleague.unit],
            now=now,
        )
        for colleague in PEOPLE
    }


def _measure(town: Organisation, measured: Measured, by: Membership, now: datetime) -> Site:
    types = [{"prefix": prefix, "type": kind} for prefix, kind in measured.page_types]
    taken = set(Hostname.objects.filter(name__in=measured.names).values_list("name", flat=True))
    free = [name for name in measured.names if name not in taken]
    return analytics.add_site(
        organisation=town, domain=measured.domain, by=by, now=now, hostnames=free, page_types=types, **measured.settings
    )


def _note(site: Site, story: Story, manager: Membership, now: datetime) -> None:
    """Writes down what the town hall would have: what happened, and what it wants to see reached."""
    for first, last, text in story.annotations:
        analytics.add_annotation(site=site, first=first, last=last, text=text, by=manager, now=now)
    for name, kind, value in GOALS:
        analytics.add_goal(site=site, name=name, kind=kind, value=value, by=manager, now=now)


def live_year(
    town: Organisation, now: datetime, report: Report | None = None, *, scale: float = 1.0, days: int = DAYS, seed: int = SEED
) -> int:
    """Makes the visits of the town's past days that have none, up to yesterday, and their figures; says how many days.

    Days that somebody really visited, or that a log was imported for, are left as they are. `scale` is how big the
    town is, `days` how long its past; another `seed`, another year.
    """
    heard = report or Silence()
    story = queries.story_of(town)
    yesterday = now.astimezone(ZoneInfo(ZONE)).date() - timedelta(days=1)
    first = story.end - timedelta(days=days - 1)
    sites = {site.domain: site for site in town.sites.filter(domain__in=[each.domain for each in SITES])}
    missing = {domain: _missing(site, first, yesterday) for domain, site in sites.items()}
    portions = [(sites[domain], some) for domain, missed in missing.items() for some in _portions(missed)]
    followed = town.procedures.filter(code__in=BY_CODE, survey__isnull=False).select_related("site", "survey")
    total = len(portions) + len(followed)
    for done, (site, some) in enumerate(portions):
        heard.progress(done, total, _("Making the town's year"))
        flow = Flow(site.pk, site.domain, story, seed=seed, scale=scale)
        store.make(flow.text, flow.parameters(some), site=site.pk, days=some)
        store.refresh_stale(daybook_of(site), some[0], some[-1], patient=True)
    season = Season(story, seed=seed, scale=scale)
    for done, procedure in enumerate(followed, start=len(portions)):
        heard.progress(done, total, _("Making the town's year"))
        _follow(procedure, _agenda(procedure, season), first, yesterday)
    return sum(map(len, missing.values()))


def _follow(procedure: Procedure, agenda: Agenda, first: date, yesterday: date) -> None:
    """Makes the attempts of a procedure, the answers that are missing and the counts of its other channels."""
    journey = journey_of(procedure)
    if procedure.site is None or journey is None:
        return
    since = first if procedure.code == AID.code else max(first, yesterday - timedelta(days=AT_HAND - 1))
    journeys.prepare(procedure.site, journey, since, yesterday)
    asked = set(procedure.survey.tallies.values_list("day", flat=True))
    days = [yesterday - timedelta(days=back) for back in range(min(ASKED, (yesterday - first).days + 1))]
    replies.tell(procedure.survey, agenda, [day for day in days if day not in asked])
    counters.count(procedure, agenda, first, yesterday)


def _missing(site: Site, first: date, yesterday: date) -> list[date]:
    """The days of a site's past that hold nothing yet, the latest first: what people look at comes first."""
    known = store.known_days(site.pk, first, yesterday)
    days = [yesterday - timedelta(days=back) for back in range((yesterday - first).days + 1)]
    return [day for day in days if day not in known]


def _portions(days: Sequence[date]) -> Iterable[list[date]]:
    """Splits days, given latest first, in portions in order."""
    return (sorted(days[start : start + PORTION]) for start in range(0, len(days), PORTION))


def welcome(town: Organisation, now: datetime, base_url: str) -> str:
    """Makes a link that signs the newcomer in as the town's administrator, once; raises nothing while the town has one."""
    person = Person.objects.get(memberships__organisation=town, email=f"{GUEST}@{MAIN}")
    return organisation.issue_sign_in_link(person, now, minutes=60, base_url=base_url)
