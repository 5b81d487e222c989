"""What the pages of reports say, and that nothing typed is lost."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from prevent_portal.models import AccessRecord
from prevent_portal.roles import Role
from reports import services
from reports.models import Report
from tests.factories import PlanFactory, UserFactory

from .places import action_of, issued
from .test_access import ON, _quick, report_on  # noqa: F401 - a fixture used by every test


@pytest.fixture
def plan():
    plan = PlanFactory(title="Marrowby internal plan", period_start="2025-04-01")
    action_of(plan, status="blocked")
    return plan


@pytest.fixture
def lead(plan):
    return UserFactory(agency=plan.agency, roles=[Role.PREVENT_LEAD], job_title="Prevent lead")


@pytest.fixture
def page(client, lead):
    client.force_login(lead)
    return client


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def typed(about, **changes):
    return {
        "plan": about.pk,
        "kind": "six-monthly",
        "on_day": "17",
        "on_month": "3",
        "on_year": "2026",
        "audience": "officer",
        "summary": "Much was done.",
        "decisions": "",
    } | changes


def waiting(plan, **asked):
    return services.request_report(plan, **{"by": None, "kind": "six-monthly", "on": ON} | asked)


# Asking


def test_asking_leads_to_the_page_where_one_waits(page, plan, lead):
    response = page.post(reverse("reports:request_report"), typed(plan))

    report = Report.objects.get()
    assert response.url == report.get_absolute_url()
    assert (report.on, report.summary, report.requested_by) == (ON, "Much was done.", lead)


def test_the_form_begins_with_today_and_with_the_plan_one_came_from(page, plan):
    form = page.get(
        reverse("reports:request_report"), {"kind": "six-monthly", "plan": plan.pk}
    ).context["form"]

    assert form["plan"].value() == str(plan.pk)
    assert form["on"].value() == datetime.date(2026, 3, 18)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"on_day": "31", "on_month": "2"}, "Day must be a real date"),
        ({"on_day": "", "on_month": "", "on_year": ""}, "Enter day"),
        ({"on_year": "2027"}, "Day must be today or in the past"),
        ({"on_year": "2019"}, "The plan starts on 1 April 2025: choose that day or later."),
        ({"plan": ""}, "Select plan"),
        ({"plan": "99999"}, "Select plan from the list"),
        ({"audience": "public"}, "from the list"),
    ],
)
def test_a_slip_gets_a_sentence_and_every_word_is_still_there(page, plan, changes, sentence):
    response = page.post(reverse("reports:request_report"), typed(plan, **changes))

    assert response.status_code == 200
    assert sentence in words(response)
    assert "Much was done." in words(response)
    assert not Report.objects.exists()


def test_only_plans_that_a_report_fits_are_offered(page, plan):
    spoc = PlanFactory(kind="spoc")

    form = page.get(reverse("reports:request_report"), {"kind": "six-monthly"}).context["form"]
    choices = form.fields["plan"].queryset

    assert plan in choices
    assert spoc not in choices


def test_an_executive_asks_about_their_own_agency_only(client, plan):
    other = PlanFactory(title="Another council's plan")
    client.force_login(UserFactory(agency=plan.agency, roles=[Role.EXECUTIVE]))

    response = client.post(reverse("reports:request_report"), typed(other))

    assert "Select plan from the list" in words(response)
    assert "Another council" not in words(response)
    assert 'value="restricted"' not in response.content.decode()


# Waiting


def test_while_it_is_made_the_page_says_how_far_it_is_and_looks_again(page, plan):
    report = waiting(plan)
    steps = services.make_report(report.pk)
    next(steps), next(steps)

    response = page.get(report.get_absolute_url())

    assert response.status_code == 202
    assert response["Refresh"] == "4"
    assert "Figures gathered – done" in words(response)
    assert "Pages laid out – to do" in words(response)


def test_once_it_is_ready_the_page_gives_the_paper_and_its_figures(page, plan):
    report = report_on(plan)

    response = page.get(report.get_absolute_url())

    assert response.status_code == 200
    assert "Refresh" not in response
    assert reverse("reports:download_report", args=[report.pk]) in response.content.decode()
    assert "Blocked 1 of 1 action in the plan (100%)." in words(response)
    assert report.frozen_sha256 in words(response)


def test_a_failure_is_told_in_a_sentence_with_a_way_on(page, plan):
    report = waiting(plan)
    services.give_up(report.pk, sentence="The disk was full.")

    assert "The disk was full." in words(page.get(report.get_absolute_url()))
    response = page.post(reverse("reports:try_again", args=[report.pk]), follow=True)

    assert response.status_code == 202
    assert "The report is being made again." in words(response)


@pytest.mark.parametrize("name", ["download_report", "download_word"])
def test_what_is_not_ready_cannot_be_downloaded_and_says_so(page, plan, name):
    report = waiting(plan)

    response = page.get(reverse(f"reports:{name}", args=[report.pk]), follow=True)

    assert response.status_code == 202
    assert "This report is not ready yet" in words(response)


# Taking away


def test_the_word_edition_comes_as_a_download(page, plan):
    report = report_on(plan)

    response = page.get(reverse("reports:download_word", args=[report.pk]))

    assert response.content.startswith(b"PK")
    assert response["Content-Disposition"] == (
        'attachment; filename="six-monthly-report-on-the-prevent-action-plan-2026-03-17-v1.docx"'
    )
    assert AccessRecord.objects.first().verb == "downloaded"


# The list


def test_the_list_is_narrowed_by_the_address_and_says_when_it_is_empty(page, plan):
    report_on(plan)
    waiting(plan, summary="Another")

    def found(**query):
        return [r.state for r in page.get(reverse("reports:report_list"), query).context["page"]]

    assert sorted(found()) == ["ready", "requested"]
    assert found(state="ready") == ["ready"]
    assert found(plan=plan.pk, kind="six-monthly", state="failed") == []
    assert len(found(state="nonsense")) == 2
    empty = page.get(reverse("reports:report_list"), {"state": "failed"})
    assert "No report fits these filters." in words(empty)


def test_nobody_is_left_before_an_empty_page(page):
    assert "No report has been made yet." in words(page.get(reverse("reports:report_list")))


@pytest.mark.parametrize("count", [2, 30])
def test_a_list_takes_as_many_queries_however_long_it_is(page, plan, count):
    for version in range(count):
        Report.objects.create(
            kind_id="six-monthly", agency=plan.agency, plan=plan, on=ON, version=version + 1
        )

    with CaptureQueriesContext(connection) as context:
        response = page.get(reverse("reports:report_list"))

    assert len(response.context["page"].object_list) == min(count, 25)
    asked = [q["sql"] for q in context.captured_queries if "reports_report" in q["sql"]]
    assert len(asked) == 4  # how many there are, the page of them, plans and kinds to filter by


# Home


def test_an_executives_home_is_the_latest_report_with_its_figures(client, plan):
    report_on(plan, on=ON - datetime.timedelta(days=200))
    latest = issued(report_on(plan))
    report_on(plan, summary="A draft that is being written")
    client.force_login(UserFactory(agency=plan.agency, roles=[Role.EXECUTIVE]))

    response = client.get(reverse("home"))

    assert reverse("reports:download_report", args=[latest.pk]) in response.content.decode()
    assert "17 March 2026" in words(response)
    assert words(response).count("1 action in the plan (") == 4


def test_a_home_without_a_report_says_so(client, plan):
    client.force_login(UserFactory(agency=plan.agency, roles=[Role.EXECUTIVE]))

    assert "No report has been issued yet." in words(client.get(reverse("home")))


def test_whoever_asked_sees_what_they_wait_for(page, plan, lead):
    report = waiting(plan, by=lead)

    assert report.get_absolute_url() in page.get(reverse("home")).content.decode()


def test_a_lost_file_is_told_in_a_sentence(page, plan):
    report = waiting(plan)
    for _ in services.make_report(report.pk):
        pass
    report.refresh_from_db()
    report.file.content.storage.delete(report.file.content.name)

    answer = page.get(reverse("reports:download_report", args=[report.pk]), follow=True)

    assert "The file of this report cannot be found." in words(answer)
