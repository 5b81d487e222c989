"""What needs somebody stands on their home page, asked for together and in words of the record."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actions.models import Action
from prevent_portal import registers
from prevent_portal.home import MOST, Kind, ask
from prevent_portal.roles import Role
from tests import factories as make
from tests.asked import asked

pytestmark = pytest.mark.django_db

LONG_AGO = datetime.date(2020, 1, 1)


@pytest.fixture
def lead(client):
    user = make.UserFactory(roles=[Role.PREVENT_LEAD])
    client.force_login(user)
    return user


def work(lead, count):
    """So many of all that may stand on the Prevent lead's home page."""
    plan = make.PlanFactory(agency=lead.agency, status="live")
    make.ActionFactory.create_batch(
        count, objective__theme__plan=plan, lead=lead, due_on=LONG_AGO, timescale_kind="date"
    )
    make.ActionFactory.create_batch(count, objective__theme__plan=plan, status="proposed")
    make.PlanFactory.create_batch(count, status="draft")
    make.DocumentFactory.create_batch(count, owner=lead, review_due_on=LONG_AGO)
    make.RiskFactory.create_batch(count, owner=lead, review_on=LONG_AGO)
    make.MeetingFactory.create_batch(count, on=LONG_AGO)
    return owned(lead, count)


def owned(lead, count):
    """So many of the records that need the person who answers for them, with registers of each."""
    grant = make.GrantFactory(owner=lead)
    return [
        *make.GrantConditionFactory.create_batch(count, grant=grant, due_on=LONG_AGO),
        *make.GrantConditionFactory.create_batch(
            count, grant=grant, due_on=LONG_AGO, part=2, parts=3, words="So many words. " * 9
        ),
        *make.TensionFactory.create_batch(count, owner=lead, review_on=LONG_AGO),
        *make.IncidentFactory.create_batch(count, owner=lead, debrief_due_on=LONG_AGO),
        *make.IncidentProcessFactory.create_batch(count, owner=lead, review_on=LONG_AGO),
        *make.BriefingFactory.create_batch(count, owner=lead, first_on=LONG_AGO),
        *make.BriefingFactory.create_batch(
            count, owner=lead, first_on=LONG_AGO, body=make.BodyFactory(), post=""
        ),
    ]


@pytest.mark.parametrize("count", [2, 30])
def test_the_page_asks_as_much_at_any_size_and_not_too_often(client, lead, count):
    work(lead, count)

    assert asked(client, reverse("home")) == 14


def test_a_record_is_called_by_its_own_words_and_leads_to_its_page(lead):
    records = owned(lead, 1)

    rows = ask(registers.owned(lead, timezone.localdate()))

    found = {row.href: row.text.partition(": ")[2] for row in rows}
    assert found.keys() >= {record.get_absolute_url() for record in records}
    for record in records:
        words = str(record)
        said = found[record.get_absolute_url()]
        assert said == words or (len(words) > 120 and words.startswith(said.removesuffix("…")))


def test_every_record_with_an_owner_has_words(lead):
    today = timezone.localdate()
    for register in registers.catalogue():
        if register.owner:
            kind = Kind(register.model.objects.all(), register.page_of, register.words, ("pk",))
            assert ask([kind]) == [], register.name

    assert len(registers.owned(lead, today)) == 12


def test_of_each_kind_the_first_are_shown(lead):
    plan = make.PlanFactory()
    for number in range(MOST + 1):
        due_on = LONG_AGO + datetime.timedelta(days=number)
        make.ActionFactory(objective__theme__plan=plan, text=f"Number {number}", due_on=due_on)
    rows = Action.objects.all()
    href = str

    late = Kind(rows, href, "text", ("-due_on",), says="Late: {}", due_on="due_on")
    first = Kind(rows.filter(due_on=LONG_AGO), href, "text", ("pk",))
    found = ask([late, first])

    assert [row.text for row in found] == [
        *(f"Late: Number {number}" for number in range(MOST, 0, -1)),
        "Number 0",
    ]
    assert found[0].due_on == LONG_AGO + datetime.timedelta(days=MOST)
    assert found[-1].due_on is None


def test_nothing_is_asked_for_nobody(lead):
    with CaptureQueriesContext(connection) as queries:
        assert ask([]) == []

    assert len(queries) == 0
