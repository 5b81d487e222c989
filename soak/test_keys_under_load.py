"""Master keys are changed while the portal is used: nobody meets an error, and no word becomes unreadable.

Runs against a demonstration of its own in var/soak, with its web server, worker and beat as they are in earnest;
its master keys are a mounted file. Afterwards that file holds the newer key alone.
"""

import itertools
import secrets
import threading
import time
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import override_settings
from django.utils import timezone

from channel.models import Case, Draft, Panel, Subject, Term
from prevent_portal import keyring, sealed
from prevent_portal.acting import acting_for
from prevent_portal.factor import FactorAdapter
from prevent_portal.management.commands import demo
from prevent_portal.models import AccessRecord, User

from .visiting import Visitor

#: Seconds of load before the new key is there, between each step, and after the last.
STEP = 15
READERS, WRITERS, REFERRERS = 3, 2, 2


@pytest.fixture(scope="module")
def mounted():
    """The file of the demonstration's master keys, given to its processes as a mounted secret."""
    path = settings.VAR / "secrets" / "case_master_keys"
    settings.CASE_MASTER_KEYS = keyring.Mounted(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CASE_MASTER_KEYS_FILE", str(path))
        yield path


@pytest.fixture(scope="module")
def served(mounted, django_db_blocker):
    """The demonstration as it is served: its processes, its listening socket, and the port."""
    with django_db_blocker.unblock(), demo.listening(0) as door, demo.Processes() as processes:
        call_command("migrate", verbosity=0)
        demo.collect_static()
        call_command("load_demo")
        port = door.getsockname()[1]
        processes.start("worker", *demo.celery("worker", "--concurrency", "1"))
        processes.start("beat", *demo.celery("beat"))
        processes.start("web", *demo.gunicorn(door), keep=door)
        demo.wait_for_web(port, processes)
        yield processes, door, port
    connections.close_all()


class Load:
    """People who read and write cases in threads of their own, until told to stop; what went wrong for them."""

    def __init__(self, port):
        self.wrong, self.done, self.notes = (
            [],
            {"read": 0, "noted": 0, "referred": 0, "drafted": 0},
            [],
        )
        self._stop, self._numbers, self._port = threading.Event(), itertools.count(1), port
        with acting_for(None):
            people = {user.email.partition("@")[0]: user for user in User.objects.all()}
            self.chair = people["channel.chair"]
            self.coordinator, self.referrer = people["channel.coordinator"], people["libraries"]
        with acting_for(self.chair):
            subjects = Subject.objects.visible_to(self.chair).select_related("case__key")
            self.people = [(each.case, each.surname) for each in subjects]
            self.panel = Panel.objects.visible_to(self.chair).get()
        self.sector = Term.objects.get(list="sector", words="Education")

    def __enter__(self):
        kinds = [self._read] * READERS + [self._note] * WRITERS + [self._refer] * REFERRERS
        self._threads = [threading.Thread(target=self._go_on, args=[kind]) for kind in kinds]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _go_on(self, do):
        try:
            for step in do():
                if self._stop.is_set():
                    return
                del step
        except Exception as error:  # noqa: BLE001 - whatever it is, it went wrong
            self.wrong.append((do.__name__, repr(error)))
        finally:
            connections.close_all()

    def _expect(self, what, answer, status, words=""):
        if answer[0] != status or words not in answer[1] or sealed.DESTROYED in answer[1]:
            self.wrong.append((what, answer[0]))
        else:
            self.done[what] += 1

    def _read(self):
        visitor = Visitor(self.chair, self._port)
        for case, surname in itertools.cycle(self.people):
            self._expect("read", visitor.get(case.get_absolute_url()), 200, surname)
            yield

    def _note(self):
        visitor = Visitor(self.coordinator, self._port)
        for case, _ in itertools.cycle(self.people):
            words = f"A word kept while keys change: {next(self._numbers)}."
            address = f"{case.get_absolute_url()}note/"
            answer = visitor.send(address, **day("on"), words=words)
            self._expect("noted", answer, 302)
            self.notes.append((case.pk, words))
            yield

    def _refer(self):
        visitor = Visitor(self.referrer, self._port)
        while True:
            typed = {
                "panel": self.panel.pk,
                "forenames": "Ottoline",
                "surname": f"Brasswick{next(self._numbers)}",
                "concerns": "He says that the moon is armed.",
                "referrer_name": "Hal Quoin",
                "referrer_contact": "hal@school.example",
                "sector": self.sector.pk,
                "attested": "on",
                **day("concern_on"),
            }
            self._expect("drafted", visitor.send("/channel/refer/", **typed, save="yes"), 302)
            self._expect("referred", visitor.send("/channel/refer/", **typed), 302)
            yield


def day(name):
    """Today in the three boxes of a form."""
    today = timezone.localdate()
    return {f"{name}_{part}": str(getattr(today, part)) for part in ("day", "month", "year")}


def test_nobody_notices_that_the_master_key_is_changed(served, mounted, capsys):
    processes, door, port = served
    before = max(settings.CASE_MASTER_KEYS)
    old = keyring.read(mounted.read_text())
    fresh = {before + 1: secrets.token_bytes(32)}
    since = timezone.now()

    with Load(port) as load:
        time.sleep(STEP)
        write(mounted, old | fresh)
        time.sleep(1)
        call_command("rewrap_case_keys", batch=5)
        time.sleep(STEP)
        again(capsys)
        write(mounted, fresh)
        time.sleep(STEP)
        # A process that begins anew has never seen the older key; whoever comes meanwhile waits at the door.
        processes.running["web"].terminate()
        processes.running["web"].wait()
        processes.start("web", *demo.gunicorn(door), keep=door)
        time.sleep(STEP)

    assert load.wrong == []
    assert all(number > 5 for number in load.done.values()), load.done
    print("Done under load:", load.done)
    assert "Traceback" not in demo.log("web").read_text()
    assert not AccessRecord.objects.filter(at__gte=since, verb=AccessRecord.Verb.FAILED).exists()
    with override_settings(CASE_MASTER_KEYS=fresh):
        assert versions() == {before + 1}
        every_row_opens()
        every_note_is_there(load)
        for each in Authenticator.objects.filter(type="totp"):
            assert FactorAdapter().decrypt(each.data["secret"])


def again(capsys):
    """Wrap what was wrapped by a process that had not seen the new key yet, until there is none."""
    said = ""
    while said != "0 keys wrapped, 0 second factors sealed anew.\n":
        capsys.readouterr()
        call_command("rewrap_case_keys")
        said = capsys.readouterr().out


def write(path, keys):
    """Put another file in place of the mounted one, as a secret is exchanged: at once."""
    fresh = Path(f"{path}.new")
    fresh.write_text("".join(f"{version}:{key.hex()}\n" for version, key in keys.items()))
    fresh.chmod(0o600)
    fresh.rename(path)


def versions():
    """By which master keys anything is wrapped."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT version FROM channel_casekey WHERE wrapped IS NOT NULL"
            " UNION SELECT version FROM channel_draft"
        )
        return {version for (version,) in cursor.fetchall()}


def every_row_opens():
    """Open every sealed value of every table, histories included, as whoever holds the new key alone may."""
    opened = 0
    for model in apps.get_app_config("channel").get_models():
        fields = [each for each in model._meta.fields if isinstance(each, sealed._Sealing)]
        if fields and model is not Draft:
            opened += sum(opens(*row) for row in rows(model._meta.db_table, fields))
    assert opened > 1000
    for draft in Draft.objects.all():
        assert "Brasswick" in draft.words


def rows(table, fields):
    """Name, wrapped key, its version, what it is sealed as and the value, of each sealed value of a table."""
    for each in fields:
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                f"SELECT k.name, k.wrapped, k.version, t.{each.column}"  # noqa: S608 - names of ours
                f" FROM {table} t JOIN channel_casekey k ON k.case_id = t.case_id"
                f" WHERE k.wrapped IS NOT NULL AND t.{each.column} IS NOT NULL"
            )
            for name, wrapped, version, value in cursor.fetchall():
                yield name, bytes(wrapped), version, each.name, value


def opens(name, wrapped, version, field, value):
    """True, or it raises."""
    return bool(sealed.unseal(value, sealed.unwrap(wrapped, version, name), f"{name}:{field}") or 1)


def every_note_is_there(load):
    """What was written meanwhile says what was typed."""
    with acting_for(load.chair):
        for pk, words in load.notes:
            case = Case.objects.select_related("key").get(pk=pk)
            events = case.events.all()
            for event in events:
                event.case = case
            assert words in {event.words for event in events}
