"""How a service takes an action in hand: alone, in an open plan, and as its reader saw it."""

from prevent_portal.errors import Refused
from prevent_portal.forms.fields import LONG_TEXT_LIMIT

from ..models import Action


def hold_action(action, *, even_if_closed=False):
    """Lock the action for this transaction and return it with its plan.

    Raises Refused if its plan is closed.
    """
    held = (
        Action.objects.select_for_update(of=("self",))
        .select_related("objective__theme__plan")
        .get(pk=action.pk)
    )
    if not (held.plan.is_open or even_if_closed):
        raise Refused(held, "This plan is closed. Nothing more can be recorded on its actions.")
    return held


def still_as_read(action, version):
    """Raise Refused if the held action is no longer the version that its reader saw.

    Callers that have no reader give no version.
    """
    if version is not None and version != action.version:
        raise Refused(
            action,
            "This action changed while you were writing. Your words are still here: "
            "look at what changed, then save again.",
            field="status",
        )


def may_change(by, author_id, action):
    """True for whoever wrote something about an action, and for the keepers of its plan."""
    return by.pk == author_id or by.has_perm("actions.change_action", action)


def plain_words(thing, words, *, otherwise, field):
    """The words without blank ends; raises Refused, with `otherwise`, if none are left.

    At most 100,000 characters, and no NUL, which PostgreSQL cannot store.
    """
    words = words.strip()
    if not words:
        raise Refused(thing, otherwise, field=field)
    if len(words) > LONG_TEXT_LIMIT:
        raise Refused(
            thing,
            f"Write {LONG_TEXT_LIMIT:,} characters or fewer; this has {len(words):,}.",
            field=field,
        )
    if "\0" in words:
        raise Refused(
            thing, "The words hold an invisible character that cannot be stored.", field=field
        )
    return words
