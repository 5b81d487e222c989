"""One statement counts what the catalogue of figures says: held against it on invented plans."""

import datetime
import random
from collections import Counter, defaultdict

import pytest

from actions import demo, timescale
from actions.figures import TABLE, late_by_age, positions
from actions.models import Action, Evidence, ProgressUpdate, Timescale
from actions.services import progress
from actions.tallies import Moves, tally
from prevent_portal import demo as partnership
from prevent_portal.acting import acting_for
from prevent_portal.models import Agency
from prevent_portal.roles import Role
from tests.factories import (
    ActionFactory,
    AgencyFactory,
    ObjectiveFactory,
    PlanFactory,
    ThemeFactory,
    UserFactory,
)

DAYS = [datetime.date(2025, 5, 1), datetime.date(2025, 10, 31), datetime.date(2026, 3, 18)]
WHEN = (
    "",
    "June 2025",
    "31 October 2025",
    "Jul and Nov 2025 and Feb 2026",
    "Every 3 months",
    "Weekly",
    "Ongoing",
    "To be agreed",
    "When the board asks",
    "1 March 2026",
)
POSTS = ("Prevent lead", "Head of libraries", "Chief nurse")
OF_GROUPS = {
    "in_plan", "open", "complete", "on_track", "late", "blocked", "late_or_blocked", "no_owner",
    "no_date", "no_outcome", "no_evidence",
}  # fmt: skip
KINDS = {"proposed": "proposed", "complete": "verified", "withdrawn": "withdrawn"}


def noon(day):
    return datetime.datetime.combine(day, datetime.time(12), tzinfo=datetime.UTC)


class Inventor:
    """Plans with everything that may happen to an action, the same for the same seed."""

    def __init__(self, seed):
        self.any = random.Random(seed)  # noqa: S311 - invented, not secret
        agencies = AgencyFactory.create_batch(4)
        for agency in agencies[:2]:
            plan = PlanFactory(agency=agency, period_start=datetime.date(2025, 4, 1))
            for _ in range(2):
                theme = ThemeFactory(plan=plan)
                objective = ObjectiveFactory(theme=theme, leads=self.some(POSTS))
                for _ in range(6):
                    self.action(objective, agencies)

    def some(self, of):
        return self.any.sample(of, min(len(of), self.any.choice([0, 0, 1, 2])))

    def day(self):
        return datetime.date(2025, 2, 1) + datetime.timedelta(days=self.any.randrange(410))

    def action(self, objective, agencies):
        action = ActionFactory(
            objective=objective,
            leads=self.some(POSTS),
            lead=UserFactory() if self.any.random() < 0.3 else None,
            expected_outcome=self.any.choice(["", "Fewer gaps"]),
            impact=self.some(["Fewer gaps"]),
            added_at=noon(self.day()),
        )
        action.objective.theme.plan.layout = self.any.choice(["duty-spoc", "outcomes-by-theme"])
        action.objective.theme.plan.save()
        action.agencies.set(self.some(agencies))
        for _ in range(self.any.choice([0, 1, 1, 2])):
            self.timescale(action)
        for _ in range(self.any.randrange(6)):
            self.update(action)
        for _ in range(self.any.choice([0, 0, 1])):
            self.evidence(action)

    def timescale(self, action):
        meaning = timescale.parse(self.any.choice(WHEN))
        Timescale.objects.create(
            action=action,
            raw=meaning.raw,
            kind=meaning.kind,
            dates=list(meaning.dates),
            every_months=meaning.every_months,
            every_days=meaning.every_days,
            set_at=noon(self.day()),
        )

    def update(self, action):
        day = self.day()
        status = self.any.choice(list(Action.Status))
        kind = KINDS.get(status.value, self.any.choice(["logged", "logged", "imported"]))
        late = self.any.choice([0, 0, 20])
        known = noon(day + datetime.timedelta(days=late))
        values = {"on": day, "text": "Said", "status": status, "kind": kind, "recorded_at": known}
        entry = ProgressUpdate.objects.create(action=action, **values)
        if self.any.random() < 0.25:
            again = values | {"kind": self.any.choice(["correction", "undone"]), "corrects": entry}
            again |= {"recorded_at": known + datetime.timedelta(days=self.any.choice([1, 40]))}
            ProgressUpdate.objects.create(action=action, **again)

    def evidence(self, action):
        added = self.day()
        gone = {}
        if self.any.random() < 0.3:
            when = noon(added + datetime.timedelta(days=30))
            gone = {"withdrawn_at": when, "withdrawn_because": "Wrong file"}
        Evidence.objects.create(
            action=action,
            kind="link",
            title="Minutes",
            url="https://example.org/1",
            added_at=noon(added),
            **gone,
        )


def counted(found):
    """What the catalogue counts over positions, by name; and each status, and each age."""
    expected = {name: sum(of(p) for p in found) for name, (*_, of, _) in TABLE.items()}
    expected |= {f"status_{s.value}": sum(p.status == s for p in found) for s in Action.Status}
    ages = late_by_age(dict(enumerate(found)))
    expected |= {f"age_{place}": count for place, count in enumerate(ages.values())}
    expected["open"] = sum(p.is_open for p in found)
    expected["said_complete"] = sum(p.is_said_complete for p in found)
    return expected


def whose(action):
    return {action.objective.theme.plan.agency_id, *action.agencies.values_list("pk", flat=True)}


def led(action):
    return {*action.leads, *action.objective.leads} or {""}


def grouped(actions, found, keys):
    by_key = defaultdict(list)
    for action in actions:
        for key in keys(action):
            by_key[str(key)].append(found[action.pk])
    return {
        key: {name: count for name, count in counted(rows).items() if name in OF_GROUPS}
        for key, rows in by_key.items()
    }


def all_actions():
    return list(Action.objects.select_related("objective__theme__plan").order_by("pk"))


def groups(rows):
    return {group.key: group.counts._asdict() for group in rows}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("on", DAYS)
def test_the_statement_counts_what_the_catalogue_counts(seed, on):
    Inventor(seed)
    actions, since = all_actions(), on - datetime.timedelta(days=90)
    for known_at in (noon(datetime.date(2025, 9, 1)), noon(datetime.date(2026, 6, 1))):
        now = positions(Action.objects.all(), on=on, known_at=known_at)
        before = positions(Action.objects.all(), on=since, known_at=known_at)

        found = tally(Action.objects.all(), on=on, since=since, known_at=known_at)

        assert found.now._asdict() == counted(list(now.values()))
        assert found.before._asdict() == counted(list(before.values()))
        assert found.longest_late == (max(p.days_late for p in now.values()) or None)
        assert groups(found.themes) == grouped(actions, now, lambda a: [a.objective.theme_id])
        assert groups(found.agencies) == grouped(actions, now, whose)
        assert groups(found.posts) == grouped(actions, now, led)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("on", DAYS[1:])
def test_what_moved_is_what_differs_between_two_days(seed, on):
    Inventor(seed)
    known_at, since = noon(datetime.date(2026, 6, 1)), on - datetime.timedelta(days=90)
    now = positions(Action.objects.all(), on=on, known_at=known_at)
    before = positions(Action.objects.all(), on=since, known_at=known_at)
    expected, counts = {}, Counter()
    for action in all_actions():
        then, this = before[action.pk], now[action.pk]
        is_new = action.added_at.date() > since
        moves = {
            "new": is_new,
            "done": not is_new and then.status != this.status == "complete",
            "newly_late": this.is_late and not then.is_late,
            "changed": not is_new and then.status != this.status and this.status != "complete",
        }
        if any(moves.values()) or then.status != this.status:
            expected[action.pk] = (*moves.values(), then.status, this.status)
            counts.update(word for word, is_so in moves.items() if is_so)

    found = tally(Action.objects.all(), on=on, since=since, known_at=known_at)

    assert {
        m.action: (m.is_new, m.is_done, m.is_newly_late, m.is_changed, m.was, m.status)
        for m in found.moved
    } == expected
    assert found.moves == Moves(*(counts[name] for name in Moves._fields))
    assert found.groups["moves"] == len(expected)


@pytest.mark.parametrize("seed", range(4))
def test_an_agency_is_silent_if_none_of_its_open_work_was_reported_on(seed):
    Inventor(seed)
    on, quiet = DAYS[2], datetime.date(2026, 2, 1)
    known_at = noon(datetime.date(2026, 6, 1))
    now = positions(Action.objects.all(), on=on, known_at=known_at)
    own = defaultdict(list)
    for action in all_actions():
        for agency in whose(action):
            own[agency].append(now[action.pk])
    expected = {}
    for agency, rows in own.items():
        last = max((p.updated_on for p in rows if p.updated_on), default=None)
        if any(p.is_open for p in rows) and (last is None or last < quiet):
            expected[str(agency)] = (sum(p.is_open for p in rows), last)

    found = tally(
        Action.objects.all(),
        on=on,
        since=datetime.date(2025, 12, 18),
        quiet=quiet,
        known_at=known_at,
    )

    assert {each.key: (each.open, each.updated_on) for each in found.quiet} == expected


def test_only_the_first_are_listed_and_the_rest_counted():
    Inventor(1)
    days = {"on": DAYS[2], "since": DAYS[0], "known_at": noon(datetime.date(2026, 6, 1))}

    whole = tally(Action.objects.all(), **days)
    some = tally(Action.objects.all(), **days, most=2)

    kinds = [(move.is_newly_late, move.status == "complete", move.is_new) for move in whole.moved]
    first_of_each = [move for n, move in enumerate(whole.moved) if kinds.index(kinds[n]) == n]
    assert len(first_of_each) > 2
    assert some.moved == first_of_each[:2]
    assert some.posts == whole.posts[:2]
    assert some.themes == whole.themes[:2]
    assert some.groups == whole.groups
    assert some.now == whole.now


def test_nothing_is_counted_where_there_is_nothing():
    found = tally(Action.objects.none(), on=DAYS[2], since=DAYS[1])

    assert found.now.in_plan == found.before.open == 0
    assert found.themes == found.moved == found.quiet == []
    assert found.longest_late is None


def test_of_today_the_columns_say_what_the_entries_say(settings, tmp_path, today):
    settings.VAR, settings.IS_DEMO = tmp_path, True
    with acting_for(None):
        partnership.load(today)
        demo.load(today)
    since = today - datetime.timedelta(days=90)

    by_columns = tally(Action.objects.all(), on=today, since=since, is_today=True)
    by_entries = tally(Action.objects.all(), on=today, since=since)

    assert by_columns == by_entries
    assert by_columns.now.late
    assert by_columns.moves.done
    assert Agency.objects.count() == 12


def test_of_today_late_is_what_the_list_of_late_actions_holds(today):
    lead = UserFactory(roles=[Role.PREVENT_LEAD])
    for days in (3, 3, 0):
        due_on = today - datetime.timedelta(days=days)
        action = ActionFactory(due_on=due_on, timescale_kind="date")
    progress.log_progress(action, by=lead, on=today, text="On its way.", status="in_progress")
    ActionFactory(due_on=today - datetime.timedelta(days=9), status="complete")

    found = tally(
        Action.objects.all(), on=today, since=today - datetime.timedelta(days=30), is_today=True
    )

    assert found.now.late == Action.objects.overdue(on=today).count() == 2
    assert found.now.status_in_progress == 1
    assert found.longest_late == 3
