"""When somebody is eighteen: from then on consent to support is theirs alone to give (section 36)."""

import re

ADULT_AT = 18  # years


def eighteenth(born):
    """The eighteenth birthday; of who was born on 29 February, 1 March where there is none."""
    try:
        return born.replace(year=born.year + ADULT_AT)
    except ValueError:
        return born.replace(year=born.year + ADULT_AT, month=3, day=1)


def is_adult(subject, *, on):
    """True or False on a day, from the sealed date of birth; None where it is not known."""
    born = subject.date_of_birth
    return None if born is None else on >= eighteenth(born)


def is_adult_as_told(subject, *, on):
    """The same, and where no date of birth is known by the age that was guessed: for whom to call, not for consent."""
    known = is_adult(subject, on=on)
    said = re.search(r"\d{1,3}", subject.approximate_age or "") if known is None else None
    return int(said[0]) >= ADULT_AT if said else known
