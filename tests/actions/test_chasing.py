"""Who is told of which actions: the lead, else the plan's keepers; long late ones go higher."""

import datetime

import pytest
from django.core import mail

from actions.chasing import owed
from actions.models import Plan
from prevent_portal import notices, outbox, tasks
from prevent_portal.models import Notice
from prevent_portal.notices import DUE, ESCALATED, LATE
from prevent_portal.roles import Role
from tests.factories import ActionFactory, AgencyFactory, UserFactory


@pytest.fixture
def rule(today):
    return notices.set_chasing(by=None, from_on=today, due_within_days=7, escalate_after_days=14)


@pytest.fixture
def lead():
    return UserFactory(agency=AgencyFactory(is_lead=True), roles=[Role.PREVENT_LEAD])


@pytest.fixture
def officer(lead):
    return UserFactory(agency=lead.agency)


def due(today, days, **values):
    """An action due so many days from today; before it, if the number is negative."""
    return ActionFactory(due_on=today + datetime.timedelta(days=days), **values)


def told(today, rule):
    return {(each.person, each.kind, each.path) for each in owed(today, rule)}


def line(user, kind, action):
    return user.pk, kind, action.get_absolute_url()


def test_the_lead_is_told_what_is_late_and_what_is_due_soon(today, rule, lead, officer):
    late, now = due(today, -1, lead=officer), due(today, 0, lead=officer)
    soon = due(today, 7, lead=officer)
    due(today, 8, lead=officer)
    due(today, -1, lead=officer, status="complete")
    ActionFactory(lead=officer)

    assert told(today, rule) == {
        line(officer, LATE, late),
        line(officer, DUE, now),
        line(officer, DUE, soon),
    }


@pytest.mark.parametrize("status", ["draft", "closed"])
def test_of_a_draft_or_closed_plan_nobody_is_told(today, rule, lead, officer, status):
    for days in (-30, 3):
        due(today, days, lead=officer, objective__theme__plan__status=status)

    assert told(today, rule) == set()


def test_after_the_set_time_the_manager_is_told_too(today, rule, lead, officer):
    manager = UserFactory(agency=lead.agency)
    officer.manager = manager
    officer.save()
    due(today, -14, lead=officer)
    long_late = due(today, -15, lead=officer)

    assert {each for each in told(today, rule) if each[1] == ESCALATED} == {
        line(manager, ESCALATED, long_late)
    }


def test_where_there_is_no_manager_who_can_sign_in_the_prevent_lead_is_told(
    today, rule, lead, officer
):
    alone = due(today, -15, lead=officer)
    reporting = UserFactory(manager=UserFactory(is_active=False))
    other = due(today, -15, lead=reporting)

    assert {each for each in told(today, rule) if each[1] == ESCALATED} == {
        line(lead, ESCALATED, alone),
        line(lead, ESCALATED, other),
    }


@pytest.mark.parametrize("kind", Plan.Kind)
def test_an_action_without_a_lead_is_its_plans_keepers(today, rule, lead, kind):
    contact = UserFactory(roles=[Role.SPOC])
    UserFactory(roles=[Role.SPOC])
    UserFactory(roles=[Role.SPOC], agency=contact.agency, is_active=False)
    values = {
        "objective__theme__plan__agency": contact.agency,
        "objective__theme__plan__kind": kind,
    }
    orphan = due(today, -1, **values)
    left = due(today, 1, lead=UserFactory(is_active=False), **values)
    keeper = contact if kind in ("spoc", "education") else lead

    assert told(today, rule) == {line(keeper, LATE, orphan), line(keeper, DUE, left)}


def test_without_a_contact_the_prevent_lead_keeps_it(today, rule, lead):
    orphan = due(today, -20, objective__theme__plan__kind="spoc")

    assert told(today, rule) == {line(lead, LATE, orphan)}


def test_a_contacts_own_lateness_goes_to_the_prevent_lead(today, rule, lead):
    contact = UserFactory(roles=[Role.SPOC])
    values = {
        "objective__theme__plan__agency": contact.agency,
        "objective__theme__plan__kind": "spoc",
    }
    orphan = due(today, -20, **values)

    assert told(today, rule) == {line(contact, LATE, orphan), line(lead, ESCALATED, orphan)}


def test_the_number_of_queries_does_not_grow(today, rule, lead, django_assert_num_queries):
    for _ in range(3):
        due(today, -20, lead=UserFactory())
    with django_assert_num_queries(3):
        owed(today, rule)
    for _ in range(20):
        due(today, -20, lead=UserFactory(manager=lead))
        due(today, 2)
    with django_assert_num_queries(3):
        owed(today, rule)


def test_the_worker_sees_the_rows_and_writes_without_their_words(today, rule, lead, officer):
    officer.write_on = [today.isoweekday()]
    officer.save()
    action = due(today, -1, lead=officer, text="Talk to the mosque in Harbour Road")

    tasks.write_notices()
    for pk in outbox.undone().values_list("pk", flat=True):
        outbox.deliver(pk)

    (message,) = mail.outbox
    assert message.to == [officer.email]
    assert action.get_absolute_url() in message.body
    assert "mosque" not in message.body + message.subject
    assert "mosque" not in str(Notice.objects.values().get())
