"""What keeps a case from being closed: each part of Channel says for itself what is still open.

Where the panel gave no support, care must have been considered; a part that records that too says so here.
"""

_checks = []
_considered = []


def still_open(check):
    """Register a function `(case) -> iterable of words`, each naming one thing that is not finished."""
    if check not in _checks:
        _checks.append(check)
    return check


def open_things(case):
    """Everything that has to be finished, or ended with a reason, before the case can be closed."""
    return [words for check in _checks for words in check(case)]


def care_considered(check):
    """Register a function `(case, since) -> bool`: was care considered for the person since a moment?"""
    if check not in _considered:
        _considered.append(check)
    return check


def was_care_considered(case, since):
    """True if any part recorded since a moment that care was considered."""
    return any(check(case, since) for check in _considered)
