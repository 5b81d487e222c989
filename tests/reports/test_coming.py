"""The papers that are coming: steps backwards from the meeting, what became of each, what is late."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from prevent_portal.roles import Role
from reports.coming import Coming, _steps, coming
from reports.forms.schedules import ScheduleForm
from reports.home import needs
from reports.models import Report, ReportTemplate, Schedule
from reports.registers.schedules import needing
from reports.schedule import Occasion
from tests.asked import asked
from tests.factories import BodyFactory, MeetingFactory, PlanFactory, UserFactory

from .test_access_coming import schedule_of

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def lead():
    return UserFactory(roles=[Role.PREVENT_LEAD])


def test_each_step_has_its_day_and_says_how_late_it_is(client, lead, today):
    body = BodyFactory(name="Marrowby Board")
    MeetingFactory(body=body, on=today + 20 * DAY)
    schedule_of(lead.agency, body=body, first_on=today, every=60)

    (paper,) = coming(lead, on=today)
    client.force_login(lead)
    page = client.get(reverse("reports:paper_calendar")).content.decode()

    assert [(step.words, step.on - today, step.is_late) for step in paper.steps] == [
        ("Draft", -15 * DAY, True),
        ("Comments", -1 * DAY, True),
        ("Legal and finance", 6 * DAY, False),
        ("Out to readers", 13 * DAY, False),
    ]
    assert paper.state == "The draft has not been made"
    assert "15 days late" in page
    assert "1 day late" in page
    assert "Marrowby Board" in page


def test_what_was_drafted_is_done_and_what_is_out_is_shown_for_a_while(lead, today):
    plan = PlanFactory(agency=lead.agency)
    schedule = schedule_of(lead.agency, first_on=today + 10 * DAY, every=60)
    report = Report.objects.create(
        kind_id="six-monthly", agency=plan.agency, plan=plan, on=today - 40 * DAY,
        schedule=schedule, occasion=schedule.first_on,
    )  # fmt: skip

    (paper,) = coming(lead, on=today)
    assert (paper.state, paper.href) == ("Requested", report.get_absolute_url())
    assert not paper.steps[0].is_done

    report.state = Report.State.ISSUED  # as it is read, without the rest of its life
    assert [step.is_done for step in _with(paper, report, today).steps] == [True] * 4


def _with(paper, report, today):
    occasion = Occasion(paper.occasion.schedule, paper.occasion.first, None, report)
    return Coming(occasion, _steps(occasion, today))


def test_a_late_step_is_on_the_home_of_the_keeper_and_of_nobody_else(lead, today):
    schedule_of(lead.agency, first_on=today + 10 * DAY, every=60)
    auditor = UserFactory(agency=lead.agency, roles=[Role.AUDITOR])

    (row,) = needs(lead, today)

    assert row.text == "Six-monthly report on the Prevent action plan: draft"
    assert row.due_on == today - 25 * DAY
    assert needs(auditor, today) == []


def test_a_board_and_what_is_late_narrow_the_list_and_the_file(client, lead, today):
    body = BodyFactory()
    MeetingFactory(body=body, on=today + 100 * DAY)
    schedule_of(lead.agency, body=body, first_on=today + 90 * DAY, every=60)
    schedule_of(lead.agency, first_on=today + 10 * DAY, every=60)
    client.force_login(lead)
    address = reverse("reports:paper_calendar")

    def rows(query):
        text = b"".join(client.get(f"{address}?{query}&format=csv").streaming_content).decode()
        return text.strip().splitlines()[1:]

    assert len(rows("")) == 2
    assert [str(body) in row for row in rows(f"body={body.pk}")] == [True]
    assert [row.endswith('"Draft, Comments, Legal and finance"') for row in rows("late=yes")] == [
        True
    ]


def test_a_schedule_in_trouble_or_without_a_meeting_needs_somebody(lead, today):
    fine = schedule_of(lead.agency)
    planned, unplanned = BodyFactory(), BodyFactory()
    MeetingFactory(body=planned, on=today + DAY)
    MeetingFactory(body=unplanned, on=today - DAY)
    met = schedule_of(lead.agency, body=planned)
    unmet = schedule_of(lead.agency, body=unplanned)
    failed = schedule_of(lead.agency, trouble="There is no plan.")

    found = set(needing(Schedule.objects.all(), today))

    assert found == {unmet, failed}
    assert not found & {fine, met}


def test_a_paper_is_scheduled_for_readers_that_its_kind_has(lead, today):
    kind = ReportTemplate.objects.get(name="spoc-plan")
    form = ScheduleForm(
        {
            "kind": kind.pk, "agency": lead.agency.pk, "audience": "public", "every": "6",
            "first_on_day": "1", "first_on_month": "6", "first_on_year": "2026",
            "position": "month_end", "draft_days": "35", "comments_days": "21", "legal_days": "14",
            "publish_days": "7",
        },
        user=lead,
        on=today,
    )  # fmt: skip

    assert form.errors == {"audience": ["This kind of paper is not made for these readers"]}


def test_the_page_asks_as_much_at_any_size(client, lead, today):
    client.force_login(lead)
    counts = []
    for more in (2, 28):
        for _ in range(more):
            body = BodyFactory()
            MeetingFactory(body=body, on=today + 30 * DAY)
            schedule_of(lead.agency, body=body, every=60)
        counts.append(asked(client, reverse("reports:paper_calendar")))

    assert counts[0] == counts[1]
    assert counts[0] <= 12
