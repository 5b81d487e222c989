"""How people sign in: by email, and never by signing themselves up."""

from allauth.account.adapter import DefaultAccountAdapter

from . import outbox
from .acting import acting, acting_for


class AccountAdapter(DefaultAccountAdapter):
    """Administrators add people; nobody adds themselves."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The email address or password is not right",
        "too_many_login_attempts": "Too many tries. Wait five minutes, then try again",
        "incorrect_password": "That is not your password",
        "enter_current_password": "That is not your current password",
        "invalid_password_reset": "This link no longer works",
    }

    def is_open_for_signup(self, request):
        """Never."""
        return False

    def set_password(self, user, password):
        """Kept by the portal itself: the link that proved who it is came to nobody who is signed in."""
        with acting_for(acting(), is_itself=True):
            super().set_password(user, password)

    def send_password_reset_mail(self, user, email, context):
        """Promise the link: sent at once, the wait would tell who signs in with an address."""
        outbox.put("send_password_link", user_id=user.pk)
