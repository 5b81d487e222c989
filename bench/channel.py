"""How long the pages of Channel take, with row-level security on, at 120 and at 6,000 cases.

`make bench` runs it in a `var/` of its own. The pages are those of the demonstration, as its chair: the case
with the longest chronology, its panel's next meeting, and the screen on which a case is minuted. More cases are
written as the owner of the tables: each with the panel's officers in their seats, and a chronology. Beside its
time stands how many times its *floor* a page takes: the same page given its rows from memory, through the same
middleware and template. Page and floor take turns; of each the least processor time counts, of Python and of
the database. Compare the lines of one run with each other.
"""

import os
import re
import statistics
import time
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prevent_portal.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection, connections
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from channel import doors, listing, minutes, parts
from channel.due_list import channel_due
from channel.models import AgendaItem, Case, PanelMeeting
from channel.states import Status
from prevent_portal import access, demo
from prevent_portal.acting import acting_for
from prevent_portal.garbage import spare_what_stays
from prevent_portal.models import User
from tests.channel.second_factor import use_factor

SIZES = (120, 6_000)
ROUNDS = 15
NOT_ASKING = re.compile(r"BEGIN|COMMIT|SAVEPOINT|RELEASE|SELECT set_config")
#: Cases of every status that is open, due between a month ago and two months from now, with the seats and grants
#: of the panel's officers; the chronology of each is a copy of one that nobody opens there.
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
    FROM made, channel_membership m
    WHERE m.panel_id = %(panel)s AND m.seat IN ('chair', 'deputy', 'coordinator') AND m.ends_at IS NULL
    RETURNING case_id, user_id, seat
), told AS (
    INSERT INTO channel_caseevent (case_id, kind, "on", words)
    SELECT made.id, e.kind, e."on", e.words
    FROM made, channel_caseevent e WHERE e.case_id = %(like)s AND e.moved_to = ''
)
INSERT INTO channel_caseuserpermission (content_object_id, user_id, permission_id)
SELECT s.case_id, s.user_id, p.id
FROM seated s JOIN auth_permission p ON p.codename IN ('observe_case', 'view_case', 'contribute_case',
    'coordinate_case') OR s.seat IN ('chair', 'deputy') AND p.codename = 'chair_case'
JOIN django_content_type t ON t.id = p.content_type_id AND t.app_label = 'channel' AND t.model = 'case'
"""
CHAIR = "channel.chair"
#: What finds a page's rows, and where its view looks for it: the floor is the page without that work.
GATHERED = {
    "list of cases": {"channel.views.listing.CaseFilter": listing.CaseFilter},
    "case": {
        "prevent_portal.access.get_object_or_404": access.get_object_or_404,
        "channel.views.cases.parts_of": parts.parts_of,
    },
    "meeting": {
        "channel.doors.get_object_or_404": access.get_object_or_404,
        "channel.doors._seats": doors._seats,
        "channel.minutes.page": minutes.page,
    },
    "meeting, a case on its screen": {
        "channel.doors.get_object_or_404": access.get_object_or_404,
        "channel.minutes.screen": minutes.screen,
    },
}


def main():
    """Print a line a page and size: milliseconds, of which work, queries, times the smaller size and the floor."""
    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    on = timezone.localdate()
    chair = User.objects.get(email=demo.address(CHAIR))
    spare_what_stays()  # as the web process does
    client = Client(HTTP_HOST="localhost")
    client.force_login(chair)
    use_factor(client, chair)
    case, item = what_is_opened(chair)
    cases = reverse("channel:case_list")
    pages = {
        "empty (privacy notice)": reverse("privacy"),
        "list of cases": cases,
        "list of cases, late ones by status": f"{cases}?late=yes&sort=status",
        "list of cases, searched": f"{cases}?q=00000042",
        "list of cases, beyond its last page": f"{cases}?page=9999",
        "list as CSV": reverse("channel:export_cases"),
        "case": case.get_absolute_url(),
        "meeting": item.meeting.get_absolute_url(),
        "meeting, a case on its screen": item.get_absolute_url(),
        "home": reverse("home"),
    }
    print(
        f"{'page':<38}{'cases':>7}{'ms':>9}{'work':>9}{'queries':>9}{'x smaller':>11}{'x floor':>9}"
    )
    before = {}
    for size in SIZES:
        fill(case, on, size)
        for name, address in pages.items():
            median, queries = measure(client, address)
            work, floor = work_and_floor(client, address, GATHERED.get(name, {}))
            report(name, size, median, work, queries, before, floor)
        report("all that is due, for reminders", size, *due(on), 1, before)


def what_is_opened(chair):
    """The adopted case with the longest chronology, and an item of a meeting to come that is about a case."""
    with acting_for(chair):
        cases = Case.objects.visible_to(chair).filter(status=Status.ADOPTED)
        items = AgendaItem.objects.visible_to(chair).standing().exclude(case=None)
        to_come = items.filter(meeting__status__in=PanelMeeting.UNMINUTED).select_related("meeting")
        return cases.annotate(n=Count("events")).order_by("-n", "pk")[0], to_come[0]


def fill(case, on, size):
    """Add cases up to a size, as the owner, and let the planner know."""
    given = {"panel": case.panel_id, "like": case.pk, "on": on, "last": size - 1}
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM channel_case")
        cursor.execute(FILL, given | {"first": cursor.fetchone()[0]})
        cursor.execute("VACUUM ANALYZE")


def measure(client, address):
    """Median milliseconds and queries of a page."""
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
        b"".join(response)
    assert response.status_code == 200, (address, response.status_code)
    queries = sum(not NOT_ASKING.match(q["sql"]) for q in asked)
    return statistics.median(timed(lambda: b"".join(client.get(address)))), queries


class Kept:
    """What a function or a class gave the first time, whatever it is called with afterwards."""

    def __init__(self, gather):
        self.gather, self.given = gather, []

    def __call__(self, *args, **options):
        """Gather, or give what was gathered."""
        if not self.given:
            self.given.append(self.gather(*args, **options))
            if isinstance(self.given[0], listing.CaseFilter):
                shown = self.given[0].page("")
                self.given[0].page = lambda number, sort="": shown
        return self.given[0]


def work_and_floor(client, address, gathered):
    """Milliseconds of processor time, and how many times those of the page given its rows from memory: by turns.

    None where nothing can be given.
    """
    whole, floor, kept = [], [], {place: Kept(gather) for place, gather in gathered.items()}
    for _ in range(ROUNDS):
        whole.append(worked(client, address))
        with ExitStack() as patched:
            for place, remembered in kept.items():
                patched.enter_context(mock.patch(place, remembered))
            floor.append(worked(client, address) if kept else None)
    return min(whole) * 1000, min(whole) / min(floor[1:]) if kept else None


def worked(client, address):
    """Seconds of processor time that one request takes here and in the database's process."""
    begun = processor_time()
    b"".join(client.get(address))
    return processor_time() - begun


def processor_time():
    """Seconds that this process and its connection's process at the database have worked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        database = Path(f"/proc/{cursor.fetchone()[0]}/schedstat").read_text()
    return time.process_time() + int(database.split()[0]) / 1e9


def due(on):
    """Median milliseconds of asking for all that is due, and the least of processor time."""

    def ask():
        with acting_for(None):
            channel_due(on)

    def work():
        begun = processor_time()
        ask()
        return processor_time() - begun

    return statistics.median(timed(ask)), min(work() for _ in range(ROUNDS)) * 1000


def timed(act):
    """Milliseconds, round by round."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        act()
        times.append((time.perf_counter() - begun) * 1000)
    return times


def report(name, size, median, work, queries, before, floor=None):
    """Print one line; beside a larger size, how many times the work that the smaller one took."""
    times = f"{work / before[name]:.1f}" if name in before else ""
    before.setdefault(name, work)
    line = f"{name:<38}{size:>7}{median:>9.1f}{work:>9.1f}{queries:>9}{times:>11}"
    print(line + (f"{floor:>9.1f}" if floor else ""), flush=True)


if __name__ == "__main__":
    main()
