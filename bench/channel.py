"""How long the list of cases and the page of one take, with row-level security on, at 120 and at 6,000 cases.

`make bench` runs it in a `var/` of its own. Cases beyond the one that is opened are written as the owner of the
tables, without content; the pages are asked for as the panel's chair, who has a seat at all of them. Times are
medians of the whole request in process; compare the lines of one run with each other.
"""

import os
import re
import statistics
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prevent_portal.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from channel import services
from channel.due_list import channel_due
from channel.models import Panel, Term
from channel.permissions import Seats
from prevent_portal.acting import acting_for
from prevent_portal.models import Agency, User
from prevent_portal.roles import Role

SIZES = (120, 6_000)
ROUNDS = 15
NOT_ASKING = re.compile(r"BEGIN|COMMIT|SAVEPOINT|RELEASE|SELECT set_config")
#: Cases without content, of every status that is open, due between a month ago and two months from now;
#: the seats and grants of the panel's officers at each.
FILL = """
WITH made AS (
    INSERT INTO channel_case (panel_id, reference, status, received_on, due_on, due_step)
    SELECT %(panel)s, 'B' || lpad(n::text, 8, '0'),
        (ARRAY['received', 'screening', 'gathering', 'section_36', 'to_panel', 'considered',
               'not_adopted', 'consent_sought', 'consent_refused', 'police_led'])[1 + n %% 10],
        %(on)s::date - n %% 400, %(on)s::date - 30 + n %% 90,
        (ARRAY['share', 'screen', 'answer', 'section_36', 'panel', 'panel', 'pathway', 'consent',
               'panel', 'review'])[1 + n %% 10]
    FROM generate_series(%(first)s::int, %(last)s::int) n RETURNING id
), seated AS (
    INSERT INTO channel_seat (case_id, user_id, seat, membership_id, begins_at, ended_because)
    SELECT made.id, m.user_id, m.seat, m.id, now() - interval '1 day', ''
    FROM made, channel_membership m WHERE m.panel_id = %(panel)s RETURNING case_id, user_id, seat
)
INSERT INTO channel_caseuserpermission (content_object_id, user_id, permission_id)
SELECT s.case_id, s.user_id, p.id
FROM seated s JOIN auth_permission p ON p.codename IN ('observe_case', 'view_case', 'contribute_case',
    'coordinate_case') OR s.seat = 'chair' AND p.codename = 'chair_case'
JOIN django_content_type t ON t.id = p.content_type_id AND t.app_label = 'channel' AND t.model = 'case'
"""


def main():
    """Print a line a page and size: median milliseconds, queries, and times the smaller size."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    on = timezone.localdate()
    chair, panel, case = a_panel(on)
    client = Client(HTTP_HOST="localhost")
    client.force_login(chair)
    cases = reverse("channel:case_list")
    pages = {
        "empty (privacy notice)": reverse("privacy"),
        "list of cases": cases,
        "list of cases, late ones by status": f"{cases}?late=yes&sort=status",
        "list of cases, searched": f"{cases}?q=00000042",
        "list of cases, last page": f"{cases}?page=9999",
        "list as CSV": reverse("channel:export_cases"),
        "case": case.get_absolute_url(),
        "home": reverse("home"),
    }
    print(f"{'page':<38}{'cases':>7}{'ms':>9}{'queries':>9}{'x smaller':>11}")
    before, filled = {}, 1
    for size in SIZES:
        fill(panel, on, filled, size - 1)
        filled = size
        for name, address in pages.items():
            median, queries = measure(client, address)
            report(name, size, median, queries, before)
        report("all that is due, for reminders", size, due(on), 1, before)


def a_panel(on):
    """A panel with a chair and a coordinator, and one case with content."""
    county = Agency.objects.create(name="Bench county", kind=Agency.Kind.COUNTY)
    police = Agency.objects.create(name="Bench police", kind=Agency.Kind.POLICE)
    roles = {
        "chair": Role.CHANNEL_CHAIR,
        "coordinator": Role.CHANNEL_COORDINATOR,
        "administrator": Role.ADMINISTRATOR,
        "executive": Role.EXECUTIVE,
    }
    people = {
        name: User.objects.create(
            email=f"{name}@bench.example", name=name, agency=county, roles=[role]
        )
        for name, role in roles.items()
    }
    with acting_for(people["administrator"]):
        panel = Panel.objects.create(name="Bench panel", authority=county, police=police)
    for seat in (Seats.CHAIR, Seats.COORDINATOR):
        with acting_for(people["administrator"]):
            membership = services.propose_membership(
                panel, user=people[seat.value], seat=seat, by=people["administrator"]
            )
        with acting_for(people["executive"]):
            services.confirm_membership(membership, by=people["executive"])
    with acting_for(None):
        case = services.take_in(
            panel,
            by=None,
            on=on,
            subject={"forenames": "Some", "surname": "Body"},
            referral={
                "sector": Term.objects.get(list="sector", words="Education"),
                "referrer_name": "A teacher",
                "referrer_contact": "The school",
                "concerns": "Words. " * 200,
            },
        )
    return people["chair"], panel, case


def fill(panel, on, first, last):
    """Add cases up to a size, as the owner, and let the planner know."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(FILL, {"panel": panel.pk, "on": on, "first": first, "last": last})
        cursor.execute("ANALYZE channel_case, channel_seat, channel_caseuserpermission")


def measure(client, address):
    """Median milliseconds and queries of a page."""
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
        b"".join(response)
    assert response.status_code == 200, (address, response.status_code)
    queries = sum(not NOT_ASKING.match(q["sql"]) for q in asked)
    return statistics.median(timed(lambda: b"".join(client.get(address)))), queries


def due(on):
    """Median milliseconds of asking for all that is due."""

    def ask():
        with acting_for(None):
            channel_due(on)

    return statistics.median(timed(ask))


def timed(act):
    """Milliseconds, round by round."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        act()
        times.append((time.perf_counter() - begun) * 1000)
    return times


def report(name, size, median, queries, before):
    """Print one line; beside a larger size, how many times the smaller one took."""
    times = f"{median / before[name]:>11.1f}" if name in before else ""
    before.setdefault(name, median)
    print(f"{name:<38}{size:>7}{median:>9.1f}{queries:>9}{times}", flush=True)


if __name__ == "__main__":
    main()
