"""Names behind a figure of the position, for those who may see them."""

from dataclasses import dataclass, make_dataclass

from django.db import connection

from prevent_portal.columns import Column
from prevent_portal.models import Person

from .kept import kept
from .position import GROUPS, MEASURES
from .standing import asked_of, each_row, standing

_KINDS = dict(Person.Kind.choices)
#: What stands in a row, and where it comes from.
_ROW = {
    "name": "person.name",
    "number": "person.number",
    "kind": "person.kind",
    "agency": "agency.name",
    "directorate": "unit.directorate",
    "unit": "unit.name",
    "team": "posting.team",
    "setting": "setting.name",
    "level": "level.name",
    "joined_on": "s.joined_on",
    "last": "s.last",
    "due_on": "s.due_on",
    "expires_on": "s.expires_on",
}
#: The words in an address that the list may be sorted by.
_SORTS = {
    "name": "person.name",
    "number": "person.number",
    "agency": "agency.name",
    "unit": "unit.name",
    "level": "level.position",
    "joined": "s.joined_on",
    "last": "s.last",
    "due": "s.due_on",
    "expires": "s.expires_on",
}
_JOINS = """
    JOIN prevent_portal_person person ON person.id = s.person_id
    JOIN training_unit unit ON unit.id = s.unit_id
    JOIN training_posting posting ON posting.id = s.posting_id
    JOIN training_level level ON level.id = s.level_id
    JOIN prevent_portal_agency agency ON agency.id = s.agency_id
"""
#: Nothing is searched or sorted by it, so that a list may be kept whatever changes at a setting.
_SETTING = " LEFT JOIN training_setting setting ON setting.id = posting.setting_id"
#: Without a name, so that it may be kept.
_PLACES = """
    SELECT s.posting_id, s.last::text, s.due_on::text, s.expires_on::text
    FROM standing s {joins} {tables}
    WHERE {where} ORDER BY {order} NULLS LAST, person.name, s.posting_id
    LIMIT %(most)s OFFSET %(before)s
"""
#: Whose these are.
_WHOSE = f"""
    WITH standing AS (
        SELECT place.*, p.person_id, p.unit_id, p.level_id, p.joined_on, unit.agency_id
        FROM unnest(%(postings)s::bigint[], %(last)s::date[], %(due)s::date[], %(expires)s::date[])
            WITH ORDINALITY AS place (posting_id, last, due_on, expires_on, nth)
        JOIN training_posting p ON p.id = place.posting_id
        JOIN training_unit unit ON unit.id = p.unit_id
    )
    SELECT {", ".join(_ROW.values())} FROM standing s {_JOINS} {_SETTING} ORDER BY s.nth
"""  # noqa: S608 - fixed parts
_LIST = """
    SELECT {row} FROM standing s {joins} {tables}
    WHERE {where} ORDER BY {order} NULLS LAST, person.name, s.posting_id
"""
_COUNT = """
    SELECT counted.people, {label} FROM (
        SELECT {key} AS key, count(*) FILTER (WHERE {where}) AS people
        FROM standing s {joins} {tables} WHERE {in_group} GROUP BY 1
    ) AS counted {names}
"""

PersonRow = make_dataclass("PersonRow", _ROW, frozen=True)

COLUMNS = (
    Column("Name", "name", sort="name"),
    Column("Staff number", "number", sort="number"),
    Column("Agency", "agency", sort="agency"),
    Column("Business unit", "unit", sort="unit"),
    Column("Role level", "level", sort="level"),
    Column("Joined", "joined_on", kind="day", sort="joined"),
    Column("Last training", "last", kind="day", sort="last"),
    Column("First training due", "due_on", kind="day", sort="due"),
    Column("In date until", "expires_on", kind="day", sort="expires"),
)
#: What says nothing where one agency is asked for.
_AMONG_SEVERAL = "Agency"
#: What spreadsheets have besides.
MORE_COLUMNS = (
    Column("Directorate", "directorate"),
    Column("Team", "team"),
    Column("Setting", "setting"),
    Column("Kind of person", lambda row: _KINDS.get(row.kind, row.kind)),
)


def columns_for(agency):
    """The columns of the list of one agency's people, or of all where it is None."""
    return [each for each in COLUMNS if agency is None or each.head != _AMONG_SEVERAL]


@dataclass(frozen=True)
class Asked:
    """Whose names: the people of a figure under a rule on a day, of all or of one group."""

    rule: object
    on: object
    figure: str
    by: str = "unit"
    key: str | None = None
    agency: object = None
    known_at: object = None
    joined: tuple = (None, None)
    words: str = ""


class People:
    """The people behind a figure, as a list that is counted, cut into pages, or read to its end."""

    def __init__(self, asked, *, sort=""):
        self.asked = asked
        self.sort = sort if sort.removeprefix("-") in _SORTS else usual_sort(asked.figure)
        self._start, self._about = standing(
            asked.rule, on=asked.on, agency=asked.agency, known_at=asked.known_at
        )
        first, last = asked.joined
        self._about |= {"joined_from": first, "joined_to": last, "group": asked.key}
        self._about["words"] = f"%{_plain(asked.words)}%"
        self._counted = None

    def count(self):
        """How many there are."""
        return self._count()[0]

    @property
    def group(self):
        """The name of the group; None where all are asked for, or nobody of it was in post."""
        return self._count()[1]

    def __len__(self):
        return self.count()

    def __getitem__(self, part):
        limits = {"most": part.stop - part.start, "before": part.start}
        places = self._ask(self._start + self._filled(_PLACES), self._about | limits)
        if not places:
            return []
        columns = dict(
            zip(("postings", "last", "due", "expires"), zip(*places, strict=True), strict=True)
        )
        with connection.cursor() as cursor:
            cursor.execute(_WHOSE, {name: list(each) for name, each in columns.items()})
            return [PersonRow(*row) for row in cursor.fetchall()]

    def iterator(self, chunk_size=None):
        """Each of them, while memory stays flat."""
        return (PersonRow(*row) for row in each_row(*self._list()))

    def _list(self):
        return self._start + self._filled(_LIST), self._about

    def _filled(self, statement):
        key, is_down = self.sort.removeprefix("-"), self.sort.startswith("-")
        return statement.format(
            row=", ".join(_ROW.values()),
            joins=_JOINS + (_SETTING if statement is _LIST else ""),
            tables="" if self.asked.key is None else self._grouping.tables,
            where=f"{self._condition} AND {self._in_group}",
            order=f"{_SORTS[key]} {'DESC' if is_down else 'ASC'}",
        )

    @property
    def _ask(self):
        """Counts and places are kept, but for words that somebody looks for: these may be a name."""
        return asked_of if self.asked.words else kept

    def _count(self):
        if self._counted is None:
            by, is_all = self._grouping, self.asked.key is None
            sql = _COUNT.format(
                key="NULL::bigint" if is_all else by.key,
                label="NULL" if is_all else by.label,
                names="" if is_all else by.names,
                tables="" if is_all else by.tables,
                joins=_JOINS if self.asked.words else "",
                where=self._condition,
                in_group=self._in_group,
            )
            found = self._ask(self._start + sql, self._about)
            count, name = found[0] if found else (0, None)
            self._counted = count, by.words.get(name, name)
        return self._counted

    @property
    def _grouping(self):
        return GROUPS[self.asked.by]

    @property
    def _in_group(self):
        if self.asked.key is None:
            return "TRUE"
        if self._grouping.names:
            return f"{self._grouping.key} IS NOT DISTINCT FROM nullif(%(group)s, '')::bigint"
        return f"coalesce({self._grouping.key}, '') = %(group)s"

    @property
    def _condition(self):
        found = f"({MEASURES[self.asked.figure].condition})"
        if self.asked.words:
            found += " AND (person.name ILIKE %(words)s OR person.number ILIKE %(words)s)"
        return found


def usual_sort(figure):
    """What matters first: who is late longest, whose training runs out soonest; else the names."""
    if figure == "overdue" or figure.startswith(("late", "not_due", "starters_late")):
        return "due"
    return "expires" if figure.startswith(("expiring", "run_out")) else "name"


def _plain(words):
    for sign in ("\\", "%", "_"):
        words = words.replace(sign, f"\\{sign}")
    return words
