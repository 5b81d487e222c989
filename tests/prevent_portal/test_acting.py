"""For whom the database answers, tried as the application login."""

import pytest
from django.db import DatabaseError, connection, transaction

from prevent_portal.acting import acting, acting_for, signed
from prevent_portal.login import check_login
from tests.factories import UserFactory


def actor():
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_actor()")
        return cursor.fetchone()[0]


def itself():
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_itself()")
        return cursor.fetchone()[0]


def claim(setting):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('portal.actor', %s, true)", [setting])


def test_the_suite_signs_in_as_the_application_and_owns_nothing():
    assert check_login(None) == []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls, rolcreatedb FROM pg_roles "
            "WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("portal_app", False, False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)


def test_the_database_knows_for_whom_it_answers_and_forgets():
    user, other = UserFactory.create_batch(2)

    assert actor() is None
    with acting_for(user):
        assert (actor(), acting()) == (user.pk, user)
        with acting_for(other):
            assert actor() == other.pk
        assert (actor(), acting()) == (user.pk, user)
        with acting_for(None):
            assert (actor(), itself()) == (None, True)
            with acting_for(other):
                assert not itself()
            assert itself()
        with acting_for(None, is_itself=False):
            assert (actor(), itself()) == (None, False)
        assert (actor(), itself()) == (user.pk, False)
    assert (actor(), acting(), itself()) == (None, None, False)


def altered(setting):
    version, user, expiry, proof = setting.split(".")
    return {
        "nothing": "",
        "garbage": "garbage",
        "unsigned": f"{version}.{user}.{expiry}.",
        "another user": f"{version}.{int(user) + 1}.{expiry}.{proof}",
        "a later expiry": f"{version}.{user}.{int(expiry) + 1}.{proof}",
        "another key": f"2.{user}.{expiry}.{proof}",
        "too large": f"{version}.{'9' * 30}.{expiry}.{proof}",
    }


@pytest.mark.parametrize(
    "how",
    [
        "nothing",
        "garbage",
        "unsigned",
        "another user",
        "a later expiry",
        "another key",
        "too large",
    ],
)
def test_a_setting_that_was_tampered_with_is_nobody(how):
    claim(altered(signed(UserFactory()))[how])
    assert actor() is None
    claim(altered(signed(None, is_itself=True))[how])
    assert not itself()


def test_a_signature_ends(monkeypatch):
    monkeypatch.setattr("prevent_portal.acting.LIFETIME", -1)

    claim(signed(UserFactory()))

    assert actor() is None


def test_the_application_cannot_read_the_secret_or_remove_tables():
    for statement in ("SELECT * FROM portal_gate_secret", "TRUNCATE prevent_portal_agency"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)
