"""Who has read the papers: from the access log, which says who opened which case and when, and nothing else."""

from prevent_portal.models import AccessRecord


def readers_of(items):
    """Of each item about a case, the people who opened that case since it was put on the agenda."""
    since = {item.case.log_reference: item for item in items if item.case_id}
    found = {item.pk: {} for item in since.values()}
    if not since:
        return {}
    rows = AccessRecord.objects.filter(
        reference__in=since,
        verb=AccessRecord.Verb.OPENED,
        status=200,
        at__gte=min(item.added_at for item in since.values()),
    ).select_related("user")
    for row in rows:
        item = since[row.reference]
        if row.user and row.at >= item.added_at:
            found[item.pk][row.user_id] = row.user.name
    return {pk: sorted(people.values()) for pk, people in found.items()}
