"""Doors of what belongs to a panel's year rather than to a case: a seat on the panel opens them."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from prevent_portal.access import signed_in

from .models import AssuranceStatement, Membership, Panel
from .permissions import Seats


def panels_of(user, seats=Seats.values):
    """The panels on which somebody holds one of the seats now."""
    held = Membership.objects.in_force().filter(user=user.pk, seat__in=seats)
    return Panel.objects.filter(pk__in=held.values("panel"))


def sitting(seats=Seats.values):
    """Let in whoever holds one of the seats on any panel."""

    def decorate(view):
        @signed_in
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not panels_of(request.user, seats).exists():
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def of_statement(seats=Seats.values):
    """Hand the view the statement it names, if its panel is one's own; 403 without one of the seats."""

    def decorate(view):
        @signed_in
        @wraps(view)
        def guarded(request, pk):
            request.passage.reference = f"{AssuranceStatement._meta.label_lower}:{pk}"
            rows = AssuranceStatement.objects.visible_to(request.user)
            people = rows.select_related("panel", "drafted_by", "signed_by")
            statement = get_object_or_404(people, pk=pk)
            if not sits(request.user, statement, seats):
                raise PermissionDenied
            return view(request, statement)

        return guarded

    return decorate


def sits(user, statement, seats=Seats.values):
    """True if somebody holds one of the seats on the statement's panel."""
    return panels_of(user, seats).filter(pk=statement.panel_id).exists()
