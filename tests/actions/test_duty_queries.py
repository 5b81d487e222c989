"""Lists and pages of the duty's registers take as many queries at any size."""

import pytest
from django.urls import reverse

from prevent_portal.roles import Role
from tests import factories as make
from tests.factories import AgencyFactory, UserFactory

pytestmark = pytest.mark.django_db


def _met_conditions(count, lead):
    event = make.EngagementFactory()
    grant = make.GrantFactory(owner=lead)
    return make.GrantConditionFactory.create_batch(
        count, grant=grant, met_engagement=event, met_on="2026-01-01", due_on="2025-01-01"
    )


def _tensions(count, lead):
    level, area = make.TensionLevelFactory(), make.TensionAreaFactory()
    made = make.TensionFactory.create_batch(
        count, agency=AgencyFactory(), level=level, area=area, owner=lead, review_on="2026-01-01"
    )
    for each in made:
        each.shared_with.add(lead.agency)
    return made


def _meetings(count, lead):
    made = [make.TensionMeetingFactory() for _ in range(count)]
    for each in made:
        each.attended.add(lead.agency)
    return made


def _engagements(count, lead):
    group = make.CommunityGroupFactory()
    made = make.EngagementFactory.create_batch(count, owner=lead, agency=lead.agency)
    for each in made:
        each.groups.add(group)
    return made


def _given(count, lead):
    briefing = make.BriefingFactory(body=make.BodyFactory(), post="", owner=lead)
    return make.BriefingGivenFactory.create_batch(count, briefing=briefing, by=lead)


#: A register's list: how its rows are made, and the queries of the list.
LISTS = {
    "fundingstatus": (lambda n, _: make.FundingStatusFactory.create_batch(n), 14),
    "grant": (lambda n, lead: make.GrantFactory.create_batch(n, owner=lead), 15),
    "grantcondition": (_met_conditions, 15),
    "payment": (lambda n, _: make.PaymentFactory.create_batch(n, grant=make.GrantFactory()), 16),
    "project": (lambda n, lead: make.ProjectFactory.create_batch(n, owner=lead), 15),
    "tension": (_tensions, 17),
    "tensionarea": (lambda n, _: make.TensionAreaFactory.create_batch(n), 14),
    "tensionlevel": (lambda n, _: make.TensionLevelFactory.create_batch(n), 14),
    "tensionmeeting": (_meetings, 16),
    "tensionagreement": (
        lambda n, _: make.TensionAgreementFactory.create_batch(
            n, meeting=make.TensionMeetingFactory(), by_agency=AgencyFactory()
        ),
        15,
    ),
    "incident": (lambda n, lead: make.IncidentFactory.create_batch(n, owner=lead), 16),
    "incidentlearning": (
        lambda n, _: make.IncidentLearningFactory.create_batch(n, incident=make.IncidentFactory()),
        14,
    ),
    "incidentprocess": (
        lambda n, lead: make.IncidentProcessFactory.create_batch(n, owner=lead),
        14,
    ),
    "communitygroup": (lambda n, _: make.CommunityGroupFactory.create_batch(n), 14),
    "engagement": (_engagements, 16),
    "briefing": (lambda n, lead: make.BriefingFactory.create_batch(n, owner=lead), 16),
    "briefinggiven": (_given, 14),
}


@pytest.fixture
def lead(client):
    user = UserFactory(roles=[Role.PREVENT_LEAD])
    client.force_login(user)
    return user


@pytest.mark.parametrize("count", [2, 25])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_as_many_queries_at_any_size(
    client, lead, name, count, django_assert_num_queries
):
    rows, queries = LISTS[name]
    rows(count, lead)

    with django_assert_num_queries(queries):
        client.get(reverse(f"actions:{name}_list"))


@pytest.mark.parametrize("count", [2, 25])
def test_pages_with_what_belongs_to_a_record_take_as_many_queries_at_any_size(
    client, lead, count, django_assert_num_queries
):
    condition = _met_conditions(count, lead)[0]
    make.PaymentFactory.create_batch(count, grant=condition.grant)
    incident = make.IncidentFactory(owner=lead)
    for number in range(count):
        incident.entries.create(words=f"Line {number}", by=UserFactory())
    make.IncidentLearningFactory.create_batch(count, incident=incident)
    briefing = _given(count, lead)[0].briefing

    with django_assert_num_queries(17):
        client.get(condition.grant.get_absolute_url())
    with django_assert_num_queries(18):
        client.get(incident.get_absolute_url())
    with django_assert_num_queries(17):
        client.get(briefing.get_absolute_url())
    with django_assert_num_queries(13):
        client.get("/partnership/")


@pytest.mark.parametrize("count", [2, 25])
def test_summaries_take_as_many_queries_at_any_size(client, lead, count, django_assert_num_queries):
    _engagements(count, lead)
    make.CommunityGroupFactory.create_batch(count)
    _tensions(count, lead)

    with django_assert_num_queries(20):
        client.get(reverse("actions:engagement_summary"))
    with django_assert_num_queries(19):
        client.get(reverse("actions:tension_summary"))
