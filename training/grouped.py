"""Rows of the register by staff group: somebody may be in several, or in none."""

#: The staff groups of each row of `standing s` on its day, one to a row, none for who is in none.
GROUPS_OF = """
    LEFT JOIN (
        SELECT o.id AS posting_id, g.id AS group_id
        FROM standing held
        JOIN training_posting o ON o.id = held.posting_id
        JOIN prevent_portal_person q ON q.id = o.person_id
        CROSS JOIN training_staffgroup g
        WHERE (g.closed_on IS NULL OR g.closed_on > %(on)s) AND (
            g.made = 'list' AND (g.id, o.person_id) IN (
                SELECT m.group_id, m.person_id FROM training_groupmember m
                WHERE m.from_on <= %(on)s AND (m.to_on IS NULL OR m.to_on >= %(on)s)
                  AND (m.recorded_at <= %(known_at)s OR %(known_at)s IS NULL)
            )
            OR g.made = 'rule'
            AND (g.agency_id IS NULL OR g.agency_id = held.agency_id)
            AND (cardinality(g.kinds) = 0 OR q.kind = ANY(g.kinds))
            AND (NOT g.only_at_risk OR o.works_with_people_at_risk)
            AND (
                g.id NOT IN (SELECT staffgroup_id FROM training_staffgroup_levels)
                OR (g.id, o.level_id) IN (
                    SELECT staffgroup_id, level_id FROM training_staffgroup_levels
                )
            )
            AND (
                g.id NOT IN (SELECT staffgroup_id FROM training_staffgroup_units)
                OR (g.id, o.unit_id) IN (
                    SELECT staffgroup_id, unit_id FROM training_staffgroup_units
                )
            )
        )
    ) AS belongs ON belongs.posting_id = s.posting_id
"""
