"""Codes of the second factor: allauth's forms in the portal's words, named in settings.MFA_FORMS."""

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.app_settings import TOTP_PERIOD
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from django import forms
from django.conf import settings
from django.core.cache import cache

from ..factor import secret_being_set_up
from .base import PortalForm, PortalFormMixin
from .fields import LongTextField

_CODE = {
    "class": "govuk-input--width-10",
    "inputmode": "numeric",
    "autocomplete": "one-time-code",
    "spellcheck": "false",
}


class CodeFormMixin(PortalFormMixin):
    """One box for a code."""

    help_of_code = "Six digits. If you cannot use your app, enter one of your recovery codes."

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs |= _CODE
        field.help_text = self.help_of_code

    def _label(self, name, field):
        return "Code from your authenticator app"


class OnceMixin:
    """A code counts once, for as long as it is right: allauth forgets it after one step of its clock."""

    def clean_code(self):
        """The code, as allauth finds it right; refused if it was entered before."""
        code = super().clean_code()
        steps = 2 * settings.MFA_TOTP_TOLERANCE + 1
        if not cache.add(f"factor.entered:{self.user.pk}:{code}", "", steps * TOTP_PERIOD):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(OnceMixin, CodeFormMixin, base.AuthenticateForm):
    """The code that completes signing in."""


class CodeAgainForm(OnceMixin, CodeFormMixin, base.ReauthenticateForm):
    """The code once more, after a while without use."""


class CodeOverWordsForm(CodeAgainForm):
    """The code once more, while the words of another form wait: its box is called as on no other form."""

    def add_prefix(self, field_name):
        """`factor_code`, beside whatever else was sent."""
        return f"factor_{field_name}"


class SetUpForm(CodeFormMixin, forms.Form):
    """The first code of an app that has just read the picture; the session holds the secret sealed."""

    code = forms.CharField(max_length=20)
    help_of_code = "Six digits, as your app shows them now."

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.secret = secret_being_set_up(context.request, anew=not self.is_bound)

    clean_code = totp.ActivateTOTPForm.clean_code


class ResetFactorForm(PortalForm):
    """Why somebody's second factor is taken away."""

    reason = LongTextField(
        label="Why", rows=3, max_length=200, help_text="For example: they have lost their phone."
    )
