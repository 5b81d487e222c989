"""Who belongs to a staff group on a day, and how many are set apart from a rule."""

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from . import who
from .kept import kept
from .models import GroupMember, Posting

_COUNT = """
    SELECT count(DISTINCT p.person_id) FROM training_posting p
    WHERE p.starts_on <= %(on)s AND (p.ends_on IS NULL OR p.ends_on >= %(on)s)
      AND p.withdrawn_at IS NULL
      AND (%(of)s IS NULL OR p.unit_id IN (SELECT id FROM training_unit WHERE agency_id = %(of)s))
      AND {clause}
"""


def count_of(group, *, on, agency=None):
    """How many people in post on a day belong to a group, of one agency or of all."""
    clause, about = who.in_group(group)
    about |= {"on": on, "of": agency.pk if agency else None, "known_at": None}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(clause=clause), about)
        return cursor.fetchone()[0]


_APART = """
    SELECT count(DISTINCT p.person_id) FILTER (WHERE apart.why = 'away'),
           count(DISTINCT p.person_id) FILTER (WHERE apart.why = 'exempt')
    FROM training_posting p JOIN {apart} AS apart ON apart.person_id = p.person_id
    WHERE p.starts_on <= %(on)s AND (p.ends_on IS NULL OR p.ends_on >= %(on)s)
      AND {known}
      AND (%(of)s IS NULL OR p.unit_id IN (SELECT id FROM training_unit WHERE agency_id = %(of)s))
      AND {clause}
"""


def set_apart(rule, *, on, agency=None, known_at=None):
    """How many people in post a rule is for but does not count on a day: away for long, and exempt."""
    sql, about = counting_apart(rule, on=on, agency=agency, known_at=known_at)
    return tuple(kept(sql, about)[0])


def counting_apart(rule, *, on, agency, known_at):
    """The statement that counts those, away and exempt, and its parameters."""
    clause, about = who.whom(who.as_known(rule, known_at))
    about |= {"on": on, "of": agency.pk if agency else None, "known_at": known_at}
    return _APART.format(apart=who.APART, clause=clause, known=who.KNOWN.format("p")), about


def in_post(*, on, **of):
    """A condition on people: they hold a post on a day, one that fits."""
    return Exists(Posting.objects.known().in_post(on=on).filter(person=OuterRef("pk"), **of))


def members(group, *, on):
    """A condition on people: they belong to a group on a day."""
    if group.is_list:
        return Exists(GroupMember.objects.filter(group=group, person=OuterRef("pk")).current(on=on))
    of = {}
    if group.agency_id:
        of["unit__agency"] = group.agency_id
    if levels := list(group.levels.all()):
        of["level__in"] = levels
    if units := list(group.units.all()):
        of["unit__in"] = units
    if group.only_at_risk:
        of["works_with_people_at_risk"] = True
    kinds = Q(kind__in=group.kinds) if group.kinds else Q()
    return Q(in_post(on=on, **of)) & kinds
