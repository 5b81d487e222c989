"""Signs people in, and answers the one question: may this user do this to this thing?"""

from allauth.account.auth_backends import AuthenticationBackend

from .models import User
from .roles import GRANTS


class RoleBackend(AuthenticationBackend):
    """The role says what a user may do; `visible_to` says to which records."""

    def get_user(self, user_id):
        """The signed-in person with their agency, which every page names; None if they may not."""
        user = User.objects.select_related("agency").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def has_perm(self, user, permission, obj=None):
        """True if one of the user's roles grants it and the record is one they can see."""
        if not (user.is_authenticated and user.is_active):
            return False
        if not user.has_role(*GRANTS.get(permission, ())):
            return False
        if obj is None:
            return True
        return _permits(obj, user, permission) and _sees(user, obj)

    def get_all_permissions(self, user, obj=None):
        """Every permission the user's roles grant."""
        return {permission for permission in GRANTS if self.has_perm(user, permission)}

    get_user_permissions = get_all_permissions

    def get_group_permissions(self, user, obj=None):
        """There are no groups."""
        return set()

    def has_module_perms(self, user, app_label):
        """True if the user may do anything at all in an app."""
        return any(p.startswith(f"{app_label}.") for p in self.get_all_permissions(user))


def _permits(obj, user, permission):
    """A model may narrow, for one of its rows, what the role grants; it never widens."""
    return obj.permits(user, permission) if hasattr(obj, "permits") else True


def _sees(user, obj):
    """True if the door has just fetched the record for this user, or would."""
    return getattr(obj, "seen_by", None) == user.pk or (
        type(obj).objects.visible_to(user).contains(obj)
    )
