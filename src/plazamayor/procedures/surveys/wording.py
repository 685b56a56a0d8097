"""What a page of the survey says, in the words of whoever answers."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plazamayor.procedures.models import Procedure
from plazamayor.procedures.models.surveys import Moment
from plazamayor.procedures.surveys.questions import THANKS, Question, Text


@dataclass(frozen=True)
class Words:
    """The question of a page and what is said under it."""

    heading: Text
    lead: Text = ""


WORDS = {
    Question.REASON: Words(gettext_lazy("Why are you leaving it?"), gettext_lazy("Choose the main reason.")),
    Question.CLARITY: Words(
        gettext_lazy("Was it clear what you had to do?"), gettext_lazy("The explanations, the questions and the words.")
    ),
    Question.HELP: Words(gettext_lazy("Did you look for help?"), gettext_lazy("Tick all the places where you looked for it.")),
    Question.REACHED: Words(gettext_lazy("Did we answer you?")),
    Question.QUALITY: Words(gettext_lazy("How good was the help?")),
    Question.TEXT: Words(gettext_lazy("What would you change?")),
    THANKS: Words(gettext_lazy("Thank you"), gettext_lazy("It will help those who come after you.")),
}


def words_of(question: str, moment: str, procedure: Procedure) -> Words:
    """The words of a question, or of the end."""
    if question == Question.SATISFACTION:
        return Words(first_question(moment, procedure), _("One tap is enough. We do not ask who you are."))
    if question == Question.TEXT and moment == Moment.LEFT:
        return Words(_("What would have helped you?"))
    return WORDS[question]


def first_question(moment: str, procedure: Procedure) -> str:
    """The question that is always asked."""
    name = {"name": procedure.name}
    if moment == Moment.LEFT:
        return _("How is it going with “%(name)s”?") % name
    return _("How did it go with “%(name)s”?") % name


def saved() -> str:
    """What is said under every question but the first."""
    return _("What you have answered is kept. You may stop here or go on.")


def may_ask_again() -> str:
    """What is said where nothing is kept in the browser."""
    return _("This page keeps nothing in your browser: it may ask you again.")
