"""The training strategy by level: as it holds on a day, on a page and for reports."""

import datetime

import pytest

from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from prevent_portal.services import close_record
from tests.factories import UserFactory
from training.matrix import matrix
from training.models import Course, Level, MatrixRow
from training.services.matrix import keep_matrix_row, reopen_matrix_row

APRIL = datetime.date(2025, 4, 1)


@pytest.fixture
def lead(client):
    user = UserFactory(roles=[Role.PREVENT_LEAD])
    client.force_login(user)
    return user


def keep(by, level="Manager", from_on=APRIL, **about):
    about = {"activities": "Ask", "competency": "Know", "outcome": "Calm"} | about
    courses = Course.objects.filter(code="WRAP")
    level = Level.objects.get(name=level)
    return keep_matrix_row(
        MatrixRow(), by=by, level=level, from_on=from_on, courses=courses, **about
    )


def test_levels_stand_across_in_their_order_and_what_is_said_down(lead, today):
    keep(lead, "Senior manager", outcome="Trust")
    keep(lead, "Front line worker")

    found = matrix(on=today)

    assert [level.name for level in found.levels] == ["Front line worker", "Senior manager"]
    assert found.rows[2] == ("What comes of it", ["Calm", "Trust"])
    assert found.plain_rows()[3][1] == "Workshop to Raise Awareness of Prevent (WRAP)"


def test_a_newer_part_ends_the_one_before(lead, today):
    old = keep(lead, outcome="Old")
    keep(lead, from_on=today, outcome="New")

    old.refresh_from_db()
    assert old.to_on == today - datetime.timedelta(days=1)
    assert matrix(on=old.to_on).rows[2][1] == ["Old"]
    assert matrix(on=today).rows[2][1] == ["New"]


def test_one_that_would_run_into_a_later_one_is_refused(lead, today):
    keep(lead, from_on=today)

    with pytest.raises(Refused, match="begins on 18 March 2026"):
        keep(lead, from_on=APRIL)
    keep(lead, from_on=APRIL, to_on=today - datetime.timedelta(days=1))


def test_the_page_and_its_spreadsheet(client, lead):
    keep(lead, activities="=Ask\nListen")

    page = client.get("/training/strategy/").content.decode()
    lines = b"".join(client.get("/training/strategy/", {"format": "csv"})).decode()

    assert "What they must know and be able to do" in page
    assert 'data-label="Manager"' in page
    assert "'=Ask" in lines


def test_a_day_before_there_was_any_says_so(client, lead):
    keep(lead)

    page = client.get("/training/strategy/", {"on": "2020-01-01"}).content.decode()

    assert "Nothing held for any level on that day." in page


@pytest.mark.parametrize("levels", [1, 3])
def test_the_page_asks_the_same_however_many_levels(
    client, lead, levels, django_assert_num_queries
):
    for level in Level.objects.order_by("pk")[:levels]:
        keep(lead, level.name)

    with django_assert_num_queries(14):
        client.get("/training/strategy/")


def test_a_closed_part_is_not_opened_again_beside_another(lead, today):
    old = keep(lead)
    old = close_record(old, by=lead, on=today, reason="A mistake")
    new = keep(lead, from_on=today)

    with pytest.raises(Refused, match="begins on 18 March 2026"):
        reopen_matrix_row(old, by=lead)
    close_record(new, by=lead, on=today, reason="Likewise")
    assert reopen_matrix_row(old, by=lead).is_open
