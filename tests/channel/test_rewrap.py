"""Keys of cases are wrapped anew while the portal runs; it may be stopped, and run again."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from channel import services
from channel.models import CaseKey, Draft, MatchToken, Subject
from channel.services import keys
from prevent_portal import keyring, sealed
from prevent_portal.acting import acting_for
from prevent_portal.factor import FactorAdapter

from .panels import World
from .second_factor import SECRET, set_up

OLD, NEW = bytes(range(32)), bytes(range(32, 64))


@pytest.fixture(autouse=True)
def _database(own_database):
    """The owner sees what is committed, and takes it away again."""
    yield
    with connections["owner"].cursor() as cursor:
        cursor.execute("TRUNCATE channel_panel CASCADE")


@pytest.fixture
def world(settings):
    settings.CASE_MASTER_KEYS = {1: OLD}
    world = World()
    for number in range(5):
        world.refer(by=world.teacher, subject={"surname": f"Quillfeather {number}"})
    return world


def surnames(user):
    with acting_for(user):
        subjects = Subject.objects.select_related("case__key").order_by("pk")
        return [each.surname for each in subjects]


EXPECTED = [f"Quillfeather {number}" for number in range(5)]


def test_all_keys_go_to_the_newest_master_key_and_every_word_stays_readable(
    world, settings, capsys
):
    factor = set_up(world.chair)
    with acting_for(world.teacher):
        draft = services.save_draft({"concerns": "Begun and not sent."}, by=world.teacher)
    settings.CASE_MASTER_KEYS = {1: OLD, 2: NEW}
    assert keys.rewrap(2) == 3  # stopped after one batch of each kind
    assert surnames(world.chair) == EXPECTED

    call_command("rewrap_case_keys", batch=2)
    call_command("rewrap_case_keys")
    said = [
        f"{keys} keys wrapped, {factors} second factors sealed"
        for keys, factors in ((3, 1), (0, 0))
    ]
    assert capsys.readouterr().out.splitlines() == [f"{each} anew." for each in said]
    settings.CASE_MASTER_KEYS = {2: NEW}
    assert surnames(world.chair) == EXPECTED
    with acting_for(world.chair):
        assert set(CaseKey.objects.values_list("version", flat=True)) == {2}
    factor.refresh_from_db()
    assert FactorAdapter().decrypt(factor.data["secret"]) == SECRET
    with acting_for(world.teacher):
        assert services.typed_in(Draft.objects.get(pk=draft.pk)) == {
            "concerns": "Begun and not sent."
        }


def test_what_a_restored_backup_brought_back_is_destroyed_again(world, settings, capsys, tmp_path):
    settings.DESTROYED_KEYS = tmp_path / "notes" / "destroyed.txt"
    call_command("destroy_again")
    with acting_for(world.chair):
        gone, unnoted, *_ = CaseKey.objects.order_by("case")
    keys.note_destroyed(gone.name)

    call_command("destroy_again")
    call_command("destroy_again")
    call_command("destroy_again", str(unnoted.name))  # as its certificate on paper gives it

    said = [f"{n} keys destroyed again." for n in (0, 1, 0, 1)]
    assert capsys.readouterr().out.splitlines() == said
    assert surnames(world.chair) == [sealed.DESTROYED] * 2 + EXPECTED[2:]
    with acting_for(world.chair):
        assert not MatchToken.objects.filter(case=gone.pk).exists()


def test_a_key_that_cannot_be_opened_stops_it_and_nothing_is_lost(world, settings):
    settings.CASE_MASTER_KEYS = {2: NEW}
    with pytest.raises(CommandError, match="Master key 1 is not on this machine"):
        call_command("rewrap_case_keys")

    settings.CASE_MASTER_KEYS = {1: OLD}
    assert surnames(world.chair) == EXPECTED


def test_a_key_in_use_is_left_and_said(world, settings):
    settings.CASE_MASTER_KEYS = {1: OLD, 2: NEW}
    other = connections["owner"].copy()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("SELECT case_id FROM channel_casekey ORDER BY case_id LIMIT 1 FOR UPDATE")
    try:
        with pytest.raises(CommandError, match="1 keys were in use"):
            call_command("rewrap_case_keys")
    finally:
        other.rollback()  # closing alone lets go of the row a moment later
        other.close()
    call_command("rewrap_case_keys")
    assert keys.left() == 0


def test_pages_are_read_while_it_runs(world, settings):
    settings.CASE_MASTER_KEYS = {1: OLD, 2: NEW}
    failures, stop = [], threading.Event()

    def read():
        try:
            while not stop.is_set():
                if surnames(world.chair) != EXPECTED:
                    failures.append("unreadable")
        except sealed.Unsealable as error:
            failures.append(error)
        finally:
            connections.close_all()

    reader = threading.Thread(target=read)
    reader.start()
    for version in range(3, 9):
        settings.CASE_MASTER_KEYS = settings.CASE_MASTER_KEYS | {version: bytes([version]) * 32}
        call_command("rewrap_case_keys", batch=1, verbosity=0)
    stop.set()
    reader.join()

    assert failures == []


def test_keys_come_from_a_mounted_file_or_else_from_the_environment(tmp_path):
    mounted = tmp_path / "keys"
    mounted.write_text(f"# of the panel\n1:{OLD.hex()}\n2:{NEW.hex()}\n")

    assert dict(keyring.master_keys(str(mounted), None)) == {1: OLD, 2: NEW}
    assert keyring.master_keys("", lambda: OLD.hex()) == {1: OLD}


def test_a_mounted_file_that_is_exchanged_is_read_again_and_a_torn_one_is_not(tmp_path, caplog):
    mounted, other = tmp_path / "keys", tmp_path / "other"
    mounted.write_text(f"1:{OLD.hex()}")
    first, second = keyring.Mounted(mounted), keyring.Mounted(mounted)

    def exchange(text):
        other.write_text(text)
        other.rename(mounted)

    exchange(f"1:{OLD.hex()},2:{NEW.hex()}")
    assert max(first) == 2  # who wraps is ahead of the others, who find the key when they meet it
    assert second[2] == NEW
    exchange(f"2:{NEW.hex()}")
    assert (dict(first), len(second)) == ({2: NEW}, 1)
    assert first[1] == OLD  # for the page that is under way
    for torn in ("2:00ff", ""):
        exchange(torn)
        assert dict(second) == {2: NEW}
    assert "could not be read again" in caplog.text
    with pytest.raises(KeyError):
        second[3]
    with pytest.raises(ValueError, match="no master key"):
        keyring.Mounted(mounted)


@pytest.mark.parametrize(
    ("text", "words"),
    [("1:00ff", "not 32 bytes"), (f"1:{OLD.hex()},1:{NEW.hex()}", "given twice")],
)
def test_a_key_that_cannot_be_right_is_refused(text, words):
    with pytest.raises(ValueError, match=words):
        keyring.read(text)
