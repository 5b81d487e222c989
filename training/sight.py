"""Whose people somebody may see by name."""

from prevent_portal.roles import SEES_EVERY_AGENCY


def may_be_named(user, agency):
    """True if somebody may see the names of an agency's people, or of all where it is None."""
    if not user.has_perm("training.view_person"):
        return False
    if user.has_role(*SEES_EVERY_AGENCY):
        return True
    return agency is not None and agency.pk == user.agency_id
