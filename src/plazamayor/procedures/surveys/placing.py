"""What is put elsewhere for a survey to be found: lines for a page, a plain link, a code for the counter."""

import io
from dataclasses import dataclass

import qrcode  # type: ignore[import-untyped]  # it ships no types
from django.conf import settings
from django.template.defaultfilters import force_escape
from django.urls import reverse
from django.utils.translation import gettext as _
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]  # the same

from plazamayor.procedures.models import Step, Survey
from plazamayor.procedures.models.surveys import Moment


@dataclass(frozen=True)
class Snippet:
    """Lines to paste, what they are for and where they go."""

    id: str
    title: str
    text: str
    code: str


def address(survey: Survey, moment: str) -> str:
    """The survey's own address, for a moment."""
    return f"{settings.BASE_URL}{reverse('survey', args=[survey.address])}?moment={moment}"


def snippets(survey: Survey) -> list[Snippet]:
    """The lines for each place."""
    name = survey.procedure.name
    return [
        Snippet(
            "after",
            _("After finishing"),
            _("In the page that says that it is done. The question is seen there; without scripts, the link is."),
            _block(address(survey, Moment.COMPLETED), _("Tell us how it went with “%(name)s”") % {"name": name}),
        ),
        Snippet(
            "leaving",
            _("On leaving"),
            _("In each page of the form, beside “Cancel”. The question comes when the link is pressed; step= says at which step."),
            _block(address(survey, Moment.LEFT) + _a_step(survey), _("Are you leaving it? Tell us why")),
        ),
        Snippet("link", _("Only a link"), _("For an e-mail, a PDF or a page that takes no scripts."), address(survey, Moment.COMPLETED)),
        Snippet(
            "policy",
            _("If the website has a content security policy"),
            _("It needs these two sources, and no other. Styles need nothing."),
            f"script-src {settings.BASE_URL}; connect-src {settings.BASE_URL}",
        ),
    ]


def code(survey: Survey) -> bytes:
    """The code of the counter, as an SVG picture: it leads to the survey by its own address."""
    drawn = qrcode.make(
        address(survey, Moment.COUNTER), image_factory=SvgPathFillImage, error_correction=qrcode.constants.ERROR_CORRECT_Q, border=4
    )
    out = io.BytesIO()
    drawn.save(out)
    return out.getvalue()


def _a_step(survey: Survey) -> str:
    """How an address says at which step somebody is; here, the first."""
    step = survey.procedure.steps.filter(role=Step.Role.STEP).order_by("position").first()
    return f"&step={step.key}" if step else ""


def _block(link: str, text: str) -> str:
    whole = f'<div data-plaza-survey>\n  <a href="{force_escape(link)}">{force_escape(text)}</a>\n</div>'
    return f'{whole}\n<script defer src="{settings.BASE_URL}/s.js"></script>'
