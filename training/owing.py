"""Who is to be reminded of training on a day: statements over how people stand under every rule in force.

Somebody's deadline under a rule is that of their first training, or the last day on which what they took
is in date. A step is a day on which a reminder becomes owed: so many days before a deadline, or after it.
A step that was missed is owed until a later one takes its place. One message tells of all that is owed
to somebody on its day, under whatever rule.
"""

from django.db import connection

from .position import rules_in_force
from .standing import asked_of, of_each

#: Under one rule: by when, and whether somebody says that they have done it since.
_UNDER_A_RULE = """
    SELECT s.person_id, s.last, CASE WHEN s.last IS NULL THEN s.due_on ELSE s.expires_on END AS due_on,
           EXISTS (
               SELECT FROM training_completion t
               WHERE t.person_id = s.person_id AND t.route = 'declared' AND t.withdrawn_at IS NULL
                 AND t.course_id IN (SELECT counts FROM asked)
                 AND (s.last IS NULL OR t."on" > s.last)
           ) AS is_said
    FROM standing s
"""
#: What everybody in post has to do under each rule, and by when; and the first of it.
_DEADLINES = """
    , every AS (
        SELECT u.person_id, p.manager_id, lower(p.email) AS email, u.last, u.due_on, u.is_said
        FROM under_rules u JOIN prevent_portal_person p ON p.id = u.person_id
    ), deadlines AS (
        SELECT DISTINCT ON (person_id) * FROM every ORDER BY person_id, due_on
    )
"""
#: Whoever signs in is told with everything else that the portal holds for them.
_HAS_ACCOUNT = """EXISTS (
    SELECT FROM prevent_portal_user u
    WHERE u.is_active AND (u.person_id = {person} OR lower(u.email) = {email}))
"""
_STATE = f"CASE WHEN {{email}} = '' THEN 'unreachable' WHEN {_HAS_ACCOUNT} THEN 'account' ELSE 'waiting' END"
_TO = '(person_id, "on", due_on, step_on, team_late, team_due, state, because, digest)'
_STEPPED = """
    , stepped AS (
        SELECT *, CASE
            WHEN %(on)s::date - due_on >= %(first_after)s THEN due_on + %(first_after)s
                + (%(on)s::date - due_on - %(first_after)s) / %(then_every)s * %(then_every)s
            ELSE (SELECT max(due_on - days) FROM unnest(%(days_before)s::int[]) AS days
                  WHERE due_on - days <= %(on)s::date)
            END AS step_on
        FROM every WHERE due_on IS NOT NULL AND NOT is_said
    ), written AS (
        INSERT INTO training_reminder {to}
        SELECT DISTINCT ON (coalesce(nullif(s.email, ''), s.person_id::text))
               s.person_id, %(on)s::date, s.due_on, s.step_on, 0, 0,
               {state}, '', ''
        FROM stepped s
        WHERE s.step_on IS NOT NULL
          AND NOT EXISTS (
              SELECT FROM training_reminder r
              WHERE r.person_id = s.person_id AND r.step_on IS NOT NULL AND r."on" >= s.step_on
                AND r.state NOT IN ('failed', 'missed'))
          AND NOT EXISTS (
              SELECT FROM training_reminder r JOIN prevent_portal_person q ON q.id = r.person_id
              WHERE r."on" = %(on)s::date AND s.email <> '' AND lower(q.email) = s.email)
        ORDER BY coalesce(nullif(s.email, ''), s.person_id::text), s.due_on, s.person_id
        ON CONFLICT DO NOTHING
        RETURNING 1
    )
    SELECT count(*) FROM written
"""
_OWED = _DEADLINES + _STEPPED.format(
    to=_TO, state=_STATE.format(person="s.person_id", email="s.email")
)
_TEAMS = """
    , teams AS (
        SELECT manager_id, count(*) FILTER (WHERE due_on < %(on)s::date) AS late,
               count(*) FILTER (WHERE due_on BETWEEN %(on)s::date AND %(on)s::date + %(ahead)s) AS due
        FROM deadlines WHERE manager_id IS NOT NULL GROUP BY manager_id
    )
"""
_MANAGERS = """
    , written AS (
        INSERT INTO training_reminder AS own {to}
        SELECT m.id, %(on)s::date, NULL, NULL, t.late, t.due,
               {state}, '', ''
        FROM teams t JOIN prevent_portal_person m ON m.id = t.manager_id
        WHERE t.late + t.due > 0
          AND EXISTS (
              SELECT FROM training_reminder r JOIN prevent_portal_person q ON q.id = r.person_id
              WHERE q.manager_id = m.id AND r."on" = %(on)s::date AND r.step_on IS NOT NULL)
          AND EXISTS (
              SELECT FROM training_posting o
              WHERE o.person_id = m.id AND o.withdrawn_at IS NULL AND o.starts_on <= %(on)s::date
                AND (o.ends_on IS NULL OR o.ends_on >= %(on)s::date))
          AND NOT EXISTS (
              SELECT FROM training_reminder r JOIN prevent_portal_person q ON q.id = r.person_id
              WHERE r."on" = %(on)s::date AND q.id <> m.id AND m.email <> ''
                AND lower(q.email) = lower(m.email))
        ON CONFLICT (person_id, "on") DO UPDATE
            SET team_late = EXCLUDED.team_late, team_due = EXCLUDED.team_due
            WHERE own.state IN ('waiting', 'unreachable', 'account')
        RETURNING 1
    )
    SELECT count(*) FROM written
"""
_OWED_TEAMS = (
    _DEADLINES
    + _TEAMS
    + _MANAGERS.format(to=_TO, state=_STATE.format(person="m.id", email="lower(m.email)"))
)


def rules_for(agency, *, on):
    """The rules whose deadlines count for an agency's people on a day, with their parts."""
    return list(rules_in_force(agency, on=on).with_parts().order_by("pk"))


def write(rules, by_numbers, *, on):
    """Write down who of an agency is owed a reminder, then whose manager is; return how many are new.

    `by_numbers` is the agency's ReminderRule. Two queries, whatever the size; safe to repeat.
    """
    about = {
        "days_before": by_numbers.days_before,
        "first_after": by_numbers.first_after,
        "then_every": by_numbers.then_every,
        "ahead": ahead(by_numbers),
    }
    found = 0
    for statement in (_OWED, _OWED_TEAMS):
        for (count,) in _asked(rules, statement, on=on, agency=by_numbers.agency, **about):
            found += count
    return found


def ahead(by_numbers):
    """How many days before a deadline somebody counts as due."""
    return max(by_numbers.days_before, default=0)


def teams(rules, *, on, agency, days):
    """Each manager of an agency with a team: (manager's key, late, due within so many days)."""
    select = "SELECT manager_id, late, due FROM teams ORDER BY late DESC, due DESC, manager_id"
    return _asked(rules, _DEADLINES + _TEAMS + select, on=on, agency=agency, ahead=days)


def totals(rules, *, on, agency, days):
    """How many of an agency are late, and how many are due within so many days."""
    select = """
        SELECT count(*) FILTER (WHERE due_on < %(on)s::date),
               count(*) FILTER (WHERE due_on BETWEEN %(on)s::date AND %(on)s::date + %(ahead)s)
        FROM deadlines
    """
    found = _asked(rules, _DEADLINES + select, on=on, agency=agency, ahead=days)
    return found[0] if found else (0, 0)


def deadlines(rules, people, *, on, agency):
    """What some people have to do first: {person's key: (last day of training, deadline)}, of those in post."""
    select = "SELECT person_id, last, due_on FROM deadlines WHERE person_id = ANY(%(people)s)"
    found = _asked(rules, _DEADLINES + select, on=on, agency=agency, people=list(people))
    return {person: (last, due_on) for person, last, due_on in found}


def _asked(rules, statement, *, on, agency, **parameters):
    """The rows of a statement that goes on from what people have to do under the rules; none without rules."""
    if not rules:
        return []
    each = of_each(rules, _UNDER_A_RULE, on=on, agency=agency)
    head = "WITH under_rules (place, person_id, last, due_on, is_said) AS ("
    with connection.cursor() as cursor:
        rest = cursor.mogrify(statement, parameters | {"on": on}).decode()
    return asked_of(f"{head}{each}) {rest}", None)
