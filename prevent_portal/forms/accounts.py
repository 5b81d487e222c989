"""Sign-in, new passwords: allauth's forms in the portal's words, named in settings.ACCOUNT_FORMS."""

from allauth.account import forms as account
from django.contrib.auth.password_validation import get_default_password_validators

from .base import PortalFormMixin


class AccountFormMixin(PortalFormMixin):
    """Gives allauth's fields our labels, and takes their placeholders and links away."""

    labels = {
        "login": "Email address",
        "email": "Email address",
        "password": "Password",
        "oldpassword": "Current password",
        "password1": "New password",
        "password2": "New password again",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = _password_rules() if name == "password1" else ""
            if name in ("login", "email"):
                field.widget.attrs |= {"autocomplete": "username", "spellcheck": "false"}

    def _label(self, name, field):
        return self.labels.get(name) or super()._label(name, field)


def _password_rules():
    lengths = [getattr(rule, "min_length", 0) for rule in get_default_password_validators()]
    return (
        f"At least {max(lengths, default=0)} characters, not only numbers, not a password that many"
        " people use, and not like your name or email address. Three words together are good."
    )


class SignInForm(AccountFormMixin, account.LoginForm):
    """Email address and password."""


class ChangePasswordForm(AccountFormMixin, account.ChangePasswordForm):
    """The password that was, and the new one twice."""


class ForgottenPasswordForm(AccountFormMixin, account.ResetPasswordForm):
    """Where to send the link."""


class NewPasswordForm(AccountFormMixin, account.ResetPasswordKeyForm):
    """The new password twice, behind the link."""


class ReauthenticateForm(AccountFormMixin, account.ReauthenticateForm):
    """The password once more, before something that matters."""
