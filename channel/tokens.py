"""Blind tokens by which earlier referrals of the same person are found: the database learns no name.

A token is a keyed hash of what two referrals of one person are likely to have in common: the name in
any order, how it sounds, initials or one name with the date of birth. The key is not in the database.
The tokens of a referral are kept; whoever looks for it asks with those and with their neighbours:
a date of birth a day or a year off, or with day and month exchanged.
"""

import datetime
import hashlib
import hmac
import re

from django.conf import settings

from prevent_portal.spelling import sound_of, words_of

#: Bytes of a token that are kept: more than enough for every person there is.
SIZE = 16

NAME, ALIAS, SOUND = "name", "alias", "sound"
INITIALS_BORN, FORENAME_BORN, SURNAME_BORN = "initials", "forename", "surname"

_BETWEEN_NAMES = re.compile(r"[,;/\n]|\b(?:aka|also known as|or|alias)\b", re.IGNORECASE)


def neighbours_of(day):
    """Days that somebody may have written in place of another: off by a day or a year, or turned round."""
    near = {day + datetime.timedelta(days=step) for step in (-1, 1)}
    for year, month, of_month in (
        (day.year - 1, day.month, day.day),
        (day.year + 1, day.month, day.day),
        (day.year, day.day, day.month),
    ):
        try:
            near.add(datetime.date(year, month, of_month))
        except ValueError:  # 29 February of another year, or a thirteenth month
            continue
    return sorted(near - {day})


def kept_of(forenames, surname, other_names="", born=None):
    """The tokens that are kept of a person, as a set of (kind, token)."""
    return {
        (kind, _token(space, said))
        for kind, space, said in _said(forenames, surname, other_names, born)
    }


def wanted_of(forenames, surname, other_names="", born=None):
    """The tokens that are looked for: those that are kept, and for a date of birth its neighbours."""
    kept = {token for _, token in kept_of(forenames, surname, other_names, born)}
    near = {
        _token(space, said)
        for day in (neighbours_of(born) if born else ())
        for _, space, said in _born(words_of(forenames), words_of(surname), day)
    }
    return kept | near


def _said(forenames, surname, other_names, born):
    first, last = words_of(forenames), words_of(surname)
    for name in _ways(first, last):
        yield NAME, NAME, name
    if first and last:
        yield SOUND, SOUND, f"{sound_of(first[0])} {sound_of(''.join(last))}"
    for other in _BETWEEN_NAMES.split(other_names or ""):
        words = words_of(other)
        if len(words) > 1:
            yield ALIAS, NAME, " ".join(sorted(words))
        elif words and last:  # a nickname stands for the forename
            yield ALIAS, NAME, " ".join(sorted([*words, *last]))
    if born:
        yield from _born(first, last, born)


def _ways(first, last):
    """The name whole, and without middle names; its words in one order, whichever way round they came."""
    if not (first or last):
        return set()
    return {" ".join(sorted([*first, *last])), " ".join(sorted([*first[:1], *last]))}


def _born(first, last, day):
    if first and last:
        yield (
            INITIALS_BORN,
            INITIALS_BORN,
            f"{min(first[0][0], last[0][0])}{max(first[0][0], last[0][0])} {day}",
        )
    if first:
        yield FORENAME_BORN, FORENAME_BORN, f"{sound_of(first[0])} {day}"
    if last:
        yield SURNAME_BORN, SURNAME_BORN, f"{sound_of(''.join(last))} {day}"


def _token(space, said):
    message = f"{space}:{said}".encode()
    return hmac.new(settings.MATCHING_KEY, message, hashlib.sha256).digest()[:SIZE]
