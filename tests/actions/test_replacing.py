"""One action takes another's place, and no two take each other's."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from actions.models import Action
from actions.services import progress
from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from tests.factories import ActionFactory, ObjectiveFactory, UserFactory

IN_PLACE = "replaced by this one, directly or through others"


@pytest.fixture
def actions():
    """Four actions of one plan."""
    under = ObjectiveFactory()
    names = ["First", "Second", "Third", "Fourth"]
    return [
        ActionFactory(objective=under, position=place, text=text, status="in_progress")
        for place, text in enumerate(names, start=1)
    ]


@pytest.fixture
def lead(actions):
    return UserFactory(roles=[Role.PREVENT_LEAD], agency=actions[0].plan.agency)


def replaced(action, by, replacement):
    progress.replace_action(action, by=by, reason="Merged", replacement=replacement)
    return Action.objects.get(pk=action.pk)


def test_an_action_says_what_takes_its_place(actions, lead):
    first, second, *_ = actions

    assert replaced(first, lead, second).replaced_by == second
    assert Action.objects.get(pk=first.pk).status == "replaced"


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_circle_of_any_length_is_refused(actions, lead, length):
    for before, after in zip(actions[:length], actions[1 : length + 1], strict=True):
        replaced(before, lead, after)

    with pytest.raises(Refused, match=IN_PLACE) as refusal:
        replaced(actions[length], lead, actions[0])

    assert refusal.value.field == "replacement"
    assert Action.objects.get(pk=actions[length].pk).status == "in_progress"


def test_a_chain_that_leads_elsewhere_is_no_circle(actions, lead):
    first, second, third, fourth = actions
    replaced(first, lead, second)
    replaced(third, lead, first)

    assert replaced(second, lead, fourth).replaced_by == fourth


def test_an_action_does_not_take_its_own_place(actions, lead):
    with pytest.raises(Refused, match="cannot take its own place"):
        replaced(actions[0], lead, actions[0])
    row = actions[0]
    row.status, row.replaced_by = "replaced", row
    with pytest.raises(IntegrityError, match="does_not_replace_itself"), transaction.atomic():
        row.save()


def test_the_replacement_stands_in_the_same_plan_and_is_not_withdrawn(actions, lead):
    with pytest.raises(Refused, match="Select an action of the same plan"):
        replaced(actions[0], lead, ActionFactory())
    progress.withdraw_action(actions[1], by=lead, reason="No money")
    with pytest.raises(Refused, match="is withdrawn"):
        replaced(actions[0], lead, actions[1])


def test_what_is_reopened_is_replaced_by_nothing(actions, lead):
    first, second, *_ = actions
    progress.reopen_action(replaced(first, lead, second), by=lead, reason="After all")

    assert Action.objects.get(pk=first.pk).replaced_by is None
    assert replaced(second, lead, first).replaced_by == first


def test_the_page_of_each_leads_to_the_other(client, actions, lead):
    first, second, *_ = actions
    client.force_login(lead)

    client.post(
        reverse("actions:replace_action", args=[first.pk]),
        {"version": first.version, "reason": "Merged", "replacement": second.pk},
    )

    of_first = client.get(first.get_absolute_url()).content.decode()
    of_second = client.get(second.get_absolute_url()).content.decode()
    assert "Replaced by" in of_first
    assert second.get_absolute_url() in of_first
    assert "Takes the place of" in of_second


def test_a_circle_is_said_beside_the_choice(client, actions, lead):
    first, second, *_ = actions
    replaced(first, lead, second)
    client.force_login(lead)

    answer = client.post(
        reverse("actions:replace_action", args=[second.pk]),
        {"version": second.version, "reason": "Back again", "replacement": first.pk},
    )

    assert IN_PLACE in answer.content.decode()
    assert "Back again" in answer.content.decode()
