"""How long the pages of plans and actions take, at one scale of the demonstration data.

`make bench` runs it at scales 1 and 50, each in a `var/` of its own. Times are medians of the whole
request in process, through every middleware and into the access log, signed in as the Prevent lead;
they are for comparing with each other in one run, never with another machine's.
"""

import os
import re
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path
from unittest import mock

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prevent_portal.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actions import listing, overview
from actions.models import Action, Objective, Plan, ProgressUpdate, Theme
from prevent_portal.acting import acting_for
from prevent_portal.garbage import spare_what_stays
from prevent_portal.models import Agency, KeptAnswer, User
from prevent_portal.tracked import create_tracked
from training import overview as training_overview

ROUNDS = 15
#: What asks the database nothing: the ends of transactions, and for whom it answers.
NOT_ASKING = re.compile(r"BEGIN|COMMIT|SAVEPOINT|RELEASE|SELECT set_config")
LARGE = 400  # actions of the largest plan that the design counts on
#: What gathers a page's rows, and where its view finds it: the floor is the page without that work.
GATHERED = {
    "plan of 400 actions": ("actions.views.plan.plan_page", listing.plan_page),
    "action list": ("actions.views.action_list.all_page", listing.all_page),
    "how the work stands": ("actions.views.overview.Overview", overview.Overview),
    "how the work stands, first after a change": (
        "actions.views.overview.Overview",
        overview.Overview,
    ),
    "training position": ("training.views.position.Standing", training_overview.Standing),
    "training position, first after a change": (
        "training.views.position.Standing",
        training_overview.Standing,
    ),
}
#: Pages that are counted afresh each time, as they are to the first reader after a change.
AFRESH = {"how the work stands, first after a change", "training position, first after a change"}
LEAD = "prevent.lead@wrenshire.example"


def main(scale):
    """Print a line a page: median milliseconds, queries, kilobytes, and times the empty page."""
    call_command("migrate", verbosity=0)
    call_command("load_demo", scale=scale)
    call_command("collectstatic", verbosity=0, interactive=False)
    large = large_plan()
    spare_what_stays()  # as the web process does
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(email=LEAD))
    plan = Plan.objects.order_by("pk").first()
    action = Action.objects.filter(objective__theme__plan=plan).order_by("pk").first()
    county = Agency.objects.get(is_lead=True)
    a_year_ago = timezone.localdate() - timedelta(days=365)
    pages = {
        "empty (privacy notice)": reverse("privacy"),
        "home": reverse("home"),
        "plan list": reverse("actions:plan_list"),
        "plan": plan.get_absolute_url(),
        "plan of 400 actions": large.get_absolute_url(),
        "plan, as the board sees it": f"{plan.get_absolute_url()}?view=board",
        "plan, late first": f"{plan.get_absolute_url()}?gap=late&sort=due",
        "action": action.get_absolute_url(),
        "action list": reverse("actions:action_list"),
        "action list, searched": f"{reverse('actions:action_list')}?q=school",
        "how the work stands": reverse("actions:overview"),
        "how the work stands, first after a change": reverse("actions:overview"),
        "how it stood a year ago": f"{reverse('actions:overview')}?on={a_year_ago}",
        "training position": f"{reverse('training:position')}?agency={county.pk}",
        "training position, first after a change": (
            f"{reverse('training:position')}?agency={county.pk}"
        ),
        "training month by month": f"{reverse('training:position_trend')}?agency={county.pk}",
        "training, who is overdue": (
            f"{reverse('training:position_people')}?agency={county.pk}&figure=overdue"
        ),
        "messages": reverse("notice_list"),
        "report list": reverse("reports:report_list"),
    }
    print(f"scale {scale}: {Plan.objects.count()} plans, {Action.objects.count()} actions")
    print(f"{'page':<44}{'ms':>8}{'queries':>9}{'KB':>7}{'x empty':>9}{'x floor':>9}")
    empty = None
    for name, address in pages.items():
        forget = forget_answers if name in AFRESH else lambda: None
        median, queries, size = measure(client, address, forget)
        empty = empty or median
        line = f"{name:<44}{median:>8.1f}{queries:>9}{size:>7.0f}{median / empty:>9.1f}"
        if name in GATHERED:
            line += f"{times_floor(client, address, forget, *GATHERED[name]):>9.1f}"
        print(line)


def forget_answers():
    """As after a change: what was counted before is of no use."""
    KeptAnswer.objects.all().delete()


def measure(client, address, forget):
    """Median milliseconds, queries and kilobytes of a page."""
    client.get(address)
    forget()
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    queries = sum(not NOT_ASKING.match(q["sql"]) for q in asked)
    times = [timed(client, address, forget) for _ in range(ROUNDS)]
    return statistics.median(times), queries, len(response.content) / 1024


def times_floor(client, address, forget, place, gather):
    """How many times as long as the same page given its rows from memory, one after the other.

    Counted is the least processor time, of Python and of the database's process: the clock would
    also count what else the machine does.
    """
    kept = []

    def remembered(*args, **options):
        if not kept:
            kept.append(gather(*args, **options))
        return kept[0]

    whole, floor = [], []
    for _ in range(ROUNDS):
        forget()
        whole.append(worked(client, address))
        with mock.patch(place, remembered):
            floor.append(worked(client, address))
    return min(whole) / min(floor)


def timed(client, address, forget):
    """Milliseconds of one request."""
    forget()
    begun = time.perf_counter()
    client.get(address)
    return (time.perf_counter() - begun) * 1000


def worked(client, address):
    """Seconds of processor time that one request takes here and in the database's process."""
    begun = processor_time()
    client.get(address)
    return processor_time() - begun


def processor_time():
    """Seconds that this process and its connection's process at the database have worked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        database = Path(f"/proc/{cursor.fetchone()[0]}/schedstat").read_text()
    return time.process_time() + int(database.split()[0]) / 1e9


def large_plan():
    """A plan of 400 actions under 8 themes, half of them reported on, a quarter of them late."""
    with acting_for(None):
        today, agency = timezone.localdate(), Agency.objects.get(is_lead=True)
        made_before = Plan.objects.filter(title="Plan of the bench", agency=agency).first()
        if made_before:
            return made_before
        plan = Plan(title="Plan of the bench", agency=agency, kind="internal", status="live")
        create_tracked(Plan, [plan])
        themes = [Theme(plan=plan, position=n, ref=str(n), title=f"Theme {n}") for n in range(1, 9)]
        create_tracked(Theme, themes)
        aims = [
            Objective(theme=theme, position=n, ref=f"{theme.ref}.{n}", text="An outcome " * 8)
            for theme in themes
            for n in range(1, 11)
        ]
        create_tracked(Objective, aims)
        actions = [
            Action(
                objective=aims[n % len(aims)],
                position=n,
                text=f"What is to be done, in as many words as plans use for it, number {n}. " * 2,
                leads=[f"Post {n % 20}"],
                status="in_progress" if n % 2 else "not_started",
                timescale_kind="date",
                due_on=today + timedelta(days=30 * (n % 4) - 20),
                last_update_on=today - timedelta(days=n % 200) if n % 2 else None,
            )
            for n in range(LARGE)
        ]
        create_tracked(Action, actions)
        ProgressUpdate.objects.bulk_create(
            ProgressUpdate(action=each, on=each.last_update_on, status=each.status, text="Said")
            for each in actions
            if each.last_update_on
        )
    return plan


if __name__ == "__main__":
    main(int(sys.argv[1]))
