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

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prevent_portal.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actions.models import Action, Plan
from prevent_portal.models import User

ROUNDS = 15
#: What asks the database nothing: the ends of transactions, and for whom it answers.
NOT_ASKING = re.compile(r"BEGIN|COMMIT|SAVEPOINT|RELEASE|SELECT set_config")
LEAD = "prevent.lead@wrenshire.example"


def main(scale):
    """Print a line a page: median milliseconds, queries, kilobytes, and times the empty page."""
    call_command("migrate", verbosity=0)
    call_command("load_demo", scale=scale)
    call_command("collectstatic", verbosity=0, interactive=False)
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(email=LEAD))
    plan = Plan.objects.order_by("pk").first()
    action = Action.objects.filter(objective__theme__plan=plan).order_by("pk").first()
    pages = {
        "empty (privacy notice)": reverse("privacy"),
        "home": reverse("home"),
        "plan list": reverse("actions:plan_list"),
        "plan": plan.get_absolute_url(),
        "plan, as the board sees it": f"{plan.get_absolute_url()}?view=board",
        "plan, late first": f"{plan.get_absolute_url()}?gap=late&sort=due",
        "action": action.get_absolute_url(),
        "action list": reverse("actions:action_list"),
        "action list, searched": f"{reverse('actions:action_list')}?q=school",
        "report list": reverse("reports:report_list"),
    }
    print(f"scale {scale}: {Plan.objects.count()} plans, {Action.objects.count()} actions")
    print(f"{'page':<28}{'ms':>8}{'queries':>9}{'KB':>7}{'x empty':>9}")
    empty = None
    for name, address in pages.items():
        median, queries, size = measure(client, address)
        empty = empty or median
        print(f"{name:<28}{median:>8.1f}{queries:>9}{size:>7.0f}{median / empty:>9.1f}")


def measure(client, address):
    """Median milliseconds, queries and kilobytes of a page."""
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    queries = sum(not NOT_ASKING.match(q["sql"]) for q in asked)
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times), queries, len(response.content) / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]))
