"""What is filled in to price burdens and to say which a procedure carries."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plazamayor.core.forms import Act
from plazamayor.procedures.kpis.prices import Price
from plazamayor.procedures.models import Channel, Procedure


class PriceForm(Act, forms.Form):
    """A price and where it comes from."""

    euros = forms.DecimalField(label=_("Euros each time"), min_value=Decimal(0), max_digits=9, decimal_places=2)
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("The study, order or agreement it is taken from, so that others can check it.")
    )


def channels_of(procedure: Procedure) -> list[tuple[str, Any]]:
    """The channels of a procedure, to choose from."""
    return [(channel.value, channel.label) for channel in Channel if channel.value in (procedure.channels or Channel.values)]


class BurdenForm(Act, forms.Form):
    """A burden that a procedure carries by a channel."""

    def __init__(self, *args: Any, procedure: Procedure, prices: list[Price], **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": "burden", **kwargs})
        self.fields["channel"] = forms.ChoiceField(label=_("Channel"), choices=channels_of(procedure))
        self.fields["price"] = forms.ChoiceField(label=_("Burden"), choices=[(price.key, price.name) for price in prices])
        self.fields["times"] = forms.DecimalField(
            label=_("Times each time it is done"),
            initial=1,
            min_value=Decimal("0.01"),
            max_digits=6,
            decimal_places=2,
            help_text=_("Three documents are three times the burden of handing one in."),
        )


class TimeForm(Act, forms.Form):
    """How long a procedure takes the citizen by a channel."""

    def __init__(self, *args: Any, procedure: Procedure, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": "time", **kwargs})
        self.fields["channel"] = forms.ChoiceField(label=_("Channel"), choices=channels_of(procedure))
        self.fields["minutes"] = forms.DecimalField(
            label=_("Minutes each time"),
            required=False,
            min_value=Decimal(0),
            max_digits=6,
            decimal_places=1,
            help_text=_("All of it: reading, gathering papers, going, waiting. Empty: not known."),
        )
        self.fields["source"] = forms.CharField(
            label=_("How it is known"), required=False, max_length=200, help_text=_("Timed with citizens, asked in the survey…")
        )
