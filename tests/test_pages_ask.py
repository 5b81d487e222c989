"""The pages that are opened most ask the database at most 12 times, and as often at any size."""

import datetime

import pytest
from django.urls import reverse

from actions.models import Evidence, ProgressUpdate
from prevent_portal.roles import Role
from tests import factories as make
from tests.asked import asked

pytestmark = pytest.mark.django_db

SIZES = [2, 30]
DAY = datetime.date(2026, 1, 2)


@pytest.fixture
def lead(client):
    user = make.UserFactory(roles=[Role.PREVENT_LEAD])
    client.force_login(user)
    return user


@pytest.fixture(params=SIZES)
def action(request, lead):
    """An action of a plan with so many others, updates, evidence and agencies."""
    count = request.param
    theme = make.ThemeFactory(plan__body=make.BodyFactory(), plan__reviewed_every=6)
    make.ActionFactory.create_batch(count, objective__theme=theme, lead=lead)
    action = make.ActionFactory(objective__theme=theme, lead=lead, status="in_progress")
    action.agencies.set(make.AgencyFactory.create_batch(count))
    ProgressUpdate.objects.bulk_create(
        ProgressUpdate(action=action, on=DAY, status="in_progress", text="Said", by=lead)
        for _ in range(count)
    )
    for number in range(count):
        Evidence.objects.create(
            action=action,
            kind="link",
            title=f"Page {number}",
            url="https://a.example/",
            added_by=lead,
        )
    return action


def test_the_page_of_a_plan(client, action):
    assert asked(client, action.plan.get_absolute_url()) == 12


def test_the_page_of_an_action(client, action):
    assert asked(client, action.get_absolute_url()) == 11


@pytest.mark.parametrize("count", SIZES)
def test_the_list_of_actions(client, lead, count):
    make.ActionFactory.create_batch(count, lead=lead)

    assert asked(client, reverse("actions:action_list")) == 7
