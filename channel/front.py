"""What the front page of Channel says: to everybody, and to who sits on a panel."""

from .models import Case, Membership, Panel
from .services import coordinates, observed_by
from .telling import panels_counted_for


def facts(user, on):
    """The panels that take referrals; and for their members how many cases are open and due."""
    cases = Case.objects.visible_to(user).held()
    return {
        "panels": Panel.objects.open(),
        "sits": Panel.objects.visible_to(user).exists(),
        "to_check": Membership.objects.checked_by(user).due_to_check().count(),
        "open": cases.open().count(),
        "due": cases.due(on=on).count(),
        "coordinates": coordinates(user),
        "observed": observed_by(user).count(),
        "counted": bool(panels_counted_for(user)),
    }
