"""Which figures of the catalogue add up to one another, told to the publication guard.

Who is overdue and who was trained by their deadline are together all whose deadline has passed: where
one of them may not be said, the other gives it away.
"""

from prevent_portal.figures import catalogue

#: A figure, and the one that makes up the rest of a whole with it: that one's, or another figure's count.
_REST = (
    ("people_overdue", "people_past_deadline", None),
    ("people_run_out", "people_in_date", "people_trained"),
)
#: Figures that are counted out of the same whole.
_SAME_WHOLE = (
    ("people_overdue", "people_past_deadline"),
    ("people_in_date", "people_trained"),
    ("people_run_out", "people_trained"),
)


def is_headline(name, *, is_whole):
    """True for a number that papers are read for: how many there are, and how many of them are trained.

    Where something must go with who is left, it is who was in time or is in date.
    """
    return is_whole or name == "people_trained"


def with_rest(names):
    """The figures to be judged together with some: also those that readers of another page may have seen."""
    names = list(names)
    for rest, part, whole in _REST:
        group = [name for name in (rest, part, whole) if name]
        if any(name in names for name in group):
            names += [name for name in group if name not in names]
    return names


def relations(at):
    """What adds up to nothing: lists of [where, factor]. `at(name, is_whole)` says where a number stands."""
    for rest, part, whole in _REST:
        total = at(whole, False) if whole else at(part, True)
        yield [[at(rest, False), 1], [at(part, False), 1], [total, -1]]
    for name, other in _SAME_WHOLE:
        yield [[at(name, True), 1], [at(other, True), -1]]


_TRAINING = "training"
#: Where a table of training has the numbers of everybody that figures of people repeat.
_IN_TABLES = (
    (f"{_TRAINING}.by_unit", "All business units"),
    (f"{_TRAINING}.by_agency", "All agencies"),
)
_COLUMNS = {
    ("people_trained", False): "Trained",
    ("people_trained", True): "In post",
    ("people_past_deadline", False): "Of these, trained",
    ("people_past_deadline", True): "Deadline passed",
}
#: The table of figures in papers and in answers, and its columns.
_FIGURES, _VALUE, _WHOLE = "figures", "Value", "Out of"


def relations_of_figures(names):
    """What a table of figures says of what adds up in it, and with a table of training in the same paper."""
    if not {name for each in _REST for name in each} & set(names):
        return {}
    known = catalogue()

    def here(name, is_whole):
        return [_FIGURES, known[name].title, _WHOLE if is_whole else _VALUE]

    made = list(relations(here))
    for key, row in _IN_TABLES:

        def there(name, is_whole, key=key, row=row):
            column = _COLUMNS.get((name, is_whole))
            return [key, row, column] if column else here(name, is_whole)

        made += relations(there)
        made += [[[here(*each), 1], [[key, row, column], -1]] for each, column in _COLUMNS.items()]
    return {"relations": made}
