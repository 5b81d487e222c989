"""Many figures of the catalogue read at once: those that come from one count are counted once."""

from premises.figures import TITLES, values_on
from prevent_portal.errors import Refused
from prevent_portal.figures import Value, catalogue
from training.figures import standing

#: How figures of people are counted from one position of the register: the count, and out of what.
_PEOPLE = {
    "people_trained": ("trained", "in_post"),
    "people_in_date": ("in_date", "in_post"),
    "people_past_deadline": ("deadline_passed_trained", "deadline_passed"),
    "people_overdue": ("overdue", "deadline_passed"),
    "people_run_out": ("run_out", "in_post"),
    "people_expiring": ("expiring_90", "in_post"),
    "starters_on_time": ("starters_on_time", "starters"),
}
_WATCHED = {"people_expiring", "starters_on_time"}
#: Of these, what any position tells, and a trend of them.
OF_POSITION = _PEOPLE.keys() - _WATCHED


def of_position(name, whole):
    """A figure of people from a position of the register; None if that did not count it."""
    if name not in OF_POSITION or whole is None:
        return None
    return Value(*(whole.count(measure) for measure in _PEOPLE[name]))


def values(names, scopes, *, on, known_at):
    """What each figure says on a day: {name: Value, or the Refused that says why not}.

    `scopes` gives what each is counted over.
    """
    found = {}
    for is_of, together in (
        (lambda name: name in _PEOPLE, _people),
        (lambda name: name in TITLES, _premises),
    ):
        mine = [name for name in names if is_of(name) and name in catalogue()]
        if mine:
            found |= _or_why(mine, together, scopes[mine[0]], on, known_at)
    for name in names:
        if name not in found and name in catalogue():
            found |= _or_why([name], _alone, scopes[name], on, known_at)
    return found


def _or_why(names, together, scope, on, known_at):
    try:
        return together(names, scope, on, known_at)
    except Refused as refusal:
        return dict.fromkeys(names, refusal)


def _people(names, agency, on, known_at):
    watched = bool(_WATCHED & set(names))
    _, found = standing(agency, on=on, known_at=known_at, is_watched=watched)
    return {
        name: Value(*(found.whole.count(measure) for measure in _PEOPLE[name])) for name in names
    }


def _premises(names, agency, on, known_at):
    return values_on(names, agency, (on,))[on]


def _alone(names, scope, on, known_at):
    return {name: catalogue()[name].at(scope, on=on, known_at=known_at) for name in names}
