"""What the registers of premises held on a day, and what had been known of it by a moment.

Records are changed by forms. What a record says of itself with a day (assessed on, told on, the clause in it
since) counts from that day; where it has been written over since, what the register held at the end of the day
counts. What has no day (that a place can be hired) is as the register held it then. What was first written down
later is as it was first known. As known at a moment, a record is its last state by then (decision 0020).
"""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.utils import timezone


def as_known(model, moment):
    """The rows of a tracked model as they were known at a moment: of each its last state by then."""
    rows = model.history.filter(history_date__lte=moment)
    last = rows.order_by("id", "-history_date", "-history_id").distinct("id")
    past = model.history.model.objects
    return past.filter(pk__in=last.values("history_id")).exclude(history_type="-").order_by()


@dataclass(frozen=True)
class Then:
    """A day, and the moment by which it was known; None for all that is known now."""

    on: datetime.date
    known_at: datetime.datetime | None = None

    def rows(self, model):
        """The records as they are known; `id` is the key of each."""
        if self.known_at is None:
            return model.objects.order_by()
        return as_known(model, self.known_at)

    def unclosed(self, model):
        """The records that were not closed on the day."""
        return self.rows(model).filter(Q(closed_on__isnull=True) | Q(closed_on__gt=self.on))

    @property
    def is_over(self):
        """True if the day has ended by the moment."""
        return self._end_of_day is not None

    @cached_property
    def _end_of_day(self):
        """The end of the day, where something may have been written over since; else None."""
        after = datetime.datetime.combine(self.on + datetime.timedelta(1), datetime.time.min)
        end = timezone.make_aware(after) - datetime.timedelta(microseconds=1)
        return end if end < (self.known_at or timezone.now()) else None

    def held(self, model, rows, *facts, **about):
        """Those of the rows of which something without a day held at the end of the day."""
        wanted = Q(*facts, **about)
        if self._end_of_day is None:
            return rows.filter(wanted)
        then = as_known(model, self._end_of_day)
        later = ~Q(id__in=then.values("id"))
        return rows.filter(Q(id__in=then.filter(wanted).values("id")) | later & wanted)

    def since(self, model, rows, day, *facts, **about):
        """Those of the rows of which something holds since `day`, a field: by the day, as now or as held then."""
        wanted = Q(*facts, **about)
        says = Q(**{f"{day}__lte": self.on})
        if self._end_of_day is None:
            return rows.filter(says, wanted)
        then = as_known(model, self._end_of_day).filter(says, wanted)
        later = Q(**{f"{day}__isnull": True}) | Q(**{f"{day}__gt": self.on})
        return rows.filter(says & wanted | later & Q(id__in=then.values("id")))
