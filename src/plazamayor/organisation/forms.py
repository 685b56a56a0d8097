"""What people fill in."""

from collections.abc import Callable
from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, LoginWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from plazamayor.core.forms import Act
from plazamayor.organisation.codes import LANGUAGES, TERRITORIES, TIME_ZONES, disagree, validate_dir3
from plazamayor.organisation.contract import acts
from plazamayor.organisation.models import Membership, Organisation, Person, Role, Unit


def _unit_field(organisation: Organisation) -> forms.ModelChoiceField[Unit]:
    return forms.ModelChoiceField(organisation.units.order_by("name"), required=False, label=_("Unit"), empty_label=_("None"))


class RoleForm(Act, forms.Form):
    """A role and a unit."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, widget=forms.RadioSelect, initial=Role.COMMUNITY_MANAGER)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = _unit_field(organisation)


class InvitationForm(RoleForm):
    """Whom to invite and as what."""

    email = forms.EmailField(label=_("Work e-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    field_order = ("email", "unit", "role")


class AcceptForm(Act, forms.Form):
    """Who accepts an invitation for the first time: a name and a password."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_("As your colleagues know you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. A short sentence is easy to remember."),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        """Refuses a password that is short, common or like the person's own data."""
        password = str(self.cleaned_data["password"])
        validate_password(password, Person(email=self.email, name=self.cleaned_data.get("name", "")))
        return password


class NameForm(Act, forms.Form):
    """How a person is called."""

    name = forms.CharField(label=_("Name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))


class UnitForm(Act, forms.Form):
    """A unit's name and code."""

    name = forms.CharField(label=_("Name"), max_length=200)
    dir3_code = forms.CharField(label=_("DIR3 code"), max_length=9, required=False, validators=[validate_dir3])


class HolidayForm(Act, forms.Form):
    """A local holiday."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    name = forms.CharField(label=_("What is celebrated"), max_length=100)


class TypedNameForm(Act, forms.Form):
    """The administration's name, typed so that nobody closes it by mistake."""

    typed = forms.CharField(label=_("Name of the administration"), strip=True, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class AgreeingCodes(forms.BaseModelForm):  # type: ignore[type-arg]  # a mixin over one model
    """Codes of the same place."""

    def clean(self) -> dict[str, Any]:
        """Refuses an INE code and a DIR3 code of different municipalities."""
        given = super().clean() or self.cleaned_data
        if disagree(given.get("ine_code", ""), given.get("dir3_code", "")):
            self.add_error("dir3_code", _("It is of another municipality: in a town council's DIR3 code, the INE code follows L01."))
        return given


def _choices(known: dict[str, str], empty: str) -> list[tuple[str, Any]]:
    return [("", empty), *known.items()]


class OrganisationForm(AgreeingCodes, Act, forms.ModelForm):  # type: ignore[type-arg]  # a form, not a generic
    """The data of an administration."""

    territory = forms.ChoiceField(
        label=_("Territory"), choices=lambda: _choices(TERRITORIES, "—"), required=False, help_text=_("Its holidays count in deadlines.")
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=[(zone, zone) for zone in TIME_ZONES])
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=list(LANGUAGES.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those it speaks with citizens."),
    )

    class Meta:
        model = Organisation
        fields = ("name", "kind", "ine_code", "dir3_code", "territory", "time_zone", "languages", "require_second_factor")

    def _post_clean(self) -> None:
        """Validates codes without writing on the row: the operation does, and tells what changed."""
        kept = self.instance
        self.instance = Organisation(pk=kept.pk, code=kept.code)
        super()._post_clean()  # type: ignore[misc]  # Django's own hook
        self.instance = kept

    def carry_out(self, act: Callable[..., Any], **given: Any) -> bool:
        """Passes what was filled in as one set of changes."""
        if not self.is_valid():
            return False
        self.result = act(changes=dict(self.cleaned_data), **given)
        return True


class HostedForm(AgreeingCodes, Act, forms.ModelForm):  # type: ignore[type-arg]  # a form, not a generic
    """A new administration to host."""

    code = forms.SlugField(
        label=_("Short name in addresses"),
        max_length=60,
        required=False,
        help_text=_("Empty: made from the name. It does not change later."),
    )
    territory = forms.ChoiceField(label=_("Territory"), choices=lambda: _choices(TERRITORIES, "—"), required=False)

    class Meta:
        model = Organisation
        fields = ("name", "code", "kind", "ine_code", "dir3_code", "territory")

    def clean_code(self) -> str:
        """Makes the short name when none is given."""
        return str(self.cleaned_data["code"] or slugify(self.cleaned_data.get("name", ""))[:60])

    def validate_unique(self) -> None:
        """Leaves to the operation what only the operation can tell."""


class TrailForm(forms.Form):
    """What of the audit trail is asked for."""

    act = forms.ChoiceField(label=_("What"), required=False)
    actor = forms.TypedChoiceField(label=_("Who"), required=False, coerce=int, empty_value=None)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, codes: list[str], actors: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = acts()
        self.fields["act"].choices = [("", _("Everything")), *((code, known.get(code, code)) for code in codes)]  # type: ignore[attr-defined]  # a choice field
        self.fields["actor"].choices = [("", _("Everybody")), *actors.items()]  # type: ignore[attr-defined]  # a choice field


def role_form(data: Any, member: Membership) -> RoleForm:
    """The form of a person's role, filled with what they are."""
    return RoleForm(data, organisation=member.organisation, initial={"role": member.role, "unit": member.unit_id})


def _incorrect(error: Exception) -> ValidationError:
    """What a forged key is told. It breaks its parsers in more ways than can be listed, and none may be an error of ours."""
    return error if isinstance(error, ValidationError) else ValidationError(_("That key is not right."), code="incorrect_code")


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A new key: one that opens the account by itself unless told otherwise."""

    name = forms.CharField(label=_("Name of the key"), required=False, help_text=_("For example: the laptop at work."))
    passwordless = forms.BooleanField(
        label=_("Sign in with it alone"),
        required=False,
        initial=True,
        help_text=_("It will ask for your fingerprint, face or PIN. Otherwise it is only a second factor, after the password."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuses what is not a key."""
        try:
            return dict(super().clean())
        except Exception as error:
            raise _incorrect(error) from error


class _KnownKey:
    """Refuses what is not one of the person's keys."""

    def clean_credential(self) -> Authenticator:
        """Finds the key that answered."""
        try:
            return super().clean_credential()  # type: ignore[misc]  # the forms below have it
        except Exception as error:
            raise _incorrect(error) from error


class LoginKeyForm(_KnownKey, LoginWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A passkey that signs in."""


class SecondKeyForm(_KnownKey, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A key after the password."""


class ConfirmKeyForm(_KnownKey, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A key that confirms who one is."""


class _CodeOnce:
    """Refuses a code of the app that was used, for as long as it would open: allauth forgets it after one period of the three it lasts."""

    user: Person
    authenticator: Authenticator

    def clean_code(self) -> str:
        """Finds what the code opens, once."""
        code = str(super().clean_code())  # type: ignore[misc]  # the forms below have it
        lasts = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        once = f"organisation.totp:{self.user.pk}:{normalize_user_code(code)}"
        if self.authenticator.type == Authenticator.Type.TOTP and not cache.add(once, "used", timeout=lasts):
            raise ValidationError(_("That code was used already. Wait for the next one."), code="incorrect_code")
        return code


class SecondCodeForm(_CodeOnce, AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """A code after the password."""


class ConfirmCodeForm(_CodeOnce, ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """A code that confirms who one is."""
