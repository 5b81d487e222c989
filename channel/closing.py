"""What is still open on a case and keeps it from being closed: each part of Channel says it for itself."""

_checks = []


def still_open(check):
    """Register a function `(case) -> iterable of words`, each naming one thing that is not finished."""
    if check not in _checks:
        _checks.append(check)
    return check


def open_things(case):
    """Everything that has to be finished, or ended with a reason, before the case can be closed."""
    return [words for check in _checks for words in check(case)]
