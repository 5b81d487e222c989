"""Whom a rule is for, and who of them is set apart: as conditions on postings `p` in SQL.

A condition may use %(on)s, the day, and %(known_at)s, the moment as known at, null for now. What
belongs to a rule is in its `parts`, which whoever looks at many rules can ask for with them.

What can be changed by a form keeps no dates of its own: as it was known at a moment, it is what its
history says of that moment (decision 0020).
"""

import copy

from django.db import connection

from .models import Course, Rule, StaffGroup

_KNOWN = """
    ({0}.recorded_at <= %(known_at)s::timestamptz OR %(known_at)s::timestamptz IS NULL)
"""
_UNCLOSED = f"{_KNOWN} AND {{0}}.closed_on IS NULL"


def rows_known(name, columns):
    """The rows of a table of this app as they are now, or as its history has them at the moment: for a FROM.

    `columns` may use `r`, a row of either.
    """
    return f"""(
        SELECT {columns} FROM training_{name} r WHERE %(known_at)s::timestamptz IS NULL
        UNION ALL
        SELECT {columns} FROM (
            SELECT DISTINCT ON (id) * FROM training_historical{name}
            WHERE history_date <= %(known_at)s::timestamptz
            ORDER BY id, history_date DESC, history_id DESC
        ) AS r
    )"""  # noqa: S608 - fixed names


#: Which course counts as which at the moment; a course that was written down later, as it was first written.
_COUNTED_AS_THEN = """(
        SELECT past.from_course_id, past.to_course_id FROM training_historicalcourse_counts_as past
        WHERE past.history_id IN (
            SELECT DISTINCT ON (id) history_id FROM training_historicalcourse
            ORDER BY id, history_date <= %(known_at)s DESC,
                CASE WHEN history_date <= %(known_at)s THEN -history_id ELSE history_id END
        )
    )"""
#: Who is on which list from when to when.
MEMBERS = rows_known("groupmember", "r.group_id, r.person_id, r.from_on, r.to_on, r.recorded_at")
_APART_FROM = "r.person_id, r.from_on, r.to_on, r.recorded_at, r.closed_on"
_ABSENCES = rows_known("absence", _APART_FROM)
_EXEMPTIONS = rows_known("exemption", f"{_APART_FROM}, r.rule_id, r.course_id")
_HOLDS = "{0}.from_on <= %(on)s AND ({0}.to_on IS NULL OR {0}.to_on >= %(on)s)"

_OF_KIND = "p.person_id IN (SELECT id FROM prevent_portal_person WHERE kind = ANY(%({0})s))"
_OF_AGENCY = "p.unit_id IN (SELECT id FROM training_unit WHERE agency_id = %({0})s)"
_OF_DIRECTORATE = (
    "p.unit_id IN (SELECT id FROM training_unit WHERE lower(directorate) = ANY(%({0})s))"
)
_LISTED = f"""
    p.person_id IN (
        SELECT m.person_id FROM {MEMBERS} m
        WHERE m.group_id = %({{0}})s AND {_HOLDS.format("m")} AND {_KNOWN.format("m")}
    )
"""  # noqa: S608 - fixed parts
#: People who are away for long on the day.
_AWAY = f"""
    SELECT a.person_id, 'away' AS why FROM {_ABSENCES} a
    WHERE {_HOLDS.format("a")} AND {_UNCLOSED.format("a")}
"""  # noqa: S608 - fixed parts
#: People who are exempt from the rule itself, or from each of its courses.
_EXEMPT = f"""
    SELECT e.person_id, 'exempt' AS why FROM {_EXEMPTIONS} e
    WHERE (e.rule_id = %(who_rule)s OR e.course_id = ANY(%(who_courses)s))
      AND {_HOLDS.format("e")} AND {_UNCLOSED.format("e")}
    GROUP BY e.person_id
    HAVING bool_or(e.rule_id = %(who_rule)s)
        OR count(DISTINCT e.course_id) = cardinality(%(who_courses)s::bigint[])
"""  # noqa: S608 - fixed parts
#: Everybody who is set apart from a rule on the day, and why: a table for a FROM.
APART = f"({_AWAY} UNION ALL {_EXEMPT})"
#: The stretches of days for which people are set apart, none of them twice: a table likewise.
APART_DAYS = f"""
    (SELECT person_id, unnest(range_agg(stretch)) AS days FROM (
        SELECT a.person_id, daterange(a.from_on, a.to_on, '[]') AS stretch
        FROM {_ABSENCES} a WHERE {_UNCLOSED.format("a")}
        UNION ALL
        SELECT e.person_id, daterange(e.from_on, e.to_on, '[]')
        FROM {_EXEMPTIONS} e WHERE e.rule_id = %(who_rule)s AND {_UNCLOSED.format("e")}
        UNION ALL
        SELECT person_id, unnest(range_intersect_agg(stretches)) FROM (
            SELECT e.person_id, e.course_id, range_agg(daterange(e.from_on, e.to_on, '[]')) AS stretches
            FROM {_EXEMPTIONS} e
            WHERE e.course_id = ANY(%(who_courses)s) AND {_UNCLOSED.format("e")}
            GROUP BY e.person_id, e.course_id
        ) AS each GROUP BY person_id HAVING count(*) = cardinality(%(who_courses)s::bigint[])
    ) AS every GROUP BY person_id)
"""  # noqa: S608 - fixed parts
#: A row of the register, under a name, was known at the moment.
KNOWN = f"""
    {_KNOWN} AND ({{0}}.withdrawn_at IS NULL OR {{0}}.withdrawn_at > %(known_at)s::timestamptz)
"""
#: What the parts of a rule are called where their name does not say it.
_OTHERWISE = {"prerequisites": "course", "groups": "staffgroup"}
#: Somebody took what comes before, by the day of the completion `t` or on it.
_AFTER = f"""
    AND EXISTS (
        SELECT 1 FROM training_completion b
        WHERE b.person_id = t.person_id AND b.course_id = ANY(%({{0}})s) AND b."on" <= t."on"
          AND b.route <> 'declared' AND {KNOWN.format("b")}
    )
"""  # noqa: S608 - fixed parts


def who(rule):
    """Whom a rule counts on the day: those it is for, without those who are set apart."""
    clause, about = whom(rule)
    apart = f"NOT EXISTS (SELECT 1 FROM {APART} AS apart WHERE apart.person_id = p.person_id)"  # noqa: S608 - fixed parts
    return f"{clause} AND {apart}", about


def whom(rule):
    """Everybody a rule is for, set apart or not: a condition, and its parameters."""
    rule = whole(rule)
    about = {"who_rule": rule.pk, "who_courses": rule.parts["courses"]}
    clauses = ["TRUE", *_of_posts(_posts(rule) | rule.parts, about, "who")]
    if rule.directorates:
        about["who_directorates"] = [name.lower() for name in rule.directorates]
        clauses.append(_OF_DIRECTORATE.format("who_directorates"))
    if groups := [_of_group(group, about) for group in rule.parts["groups"]]:
        clauses.append(f"({' OR '.join(groups)})")
    return " AND ".join(clauses), about


def in_group(group):
    """Who belongs to a staff group: a condition, and its parameters."""
    about, keys = {}, {}
    for name in ("levels", "units"):
        keys[name] = [each.pk for each in getattr(group, name).all()]
    return _of_group(_posts(group) | keys | {"pk": group.pk, "made": group.made}, about), about


def counting(rule):
    """What else is asked of a completion `t` before it counts, and the parameters of that."""
    clauses, about = [], {}
    for course in whole(rule).parts["prerequisites"]:
        name = f"before_{course['pk']}"
        about[name] = [course["pk"], *course["counted_by"]]
        clauses.append(_AFTER.format(name))
    return " ".join(clauses), about


def counting_as(known_at):
    """Which course counts as which, as it is known now or at a moment: a table for a FROM."""
    return "training_course_counts_as" if known_at is None else _COUNTED_AS_THEN


def whole(rule):
    """A rule with its parts: itself where they came with it, else a copy with what they are now."""
    if hasattr(rule, "parts"):
        return rule
    found = copy.copy(rule)
    found.parts = Rule.objects.with_parts().values_list("parts", flat=True).get(pk=rule.pk)
    return found


def as_known(rule, at):
    """A rule as it was known at a moment, with its parts; the rule itself where that is now.

    One that was written down later is taken as it was first written.
    """
    if at is None or getattr(rule, "known_at", None) == at:
        return rule
    if not changed_since(at):
        rule.known_at = at
        return rule
    found = copy.copy(rule)
    found.known_at = at
    past = _past(Rule, [rule.pk], at).get(rule.pk)
    if past is None:
        return whole(found)
    for field in Rule._meta.concrete_fields:
        setattr(found, field.attname, getattr(past, field.attname))
    groups = _past(StaffGroup, _keys(past, "groups"), at)
    found.parts = {
        **{name: _keys(past, name) for name in ("courses", "levels", "units")},
        "prerequisites": _counted_by(_keys(past, "prerequisites"), at),
        "groups": [
            _posts(groups[key])
            | {name: _keys(groups[key], name) for name in ("levels", "units")}
            | {"pk": key, "made": groups[key].made}
            for key in sorted(groups)
        ],
    }
    return found


def changed_since(at):
    """True if a rule, a group or a course was changed after a moment: what is known now was not known then.

    What was first written down after it is no change: it is taken as it was first written.
    """
    later = {"history_date__gt": at, "history_type": "~"}
    groups = StaffGroup.history.filter(**later).order_by().values("id")
    courses = Course.history.filter(**later).order_by().values("id")
    return Rule.history.filter(**later).order_by().values("id").union(groups, courses).exists()


def _past(model, keys, at):
    """The row of history of each key that held at a moment, else its first: {key: row}."""
    rows = model.history.filter(id__in=keys)
    firsts = rows.order_by("id", "history_id").distinct("id")
    held = rows.filter(history_date__lte=at)
    held = held.order_by("id", "-history_date", "-history_id").distinct("id")
    return {row.id: row for row in firsts} | {row.id: row for row in held}


def _keys(past, name):
    """The keys of what a row of history had under a name, in order."""
    rows = getattr(type(past), name).model.objects.filter(history=past.history_id)
    of = _OTHERWISE.get(name, name[:-1])
    return list(rows.order_by(f"{of}_id").values_list(of, flat=True))


def _counted_by(courses, at):
    """Courses with those that counted as each of them at a moment, by their keys and in order."""
    found = {pk: [] for pk in courses}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT to_course_id, from_course_id FROM {_COUNTED_AS_THEN} AS counting_as "  # noqa: S608 - fixed parts
            "WHERE to_course_id = ANY(%(courses)s) ORDER BY 1, 2",
            {"known_at": at, "courses": courses},
        )
        for to, counts in cursor.fetchall():
            found[to].append(counts)
    return [{"pk": pk, "counted_by": counts} for pk, counts in found.items()]


def _posts(thing):
    return {"kinds": thing.kinds, "agency": thing.agency_id, "only_at_risk": thing.only_at_risk}


def _of_group(group, about):
    name = f"group_{group['pk']}"
    if group["made"] == StaffGroup.Made.LIST:
        about[name] = group["pk"]
        return _LISTED.format(name)
    return f"({' AND '.join(['TRUE', *_of_posts(group, about, name)])})"


def _of_posts(asked, about, name):
    """The conditions that rules and groups share, each only where it is asked for."""
    clauses = {
        "levels": "p.level_id = ANY(%({0})s)",
        "units": "p.unit_id = ANY(%({0})s)",
        "kinds": _OF_KIND,
        "agency": _OF_AGENCY,
    }
    for part, clause in clauses.items():
        if asked[part]:
            about[f"{name}_{part}"] = asked[part]
            yield clause.format(f"{name}_{part}")
    if asked["only_at_risk"]:
        yield "p.works_with_people_at_risk"
