"""Drafts that make themselves: on their day, or when it was missed; each once."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from prevent_portal.calendar import entries
from prevent_portal.models import Outbox
from prevent_portal.roles import Role
from reports import services
from reports.models import Report, ReportTemplate, Schedule
from reports.schedule import occasions
from tests.factories import BodyFactory, MeetingFactory, PlanFactory, UserFactory

from .places import action_of
from .test_access import _quick  # noqa: F401 - a fixture used by every test

pytestmark = pytest.mark.django_db

Day = datetime.date


@pytest.fixture
def plan():
    plan = PlanFactory(period_start="2025-04-01", period_end="2026-03-31")
    action_of(plan)
    return plan


def schedule_of(plan, **changes):
    values = {
        "kind": ReportTemplate.objects.get(name="six-monthly"),
        "agency": plan.agency,
        "first_on": Day(2025, 11, 4),
    }
    schedule = Schedule(**values | changes)
    schedule.full_clean()
    schedule.save()
    return schedule


def made():
    return list(Report.objects.order_by("on").values_list("occasion", "on"))


def test_a_draft_is_asked_for_on_its_day_and_not_before(plan):
    schedule_of(plan)  # 35 days before 4 November is 30 September

    assert services.assemble_due(on=Day(2025, 9, 29)) == 0
    assert services.assemble_due(on=Day(2025, 9, 30)) == 1
    assert made() == [(Day(2025, 11, 4), Day(2025, 8, 31))]
    assert Outbox.objects.filter(kind="reports.make").count() == 1


def test_it_is_asked_for_once_however_often_and_whoever_asks(plan):
    schedule = schedule_of(plan)
    assert services.assemble_due(on=Day(2025, 9, 30)) == 1

    assert services.assemble_due(on=Day(2025, 9, 30)) == 0
    report = Report.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(
            kind_id="six-monthly", agency=plan.agency, plan=plan, on=Day(2025, 1, 1), version=9,
            schedule=schedule, occasion=report.occasion,
        )  # fmt: skip


def test_what_was_missed_is_made_later_with_the_figures_of_its_own_day(plan):
    schedule_of(plan, every=2, position="draft_day")

    assert services.assemble_due(on=Day(2026, 2, 5)) == 3
    assert made() == [
        (Day(2025, 11, 4), Day(2025, 9, 30)),
        (Day(2026, 1, 4), Day(2025, 11, 30)),
        (Day(2026, 3, 4), Day(2026, 1, 28)),
    ]


def test_a_paper_goes_to_the_first_meeting_on_or_after_its_day(plan):
    body = BodyFactory()
    schedule_of(plan, body=body)
    MeetingFactory(body=body, on="2025-11-03")
    meeting = MeetingFactory(body=body, on="2025-11-18")

    assert services.assemble_due(on=Day(2025, 10, 13)) == 0  # 35 days before the 18th is the 14th
    assert services.assemble_due(on=Day(2025, 10, 14)) == 1
    assert Report.objects.get().meeting == meeting
    (occasion,) = occasions(Schedule.objects.all(), until=Day(2025, 12, 31))
    assert [day for _, day in occasion.steps] == [
        Day(2025, 10, 14), Day(2025, 10, 28), Day(2025, 11, 4), Day(2025, 11, 11),
    ]  # fmt: skip


def test_a_body_with_no_meeting_planned_is_told_and_the_draft_is_made_for_the_day(plan):
    schedule_of(plan, body=BodyFactory())

    (occasion,) = occasions(Schedule.objects.all(), until=Day(2025, 12, 31))
    assert occasion.lacks_meeting
    assert services.assemble_due(on=Day(2025, 9, 30)) == 1


def test_why_a_draft_cannot_be_made_is_kept_and_goes_once_it_can(plan):
    schedule = schedule_of(plan, first_on=Day(2025, 4, 20))  # its figures: 28 February 2025

    assert services.assemble_due(on=Day(2025, 3, 31)) == 0
    schedule.refresh_from_db()
    assert schedule.trouble == f"{plan.agency} has no plan for this report on 28 February 2025."

    plan.period_start = Day(2025, 1, 1)
    plan.save()
    assert services.assemble_due(on=Day(2025, 3, 31)) == 1
    schedule.refresh_from_db()
    assert schedule.trouble == ""


def test_a_closed_schedule_asks_for_nothing(plan):
    schedule_of(plan, closed_on=Day(2025, 9, 1), closed_because="Replaced")

    assert services.assemble_due(on=Day(2025, 12, 1)) == 0


@pytest.mark.parametrize(
    "wrong",
    [{"every": 0}, {"draft_days": 10}, {"legal_days": 3}, {"draft_days": 181}],
)
def test_steps_stand_in_their_order(plan, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Schedule.objects.create(
            kind=ReportTemplate.objects.get(name="six-monthly"),
            agency=plan.agency,
            **{"first_on": Day(2025, 11, 4)} | wrong,
        )


def test_the_calendar_counts_backwards_from_the_day(plan):
    schedule_of(plan)
    lead = UserFactory(agency=plan.agency, roles=[Role.PREVENT_LEAD])
    officer = UserFactory(agency=plan.agency, roles=[Role.OFFICER])

    def seen(user):
        found = entries(user, Day(2025, 9, 1), Day(2025, 11, 30))
        return [(e.on, e.kind) for e in found if e.kind.startswith("Paper")]

    assert seen(lead) == [
        (Day(2025, 9, 30), "Paper: draft"),
        (Day(2025, 10, 14), "Paper: comments"),
        (Day(2025, 10, 21), "Paper: legal and finance"),
        (Day(2025, 10, 28), "Paper: out to readers"),
    ]
    assert seen(officer) == []
