"""The doors of what belongs to a panel rather than to one case: seats on it open them, and appointing does."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from prevent_portal.access import signed_in

from .models import Case, Membership, Panel
from .permissions import (
    APPOINTERS,
    CHAIRS,
    CONFIRMS_CHAIRS,
    OFFICERS,
    PROPOSES_CHAIRS,
    Can,
    Seats,
)


def sits(user, thing):
    """True for whoever sits on the panel."""
    return _seats(user, thing, tuple(Seats))


def runs(user, thing):
    """True for the chair, the deputy and the coordinator of the panel."""
    return _seats(user, thing, OFFICERS)


def chairs(user, thing):
    """True for the chair and the deputy of the panel."""
    return _seats(user, thing, CHAIRS)


def coordinates(user, thing):
    """True for whoever coordinates the case that the thing is about."""
    return thing.case_id is not None and user.has_perm(Can.COORDINATE, thing)


def does(user, action):
    """True for whose action it is, and for who coordinates the case."""
    return action.owner_id == user.pk or coordinates(user, action)


def runs_business(user, item):
    """True for the officers of the panel, for business that is about no case."""
    return item.case_id is None and runs(user, item)


def runs_item(user, item):
    """True for who may move or take off an item: who coordinates its case, or runs the panel."""
    return coordinates(user, item) if item.case_id else runs(user, item)


def appoints(user, thing):
    """True for who takes part in appointing: administrators, senior officers, and the panel's officers."""
    return user.has_role(*APPOINTERS) or runs(user, thing)


def may_propose(user, panel):
    """The seats on a panel that somebody may propose others for."""
    seats = CHAIRS if user.has_role(PROPOSES_CHAIRS) else ()
    return seats + ((Seats.COORDINATOR, Seats.MEMBER) if runs(user, panel) else ())


def proposes(user, panel):
    """True for who may propose somebody for a seat."""
    return bool(may_propose(user, panel))


def confirms(user, membership):
    """True for who may confirm this seat: neither who proposed it, nor who would take it."""
    if user.pk in (membership.proposed_by_id, membership.user_id):
        return False
    if membership.is_confirmed or membership.ends_at:
        return False
    if user.has_role(CONFIRMS_CHAIRS):
        return True
    return membership.seat not in CHAIRS and chairs(user, membership)


def ends(user, membership):
    """True for who may end this seat: chairs by those who appoint them, others by the panel's officers too."""
    return user.has_role(*APPOINTERS) or membership.seat not in CHAIRS and runs(user, membership)


def panels_for(user):
    """The panels that somebody sits on; all of them for those who appoint chairs."""
    return _seen(Panel, user).order_by("name")


def sets_up_panels(user):
    """True for administrators."""
    return user.has_role(PROPOSES_CHAIRS)


def setting_up(view):
    """Let administrators through."""

    @signed_in
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not sets_up_panels(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def observing(view):
    """Hand the view the case it names, to whoever may at least observe it; to anybody else it is not there."""

    @signed_in
    @wraps(view)
    def guarded(request, pk):
        request.passage.asked_for = (Case, pk)
        rows = Case.objects.observable_by(request.user).select_related("key", "observer_text")
        case = get_object_or_404(rows, pk=pk)
        request.passage.reference = case.log_reference
        return view(request, case)

    return guarded


def of_panel(model, may, *, rows=lambda rows: rows):
    """Hand the view the row it names, if the user sees it and `may(user, row)`; else 404, or 403.

    `rows(rows)` adds what the page shows beside the row, so that it is read once.
    """

    def decorate(view):
        @signed_in
        @wraps(view)
        def guarded(request, *args, **kwargs):
            pk = kwargs.pop("pk")
            request.passage.reference = f"{model._meta.label_lower}:{pk}"
            found = get_object_or_404(rows(_seen(model, request.user)), pk=pk)
            if not may(request.user, found):
                raise PermissionDenied
            return view(request, found, *args, **kwargs)

        return guarded

    return decorate


def _seen(model, user):
    if model is Panel and user.has_role(*APPOINTERS):
        return Panel.objects.all()
    return model.objects.visible_to(user)


def take_seats(user, panel, seats):
    """Note which seats on a panel somebody has, where they were read beside it."""
    user.__dict__.setdefault("seats_on", {})[panel.pk] = set(seats)


def _seats(user, thing, seats):
    panel = thing if isinstance(thing, Panel) else thing.panel
    held = user.__dict__.setdefault("seats_on", {})
    if panel.pk not in held:
        rows = Membership.objects.in_force().filter(panel=panel, user=user.pk)
        held[panel.pk] = set(rows.values_list("seat", flat=True))
    return not held[panel.pk].isdisjoint(seats)
