"""How people sign in: by e-mail, and never by signing themselves up."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Administrators add people; nobody adds themselves."""

    def is_open_for_signup(self, request):
        """Never."""
        return False
