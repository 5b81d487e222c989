"""What Channel counts of a period: numbers from the gate's own count, and what other parts count beside it.

No row of a case is read here: `channel_counts` answers with numbers alone, to the portal itself and to the
panel's own people.
"""

import datetime
from contextlib import nullcontext
from dataclasses import dataclass, field

from django.db import connection

from prevent_portal.acting import acting, acting_for, acts_itself

from .measures import OUT_OF, TABLES, Measure

#: Stages that days are counted to, in their order.
STAGES = {
    "screened": "Screened",
    "decided": "Section 36 decision",
    "considered": "First considered by the panel",
    "adopted": "Adopted",
    "closed": "Closed",
}
UNKNOWN = "Not known"
_sources = []


@dataclass(frozen=True)
class Days:
    """Days from referral to a stage: of how many cases, and those of the middle one."""

    stage: str
    count: int
    middle: float


@dataclass(frozen=True)
class Counts:
    """The numbers of a period. A measure that is not in `numbers` is not recorded by anybody yet."""

    start: datetime.date
    end: datetime.date
    numbers: dict = field(default_factory=dict)
    tables: dict = field(default_factory=dict)
    days: tuple[Days, ...] = ()

    def out_of(self, measure):
        """Of how many; None for a number that stands by itself."""
        return self.numbers.get(OUT_OF.get(measure))

    def known(self, measure):
        """Of how many in a table it is known: the rest is in none of its parts."""
        return sum(n for words, n in self.tables.get(measure, ()) if words != UNKNOWN)


def also_counts(source):
    """Register a function `(start, end, panel) -> {Measure: number}` for what is counted elsewhere.

    `panel` is None for all panels together.
    """
    if source not in _sources:
        _sources.append(source)
    return source


def counts(panel, *, start, end):
    """The numbers from one day to another, both included, of a panel or of all where it is None.

    Whoever is shown statistics without sitting on the panel is told some of them: so the portal itself
    counts, and the database would not answer them.
    """
    with _who_counts():
        return _counts(panel, start, end)


def _who_counts():
    user = acting()
    is_own = user is not None and not user.has_perm("channel.view_statistics")
    return nullcontext() if is_own or acts_itself() else acting_for(None)


def _counts(panel, start, end):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT measure, part, n, middle FROM channel_counts(%s, %s, %s)",
            [start, end, panel and panel.pk],
        )
        rows = cursor.fetchall()
    numbers = {Measure(name): n for name, part, n, _ in rows if not part and name not in _HAS_PARTS}
    for source in _sources:
        numbers |= source(start, end, panel)
    return Counts(start, end, numbers, _tables(rows), _days(rows))


_HAS_PARTS = {*TABLES, Measure.DAYS}


def _tables(rows):
    tables = {measure: [] for measure in TABLES}
    for name, part, n, _ in rows:
        if name in tables:
            tables[name].append((part or UNKNOWN, n))
    for found in tables.values():
        found.sort(key=lambda row: (row[0] == UNKNOWN, -row[1], row[0]))
    return tables


def _days(rows):
    found = {part: (n, float(middle)) for name, part, n, middle in rows if name == Measure.DAYS}
    return tuple(Days(words, *found[stage]) for stage, words in STAGES.items() if stage in found)
