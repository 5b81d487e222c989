"""Whom a rule is for, as a condition on postings."""


def who(rule):
    """A condition on a posting `p` in SQL, and its parameters."""
    return (
        "(%(levels)s IS NULL OR p.level_id = ANY(%(levels)s))"
        " AND (NOT %(only_at_risk)s OR p.works_with_people_at_risk)",
        {
            "levels": [level.pk for level in rule.levels.all()] or None,
            "only_at_risk": rule.only_at_risk,
        },
    )
