"""What django-allauth says when somebody changes how they sign in, passed on to the audit trail.

These changes are made by its pages, not by our operations, and its signals are the only thing it offers to whoever must know. The
addresses of those pages (`sign_in_urls`) run in a transaction, so that a change and its line are written together or not at all.
"""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from plazamayor.organisation import operations
from plazamayor.organisation.models import Person


def _factor(factor: Authenticator, act: str) -> None:
    person = Person.objects.filter(pk=factor.user_id).first()
    if person is not None:  # else the person goes, and their factors with them
        operations.tell_way_in(person=person, act=act, detail={"factor": factor.type}, now=timezone.now())


def factor_saved(sender: type[Authenticator], instance: Authenticator, *, created: bool, **_more: Any) -> None:  # noqa: ARG001 Django's signature
    """Tells of a new factor, however it was added; its being used is no change."""
    if created:
        _factor(instance, "factor.added")


def factor_deleted(sender: type[Authenticator], instance: Authenticator, **_more: Any) -> None:  # noqa: ARG001 Django's signature
    """Tells of a factor that is no more."""
    _factor(instance, "factor.removed")


def changed(sender: type[Person], user: Person, **_more: Any) -> None:  # noqa: ARG001 Django's signature
    """Tells of another password."""
    operations.tell_way_in(person=user, act="password.changed", detail={}, now=timezone.now())


def reset(sender: type[Person], user: Person, **_more: Any) -> None:  # noqa: ARG001 Django's signature
    """Tells of a password chosen through a link sent by e-mail."""
    operations.tell_way_in(person=user, act="password.reset", detail={}, now=timezone.now())


def listen() -> None:
    """Begins to listen, once, when the program starts."""
    post_save.connect(factor_saved, sender=Authenticator, dispatch_uid="factor_saved")
    post_delete.connect(factor_deleted, sender=Authenticator, dispatch_uid="factor_deleted")
    for signal in (password_changed, password_set):
        signal.connect(changed, dispatch_uid="password_changed")
    password_reset.connect(reset, dispatch_uid="password_reset")
