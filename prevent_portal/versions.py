"""Two people editing one thing: the second sees what changed, and nobody's words are lost."""

import datetime
from dataclasses import dataclass
from typing import Any

from .errors import Refused

SENTENCE = (
    "Somebody saved changes while you were writing. Nothing of theirs or yours is lost: "
    "see what changed, then save again."
)


@dataclass(frozen=True)
class Change:
    """What somebody else did to one field since a form was opened."""

    field: str
    before: Any
    now: Any
    by: str
    at: datetime.datetime


class ChangedMeanwhile(Refused):
    """A form was opened before somebody else's changes; `changes` says which."""

    def __init__(self, thing, changes):
        super().__init__(thing, SENTENCE)
        self.changes = changes


def version_of(thing):
    """What a form carries to say which state of a thing it was opened on."""
    newest = thing.history.order_by("-history_id").values_list("history_id", flat=True).first()
    return _token(newest or 0, _agencies(thing))


def refuse_if_changed(thing, version, fields):
    """Raise ChangedMeanwhile if somebody changed one of the fields after `version` was read.

    What else was recorded meanwhile, progress for example, is no hindrance. Without a version
    nothing is asked. A version that nobody was given counts as changed.
    """
    if version is None or version == version_of(thing):
        return
    seen, agencies = _read(version)
    rows = list(
        thing.history.filter(history_id__gte=seen).select_related("history_user").order_by("pk")
    )
    known = bool(rows) and rows[0].history_id == seen
    changes = [
        change
        for name in fields
        if name != "agencies" and (change := _change(rows, name, known, thing))
    ]
    if "agencies" in fields and agencies != _agencies(thing) and rows:
        now = sorted(_agencies(thing))
        changes.append(_by(rows[-1], "agencies", sorted(agencies), now))
    if changes:
        raise ChangedMeanwhile(thing, changes)


def _change(rows, name, known, thing):
    """The last change of a field among rows of history, the first of which the form was made of."""
    field = thing._meta.get_field(name)
    if not known:
        newest = thing.history.select_related("history_user").order_by("-pk").first()
        return _by(newest, name, None, _kept(newest, field)) if newest else None
    values = [_kept(row, field) for row in rows]
    if values[0] == values[-1]:
        return None
    steps = zip(rows[1:], values, values[1:], strict=False)
    last = [row for row, before, after in steps if before != after][-1]
    return _by(last, name, values[0], values[-1])


def _kept(row, field):
    """What a row of history holds of a field; of links to many their keys."""
    if not field.many_to_many:
        return getattr(row, field.attname)
    target = f"{field.m2m_reverse_field_name()}_id"
    return sorted(getattr(link, target) for link in getattr(row, field.name).all())


def _by(row, name, before, now):
    by = row.history_user.name if row.history_user else "the portal"
    return Change(name, before, now, by, row.history_date)


def _agencies(thing):
    if not hasattr(thing, "agencies"):
        return frozenset()
    return frozenset(thing.agencies.order_by("pk").values_list("pk", flat=True))


def _token(newest, agencies):
    return ".".join(str(number) for number in [newest, *sorted(agencies)])


def _read(version):
    numbers = [
        int(part) if part.isascii() and part.isdigit() else 0 for part in version.split(".")[:200]
    ]
    return min(numbers[0], 2**62), frozenset(numbers[1:])
