"""Another person says yes to exactly what leaves, and the yes falls when that changes."""

from datetime import timedelta

import pytest

from plazamayor.organisation.models import AuditEntry, Role
from plazamayor.publishing.approval import operations, queries
from plazamayor.publishing.content import digest_of
from plazamayor.publishing.models import Piece, Stage
from plazamayor.publishing.operations import Changes, Words, save
from tests.make.cast import Cast
from tests.make.organisations import make_member
from tests.make.posts import NOW, make_piece, make_town_channel

A_MONTH = timedelta(days=31)


def asked(cast: Cast) -> Piece:
    piece = make_piece(cast.editor)
    operations.ask(piece=piece, by=cast.editor, now=NOW)
    piece.refresh_from_db()
    return piece


def approved(cast: Cast) -> Piece:
    piece = asked(cast)
    operations.approve(piece=piece, by=cast.director, digest=digest_of(piece), now=NOW)
    piece.refresh_from_db()
    return piece


def test_what_nobody_approved_does_not_stand(cast: Cast) -> None:
    piece = make_piece(cast.editor)
    assert queries.standing(piece, digest_of(piece), NOW) != ""


def test_asking_tells_whoever_may_say_yes_and_did_not_write(cast: Cast) -> None:
    letters = operations.ask(piece=make_piece(cast.editor), by=cast.editor, now=NOW)
    assert {each.person for each in letters} == {cast.administrator.person, cast.director.person}


def test_a_yes_to_exactly_this_stands(cast: Cast) -> None:
    piece = approved(cast)
    assert (piece.state, queries.standing(piece, digest_of(piece), NOW)) == (Piece.State.APPROVED, "")


def test_whoever_writes_does_not_approve(cast: Cast) -> None:
    piece = make_piece(cast.administrator)
    operations.ask(piece=piece, by=cast.administrator, now=NOW)
    with pytest.raises(operations.NotApprovable):
        operations.approve(piece=piece, by=cast.administrator, digest=digest_of(piece), now=NOW)


def test_whoever_corrected_a_word_does_not_approve_either(cast: Cast) -> None:
    piece = make_piece(cast.editor)
    save(piece=piece, changes=Changes(words=[Words(language="es", text="Acaba el martes.")]), revision=1, by=cast.director, now=NOW)
    piece.refresh_from_db()
    operations.ask(piece=piece, by=cast.editor, now=NOW)
    with pytest.raises(operations.NotApprovable):
        operations.approve(piece=piece, by=cast.director, digest=digest_of(piece), now=NOW)


def test_nobody_is_asked_when_everybody_who_approves_wrote(cast: Cast) -> None:
    cast.director.delete()
    with pytest.raises(operations.NobodyApproves):
        operations.ask(piece=make_piece(cast.administrator), by=cast.administrator, now=NOW)


@pytest.mark.parametrize(
    "changes",
    [
        Changes(words=[Words(language="es", text="Otro texto, con otra fecha.")]),
        Changes(fields={"at": NOW + timedelta(days=3)}),
        Changes(fields={"link": "https://otra.example/"}),
        Changes(channels=[]),
    ],
    ids=["text", "hour", "link", "channels"],
)
def test_a_yes_falls_when_what_leaves_changes(cast: Cast, changes: Changes) -> None:
    piece = approved(cast)
    piece = save(piece=piece, changes=changes, revision=piece.revision, by=cast.editor, now=NOW)
    assert piece.state == Piece.State.DRAFT
    assert queries.standing(piece, digest_of(piece), NOW) != ""
    assert piece.approvals.get().fell == NOW


def test_a_yes_does_not_come_back_when_the_change_is_undone(cast: Cast) -> None:
    piece = approved(cast)
    before = [Words(language="es", title=each.title, text=each.text) for each in piece.versions.all()]
    piece = save(piece=piece, changes=Changes(words=[Words(language="es", text="Otro.")]), revision=piece.revision, by=cast.editor, now=NOW)
    piece = save(piece=piece, changes=Changes(words=before), revision=piece.revision, by=cast.editor, now=NOW)
    assert queries.standing(piece, digest_of(piece), NOW) != ""


def test_a_yes_expires(cast: Cast) -> None:
    piece = approved(cast)
    assert queries.standing(piece, digest_of(piece), NOW + A_MONTH) != ""


def test_what_changed_after_it_was_read_is_not_approved(cast: Cast) -> None:
    piece = asked(cast)
    with pytest.raises(operations.ChangedMeanwhile):
        operations.approve(piece=piece, by=cast.director, digest="0" * 64, now=NOW)


def test_a_piece_is_sent_back_with_what_has_to_change(cast: Cast) -> None:
    piece = asked(cast)
    operations.send_back(piece=piece, by=cast.director, digest=digest_of(piece), note="Falta la hora", now=NOW)
    piece.refresh_from_db()
    assert (piece.state, piece.approvals.get().note) == (Piece.State.DRAFT, "Falta la hora")


def test_a_piece_is_not_sent_back_without_saying_why(cast: Cast) -> None:
    piece = asked(cast)
    with pytest.raises(operations.NotApprovable):
        operations.send_back(piece=piece, by=cast.director, digest=digest_of(piece), note=" ", now=NOW)


def test_stages_follow_one_another_and_nobody_says_two_yeses(cast: Cast) -> None:
    for name in ("Prensa", "Secretaría"):
        operations.add_stage(by=cast.administrator, now=NOW, name=name, role=Role.DIRECTOR, days=10)
    piece = asked(cast)
    operations.approve(piece=piece, by=cast.director, digest=digest_of(piece), now=NOW)
    with pytest.raises(operations.NotApprovable):
        operations.approve(piece=piece, by=cast.director, digest=digest_of(piece), now=NOW)
    other = make_member(cast.organisation, role=Role.DIRECTOR)
    operations.approve(piece=piece, by=other, digest=digest_of(piece), now=NOW)
    piece.refresh_from_db()
    assert piece.state == Piece.State.APPROVED


def test_a_stage_of_a_channel_is_asked_only_of_pieces_that_are_on_it(cast: Cast) -> None:
    elsewhere = make_town_channel(cast.organisation, handle="@otra")
    Stage.objects.create(organisation=cast.organisation, name="Alcaldía", role=Role.DIRECTOR, channel=elsewhere)
    assert [each.name if each else "" for each in queries.stages_of(make_piece(cast.editor))] == [""]
    assert [str(each) for each in queries.stages_of(make_piece(cast.editor, channels=[elsewhere]))] == ["Alcaldía"]


def test_every_decision_is_a_line_of_the_audit_trail(cast: Cast) -> None:
    approved(cast)
    acts = AuditEntry.objects.filter(organisation=cast.organisation).order_by("number").values_list("action", flat=True)
    assert list(acts) == ["piece.drafted", "piece.sent_to_approve", "piece.approved"]
