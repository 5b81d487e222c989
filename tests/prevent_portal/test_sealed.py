"""What is sealed opens for its own row alone, and nothing plain reaches the database by any way."""

import datetime

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from channel.models import Subject
from prevent_portal import sealed
from prevent_portal.acting import acting_for
from tests.channel.panels import World

BORN = datetime.date(2009, 2, 28)


@pytest.fixture
def world():
    return World()


@pytest.fixture
def case(world):
    return world.refer(subject={"date_of_birth": BORN, "address": "1 Hollow Way"})


def test_what_was_sealed_comes_back_as_it_was_words_and_days(world, case):
    with acting_for(world.chair):
        subject = Subject.objects.get(case=case.pk)
        assert (subject.address, subject.date_of_birth, subject.phone) == ("1 Hollow Way", BORN, "")
        assert subject.other_names == ""


def test_what_was_never_opened_goes_back_as_it_came(world, case):
    with acting_for(world.chair):
        before = _bytes("address")
        subject = Subject.objects.get(case=case.pk)
        subject.surname = "Another"
        subject.save()
        assert _bytes("address") == before
        assert Subject.objects.get(case=case.pk).surname == "Another"


def test_history_holds_it_sealed_and_tells_it_to_who_may_open_the_case(world, case):
    with acting_for(world.chair):
        subject = Subject.objects.get(case=case.pk)
        subject.surname = "Another"
        subject.save()
        earlier = list(Subject.history.order_by("history_id"))
        assert [past.surname for past in earlier] == ["Quillfeather", "Another"]
        assert b"Quillfeather" not in _bytes("surname", table="channel_historicalsubject")


def test_no_query_looks_into_it(world, case):
    with acting_for(world.chair), pytest.raises(FieldError, match="sealed"):
        Subject.objects.filter(surname="Quillfeather").exists()


def test_plain_words_are_refused_whatever_writes_them(world, case):
    field = Subject._meta.get_field("surname")

    for plain in ("Plain", b"Plain"):
        with pytest.raises(TypeError, match="sealed"):
            field.get_db_prep_value(plain, connection)


def test_once_its_key_is_gone_nothing_opens_and_nothing_is_added(world, case):
    with acting_for(world.chair):
        subject = Subject.objects.select_related("case__key").get(case=case.pk)
        subject.case.key.wrapped = None
        assert subject.surname == sealed.DESTROYED
        subject.forenames = "New"
        with pytest.raises(sealed.Unsealable, match="destroyed"):
            subject.save()


def test_bytes_moved_to_another_case_or_field_do_not_open(world, case):
    key, other = sealed.new_data_key(), sealed.new_data_key()
    words = sealed.seal(b"words", key, "case:1:surname")

    assert sealed.unseal(words, key, "case:1:surname") == b"words"
    for wrong in (
        (words, other, "case:1:surname"),
        (words, key, "case:2:surname"),
        (words, key, "case:1:forenames"),
        (words[:-1] + bytes([words[-1] ^ 1]), key, "case:1:surname"),
        (b"short", key, "case:1:surname"),
    ):
        with pytest.raises(sealed.Unsealable):
            sealed.unseal(*wrong)


def test_the_newest_master_key_wraps_and_older_ones_still_open(settings):
    settings.CASE_MASTER_KEYS = {1: bytes(32)}
    data_key = sealed.new_data_key()
    version, wrapped = sealed.wrap(data_key, "name")
    settings.CASE_MASTER_KEYS = {1: bytes(32), 2: bytes([7]) * 32}

    assert version == 1
    assert sealed.unwrap(wrapped, 1, "name") == data_key
    assert sealed.wrap(data_key, "name")[0] == 2
    with pytest.raises(sealed.Unsealable):
        sealed.unwrap(wrapped, 2, "name")
    with pytest.raises(sealed.Unsealable, match="not on this machine"):
        sealed.unwrap(wrapped, 3, "name")


def _bytes(column, table="channel_subject"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")  # noqa: S608 - names of ours
        return b"".join(bytes(value) for (value,) in cursor.fetchall())
