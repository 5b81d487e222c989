"""The catalogue's figures of many actions at once, counted by the database in one statement.

What each figure means stands in `figures`: a test holds this statement against it. Of today, what
stands in the actions' own columns is counted, as lists do, so that a number and its list agree; of
an earlier day, or of what was known by a moment, the entries and timescales are read. What was
counted is kept until one of the tables it was counted from changes.
"""

import datetime
from collections import namedtuple
from dataclasses import dataclass, field
from string import Template

from django.core.exceptions import EmptyResultSet
from django.db.models import F, Func, TextField
from django.utils import timezone

from prevent_portal.kept import Area

from .figures import AGE_BANDS, HAS_OUTCOME, LEFT_OUT, RECENT_MONTHS
from .models import Action, Evidence, ProgressUpdate, Timescale

Status = Action.Status
#: What is counted here, and what says whose it is. A migration gives each of these its trigger.
WATCHED = (
    "actions_action",
    "actions_action_agencies",
    "actions_evidence",
    "actions_objective",
    "actions_plan",
    "actions_progressupdate",
    "actions_theme",
    "actions_timescale",
)
_COUNTED = Area("actions", WATCHED)


def _listed(values):
    return ", ".join(f"'{value}'" for value in values)


#: The name of each number, and which positions it counts.
_COUNTS = {
    "in_plan": "is_counted",
    "open": "is_open",
    "complete": f"status = '{Status.COMPLETE}'",
    "on_track": f"is_open AND NOT is_late AND status <> '{Status.BLOCKED}'",
    "late": "is_late",
    "blocked": f"status = '{Status.BLOCKED}'",
    "late_or_blocked": f"is_late OR status = '{Status.BLOCKED}'",
    "no_owner": "is_open AND NOT has_owner",
    "no_date": "is_open AND due_kind IN ('none', 'unknown', 'tbc')",
    "no_outcome": "is_open AND NOT has_outcome",
    "no_evidence": "is_said_complete AND NOT has_evidence",
    "said_complete": "is_said_complete",
    "updated_lately": f"is_open AND updated_on > day - interval '{RECENT_MONTHS} months'",
    **{f"status_{status.value}": f"status = '{status.value}'" for status in Status},
}
_FLOOR = 0
for _place, (_most, _words) in enumerate(AGE_BANDS):
    _until = f" AND day - due_on <= {_most}" if _most else ""
    _COUNTS[f"age_{_place}"] = f"is_late AND day - due_on > {_FLOOR}{_until}"
    _FLOOR = _most

#: What is counted of a theme, an agency or a post.
_OF_GROUPS = (
    "in_plan",
    "open",
    "complete",
    "on_track",
    "late",
    "blocked",
    "late_or_blocked",
    "no_owner",
    "no_date",
    "no_outcome",
    "no_evidence",
)

_STATEMENT = Template("""
WITH scope (action, theme, agency, posts, starts, lead, has_outcome, added_at,
    status_now, due_now, kind_now, updated_now) AS MATERIALIZED ($scope),
given (known, since, quiet, most, is_today) AS (
  SELECT coalesce(%s::timestamptz, statement_timestamp()), %s::timestamptz, %s::date, %s::int,
    %s::boolean
),
days (day, ends_at, is_now) AS (
  VALUES (%s::date, %s::timestamptz, true), (%s::date, %s::timestamptz, false)
),
past AS (SELECT days.* FROM days WHERE NOT (is_now AND (SELECT is_today FROM given))),
corrected AS MATERIALIZED (
  SELECT c.corrects_id AS id FROM $updates c
  WHERE c.corrects_id IS NOT NULL AND c.recorded_at <= (SELECT known FROM given)
),
entry AS (
  SELECT u.id, u.action_id AS action, u.status, u.kind, u."on"
  FROM $updates u JOIN scope ON scope.action = u.action_id
  WHERE NOT $is_settled AND u.recorded_at <= (SELECT known FROM given) AND u.kind <> 'undone'
    AND u.id NOT IN (SELECT id FROM corrected)
),
said AS (
  SELECT DISTINCT ON (day, action) day, action, status, kind, "on"
  FROM entry CROSS JOIN past WHERE "on" <= day OR kind = 'imported'
  ORDER BY day, action, "on" <= day DESC, CASE WHEN "on" <= day THEN "on" END DESC,
    CASE WHEN "on" <= day THEN id END DESC, "on", id
),
scale AS (
  SELECT DISTINCT ON (day, t.action_id)
    day, t.action_id AS action, t.kind, t.dates, t.every_months, t.every_days
  FROM $timescales t JOIN scope ON scope.action = t.action_id CROSS JOIN past
  WHERE t.set_at <= (SELECT known FROM given)
  ORDER BY day, t.action_id, t.set_at <= ends_at DESC, t.id DESC
),
shown AS (
  SELECT DISTINCT e.action_id AS action
  FROM $evidence e JOIN scope ON scope.action = e.action_id
  WHERE e.added_at <= (SELECT known FROM given)
    AND (e.withdrawn_at IS NULL OR e.withdrawn_at > (SELECT known FROM given))
),
stood AS (
  SELECT day, scope.*, is_now, is_now AND is_today AS is_today,
    is_now AND is_today OR $is_settled AS is_as_now, shown.action IS NOT NULL AS has_evidence,
    lead IS NOT NULL OR posts <> '{}' AS has_owner,
    said.status AS said_status, said.kind AS said_kind, said."on" AS said_on,
    CASE WHEN is_now AND is_today THEN kind_now ELSE coalesce(scale.kind, 'none') END AS due_kind,
    scale.dates, scale.every_months, scale.every_days
  FROM scope CROSS JOIN days CROSS JOIN given
  LEFT JOIN said USING (day, action) LEFT JOIN scale USING (day, action)
  LEFT JOIN shown USING (action)
),
reported AS (
  SELECT *, CASE WHEN is_as_now THEN status_now ELSE coalesce(said_status, 'not_started') END
      AS status,
    CASE WHEN is_as_now THEN updated_now WHEN said_kind <> 'imported' THEN said_on END AS updated_on
  FROM stood
),
due AS (
  SELECT reported.*, CASE
    WHEN is_today THEN due_now
    WHEN due_kind = 'date' THEN dates[1]
    WHEN due_kind = 'dates' THEN coalesce(
      (SELECT min(each) FROM unnest(dates) each WHERE each >= day),
      (SELECT max(each) FROM unnest(dates) each))
    WHEN due_kind = 'recurring' AND coalesce(every_months, 0) + coalesce(every_days, 0) > 0
      THEN (coalesce(updated_on, starts) + make_interval(
        months => coalesce(every_months, 0), days => coalesce(every_days, 0)))::date
    END AS due_on, status NOT IN ($done_with) AS is_open
  FROM reported
),
place AS MATERIALIZED (
  SELECT action, day, is_now, theme, agency, posts, added_at, status, updated_on, due_on, due_kind,
    is_open, has_owner, has_outcome, has_evidence, status NOT IN ($left_out) AS is_counted,
    status IN ('complete', 'proposed') AS is_said_complete,
    is_open AND coalesce(due_on < day, false) AS is_late
  FROM due
),
present AS NOT MATERIALIZED (SELECT * FROM place WHERE is_now),
themed AS MATERIALIZED (
  SELECT theme AS key, agency, max(updated_on) AS updated_on, $of_groups
  FROM present GROUP BY theme, agency
),
whose AS MATERIALIZED (
  SELECT agency AS key, updated_on, $names FROM themed
  UNION ALL
  SELECT named.agency_id, max(updated_on), $of_groups
  FROM present JOIN $named named ON named.action_id = action
  WHERE named.agency_id <> agency GROUP BY named.agency_id
),
led AS (
  SELECT each.key, $names
  FROM (SELECT posts, $of_groups FROM present GROUP BY posts) alike CROSS JOIN LATERAL
    unnest(CASE WHEN posts = '{}' THEN ARRAY[''] ELSE posts END) WITH ORDINALITY AS each (key, nth)
  WHERE each.nth = 1 OR each.nth = array_position(posts, each.key)
),
moved AS (
  SELECT now.action, before.status AS was, now.status, now.due_on,
    now.added_at > given.since AS is_new,
    now.is_late AND NOT before.is_late AS is_newly_late
  FROM place now JOIN place before USING (action) CROSS JOIN given
  WHERE now.is_now AND NOT before.is_now
),
stirred AS (
  SELECT *, NOT is_new AND status <> was AND status = 'complete' AS is_done,
    NOT is_new AND status <> was AND status <> 'complete' AS is_changed, row_number() OVER (
      PARTITION BY is_newly_late, status = 'complete', is_new ORDER BY due_on NULLS LAST, action
    ) AS place
  FROM moved WHERE is_new OR is_newly_late OR status <> was
)
SELECT 'whole' AS part, is_now::text AS key, NULL::bigint AS groups, ARRAY[$counts] AS numbers,
  ARRAY[max(day - due_on) FILTER (WHERE is_late)::text] AS words
FROM place GROUP BY is_now
UNION ALL ($by_theme)
UNION ALL ($by_agency)
UNION ALL ($by_post)
UNION ALL (
  SELECT 'quiet', key::text, count(*) OVER (), ARRAY[sum(open)::bigint],
    ARRAY[max(updated_on)::text]
  FROM whose GROUP BY key
  HAVING sum(open) > 0 AND coalesce(max(updated_on), '-infinity')
    < (SELECT quiet FROM given)
  ORDER BY max(updated_on) NULLS FIRST, 2 LIMIT (SELECT most FROM given)
)
UNION ALL (
  SELECT 'moves', '', count(*), ARRAY[count(*) FILTER (WHERE is_new),
    count(*) FILTER (WHERE is_done), count(*) FILTER (WHERE is_newly_late),
    count(*) FILTER (WHERE is_changed)], '{}' FROM stirred
)
UNION ALL (
  SELECT 'moved', action::text, NULL,
    ARRAY[is_new::int, is_done::int, is_newly_late::int, is_changed::int],
    ARRAY[was, status, due_on::text]
  FROM stirred
  ORDER BY stirred.place, is_newly_late DESC, is_done DESC, is_new DESC, due_on NULLS LAST, action
  LIMIT (SELECT most FROM given)
)
""")
#: Nothing was reported since the day that is compared with: it stood then as it stands today.
_SETTLED = """((SELECT is_today FROM given)
    AND coalesce(updated_now <= (SELECT since FROM given), false))"""
_GROUPED = Template("""
  SELECT '$part', key::text, count(*) OVER (), ARRAY[$sums], '{}' FROM $rows
  GROUP BY key ORDER BY sum(late) DESC, sum(open) DESC, 2 LIMIT (SELECT most FROM given)
""")

Counts = namedtuple("Counts", _COUNTS)
GroupCounts = namedtuple("GroupCounts", _OF_GROUPS)
NOTHING = Counts(*[0] * len(_COUNTS))
Moves = namedtuple("Moves", "new done newly_late changed")


@dataclass(frozen=True)
class Group:
    """The actions under one theme, or of one agency or post: its key, and how they stand."""

    key: str
    counts: GroupCounts


@dataclass(frozen=True)
class Quiet:
    """An agency on whose open actions nobody has reported since a day."""

    key: str
    open: int
    updated_on: datetime.date | None


@dataclass(frozen=True)
class Move:
    """What became of one action between two days."""

    action: int
    is_new: bool
    is_done: bool
    is_newly_late: bool
    is_changed: bool
    was: str
    status: str
    due_on: datetime.date | None


@dataclass
class Tally:
    """How a set of actions stands on a day, and stood on an earlier one.

    Of groups, quiet agencies and moves only the first `most` are listed, of moves some of each kind;
    `groups` says how many there are of each in all.
    """

    now: Counts = NOTHING
    before: Counts = NOTHING
    longest_late: int | None = None
    themes: list = field(default_factory=list)
    agencies: list = field(default_factory=list)
    posts: list = field(default_factory=list)
    quiet: list = field(default_factory=list)
    moves: Moves = Moves(0, 0, 0, 0)
    moved: list = field(default_factory=list)
    groups: dict = field(default_factory=dict)


def tally(scope, *, on, since, quiet=None, known_at=None, most=None, is_today=False):
    """Count a set of actions as at a day, beside an earlier day, from what was known by a moment.

    `quiet` is the day since which an agency should have reported; without `most`, all groups come.
    If the day is today and nothing is to be unknown, `is_today` counts as lists of today do.
    """
    try:
        statement, given = _scoped(scope)
    except EmptyResultSet:  # a scope that can hold nothing is no statement at all
        return Tally(groups={"moves": 0})
    ends = [_end(on), _end(since)]
    values = [known_at, ends[1], quiet or since, most, is_today, on, ends[0], since, ends[1]]
    found = Tally()
    rows = _COUNTED.kept(_TEXT.replace("$scope", statement), [*given, *values])
    for part, key, groups, numbers, words in rows:
        found.groups |= {part: groups} if groups is not None else {}
        _PARTS[part](found, key, numbers, words)
    found.moved.sort(key=_rank)
    return found


def _rank(move):
    """The newly late first, then the completed, then the new; in each, the longest due first."""
    kinds = not move.is_newly_late, not move.is_done, not move.is_new
    return *kinds, move.due_on or datetime.date.max, move.action


def _whole(found, key, numbers, words):
    if key == "true":
        found.now = Counts(*numbers)
        found.longest_late = int(words[0]) if words[0] else None
    else:
        found.before = Counts(*numbers)


def _quiet(found, key, numbers, words):
    found.quiet.append(Quiet(key, numbers[0], _day(words[0])))


def _moves(found, key, numbers, words):
    found.moves = Moves(*numbers)


def _moved(found, key, numbers, words):
    was, status, due_on = words
    found.moved.append(Move(int(key), *map(bool, numbers), was, status, _day(due_on)))


_PARTS = {
    "whole": _whole,
    "theme": lambda found, key, numbers, _: found.themes.append(Group(key, GroupCounts(*numbers))),
    "agency": lambda found, key, numbers, _: found.agencies.append(
        Group(key, GroupCounts(*numbers))
    ),
    "post": lambda found, key, numbers, _: found.posts.append(Group(key, GroupCounts(*numbers))),
    "quiet": _quiet,
    "moves": _moves,
    "moved": _moved,
}


def _day(text):
    return datetime.date.fromisoformat(text) if text else None


def _end(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.max))


def _scoped(scope):
    """The statement that chooses the actions, with all that does not change from day to day."""
    posts = Func(F("leads"), F("objective__leads"), function="array_cat", output_field=TextField())
    rows = scope.order_by().annotate(
        posts=posts,
        has_outcome=HAS_OUTCOME,
    )
    chosen = rows.values_list(
        "pk",
        "objective__theme",
        "objective__theme__plan__agency",
        "posts",
        "objective__theme__plan__period_start",
        "lead",
        "has_outcome",
        "added_at",
        "status",
        "due_on",
        "timescale_kind",
        "last_update_on",
    )
    return chosen.query.sql_with_params()


def _numbers(names):
    return [f"count(*) FILTER (WHERE {_COUNTS[name]})" for name in names]


def _by(part, rows):
    sums = ", ".join(f"sum({name})::bigint" for name in _OF_GROUPS)
    return _GROUPED.substitute(part=part, rows=rows, sums=sums)


_TEXT = _STATEMENT.substitute(
    scope="$scope",
    updates=ProgressUpdate._meta.db_table,
    timescales=Timescale._meta.db_table,
    evidence=Evidence._meta.db_table,
    named=Action.agencies.through._meta.db_table,
    is_settled=_SETTLED,
    done_with=_listed(Action.DONE_WITH),
    left_out=_listed(LEFT_OUT),
    counts=", ".join(_numbers(_COUNTS)),
    names=", ".join(_OF_GROUPS),
    of_groups=", ".join(
        f"{count} AS {name}" for count, name in zip(_numbers(_OF_GROUPS), _OF_GROUPS, strict=True)
    ),
    by_theme=_by("theme", "themed"),
    by_agency=_by("agency", "whose"),
    by_post=_by("post", "led"),
)
