"""Rows of the register by staff group: somebody may be in several, or in none."""

from .who import MEMBERS

_SAID = "{0}.id, {0}.made, {0}.agency_id, {0}.kinds, {0}.only_at_risk, {0}.closed_on"
_PARTS = """
    ARRAY(SELECT level_id FROM training_{0}staffgroup_levels WHERE {1}) AS levels,
    ARRAY(SELECT unit_id FROM training_{0}staffgroup_units WHERE {1}) AS units
"""
#: Every staff group as it is now, or as it was known at the moment.
_GROUPS = f"""
    (
        SELECT {_SAID.format("n")}, {_PARTS.format("", "staffgroup_id = n.id")}
        FROM training_staffgroup n WHERE %(known_at)s::timestamptz IS NULL
        UNION ALL
        SELECT {_SAID.format("past")},
               {_PARTS.format("historical", "history_id = past.history_id")}
        FROM (
            SELECT DISTINCT ON (id) * FROM training_historicalstaffgroup
            WHERE history_date <= %(known_at)s::timestamptz
            ORDER BY id, history_date DESC, history_id DESC
        ) AS past
    )
"""  # noqa: S608 - fixed parts

#: The staff groups of each row of `standing s` on its day, one to a row, none for who is in none.
GROUPS_OF = f"""
    LEFT JOIN (
        SELECT o.id AS posting_id, g.id AS group_id
        FROM standing held
        JOIN training_posting o ON o.id = held.posting_id
        JOIN prevent_portal_person q ON q.id = o.person_id
        CROSS JOIN {_GROUPS} g
        WHERE (g.closed_on IS NULL OR g.closed_on > %(on)s) AND (
            g.made = 'list' AND (g.id, o.person_id) IN (
                SELECT m.group_id, m.person_id FROM {MEMBERS} m
                WHERE m.from_on <= %(on)s AND (m.to_on IS NULL OR m.to_on >= %(on)s)
                  AND (m.recorded_at <= %(known_at)s OR %(known_at)s IS NULL)
            )
            OR g.made = 'rule'
            AND (g.agency_id IS NULL OR g.agency_id = held.agency_id)
            AND (cardinality(g.kinds) = 0 OR q.kind = ANY(g.kinds))
            AND (NOT g.only_at_risk OR o.works_with_people_at_risk)
            AND (cardinality(g.levels) = 0 OR o.level_id = ANY(g.levels))
            AND (cardinality(g.units) = 0 OR o.unit_id = ANY(g.units))
        )
    ) AS belongs ON belongs.posting_id = s.posting_id
"""  # noqa: S608 - fixed parts
