"""Loading the invented county: on any day, at any scale, twice, and never over a real portal."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from actions import demo as plans
from actions.models import Action, Body, Evidence, Meeting, Plan, ProgressUpdate
from prevent_portal import demo
from prevent_portal.acting import acting_for
from prevent_portal.models import Agency, User


@pytest.fixture(autouse=True)
def _own_secrets(settings, tmp_path):
    settings.VAR = tmp_path
    settings.IS_DEMO = True


def load(anchor, scale=1):
    with acting_for(None):
        demo.load(anchor, scale=scale)
        plans.load(anchor, scale=scale)


def rows():
    """Everything the demonstration holds, without keys."""
    return {
        "agencies": list(Agency.objects.order_by("pk").values_list("name", "kind", "is_lead")),
        "people": list(User.objects.order_by("pk").values_list("email", "name", "roles")),
        "actions": list(
            Action.objects.order_by("pk").values_list(
                "text", "status", "rag", "timescale_raw", "due_on", "last_update_on"
            )
        ),
        "updates": list(
            ProgressUpdate.objects.order_by("pk").values_list(
                "on", "kind", "status", "text", "recorded_at", "by__email"
            )
        ),
        "evidence": list(
            Evidence.objects.order_by("pk").values_list("title", "added_at", "file__sha256", "url")
        ),
    }


def rows_of_a_load(anchor):
    with transaction.atomic():
        load(anchor)
        found = rows()
        transaction.set_rollback(True)
    return found


def test_the_same_day_loads_the_same_county(today):
    first = rows_of_a_load(today)

    assert rows_of_a_load(today) == first
    assert first["updates"]


@pytest.mark.parametrize(
    "anchor",
    [
        datetime.date(2026, 4, 1),
        datetime.date(2027, 3, 31),
        datetime.date(2028, 2, 29),
        datetime.date(2026, 11, 21),
    ],
)
def test_it_is_alive_on_any_day(anchor):
    load(anchor)

    assert all(plan.period_start <= anchor <= plan.period_end for plan in Plan.objects.all())
    assert Action.objects.overdue(on=anchor).count() >= 10
    days = ProgressUpdate.objects.values_list("on", "action__objective__theme__plan__period_start")
    assert all(start <= on < anchor for on, start in days)
    assert max(on for on, _ in days) > anchor - datetime.timedelta(days=14)
    assert min(on for on, _ in days) < anchor - datetime.timedelta(days=650)
    assert all(on.weekday() < 5 for on, _ in days)
    late = Body.objects.meeting_late(on=anchor)
    assert list(late.values_list("name", flat=True)) == ["Education Prevent Network"]
    soon = anchor + datetime.timedelta(days=7)
    assert Meeting.objects.filter(status="planned", on__range=(anchor, soon)).count() >= 1
    assert min(Meeting.objects.values_list("on", flat=True)) < anchor - datetime.timedelta(days=650)


def test_a_real_portal_is_left_alone_and_a_second_run_keeps_what_the_first_made(settings):
    settings.IS_DEMO = False
    with pytest.raises(CommandError, match="not a demonstration"):
        call_command("load_demo")
    assert not Agency.objects.exists()
    call_command("load_demo", force=True, stdout=StringIO())
    before = rows()
    settings.IS_DEMO = True
    out = StringIO()

    call_command("load_demo", stdout=out)

    assert rows() == before
    assert before["agencies"]
    assert out.getvalue() == ""


def test_a_scale_is_a_number_from_one():
    with pytest.raises(CommandError, match="whole number"):
        call_command("load_demo", scale=0)


def test_scale_adds_agencies_and_their_plans(today):
    load(today, scale=3)

    assert Agency.objects.count() == 36
    assert Plan.objects.filter(kind="internal").count() == 1
    assert Plan.objects.filter(kind="spoc").count() == 9
    assert Action.objects.count() == 106 + 2 * 29
