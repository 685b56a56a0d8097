"""Ideas, templates and the evergreen shelf."""

import pytest
from django.urls import reverse

from plazamayor.publishing.drawers.operations import AlreadyAnswered, answer_idea, take_idea
from plazamayor.publishing.models import Idea, Piece, Template
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.pieces import NOW, make_idea, make_piece, make_template


def test_anybody_who_works_here_leaves_an_idea(cast: Cast, sign_in: SignIn) -> None:
    for member in cast.insiders:
        sign_in(member).post(reverse("ideas", args=[cast.organisation.code]), {"text": f"De {member.person}"})
    assert Idea.objects.count() == len(cast.insiders)


def test_an_idea_becomes_a_piece_once(cast: Cast) -> None:
    idea = make_idea(cast.organisation)
    piece = take_idea(idea=idea, by=cast.editor, now=NOW)
    idea.refresh_from_db()
    assert (piece.title, piece.versions.get().text, idea.state, idea.piece) == (idea.text, idea.text, "taken", piece)
    with pytest.raises(AlreadyAnswered):
        take_idea(idea=idea, by=cast.editor, now=NOW)


def test_an_idea_that_waits_is_answered_where_whoever_had_it_looks(cast: Cast, sign_in: SignIn) -> None:
    answer_idea(idea=make_idea(cast.organisation), answer="En enero, con el padrón.", by=cast.editor, now=NOW)
    assert "En enero, con el padrón." in sign_in(cast.analyst).get(reverse("ideas", args=[cast.organisation.code])).content.decode()


def test_a_piece_begins_from_a_template(cast: Cast, sign_in: SignIn) -> None:
    template = make_template(make_piece(cast.organisation, cast.editor))
    given = {"title": "Otra ayuda", "format": "article", "template": template.pk}
    sign_in(cast.editor).post(reverse("piece_new", args=[cast.organisation.code]), given)
    begun = Piece.objects.get(title="Otra ayuda")
    assert (begun.format, begun.versions.get().text, begun.at) == ("short", "Queda una semana para pedir la ayuda.", None)


def test_a_template_of_another_administration_is_not_offered(cast: Cast, sign_in: SignIn) -> None:
    template = make_template(make_piece(cast.outsider.organisation, cast.outsider))
    given = {"title": "Otra ayuda", "format": "short", "template": template.pk}
    sign_in(cast.editor).post(reverse("piece_new", args=[cast.organisation.code]), given)
    assert [Template.objects.count(), Piece.objects.filter(title="Otra ayuda").first().versions.count()] == [1, 0]  # type: ignore[union-attr]  # it is begun


def test_the_shelf_shows_what_is_worth_telling_again(cast: Cast, sign_in: SignIn) -> None:
    kept = make_piece(cast.organisation, cast.editor, title="Cómo pedir cita", fields={"evergreen": True})
    page = sign_in(cast.editor).get(reverse("shelf", args=[cast.organisation.code])).content.decode()
    assert reverse("piece_again", args=[cast.organisation.code, kept.pk]) in page
