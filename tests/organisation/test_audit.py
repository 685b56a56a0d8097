"""The trail only grows, and whoever changes it is seen."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import translation
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import Settings

from plazamayor.core.append_only import AppendOnly
from plazamayor.organisation import contract, operations, triggers
from plazamayor.organisation.audit import FIRST, Verification, verify
from plazamayor.organisation.models import AuditDetail, AuditEntry, Membership, Organisation
from tests.make.cast import Cast
from tests.make.organisations import make_member, make_organisation

NOW = datetime(2026, 11, 20, 11, 45, tzinfo=UTC)


def write(organisation: Organisation, count: int, *, by: Membership | None = None, **detail: Any) -> list[AuditEntry]:
    return [operations.record(organisation, by, "test.done", organisation, detail, NOW) for _ in range(count)]


def tampered(statement: str, *values: str | int) -> None:
    """Changes the database as somebody who has taken the triggers away would."""
    triggers.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    triggers.install(connection)


def test_each_entry_is_linked_to_the_one_before(cast: Cast) -> None:
    first, second = write(cast.organisation, 2, by=cast.administrator)

    assert (first.number, first.previous) == (1, FIRST)
    assert (second.number, second.previous) == (2, first.digest)
    assert verify(cast.organisation.pk) == Verification(entries=2, erased=0, broken=None, head=second.digest)


def test_each_administration_has_a_chain_of_its_own(cast: Cast) -> None:
    write(cast.organisation, 2)
    (entry,) = write(cast.outsider.organisation, 1)

    assert entry.number == 1


def test_an_entry_says_who_did_what_to_what(cast: Cast) -> None:
    (entry,) = write(cast.organisation, 1, by=cast.administrator, role="analyst")

    assert (entry.actor, entry.host, entry.subject) == (
        cast.administrator.person,
        None,
        f"organisation.organisation:{cast.organisation.pk}",
    )
    assert (entry.detail.actor_name, entry.detail.subject_name, entry.detail.content) == (
        "Amparo Ferrer",
        "Ayuntamiento de Villaclara del Mar",
        {"role": "analyst"},
    )


def test_what_is_told_is_in_words() -> None:
    with translation.override("es"):
        told = contract.told(
            {
                "first": "2026-11-11",
                "kind": "form",
                "basis": ["", "public_task"],
                "page_types": [[{"prefix": "/tramites", "type": "e_office"}], []],
                "filters": [],
            }
        )

    assert told == [
        ("primer día", "11\u00a0nov\u00a02026"),
        ("tipo", "un formulario enviado"),
        ("base jurídica", "— → Una misión de interés público (RGPD, art. 6.1.e), sin acceder al aparato de quien visita"),
        ("tipos de página", "/tramites Sede → —"),
    ]


def test_entries_hold_no_name_outside_their_erasable_texts(cast: Cast) -> None:
    write(cast.organisation, 1, by=cast.administrator, email="amparo@example.org")
    values = AuditEntry.objects.filter(organisation=cast.organisation).values().get()

    assert not [value for value in map(str, values.values()) if "mparo" in value or "illaclara" in value]


def test_erased_texts_do_not_break_the_chain(cast: Cast) -> None:
    entries = write(cast.organisation, 3)
    AuditDetail.objects.filter(entry=entries[1]).delete()

    assert verify(cast.organisation.pk) == Verification(entries=3, erased=1, broken=None, head=entries[2].digest)


@pytest.mark.parametrize("column", ["action", "subject", "at", "actor_id", "host_id", "digest", "previous", "detail_digest"])
def test_a_changed_entry_is_found(cast: Cast, column: str) -> None:
    entries = write(cast.organisation, 3, by=cast.administrator)
    instead: dict[str, str | int] = {
        "actor_id": cast.analyst.person.pk,
        "host_id": cast.outsider.organisation.pk,
        "at": "2026-11-20 11:44:00+00:00",
    }
    value = instead.get(column, "0" * 20)
    tampered(f"UPDATE organisation_auditentry SET {column} = %s WHERE id = %s", value, entries[1].pk)  # noqa: S608 a column of ours

    assert verify(cast.organisation.pk).broken == 2


def test_a_changed_text_is_found(cast: Cast) -> None:
    entries = write(cast.organisation, 3)
    tampered("UPDATE organisation_auditdetail SET actor_name = %s WHERE entry_id = %s", "Otra persona", entries[2].pk)

    assert verify(cast.organisation.pk).broken == 3


def test_a_removed_entry_is_found(cast: Cast) -> None:
    entries = write(cast.organisation, 3)
    tampered("DELETE FROM organisation_auditentry WHERE id = %s", entries[1].pk)

    assert verify(cast.organisation.pk).broken == 2


def test_a_chain_written_again_with_another_key_does_not_hold(cast: Cast, settings: Settings) -> None:
    settings.SECRET_KEY = "the-key-of-somebody-else"
    write(cast.organisation, 2)
    settings.SECRET_KEY = "the-key-of-the-installation"

    assert verify(cast.organisation.pk).broken == 1


def test_a_chain_holds_after_the_key_is_renewed(cast: Cast, settings: Settings) -> None:
    former = settings.SECRET_KEY
    write(cast.organisation, 2)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a-new-key", [former]
    write(cast.organisation, 1)

    assert verify(cast.organisation.pk).broken is None


def test_an_empty_chain_holds(cast: Cast) -> None:
    assert verify(cast.organisation.pk) == Verification(entries=0, erased=0, broken=None, head=FIRST)


def test_the_code_refuses_to_change_or_delete_an_entry(cast: Cast) -> None:
    (entry,) = write(cast.organisation, 1)

    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        entry.delete()
    with pytest.raises(AppendOnly):
        entry.detail.save()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE organisation_auditentry SET action = 'test.undone'",
        "DELETE FROM organisation_auditentry",
        "UPDATE organisation_auditdetail SET actor_name = 'Nadie'",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(cast: Cast, statement: str) -> None:
    write(cast.organisation, 1)

    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify(cast.organisation.pk).entries == 1


def test_what_the_host_does_says_so(cast: Cast) -> None:
    host = make_organisation("Diputación", kind=Organisation.Kind.PROVINCE)
    helper = make_member(host)
    place = Membership(organisation=cast.organisation, person=helper.person, role=helper.role)
    place.through = helper

    entry = operations.record(cast.organisation, place, "test.done", cast.organisation, {}, NOW)

    assert (entry.host, entry.detail.host_name) == (host, "Diputación")


class Chains(TestCase):
    """Chains of any shape."""

    @hypothesis_settings(max_examples=25, deadline=None)
    @given(
        details=st.lists(
            st.dictionaries(st.text(max_size=8), st.text() | st.integers() | st.booleans() | st.none(), max_size=3), min_size=1, max_size=6
        ),
        erased=st.sets(st.integers(0, 5)),
        changed=st.none() | st.integers(0, 5),
    )
    def test_a_chain_holds_exactly_when_nothing_was_changed(
        self, details: list[dict[str, Any]], erased: set[int], changed: int | None
    ) -> None:
        triggers.install(connection)
        organisation = make_organisation()
        details = [
            {key.replace("\x00", ""): value.replace("\x00", "") if isinstance(value, str) else value for key, value in each.items()}
            for each in details
        ]
        entries = [operations.record(organisation, None, "test.done", organisation, detail, NOW) for detail in details]
        AuditDetail.objects.filter(entry__in=[entries[index] for index in erased if index < len(entries)]).delete()
        if changed is not None and changed < len(entries):
            tampered("UPDATE organisation_auditentry SET action = %s WHERE id = %s", "test.undone", entries[changed].pk)
            assert verify(organisation.pk).broken == changed + 1
        else:
            assert verify(organisation.pk).broken is None
