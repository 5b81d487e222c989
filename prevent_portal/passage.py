"""What one request turned out to be: filled by the door, the views and the services, written down at its end."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.core.exceptions import ObjectDoesNotExist

_current = ContextVar("passage", default=None)


class Passage:
    """One request as the access log will tell it. `reason` is a choice from a list, never free words."""

    def __init__(self):
        self.verb = None
        self.reference = ""
        self.asked_for = None  # the model and the key, until it is found
        self.reason = ""
        self.user = None
        self.is_logged = True


@contextmanager
def passing(request):
    """Give the request its passage, and let services note what they did on it."""
    request.passage = Passage()
    token = _current.set(request.passage)
    try:
        yield request.passage
    finally:
        _current.reset(token)


def note(verb, *, reference="", reason=""):
    """Say what the request did, where it is more than a change; outside of a request, nothing."""
    passage = _current.get()
    if passage is not None:
        passage.verb = verb
        passage.reference = reference or passage.reference
        passage.reason = reason


def reference_of(thing):
    """What the log calls a record; of what belongs to a case, first the case's own reference."""
    if hasattr(thing, "log_reference"):
        return thing.log_reference
    named = f"{thing._meta.label_lower}:{thing.pk}"
    try:
        case = getattr(thing, "case", None)
    except ObjectDoesNotExist:  # what it belongs to is not open to this person
        case = None
    return f"{case.log_reference} {named}" if hasattr(case, "log_reference") else named


def reference_unseen(model, pk):
    """What the log calls a record that was asked for and not shown."""
    known = getattr(model, "log_reference_unseen", None)
    return known(pk) if known else f"{model._meta.label_lower}:{pk}"
