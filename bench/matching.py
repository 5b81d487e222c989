"""How long it takes to find earlier referrals of a person among many, beside a bare indexed lookup.

`make bench` runs it in a `var/` of its own; a number of persons may follow. The persons are drawn with
the frequency of real names: few names are common, most are rare. The lookup is the shortest statement
that reads the same tokens through the same index, as the owner of the table: no panel, no seat, no
conflict, no order. Both are asked for the same persons in turn, and the quicker half of each counts.
The budget is 3 times; the run fails beyond it.
"""

import datetime
import io
import os
import random
import statistics
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prevent_portal.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from channel import services, tokens
from channel.models import Panel, Term
from channel.permissions import Seats
from prevent_portal.acting import acting_for
from prevent_portal.models import Agency, User
from prevent_portal.roles import Role

PERSONS = 100_000
PROBES = 300
BUDGET = 3
NAME = "Panel of a hundred thousand"
LOOKUP = "SELECT case_id, kind FROM channel_matchtoken WHERE token = ANY(%s::bytea[])"
SIMILAR = "SELECT * FROM channel_similar(%s, %s::bytea[])"
# fmt: off
_SYLLABLES = (
    "bar", "bel", "cor", "dan", "del", "fen", "gar", "hal", "kel", "lin",
    "mar", "nor", "pem", "quil", "ros", "sal", "tam", "ul", "ven", "wyn",
)
# fmt: on


def main(persons=PERSONS):
    """Print a line a question, and how many times the lookup it takes; exit 1 beyond the budget."""
    call_command("migrate", verbosity=0)
    draw = Drawn(random.Random(2015))  # noqa: S311 - the same persons on each run
    panel, coordinator = panel_of(persons, draw)
    probes = [draw.like(each) for each in draw.random.sample(draw.persons, PROBES)]
    case = referred(panel, coordinator)
    with (
        acting_for(coordinator),
        connection.cursor() as asked,
        connections["owner"].cursor() as bare,
    ):
        times, found = [], 0
        for person in probes:
            wanted = sorted(tokens.wanted_of(*person))
            lookup, _ = timed(bare, LOOKUP, [wanted])
            similar, rows = timed(asked, SIMILAR, [case.pk, wanted])
            times.append((lookup, similar))
            found += bool(rows)
    lookup, similar = (quicker_half(column) for column in zip(*times, strict=True))
    print(f"{persons} persons, {PROBES} asked for, {found} found")
    print(f"the lookup   {lookup:7.2f} ms")
    print(f"the matching {similar:7.2f} ms, {similar / lookup:.1f} times")
    return similar <= BUDGET * lookup and found == PROBES


class Drawn:
    """Persons with the names of a population: their frequency falls with their rank."""

    def __init__(self, source):
        self.random = source
        self.forenames = self._names(400, 2)
        self.surnames = self._names(6000, 3)
        self.persons = []

    def _names(self, count, syllables):
        names = set()
        while len(names) < count:
            names.add("".join(self.random.choices(_SYLLABLES, k=syllables)))
        ranked = sorted(names)
        return ranked, [1 / rank for rank in range(1, count + 1)]

    def _name(self, names):
        return self.random.choices(names[0], names[1])[0]

    def person(self):
        """Somebody, with a date of birth for nine in ten."""
        day = datetime.date(1950, 1, 1) + datetime.timedelta(days=self.random.randrange(24000))
        born = day if self.random.random() < 0.9 else None
        self.persons.append((self._name(self.forenames), self._name(self.surnames), "", born))
        return self.persons[-1]

    def like(self, person):
        """The same person as somebody else writes them: the day of birth a day off for one in three."""
        forenames, surname, other, born = person
        if born and self.random.random() < 0.33:
            born += datetime.timedelta(days=1)
        return forenames, surname, other, born


def panel_of(persons, draw):
    """The panel with its coordinator, and a case with its tokens for each person."""
    county = Agency.objects.create(name="County of the panel", kind=Agency.Kind.COUNTY)
    administrator, executive, coordinator = (
        User.objects.create(email=f"{role}@bench.example", name=role, agency=county, roles=[role])
        for role in (Role.ADMINISTRATOR, Role.EXECUTIVE, Role.CHANNEL_COORDINATOR)
    )
    with acting_for(administrator):
        panel = Panel.objects.create(name=NAME, authority=county, police=county)
        membership = services.propose_membership(
            panel, user=coordinator, seat=Seats.COORDINATOR, by=administrator
        )
    with acting_for(executive):
        services.confirm_membership(membership, by=executive)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO channel_case (panel_id, reference, status, received_on, due_step) "
            "SELECT %s, 'B' || lpad(n::text, 9, '0'), 'not_progressed', '2020-01-01', '' "
            "FROM generate_series(1, %s) AS n RETURNING id",
            [panel.pk, persons],
        )
        keys = sorted(key for (key,) in cursor.fetchall())
        rows = io.StringIO()
        for key in keys:
            for kind, token in tokens.kept_of(*draw.person()):
                rows.write(f"{key}\t{kind}\t\\\\x{token.hex()}\n")
        rows.seek(0)
        cursor.copy_expert("COPY channel_matchtoken (case_id, kind, token) FROM STDIN", rows)
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE channel_matchtoken, channel_case")
    return panel, coordinator


def referred(panel, coordinator):
    """One more case, for whom the others are looked through."""
    with acting_for(coordinator):
        return services.take_in(
            panel,
            by=coordinator,
            on=timezone.localdate(),
            subject={"forenames": "Somebody", "surname": "Else"},
            referral={
                "sector": Term.objects.get(list=Term.List.SECTOR, words="Other"),
                "referrer_name": "Bench",
                "referrer_contact": "Bench",
                "concerns": "None",
            },
        )


def timed(cursor, statement, about):
    """How long a statement takes, in milliseconds, and its rows."""
    began = time.perf_counter()
    cursor.execute(statement, about)
    rows = cursor.fetchall()
    return 1000 * (time.perf_counter() - began), rows


def quicker_half(times):
    """The mean of the quicker half: what else a machine does only adds."""
    return statistics.mean(sorted(times)[: len(times) // 2])


if __name__ == "__main__":
    sys.exit(0 if main(*(int(number) for number in sys.argv[1:])) else 1)
