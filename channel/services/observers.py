"""What observers of a case are shown of it, written by who runs the case."""

from django.db import transaction

from prevent_portal.errors import Refused

from ..models import Case, CaseEvent, ObserverText
from .cases import locked, record


@transaction.atomic
def write_for_observers(case, *, by, on, words):
    """Write, or write anew, what observers of a case may read. Raises Refused where it names the person."""
    case = locked(case)
    if named := _named(case, words):
        raise Refused(
            case, f"Observers must not learn who it is: leave out “{named}”.", field="words"
        )
    text = ObserverText.objects.filter(case=case).first() or ObserverText(case=case)
    text.words, text.by, text.on = words, by, on
    text.save()
    record(case, CaseEvent.Kind.CHANGED, by=by, on=on, words="What observers may read was written.")
    return text


def observed_by(user):
    """The cases that somebody observes and may not open: their references, and what was written for them."""
    rows = Case.objects.observable_by(user)
    seen = rows.exclude(pk__in=Case.objects.visible_to(user).values("pk"))
    return seen.select_related("key", "observer_text").order_by("reference")


def _named(case, words):
    """The first name of the person that stands in the words, if any does."""
    said = {word.strip(".,;:!?’'\"()“”").casefold() for word in words.split()}
    person = case.subject
    names = f"{person.forenames} {person.surname} {person.other_names}".split()
    return next((name for name in names if len(name) > 1 and name.casefold() in said), None)
