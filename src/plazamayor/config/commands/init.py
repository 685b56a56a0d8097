"""`plazamayor init`."""

import sys
from datetime import UTC, datetime

import click
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import DatabaseError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from plazamayor.config.console import Terminal, check_person, run
from plazamayor.config.migrations import migrate
from plazamayor.config.ready import pending_migrations
from plazamayor.config.terminal import gettext_noop
from plazamayor.core.errors import Mistake
from plazamayor.core.report import Report
from plazamayor.organisation import operations
from plazamayor.organisation.models import Membership, Organisation, Person, Role

SHOWN = 10
"""Administrations named to somebody who asks for nothing."""


class NotWellWritten(Mistake):
    """A value cannot be an administration's; the sentence is the field's."""


@click.command(
    help=gettext_noop(
        "Make the first administration, and print a link that signs its administrator in.\n\n"
        "The databases are made first. Without --name and --email it asks for them. Run again, it changes nothing "
        "that exists: with another --name it makes one more administration, and with the --code and --email of an "
        "administrator it prints a new link.\n\n"
        "\b\n"
        "Examples:\n"
        "  plazamayor init\n"
        '  plazamayor init --name "Ayuntamiento de Villaclara del Mar" --email ana@villaclara.example --person "Ana Mas"'
    )
)
@click.option("--name", default="", help=gettext_noop("The administration's name, such as 'Ayuntamiento de Villaclara del Mar'."))
@click.option("--code", default="", help=gettext_noop("Its short name in addresses. Default: made from the name."))
@click.option(
    "--kind", type=click.Choice(Organisation.Kind.values), default="council", show_default=True, help=gettext_noop("What kind it is.")
)
@click.option("--ine-code", default="", help=gettext_noop("Its INE code, five figures (municipalities)."))
@click.option("--time-zone", default=None, help=gettext_noop("Its time zone. Default: PLAZAMAYOR_TIME_ZONE."))
@click.option("--email", default="", help=gettext_noop("The first administrator's e-mail."))
@click.option("--person", default="", metavar="NAME", help=gettext_noop("The first administrator's name."))
def command(name: str, code: str, kind: str, ine_code: str, time_zone: str | None, email: str, person: str) -> None:
    """Does what its help says."""
    check_person()
    if name or code or email or _is_first():
        name = name if name or code else click.prompt(_("Name of the administration"), err=True)
        email = email or click.prompt(_("E-mail of its administrator"), err=True)
        usual = email.partition("@")[0]
        person = person or (click.prompt(_("Name of its administrator"), default=usual, err=True) if sys.stdin.isatty() else usual)
    with Terminal() as report:
        migrate(report)
    asked = {"name": name, "code": code, "kind": kind, "ine_code": ine_code, "time_zone": time_zone or settings.DEFAULT_TIME_ZONE}
    run("init", organisation=asked, email=email, person=person)


def _is_first() -> bool:
    """Whether no administration exists yet."""
    pending, empty = pending_migrations()
    try:
        return empty or not Organisation.objects.exists()
    except DatabaseError:  # the table comes with a migration that is pending
        if pending:
            return True
        raise


def body(*, report: Report, organisation: dict[str, str], email: str, person: str) -> None:
    """Makes what is missing and prints the link; raises NotWellWritten and CodeTaken."""
    if not email:
        report.line(_("Everything is in place."))
        report.note(_("A new link for an administrator: plazamayor init --code CODE --email THEIRS"))
        report.note(_("One more administration: plazamayor init --name NAME --email ITS-ADMINISTRATOR"))
        report.note(_("Codes: %(codes)s") % {"codes": ", ".join(Organisation.objects.values_list("code", flat=True)[:SHOWN])})
        return
    now = datetime.now(UTC)
    organisation["code"] = organisation["code"] or slugify(organisation["name"])[:60]
    places = Membership.objects.select_related("person").filter(organisation__code=organisation["code"], role=Role.ADMINISTRATOR)
    member = places.filter(person__email__iexact=email).first()
    who = member.person if member else _create(organisation, email, person, now)
    link = operations.issue_sign_in_link(who, now)
    report.note(_("This link signs %(person)s in once, within 15 minutes, while the server runs:") % {"person": who})
    report.line(link)


@transaction.atomic
def _create(fields: dict[str, str], email: str, person: str, now: datetime) -> Person:
    """Makes the administration and its administrator, who may be somebody already known here."""
    try:
        Organisation(**fields).clean_fields()
        validate_email(email)
    except ValidationError as error:
        raise NotWellWritten(_sentence(error)) from error
    organisation = operations.create_organisation(now=now, by=None, host=None, **fields)
    who = Person.objects.filter(email__iexact=email).first() or operations.create_person(email=email, name=person)
    operations.add_member(organisation=organisation, person=who, role=Role.ADMINISTRATOR, now=now)
    return who


def _sentence(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items())
