"""Small numbers are not told to who does not chair: a number under five may point at a person.

Where one part of a whole is hidden, another is hidden beside it, so that taking the rest from the whole
does not give it back.
"""

#: Numbers from one up to this are hidden.
SMALL = 4
#: A percentage of fewer than this says who is meant.
LEAST_FOR_A_PERCENTAGE = 20
HIDDEN = "fewer than 5"
NOT_SHOWN = "not shown"


def is_small(number):
    """True for a number that may point at a person."""
    return number is not None and 0 < number <= SMALL


def words_of(parts):
    """How each number of parts of one whole is told: {key: number} -> {key: words}."""
    said = {key: HIDDEN if is_small(n) else str(n) for key, n in parts.items()}
    hidden = [key for key, n in parts.items() if is_small(n)]
    others = [key for key, n in parts.items() if n > SMALL]
    if len(hidden) == 1 and others:
        said[min(others, key=lambda key: (parts[key], str(key)))] = NOT_SHOWN
    return said


def percent_of(number, out_of, *, is_guarded):
    """A percentage to one place, or nothing where it would tell too much or there is nothing to divide by."""
    if not out_of or number is None:
        return None
    if is_guarded and (is_small(number) or out_of < LEAST_FOR_A_PERCENTAGE):
        return None
    return round(100 * number / out_of, 1)
