"""The access log is sealed: also its owner cannot change, remove or insert a row without a trace."""

import datetime
import json

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction

from prevent_portal import files, seals, tasks
from prevent_portal.login import faults_of
from prevent_portal.models import AccessRecord, LogSeal
from tests.factories import UserFactory

START = datetime.datetime(2026, 3, 2, 8, 0, tzinfo=datetime.UTC)
NOW = START + datetime.timedelta(days=2)


@pytest.fixture(autouse=True)
def _head(settings, tmp_path):
    settings.LOG_SEAL_HEAD = tmp_path / "seal" / "head.json"


def rows(count, *, start=START, apart=20):
    """So many rows of the log, `apart` minutes one after the other; their keys."""
    user = UserFactory()
    return [
        AccessRecord.objects.create(
            user=user,
            verb="opened",
            page="channel:case_detail",
            reference=f"C26-ÅB{number}",
            status=200,
            address="192.0.2.1",
            at=start + datetime.timedelta(minutes=apart * number),
        ).pk
        for number in range(count)
    ]


class TestSealing:
    def test_finished_hours_are_sealed_once_and_chained(self):
        rows(7)

        assert seals.seal(now=NOW) == 3
        assert seals.seal(now=NOW) == 0
        made = list(LogSeal.objects.values_list("number", "rows", "from_at", "until_at"))
        hour = datetime.timedelta(hours=1)
        assert made == [
            (1, 3, START, START + hour),
            (2, 3, START + hour, START + 2 * hour),
            (3, 1, START + 2 * hour, START + 3 * hour),
        ]

    def test_quiet_hours_belong_to_the_next_seal(self):
        rows(2, apart=60 * 5)

        assert seals.seal(now=NOW) == 2
        first, second = LogSeal.objects.order_by("number")
        assert second.from_at == first.until_at

    def test_an_hour_that_is_not_over_waits(self):
        rows(1)

        assert seals.seal(now=START + datetime.timedelta(minutes=62)) == 0
        assert seals.not_sealed_yet() == 1
        assert seals.newest_root() == ""
        assert seals.seal(now=START + datetime.timedelta(minutes=66)) == 1
        assert seals.not_sealed_yet() == 0

    def test_nothing_to_seal_is_no_fault(self):
        assert seals.seal(now=NOW) == 0
        assert seals.check_log() == (0, [])

    @pytest.mark.parametrize("change", ["UPDATE {} SET rows = 0", "DELETE FROM {}", "TRUNCATE {}"])
    def test_the_application_cannot_change_a_seal(self, change):
        rows(1)
        seals.seal(now=NOW)

        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(change.format("prevent_portal_logseal"))


def run():
    """What `verify_records --json` prints; None in place of an error."""
    from io import StringIO

    out = StringIO()
    try:
        call_command("verify_records", json=True, stdout=out)
    except CommandError:
        assert not json.loads(out.getvalue())["is_whole"]
    return json.loads(out.getvalue())


class TestTheOwner:
    """Whoever owns the tables sets the triggers aside, and changes what they like."""

    @pytest.fixture(autouse=True)
    def _database(self, own_database):
        """What the owner does is seen only once it is committed."""
        yield
        self.owner("TRUNCATE prevent_portal_accessrecord, prevent_portal_logseal")

    @pytest.fixture
    def keys(self):
        """Six rows in two hours, sealed."""
        keys = rows(6)
        seals.seal(now=NOW)
        assert run()["faults"] == []
        return keys

    def owner(self, *statements):
        """Run statements as the owner, past every trigger."""
        tables = ("prevent_portal_accessrecord", "prevent_portal_logseal")
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for statement in statements:
                cursor.execute(statement)
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    def faults(self):
        return [(fault["which"], fault["words"]) for fault in run()["faults"]]

    @pytest.mark.parametrize(
        "change",
        [
            "user_id = NULL", "verb = 'listed'", "page = 'home'", "reference = 'C26-X'",
            "status = 404", "address = NULL", "reason = 'Because'", "at = at + interval '1 second'",
            "at = at + interval '1 hour'", "at = at + interval '1 year'",
        ],
    )  # fmt: skip
    def test_changing_any_part_of_a_row_is_found(self, keys, change):
        self.owner(f"UPDATE prevent_portal_accessrecord SET {change} WHERE id = {keys[1]}")  # noqa: S608

        which, words = self.faults()[0]
        assert which == f"row {keys[1]}"
        assert words.startswith("it was changed after it was sealed (seal 1")

    def test_removing_a_row_is_found(self, keys):
        self.owner(f"DELETE FROM prevent_portal_accessrecord WHERE id = {keys[4]}")  # noqa: S608
        assert [fault.id for fault in faults_of("owner")] == [
            "prevent_portal.E002"
        ]  # not to sign in by

        assert self.faults() == [
            (f"row {keys[4]}", "it was removed after it was sealed (seal 2, 1 in all)")
        ]

    @pytest.mark.parametrize(
        ("minutes", "words"),
        [
            (30, "it was inserted after its hour was sealed (seal 1, 1 in all)"),
            (-30, "it was inserted before the first seal"),
        ],
    )
    def test_inserting_a_row_is_found(self, keys, minutes, words):
        made = rows(1, start=START + datetime.timedelta(minutes=minutes))

        assert self.faults() == [(f"row {made[0]}", words)]

    def test_the_first_of_several_is_named(self, keys):
        self.owner(
            f"UPDATE prevent_portal_accessrecord SET status = 500 WHERE id IN ({keys[2]}, {keys[0]})"  # noqa: S608
        )

        assert self.faults() == [
            (f"row {keys[0]}", "it was changed after it was sealed (seal 1, 2 in all)")
        ]

    def test_a_seal_made_to_fit_is_found_for_want_of_the_key(self, keys, settings):
        self.owner(
            f"DELETE FROM prevent_portal_accessrecord WHERE id = {keys[4]}",  # noqa: S608
            "DELETE FROM prevent_portal_logseal WHERE number = 2",
        )
        key, settings.LOG_SEAL_KEY = settings.LOG_SEAL_KEY, b"what the owner does not know"
        seals.seal(now=NOW)
        settings.LOG_SEAL_KEY = key

        assert ("seal 2", "the seal itself was altered, or made without the key") in self.faults()

    def test_a_seal_from_the_middle_is_missed(self, keys):
        self.owner("DELETE FROM prevent_portal_logseal WHERE number = 1")

        assert ("seal 2", "one or more seals before it were removed") in self.faults()

    def test_the_newest_rows_do_not_vanish_with_their_seal(self, keys):
        self.owner(
            f"DELETE FROM prevent_portal_accessrecord WHERE id IN ({keys[3]}, {keys[4]}, {keys[5]})",  # noqa: S608
            "DELETE FROM prevent_portal_logseal WHERE number = 2",
        )

        assert self.faults() == [("seal 2", "it was made, and is there no more")]

    def test_a_newest_seal_made_anew_is_another(self, keys, settings):
        noted = settings.LOG_SEAL_HEAD.read_text()
        self.owner(
            f"DELETE FROM prevent_portal_accessrecord WHERE id = {keys[5]}",  # noqa: S608
            "DELETE FROM prevent_portal_logseal WHERE number = 2",
        )
        seals.seal(now=NOW)
        settings.LOG_SEAL_HEAD.write_text(noted)

        assert self.faults() == [("seal 2", "it is another than was made")]

    def test_seals_that_do_not_meet_are_found(self, keys):
        self.owner(
            "UPDATE prevent_portal_logseal SET from_at = from_at + interval '1 minute' WHERE number = 2"
        )

        assert ("seal 2", "it does not begin where the seal before it ends") in self.faults()

    def test_the_hourly_task_seals(self, keys):
        rows(1, start=datetime.datetime.now(datetime.UTC) - datetime.timedelta(hours=3))
        tasks.seal_log()

        assert seals.not_sealed_yet() == 0

    def test_a_page_that_is_still_writing_is_waited_for(self, keys):
        other = connection.copy()
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            (begun,) = cursor.fetchone()
        rows(1, start=begun + datetime.timedelta(hours=2))
        tomorrow = begun + datetime.timedelta(days=1)

        assert seals.seal(now=tomorrow) == 0
        other.rollback()
        other.close()
        assert seals.seal(now=tomorrow) == 1


class TestEverythingElse:
    def test_a_file_whose_bytes_changed_is_named(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        kept = files.keep(ContentFile(b"as it was"), name="notes.txt")
        assert run()["checked"]["files"] == 1

        (tmp_path / kept.content.name).write_bytes(b"as it is now")

        assert run()["faults"] == [
            {"kind": "files", "which": f"file {kept.pk}", "words": "it is not what was kept"}
        ]

    def test_it_is_said_in_words_as_well(self, capsys):
        rows(1)
        call_command("verify_records")

        said = capsys.readouterr().out.splitlines()
        assert said == [
            "access log: 0 checked",
            "answers: 0 checked",
            "files: 0 checked",
            "issued reports: 0 checked",
            "reports: 0 checked",
            "reviews of plans: 0 checked",
            "access log, not sealed yet: 1",
            "newest seal: none",
        ]

    def test_in_words_each_fault_is_a_line_and_the_command_fails(self, settings, tmp_path, capsys):
        settings.MEDIA_ROOT = tmp_path
        kept = files.keep(ContentFile(b"as it was"), name="notes.txt")
        (tmp_path / kept.content.name).unlink()

        with pytest.raises(CommandError, match="not as it was written"):
            call_command("verify_records")
        assert f"files: file {kept.pk}: it is not what was kept" in capsys.readouterr().out
