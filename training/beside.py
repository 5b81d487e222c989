"""Rules that stand beside each other: the same courses asked of the same people on the same days."""

import datetime

_FIRST, _LAST = datetime.date.min, datetime.date.max


def overlapping(rule, *, among):
    """The standing rules of `among` that ask the same courses of perhaps the same people."""
    others = among.standing().exclude(pk=rule.pk).select_related("agency")
    others = others.prefetch_related("courses", "levels", "units", "groups")
    return [other for other in others if overlap(rule, other)]


def overlap(rule, other):
    """True if two rules share a day, an agency and their courses, and may share people."""
    return (
        _share_days(rule, other)
        and (None in (rule.agency_id, other.agency_id) or rule.agency_id == other.agency_id)
        and _keys(rule.courses) == _keys(other.courses)
        and all(
            not mine or not theirs or mine & theirs
            for mine, theirs in zip(_people(rule), _people(other), strict=True)
        )
    )


def _share_days(rule, other):
    return max(rule.starts_on or _FIRST, other.starts_on or _FIRST) <= min(
        rule.ends_on or _LAST, other.ends_on or _LAST
    )


def _people(rule):
    """What narrows whom a rule is for, each a set that is empty where it does not."""
    return (
        set(rule.kinds),
        _keys(rule.levels),
        _keys(rule.units),
        _keys(rule.groups),
        {name.lower() for name in rule.directorates},
    )


def _keys(relation):
    return {each.pk for each in relation.all()}
