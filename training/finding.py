"""People by what a list or a form calls them: a staff number, or a full name."""

from django.db.models.functions import Lower

#: Of what was not found, so many are named.
_NAMED = 10


def find_people(words, *, among):
    """The people of `among` whom words name, each by staff number or else by full name, in two queries.

    Returns them in the order of the words, then the words that name nobody, then those that name
    several people.
    """
    words = list(dict.fromkeys(word.strip() for word in words if word.strip()))
    by_number = _by(among.exclude(number="").filter(number__in=words), "number")
    rest = [word for word in words if word not in by_number]
    lowered = among.annotate(called=Lower("name")).filter(called__in=[w.lower() for w in rest])
    by_name = _by(lowered, "called") if rest else {}
    found, unknown, several = [], [], []
    for word in words:
        people = by_number.get(word) or by_name.get(word.lower(), [])
        if len(people) == 1:
            found.append(people[0])
        else:
            (several if people else unknown).append(word)
    return found, unknown, several


def not_found(unknown, several):
    """Sentences about words that name nobody, or several people; none if all were found."""
    if unknown:
        yield f"Nobody whom you may see has this number or name: {_named(unknown)}."
    if several:
        yield f"Several people are called this, give their staff numbers: {_named(several)}."


def _by(people, attribute):
    found = {}
    for person in people:
        found.setdefault(getattr(person, attribute), []).append(person)
    return found


def _named(words):
    more = len(words) - _NAMED
    return ", ".join(word[:60] for word in words[:_NAMED]) + (
        f" and {more} more" if more > 0 else ""
    )
