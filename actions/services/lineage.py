"""What an action came from and what became of it, as far as somebody may follow it."""

from django.db.models import CharField, Q, Value

from ..models import Action
from . import raising


def came_and_went(action, user):
    """What an action came from and became: pairs of words and action, and the records it was made of.

    The words say: carried on from or as, replaced by, takes the place of. What the user may not see is
    left out. One query finds what there is; mostly that is nothing.
    """
    linked = Q(rolled_into=action) | Q(rolled_from=action)
    linked |= Q(replaces=action) | Q(replaced_by=action)
    ways = {Action: linked} | {model: Q(action=action) for model in raising.makers()}
    found = {}
    for label, pk in _found(ways, user):
        found.setdefault(label, []).append(pk)
    rows = {
        model: list(model.objects.filter(pk__in=found[model._meta.label]).order_by("pk"))
        for model in ways
        if model._meta.label in found
    }
    return [(_how(action, each), each) for each in rows.pop(Action, [])], [
        each for made_of in rows.values() for each in made_of
    ]


def _found(ways, user):
    first, *rest = [
        model.objects.visible_to(user)
        .filter(linked)
        .order_by()
        .distinct()
        .values_list(Value(model._meta.label, output_field=CharField()), "pk")
        for model, linked in ways.items()
    ]
    return first.union(*rest)


def _how(action, other):
    if other.pk == action.rolled_from_id:
        return "Carried on from"
    if other.rolled_from_id == action.pk:
        return "Carried on as"
    return "Replaced by" if other.pk == action.replaced_by_id else "Takes the place of"
