"""Parts of the training strategy: a newer one ends the one before."""

import datetime

from django.db import transaction
from django.db.models import Q

from prevent_portal import services
from prevent_portal.errors import Refused

from ..models import Level, MatrixRow


@transaction.atomic
def keep_matrix_row(row, *, by, version=None, **values):
    """Keep a level's part of the strategy; one that held until then ends on the day before.

    Raises Refused if it would overlap one that begins later.
    """
    starts, ends = values["from_on"], values.get("to_on")
    others = _others(row, values["level"])
    _refuse_if_later(row, others, starts, ends)
    holds = Q(to_on__isnull=True) | Q(to_on__gte=starts)
    for other in others.filter(holds, from_on__lt=starts).order_by("pk"):
        other.to_on = starts - datetime.timedelta(days=1)
        other._history_user = by
        other.save()
    return services.keep_record(row, by=by, version=version, **values)


@transaction.atomic
def reopen_matrix_row(row, *, by):
    """Open a closed part of the strategy again. Raises Refused if another holds at the same time."""
    others = _others(row, row.level)
    _refuse_if_later(row, others, row.from_on, row.to_on)
    holds = Q(to_on__isnull=True) | Q(to_on__gte=row.from_on)
    if others.filter(holds, from_on__lte=row.from_on).exists():
        raise Refused(row, "Another part holds for this level at that time. Close that first.")
    return services.reopen_record(row, by=by)


def _others(row, level):
    """The other parts of a level, which nobody else writes meanwhile."""
    level = Level.objects.select_for_update(no_key=True).get(pk=level.pk)
    return MatrixRow.objects.standing().filter(level=level).exclude(pk=row.pk)


def _refuse_if_later(row, others, starts, ends):
    later = others.filter(from_on__gte=starts)
    if ends is not None:
        later = later.filter(from_on__lte=ends)
    if next_ := later.order_by("from_on").first():
        raise Refused(
            row,
            f"Another part for this level begins on {next_.from_on.day} {next_.from_on:%B %Y}. "
            "Let this one end before that day.",
            field="to_on",
        )
