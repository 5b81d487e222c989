"""Every change of a tracked row is copied beside it, and no way of writing slips past."""

import pytest

from prevent_portal.acting import acting_for
from prevent_portal.models import Agency, User
from prevent_portal.tracked import create_tracked, update_tracked
from tests.factories import AgencyFactory, UserFactory


@pytest.fixture
def agencies():
    return [AgencyFactory(name="First"), AgencyFactory(name="Second")]


WRITES = {
    "update": lambda rows: rows.update(name="Third"),
    "filtered update": lambda rows: rows.filter(name="First").update(name="Third"),
    "bulk_create": lambda rows: rows.bulk_create([Agency(name="Third")]),
    "bulk_update": lambda rows: rows.bulk_update(list(rows.all()), ["name"]),
    "in_bulk update": lambda rows: rows.all()[:1].update(name="Third"),
    "delete": lambda rows: rows.filter(name="First").delete(),
    "delete all": lambda rows: rows.all().delete(),
}


@pytest.mark.parametrize("how", WRITES)
def test_a_write_that_would_leave_no_history_is_refused(agencies, how):
    with pytest.raises(TypeError):
        WRITES[how](Agency.objects)

    assert set(Agency.objects.values_list("name", flat=True)) == {"First", "Second"}


def test_so_is_one_through_a_relation(agencies):
    UserFactory(agency=agencies[0])

    with pytest.raises(TypeError, match="keeps history"):
        agencies[0].users.update(name="Somebody else")
    with pytest.raises(TypeError, match="never deleted"):
        agencies[0].users.all().delete()


def history_of(agency):
    return list(
        agency.history.order_by("history_id").values_list("history_type", "name", "history_user")
    )


def test_each_save_is_copied_with_who_the_portal_acted_for():
    user = UserFactory()
    with acting_for(user):
        agency = Agency.objects.create(name="First")
        with acting_for(None):
            agency.name = "Second"
            agency.save()

    assert history_of(agency) == [("+", "First", user.pk), ("~", "Second", None)]


def test_many_rows_at_once_keep_their_history_too():
    user = UserFactory()
    with acting_for(user):
        made = create_tracked(Agency, [Agency(name="First"), Agency(name="Second")])
        made[0].name = "Third"
        assert update_tracked(Agency, made[:1], ["name"], by=user) == 1

    assert history_of(made[0]) == [("+", "First", user.pk), ("~", "Third", user.pk)]
    assert history_of(made[1]) == [("+", "Second", user.pk)]


def test_the_way_through_closes_again_after_use_and_after_an_error(agencies):
    create_tracked(Agency, [Agency(name="Third")])
    with pytest.raises(ZeroDivisionError):
        create_tracked(Agency, (1 / 0 for _ in "x"))

    with pytest.raises(TypeError):
        Agency.objects.update(name="Fourth")


def test_a_model_that_says_nothing_shows_nothing(agencies):
    from prevent_portal.models import Person

    Person.objects.create(agency=agencies[0], name="Somebody")

    assert not Person.objects.visible_to(UserFactory()).exists()


def test_history_holds_no_password():
    user = UserFactory()
    user.set_password("another horse")
    user.save()

    kept = {field.name for field in User.history.model._meta.get_fields()}

    assert not kept & {"password", "last_login"}
