"""Texts that are read, letters of each morning, pasts filled in, and acts that become pieces."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from pytest_django import Settings

from plazamayor.bulletins.adding import BadRecipe, TooMany, add_source, dry_run, options_of
from plazamayor.bulletins.deciding import NoDay, bring_in, confirm, say_term, settle
from plazamayor.bulletins.digest import send_due
from plazamayor.bulletins.filling import AlreadyFilling, BadRange, NotByDay, begin_back_fill, fill, resume_back_fill, stop_back_fill
from plazamayor.bulletins.models import BackFill, FoundTerm, Item, Match, Source, Turn
from plazamayor.bulletins.telling import AlreadyAPiece, NotOffered, to_piece
from plazamayor.bulletins.texts import keep_text, read_due
from plazamayor.bulletins.wording import day_in, guide, short
from plazamayor.channels.models import Channel
from plazamayor.organisation.models import LocalHoliday, Membership, Organisation
from plazamayor.publishing.models import Piece
from tests.make.gazettes import DAY, NOW, Gazette, Reply, item, make_issue, make_source, make_subscription
from tests.make.organisations import make_member, make_organisation, make_person

pytestmark = pytest.mark.django_db
TERM = "El plazo de presentación de solicitudes será de veinte días hábiles a contar desde el siguiente al de la publicación."


@pytest.fixture
def town() -> Organisation:
    made = make_organisation("Ayuntamiento de Villaclara del Mar", territory="ES-VC", languages=["es", "ca-valencia"])
    LocalHoliday.objects.create(organisation=made, day=date(2026, 11, 23), name="Feria")
    return made


@pytest.fixture
def member(town: Organisation) -> Membership:
    return make_member(town)


def matched(town: Organisation, text: str = TERM, **fields: str) -> Match:
    make_subscription(town, words=["comercio"])
    make_issue(make_source(), item("BOE-A-2026-7", **fields))
    match = Match.objects.select_related("item__issue").get(organisation=town)
    keep_text(match.item, text, text, "f" * 64, NOW)
    return match


def test_the_text_of_what_concerns_somebody_is_read_and_its_term_dated(gazette: Gazette, town: Organisation) -> None:
    make_subscription(town, words=["comercio"])
    xml = f"<documento><metadatos><titulo>T</titulo></metadatos><texto><p>{TERM}</p></texto></documento>"
    gazette.replies["/uno.xml"] = Reply(xml.encode())
    others = {"title": "Convenio", "xml": f"{gazette.address}/dos.xml"}
    make_issue(make_source(), item("1", xml=f"{gazette.address}/uno.xml"), item("2", **others))

    read_due(NOW)

    term = FoundTerm.objects.get()
    assert (term.quote, term.day) == (TERM, date(2026, 12, 22))
    assert gazette.paths == ["/uno.xml"]
    assert Match.objects.get().item.original == xml


def test_a_text_that_is_not_there_is_asked_once(gazette: Gazette, town: Organisation) -> None:
    make_subscription(town, words=["comercio"])
    make_issue(make_source(), item("1", xml=f"{gazette.address}/no.xml"))

    for _turn in range(2):
        read_due(NOW)

    assert gazette.paths == ["/no.xml"]


def test_a_person_confirms_a_term_or_corrects_it(town: Organisation, member: Membership) -> None:
    match = matched(town)
    term = match.terms.get()

    confirm(term=term, day=None, by=member, now=NOW)
    first = term.confirmed
    confirm(term=term, day=date(2026, 12, 21), by=member, now=NOW)

    assert (first, term.confirmed, term.confirmed_by) == (date(2026, 12, 22), date(2026, 12, 21), member.person)


def test_a_term_without_a_day_has_to_be_said(town: Organisation, member: Membership) -> None:
    match = matched(town, "El plazo de presentación de solicitudes será de diez días desde la notificación.")

    with pytest.raises(NoDay):
        confirm(term=match.terms.get(), day=None, by=member, now=NOW)

    assert say_term(match=match, day=date(2026, 12, 1), by=member, now=NOW).confirmed == date(2026, 12, 1)


def test_what_a_person_settled_is_not_found_again(town: Organisation, member: Membership) -> None:
    match = matched(town)
    confirm(term=match.terms.get(), day=date(2026, 12, 21), by=member, now=NOW)

    keep_text(match.item, "Presentación de solicitudes hasta el 1 de diciembre.", "", "", NOW)

    assert [term.confirmed for term in match.terms.all()] == [date(2026, 12, 21)]


def test_an_act_becomes_a_draft_in_every_language_with_its_date_and_its_official_text(town: Organisation, member: Membership) -> None:
    channel = Channel.objects.create(organisation=town, connector="mastodon", name="Mastodon", handle="@v")
    Channel.objects.create(organisation=town, connector="website", name="Web", handle="web")
    match = matched(town)

    piece = to_piece(match=match, by=member, now=NOW)

    words = {(each.language, each.channel_id): each for each in piece.versions.all()}
    official = "https://www.boe.es/diario_boe/txt.php?id=BOE-A-2026-7"
    assert (piece.state, piece.format, piece.languages) == ("draft", Piece.Format.ARTICLE, ["es", "ca-valencia"])
    assert (piece.source_name, piece.source_address) == ("BOE BOE-A-2026-7", official)
    assert set(words) == {(language, where) for language in ("es", "ca-valencia") for where in (None, channel.pk)}
    assert "Hasta el **22 de diciembre de 2026**." in words["es", None].text
    assert "Fins al **22 de desembre de 2026**." in words["ca-valencia", None].text
    assert official in words["es", None].text
    assert (
        words["es", channel.pk].text
        == f"Resolución por la que se convocan ayudas al comercio local. Hasta el 22 de diciembre de 2026. {official}"
    )
    match.refresh_from_db()
    assert (match.piece, match.state) == (piece, Match.State.TAKEN)


def test_an_act_becomes_a_piece_once_and_with_the_date_that_was_confirmed(town: Organisation, member: Membership) -> None:
    match = matched(town)
    confirm(term=match.terms.get(), day=date(2026, 12, 18), by=member, now=NOW)

    piece = to_piece(match=match, by=member, now=NOW)

    with pytest.raises(AlreadyAPiece):
        to_piece(match=match, by=member, now=NOW)
    assert piece.facts["gazette"]["last_day"] == "2026-12-18"


def test_an_act_that_names_people_becomes_nothing(town: Organisation, member: Membership) -> None:
    make_issue(make_source(), item("1", title="Edicto"))
    from_hand = Match.objects.create(organisation=town, item=_item("1"))

    with pytest.raises(NotOffered):
        to_piece(match=from_hand, by=member, now=NOW)
    with pytest.raises(NotOffered):
        bring_in(item=_item("1"), by=member, now=NOW)


def _item(identifier: str) -> Item:
    return Item.objects.get(identifier=identifier)


def test_an_act_left_out_is_brought_in_kept_or_discarded(town: Organisation, member: Membership) -> None:
    make_issue(make_source(), item("1", title="Convenio"))

    match = bring_in(item=_item("1"), by=member, now=NOW)
    settle(match=match, state=Match.State.KEPT, by=member, now=NOW)
    settle(match=match, state=Match.State.DISCARDED, by=member, now=NOW)

    assert (match.state, match.why) == ("discarded", [{"kind": "by_hand", "text": member.person.name}])


@pytest.mark.parametrize("language", ["es", "ca", "ca-valencia", "gl", "eu", "oc-aranes", "en", "xx"])
def test_every_language_has_its_skeleton(language: str) -> None:
    day = date(2026, 4, 22)

    assert "22" in day_in(language, day)
    assert guide(language, day, "https://x.example", "BOE").count("## ") == 5
    assert short(language, "Ayudas", day, "https://x.example").endswith("https://x.example")
    assert "**" not in guide(language, None, "", "BOE")


@pytest.fixture
def posts(settings: Settings) -> None:
    settings.MAIL_CONFIGURED = True


@pytest.mark.usefixtures("posts")
def test_each_morning_each_person_is_told_once_of_what_is_theirs(town: Organisation) -> None:
    carme, outsider = make_member(town), make_person("De fuera")
    make_subscription(town, words=["comercio"], people=[carme.person, outsider])
    make_issue(make_source(), item("1"), item("2", title="Convenio"))
    before, at_ten = datetime(2026, 11, 20, 6, tzinfo=UTC), datetime(2026, 11, 20, 9, 5, tzinfo=UTC)

    for moment in (before, at_ten, at_ten + timedelta(minutes=10)):
        send_due(moment)

    assert [letter.to for letter in mail.outbox] == [[carme.person.email]]
    assert mail.outbox[0].subject == "1 disposición de los boletines para ti"
    assert "convocan ayudas al comercio" in mail.outbox[0].body
    assert "Convenio" not in mail.outbox[0].body


@pytest.mark.usefixtures("posts")
def test_the_letter_waits_for_the_gazettes_until_ten(town: Organisation) -> None:
    member = make_member(town)
    make_subscription(town, words=["comercio"], people=[member.person])
    boe = make_source()
    make_issue(make_source(town, short_name="BOP"), item("1"))
    at_eight = datetime(2026, 11, 20, 7, 10, tzinfo=UTC)

    send_due(at_eight)
    early = len(mail.outbox)
    Source.objects.filter(organisation=None).exclude(pk=boe.pk).delete()
    make_issue(boe, item("2", title="Convenio"))
    send_due(at_eight + timedelta(minutes=10))

    assert (early, len(mail.outbox)) == (0, 1)


def test_without_mail_nothing_is_marked_as_told(town: Organisation) -> None:
    make_subscription(town, words=["comercio"], people=[make_member(town).person])
    make_issue(make_source(), item("1"))

    send_due(datetime(2026, 11, 20, 11, tzinfo=UTC))

    assert (Match.objects.get().digested, mail.outbox) == (None, [])


def summary(day: date) -> bytes:
    act = f"<item><identificador>BOE-A-2026-{day:%m%d}</identificador><titulo>Ayudas al comercio</titulo></item>"
    about = f"<metadatos><fecha_publicacion>{day:%Y%m%d}</fecha_publicacion></metadatos>"
    diary = f'<diario numero="{day:%j}"><seccion nombre="III"><departamento nombre="D">{act}</departamento></seccion></diario>'
    return f"<response><data><sumario>{about}{diary}</sumario></data></response>".encode()


def test_a_past_is_filled_in_stopped_and_gone_on_with(gazette: Gazette, town: Organisation, member: Membership) -> None:
    make_subscription(town, words=["comercio"])
    source = make_source(options={"base": gazette.address})
    where = "/datosabiertos/api/boe/sumario/{:%Y%m%d}"
    days = [DAY - timedelta(days=each) for each in range(6)]
    gazette.replies |= {where.format(day): Reply(summary(day)) for day in days if day.weekday() != 6}
    row = begin_back_fill(source=source, first=days[-1], last=days[0], by=member, now=NOW)

    gazette.replies[where.format(days[2])] = Reply(status=500)
    fill(row, lambda: NOW)
    broken = BackFill.objects.get()
    gazette.replies[where.format(days[2])] = Reply(summary(days[2]))
    Turn.objects.update(free=NOW - timedelta(days=300), failures=0)
    resume_back_fill(back_fill=broken, by=member, now=NOW)
    fill(BackFill.objects.select_related("source").get(), lambda: NOW)

    done = BackFill.objects.get()
    assert (broken.state, broken.reached, broken.days_done) == ("failed", days[1], 2)
    assert (done.state, done.issues, done.items, done.reached) == ("done", 5, 5, days[-1])
    assert gazette.paths.count(where.format(days[0])) == 1
    assert source.issues.filter(state="empty").count() == 1
    assert set(Match.objects.values_list("digested", flat=True)) == {NOW}


def test_a_past_that_was_stopped_is_read_no_more(gazette: Gazette, member: Membership) -> None:
    source = make_source(options={"base": gazette.address})
    row = begin_back_fill(source=source, first=DAY - timedelta(days=9), last=DAY, by=member, now=NOW)
    asked = 0

    def clock() -> datetime:
        nonlocal asked
        asked += 1
        if asked == 4:
            stop_back_fill(back_fill=row, by=member, now=NOW)
        return NOW

    fill(row, clock)

    assert BackFill.objects.get().state == BackFill.State.CANCELLED
    assert len(gazette.paths) == 2


def test_a_past_that_makes_no_sense_is_refused(town: Organisation, member: Membership) -> None:
    boe, feed = make_source(), make_source(town, reader="feed")
    begin_back_fill(source=boe, first=DAY, last=DAY, by=member, now=NOW)

    with pytest.raises(NotByDay):
        begin_back_fill(source=feed, first=DAY, last=DAY, by=member, now=NOW)
    with pytest.raises(BadRange):
        begin_back_fill(source=boe, first=DAY, last=DAY + timedelta(days=1), by=member, now=NOW)
    with pytest.raises(BadRange):
        begin_back_fill(source=boe, first=DAY - timedelta(days=500), last=DAY, by=member, now=NOW)
    with pytest.raises(AlreadyFilling):
        begin_back_fill(source=boe, first=DAY, last=DAY, by=member, now=NOW)


def test_a_gazette_is_tried_before_it_is_added(gazette: Gazette, member: Membership) -> None:
    html = "<table><tr><td>20/11/2026<td class=t><a href='/1'>Ayudas</a><tr><td>20/11/2026<td class=t>Edicto</table>"
    gazette.replies["/lista"] = Reply(html.encode(), headers={"Content-Type": "text/html"})
    fields = {"address": f"{gazette.address}/lista", "row": "tr", "title": ".t", "link": "a @href", "day": "td:nth-child(1)", "number": ""}

    options = options_of("list", fields)
    dry = dry_run("list", options, DAY)
    made = add_source(reader="list", name="BOP", short_name="BOP", options=options, by=member, now=NOW)

    assert (dry.acts, dry.people, dry.days, dry.without_address) == (2, 1, [DAY], 1)
    assert [(each.item.title, each.people) for each in dry.seen] == [("Ayudas", False), ("Edicto", True)]
    assert (made.organisation, "number" in made.options, made.issues.count()) == (member.organisation, False, 0)


@pytest.mark.parametrize(
    ("reader", "fields"),
    [
        ("boe", {"address": "https://x.example"}),
        ("feed", {"address": "x.example"}),
        ("list", {"address": "https://x.example"}),
        ("list", {"address": "https://x.example", "row": "tr", "title": "td::after"}),
    ],
)
def test_how_a_gazette_is_read_has_to_be_understood(reader: str, fields: dict[str, str]) -> None:
    with pytest.raises(BadRecipe):
        options_of(reader, fields)


def test_gazettes_of_ones_own_have_an_end(member: Membership) -> None:
    for number in range(30):
        make_source(member.organisation, short_name=str(number))

    with pytest.raises(TooMany):
        add_source(reader="feed", name="Una más", short_name="31", options={"address": "https://x.example"}, by=member, now=NOW)
