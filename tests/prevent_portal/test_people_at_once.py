"""Two administrators in the same moment, on connections of their own."""

import threading

import pytest
from django.db import Error, connection

from prevent_portal import services
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import User
from prevent_portal.roles import Role
from tests.factories import UserFactory


@pytest.fixture(autouse=True)
def _database(own_database):
    """Each sees what the other does only once it is committed."""


def close_each_other():
    """What two administrators come to who close each other's sign-in."""
    pair = UserFactory.create_batch(2, roles=[Role.ADMINISTRATOR])
    answers, together = [], threading.Barrier(2)

    def close(other, by):
        together.wait()
        try:
            with acting_for(by):
                services.deactivate_user(other, by=by, reason="Left")
            answers.append("done")
        except (Refused, Error) as error:
            answers.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=close, args=who) for who in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def test_of_two_last_administrators_one_stays():
    assert close_each_other() == ["Refused", "done"]
    assert User.objects.filter(is_active=True, roles__contains=[Role.ADMINISTRATOR]).count() == 1


def test_where_others_remain_neither_stands_in_the_others_way():
    UserFactory(roles=[Role.ADMINISTRATOR])

    assert [close_each_other() for _ in range(4)] == [["done", "done"]] * 4
