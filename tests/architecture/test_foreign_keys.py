"""Foreign keys point down the ladder, as imports do."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model

from tests.architecture.source import LADDER


def points_up(room: str, other: str) -> bool:
    """Whether a relation from a room to another climbs the ladder."""
    return LADDER[other] < LADDER[room] or (LADDER[other] == LADDER[room] and other != room)


def relations(model: type[Model]) -> Iterator[tuple[str, type[Model]]]:
    """The relations a model declares: the field's name and the model it leads to."""
    for field in model._meta.get_fields():
        if not field.auto_created and isinstance(field.related_model, type):
            yield field.name, field.related_model


def test_foreign_keys_point_down_the_ladder() -> None:
    models = [model for model in apps.get_models() if model._meta.app_label in LADDER]
    faults = [
        f"{model.__name__}.{field} points up, to {other.__name__}"
        for model in models
        for field, other in relations(model)
        if other._meta.app_label in LADDER and points_up(model._meta.app_label, other._meta.app_label)
    ]
    assert models
    assert faults == []


def test_pointing_up_is_seen() -> None:
    assert points_up("organisation", "analytics")
    assert not points_up("analytics", "organisation")
    assert not points_up("organisation", "organisation")
