"""What was counted of the work is kept, and every change shows on the next page all the same."""

import datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from actions.models import Action, Evidence, Plan, ProgressUpdate, Timescale
from actions.tallies import WATCHED, tally
from prevent_portal import kept
from prevent_portal.acting import acting_for
from prevent_portal.models import Change, KeptAnswer
from prevent_portal.roles import Role
from tests.actions.test_overview import LONG_AGO, action_of, look
from tests.factories import AgencyFactory, PlanFactory, UserFactory

DAY = datetime.date
#: Before the calendar's today: entries and timescales are read, not the actions' own columns.
EARLIER = {"on": "2026-03-01", "since": "2025-12-01"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return UserFactory(agency=AgencyFactory(name="Saltshire Council"), roles=[Role.PREVENT_LEAD])


@pytest.fixture
def action(lead):
    plan = PlanFactory(agency=lead.agency, title="Ours", layout="duty-spoc")
    return action_of(plan, status="complete", leads=[], said=[(DAY(2026, 1, 20), "in_progress")])


@pytest.fixture
def trust():
    return AgencyFactory(name="Trust")


def found(client, user, **data):
    return look(client, user, **data).context["overview"].found


def blocked(action, trust):
    action.status = Action.Status.BLOCKED
    action.save()


def named(action, trust):
    action.agencies.add(trust)


def shown(action, trust):
    Evidence.objects.create(action=action, kind="link", title="Minutes", url="https://a.example/")


def objective_led(action, trust):
    action.objective.leads = ["Head of libraries"]
    action.objective.save()


def plan_closed(action, trust):
    plan = action.objective.theme.plan
    plan.status, plan.closed_because = Plan.Status.CLOSED, "Over"
    plan.save()


def theme_moved(action, trust):
    action.objective.theme.plan = PlanFactory(agency=trust)
    action.objective.theme.save()


def reported(action, trust):
    ProgressUpdate.objects.create(
        action=action,
        on=DAY(2026, 2, 1),
        status="blocked",
        kind="logged",
        text="Said",
        recorded_at=datetime.datetime(2026, 2, 1, tzinfo=datetime.UTC),
    )


def put_off(action, trust):
    Timescale.objects.create(action=action, kind="date", dates=[DAY(2025, 9, 1)], set_at=LONG_AGO)


def agencies_of(tally):
    return [group.counts.in_plan for group in tally.agencies]


#: Each watched table: what changes in it, which page looks, what it counts, before and after.
CHANGES = {
    "actions_action": (blocked, {}, lambda it: it.now.blocked, 0, 1),
    "actions_action_agencies": (named, {}, agencies_of, [1], [1, 1]),
    "actions_evidence": (shown, {}, lambda it: it.now.no_evidence, 1, 0),
    "actions_objective": (
        objective_led,
        {},
        lambda it: [each.key for each in it.posts],
        [""],
        ["Head of libraries"],
    ),
    "actions_plan": (plan_closed, {}, lambda it: it.now.in_plan, 1, 0),
    "actions_progressupdate": (reported, EARLIER, lambda it: it.now.blocked, 0, 1),
    "actions_theme": (theme_moved, {}, lambda it: len({each.key for each in it.agencies}), 1, 1),
    "actions_timescale": (put_off, EARLIER, lambda it: it.now.late, 0, 1),
}


@pytest.mark.parametrize("table", CHANGES)
def test_a_change_in_any_table_shows_on_the_next_page(client, lead, action, trust, table):
    change, data, counted, before, after = CHANGES[table]
    first = found(client, lead, **data)
    assert found(client, lead, **data) == first
    assert counted(first) == before

    with acting_for(None):
        change(action, trust)
    second = found(client, lead, **data)

    assert counted(second) == after
    assert second != first


def test_every_table_that_the_work_is_counted_from_is_watched():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'actions_note_change'"
        )
        watched = {table for (table,) in cursor.fetchall()}

    assert watched == set(WATCHED) == set(CHANGES)


def count(rows=None):
    rows = Action.objects.all() if rows is None else rows
    on, since = DAY(2026, 3, 18), DAY(2025, 12, 18)
    return tally(rows, on=on, since=since, is_today=True)


def test_while_nothing_changes_nothing_is_counted_again(action):
    first = count()
    with CaptureQueriesContext(connection) as asked:
        assert count() == first

    assert len(asked) == 1
    assert KeptAnswer.objects.count() == 1


def test_a_change_that_is_taken_back_leaves_the_answer_right(client, lead, action, trust):
    first = found(client, lead)
    with acting_for(None), transaction.atomic():
        blocked(action, trust)
        assert found(client, lead).now.blocked == 1
        transaction.set_rollback(True)

    assert found(client, lead) == first
    with acting_for(None):
        named(action, trust)
    changed = found(client, lead)
    assert (changed.now.blocked, len(changed.agencies)) == (0, 2)


def test_readers_who_may_see_different_things_never_share(client, lead, action, trust):
    contact = UserFactory(agency=trust, roles=[Role.SPOC])
    action_of(PlanFactory(agency=trust), due_on=DAY(2026, 3, 1))

    for _ in range(2):
        assert (found(client, lead).now.in_plan, found(client, lead).now.late) == (2, 1)
        assert (found(client, contact).now.in_plan, found(client, contact).now.late) == (1, 1)
    with acting_for(None):
        named(action, trust)
    assert found(client, contact).now.in_plan == 2


def test_each_day_has_its_own_answer(action):
    action.status, action.due_on = "in_progress", DAY(2026, 3, 18)
    action.save()
    days = {"since": DAY(2025, 12, 18), "is_today": True}

    on_the_day = tally(Action.objects.all(), on=DAY(2026, 3, 18), **days)
    after = tally(Action.objects.all(), on=DAY(2026, 3, 19), **days)

    assert (on_the_day.now.late, after.now.late) == (0, 1)


def test_many_changes_are_put_together_and_none_is_lost(action, trust, monkeypatch):
    monkeypatch.setattr(kept, "MOST", 3)
    for status in ("blocked", "in_progress", "blocked", "in_progress"):
        action.status = status
        action.save()
    seen = sum(Change.objects.filter(area="actions").values_list("times", flat=True))
    assert Change.objects.filter(area="actions").count() > 3

    first = count()
    rows = Change.objects.filter(area="actions").values_list("times", flat=True)
    assert list(rows) == [seen]
    assert count() == first
    blocked(action, trust)
    assert count().now.blocked == 1
