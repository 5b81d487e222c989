"""What an action came from and what became of it, as far as somebody may follow it."""

from django.db.models import Q

from ..models import Action


def lineage(action, user):
    """Pairs of words and action: carried on from or as, replaced by, and what it replaces.

    Actions that the user may not see are left out.
    """
    linked = Q(rolled_into=action) | Q(rolled_from=action)
    linked |= Q(replaces=action) | Q(replaced_by=action)
    seen = Action.objects.visible_to(user).select_related("objective__theme__plan")
    return [(_how(action, each), each) for each in seen.filter(linked).distinct().order_by("pk")]


def _how(action, other):
    if other.pk == action.rolled_from_id:
        return "Carried on from"
    if other.rolled_from_id == action.pk:
        return "Carried on as"
    return "Replaced by" if other.pk == action.replaced_by_id else "Takes the place of"
