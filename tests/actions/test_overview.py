"""How the work stands: the page says what the rows say, at any day, and its numbers lead to them."""

import csv
import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actions.models import Action, Evidence, Plan, ProgressUpdate, Timescale
from prevent_portal.roles import Role
from tests.factories import (
    ActionFactory,
    AgencyFactory,
    BodyFactory,
    MeetingFactory,
    ObjectiveFactory,
    PlanFactory,
    ThemeFactory,
    UserFactory,
)

PAGE = "actions:overview"
LONG_AGO = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture
def lead():
    return UserFactory(agency=AgencyFactory(name="Saltshire Council"), roles=[Role.PREVENT_LEAD])


@pytest.fixture
def plan(lead):
    return PlanFactory(
        agency=lead.agency,
        title="Our plan",
        kind=Plan.Kind.SPOC,
        layout="duty-spoc",
        period_start=datetime.date(2025, 4, 1),
    )


def action_of(plan, *, due_on=None, status="in_progress", said=(), theme="Schools", **values):
    """An action whose columns say what its rows say."""
    found = plan.themes.filter(title=theme).first() or ThemeFactory(plan=plan, title=theme)
    objective = found.objectives.first() or ObjectiveFactory(theme=found)
    values = {"leads": ["Head of libraries"], "expected_outcome": "More", **values}
    last = None
    action = ActionFactory(
        objective=objective,
        status=status,
        due_on=due_on,
        **{"timescale_kind": "date" if due_on else "ongoing", "added_at": LONG_AGO, **values},
    )
    Timescale.objects.create(
        action=action,
        kind=action.timescale_kind,
        dates=[due_on] if due_on else [],
        set_at=LONG_AGO,
    )
    for day, then in said:
        last = day
        kind = {"complete": "verified", "proposed": "proposed"}.get(then, "logged")
        recorded = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
        ProgressUpdate.objects.create(
            action=action, on=day, status=then, kind=kind, text="Said", recorded_at=recorded
        )
    action.last_update_on = last
    action.save()
    return action


def look(client, user, name=PAGE, **data):
    client.force_login(user)
    response = client.get(reverse(name), data)
    assert response.status_code == 200
    return response


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


def sheet(response):
    text = b"".join(response).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


@pytest.fixture
def a_year_of_work(plan, today):
    """Eight actions: two late, one of them newly; one done since; one new; one without anything."""
    day = datetime.date
    return {
        "long late": action_of(
            plan, due_on=day(2025, 9, 1), said=[(day(2025, 6, 1), "in_progress")]
        ),
        "newly late": action_of(
            plan, due_on=day(2026, 3, 1), said=[(day(2025, 6, 2), "in_progress")]
        ),
        "done": action_of(
            plan,
            due_on=day(2026, 2, 1),
            status="complete",
            said=[(day(2025, 6, 1), "in_progress"), (day(2026, 2, 20), "complete")],
        ),
        "done before": action_of(plan, status="complete", said=[(day(2025, 6, 1), "complete")]),
        "new": action_of(plan, status="not_started", added_at=timezone.now(), theme="Faith"),
        "blocked": action_of(
            plan,
            status="blocked",
            theme="Faith",
            said=[(day(2025, 7, 1), "in_progress"), (day(2026, 1, 20), "blocked")],
        ),
        "bare": action_of(
            plan, status="not_started", leads=[], expected_outcome="", timescale_kind="tbc"
        ),
        "withdrawn": action_of(plan, status="withdrawn", said=[(day(2025, 8, 1), "withdrawn")]),
    }


def test_the_first_line_says_what_matters_now(client, lead, a_year_of_work):
    page = words(look(client, lead))

    assert (
        "2 of 5 actions still to be done are late on 18 March 2026, 1 more than on "
        "18 December 2025; the longest by 198 days; 1 has no owner." in page
    )


def test_where_nothing_is_to_be_done_the_first_line_says_so(client, lead):
    assert "Nothing was still to be done on 18 March 2026." in words(look(client, lead))


def test_six_figures_each_with_day_denominator_and_change(client, lead, a_year_of_work):
    page = look(client, lead)

    assert len(page.context["overview"].headlines) == 6
    said = words(page)
    for figure in (
        "Complete 2 Of 7 actions in the plan, 18 March 2026. 1 more than on 18 December 2025.",
        "Late 2 Of 7 actions in the plan, 18 March 2026. 1 more than on 18 December 2025.",
        "Blocked 1 Of 7 actions in the plan, 18 March 2026. 1 more than on 18 December 2025.",
        "Complete without evidence 2 Of 2 actions complete or proposed as complete",
    ):
        assert figure in said


def held(body, *day, status="held"):
    return MeetingFactory(body=body, on=datetime.date(*day), status=status)


def test_it_is_compared_with_the_last_meeting_of_the_board_the_plan_goes_to(client, lead, plan):
    plan.body = BodyFactory(name="Saltshire Board")
    plan.save()
    held(plan.body, 2025, 11, 4, status="minuted")
    held(plan.body, 2026, 1, 15)
    held(plan.body, 2026, 2, 20, status="planned")
    held(plan.body, 2026, 3, 18)
    MeetingFactory(
        body=plan.body,
        on=datetime.date(2026, 3, 2),
        status="held",
        closed_on=datetime.date(2026, 3, 3),
        closed_because="Entered twice",
    )
    held(BodyFactory(name="Another group"), 2026, 3, 10)

    for data in ({}, {"plan": plan.pk}):
        page = look(client, lead, **data)
        assert page.context["overview"].since == datetime.date(2026, 1, 15)
        assert page.context["overview"].quiet_since == datetime.date(2025, 12, 18)
        assert "Compared with 15 January 2026, when Saltshire Board last met." in words(page)
    earlier = words(look(client, lead, on="2026-01-01"))
    assert "Compared with 4 November 2025, when Saltshire Board last met." in earlier


def test_a_plan_that_goes_to_no_board_is_compared_with_any_board(client, lead, plan):
    board = BodyFactory(name="Saltshire Board")
    elsewhere = PlanFactory(agency=lead.agency, body=board, title="Elsewhere")
    held(board, 2026, 1, 15)
    held(BodyFactory(name="Delivery group"), 2026, 2, 10)
    held(BodyFactory(name="Panel", kind="channel_panel"), 2026, 3, 4)

    assert "10 February 2026, when Delivery group last met" in words(
        look(client, lead, plan=plan.pk)
    )
    for data in ({}, {"plan": elsewhere.pk}):
        assert "15 January 2026, when Saltshire Board last met" in words(look(client, lead, **data))


def test_without_a_meeting_or_with_another_day_the_page_says_so(client, lead, plan):
    assert (
        "Compared with 18 December 2025, three months before: no board met before that day."
        in words(look(client, lead))
    )
    held(BodyFactory(name="Saltshire Board"), 2026, 1, 15)
    said = words(look(client, lead, since="2026-02-01"))
    assert "Compared with 1 February 2026." in said
    assert "last met" not in said


def test_an_earlier_day_is_shown_as_it_was(client, lead, a_year_of_work):
    page = look(client, lead, on="2025-10-01", since="2025-05-01")

    said = words(page)
    assert "1 of 6 actions still to be done was late on 1 October 2025, 1 more than" in said
    assert "Complete 1 Of 7 actions in the plan, 1 October 2025" in said
    assert "lead to none" in said
    assert "/plans/actions/?" not in page.content.decode()


def test_the_day_may_be_typed_in_boxes(client, lead, a_year_of_work):
    page = look(client, lead, on_day="1", on_month="10", on_year="2025")

    assert page.context["overview"].on == datetime.date(2025, 10, 1)
    assert page.context["overview"].since == datetime.date(2025, 7, 1)
    assert 'value="2025"' in page.content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"on": "2031-01-01"}, "The day must be today or in the past"),
        ({"on": "yesterday"}, "must include"),
        ({"on": "2026-02-30"}, "must be a real date"),
        ({"since": "2026-03-18"}, "“Compared with” must be before the day that is shown."),
        ({"quiet": "2026-04-18"}, "“No report since” must be before the day that is shown."),
        ({"plan": "x"}, "“Plan” in the address is not one of the choices."),
        ({"plan": "99999999999999999999"}, "“Plan” in the address is not one of the choices."),
        ({"agency": "<script>"}, "“Agency” in the address is not one of the choices."),
        ({"agency": "½"}, "“Agency” in the address is not one of the choices."),
        ({"plan": "\0"}, "“Plan” in the address is not one of the choices."),
    ],
)
def test_what_cannot_be_understood_is_passed_over(client, lead, a_year_of_work, data, sentence):
    page = look(client, lead, **data)

    assert sentence in words(page)
    assert page.context["overview"].on == datetime.date(2026, 3, 18)
    assert page.context["overview"].found.now.in_plan == 7


def test_each_number_of_what_is_missing_leads_to_exactly_those_actions(
    client, lead, plan, a_year_of_work
):
    Evidence.objects.create(
        action=a_year_of_work["done"], kind="link", title="Note", url="https://example.org/1"
    )
    action_of(PlanFactory(agency=lead.agency), leads=[])
    expected = {
        "No owner": ["bare"],
        "No date": ["bare"],
        "No outcome": ["bare"],
        "Complete without evidence": ["done before"],
    }

    missing = look(client, lead, plan=plan.pk).context["overview"].missing

    assert [gap["title"] for gap in missing] == list(expected)
    for gap in missing:
        number = gap["number"]
        listed = client.get(number.href).context["actions"]
        wanted = {a_year_of_work[name].pk for name in expected[gap["title"]]}
        assert {action.pk for action in listed} == wanted
        assert number.count == len(wanted)


def test_each_number_of_a_group_leads_to_exactly_those_actions(client, lead, plan, a_year_of_work):
    helper = AgencyFactory(name="Constabulary")
    a_year_of_work["long late"].agencies.add(helper)
    action_of(PlanFactory(agency=helper, title="Theirs"), due_on=datetime.date(2026, 1, 1))

    overview = look(client, lead).context["overview"]

    links = 0
    for groups in overview.groups:
        for line in groups.lines:
            for _, count, href in line.cells:
                if href:
                    links += 1
                    assert len(client.get(href).context["actions"]) == count, (line.name, href)
    assert links >= 8
    assert len(client.get(overview.late.href).context["actions"]) == overview.late.count == 3


def test_the_work_is_grouped_by_theme_agency_and_post(client, lead, plan, a_year_of_work):
    by = {g.title: g for g in look(client, lead).context["overview"].groups}

    assert {line.name: line.counts.late for line in by["By theme"].lines} == {
        f"{plan.themes.get(title='Schools')}: Our plan": 2,
        f"{plan.themes.get(title='Faith')}: Our plan": 0,
    }
    assert [line.name for line in by["By agency"].lines] == ["Saltshire Council"]
    assert {line.name: line.counts.in_plan for line in by["By lead post"].lines} == {
        "Head of libraries": 6,
        "No post named": 1,
    }
    assert by["By lead post"].finding == "Head of libraries has the most late: 2 of 6"


def test_a_theme_without_a_heading_is_called_by_its_plan(client, lead, today):
    action = ActionFactory(objective__theme__is_implicit=True, status="blocked")
    overview = look(client, lead).context["overview"]

    (line,) = overview.groups[0].lines
    assert line.name == action.plan.title
    (href,) = [href for _, _, href in line.cells if href]
    assert [row.pk for row in client.get(href).context["actions"]] == [action.pk]


def test_late_actions_are_counted_by_age(client, lead, plan, today):
    for days in (1, 30, 31, 90, 91, 180, 181, 400):
        action_of(plan, due_on=today - datetime.timedelta(days=days))

    overview = look(client, lead).context["overview"]

    assert [band["count"] for band in overview.ages] == [2, 2, 2, 2]
    assert overview.ages_finding == "4 of 8 late actions are more than 90 days late"


def test_agencies_that_have_not_reported_are_named(client, lead, plan, a_year_of_work):
    silent = PlanFactory(agency=AgencyFactory(name="Silent Trust"))
    action_of(silent, said=[(datetime.date(2025, 11, 5), "in_progress")])
    action_of(PlanFactory(agency=AgencyFactory(name="Never Trust")))

    said = words(look(client, lead, quiet="2026-01-01"))

    part = said[said.index("No report since 1 January 2026") : said.index("What moved since")]
    assert "Never Trust 1 Never" in part
    assert "Silent Trust 1 5 November 2025" in part
    assert "Saltshire" not in part
    earlier = words(look(client, lead, quiet="2025-11-01"))
    assert "Silent Trust 1 5" not in earlier


def test_what_moved_since_a_day_is_named(client, lead, a_year_of_work):
    page = look(client, lead, since="2026-02-01")

    assert "1 newly late, 1 completed, 1 new, 0 with another status." in words(page)
    assert {row["action"].pk: row["what"] for row in page.context["overview"].moved} == {
        a_year_of_work["newly late"].pk: "Newly late",
        a_year_of_work["done"].pk: "Completed",
        a_year_of_work["new"].pk: "New",
    }
    page = look(client, lead, since="2026-01-01")
    assert "1 with another status" in words(page)


def test_a_partner_sees_their_own_plans_and_what_names_them(client, lead, a_year_of_work):
    contact = UserFactory(agency=AgencyFactory(name="Trust"), roles=[Role.SPOC])
    own = action_of(PlanFactory(agency=contact.agency), due_on=datetime.date(2026, 3, 1))
    a_year_of_work["blocked"].agencies.add(contact.agency)

    page = look(client, contact)

    assert page.context["overview"].found.now.in_plan == 2
    assert [key for key, _ in page.context["filters"].fields["plan"].choices] == [
        "",
        str(own.plan.pk),
    ]
    assert a_year_of_work["long late"].text not in words(page)
    theirs = look(client, contact, plan=a_year_of_work["done"].plan.pk)
    assert "“Plan” in the address is not one of the choices." in words(theirs)


def test_narrowing_to_a_plan_a_theme_or_an_agency(client, lead, plan, a_year_of_work):
    helper = AgencyFactory(name="Constabulary")
    a_year_of_work["long late"].agencies.add(helper)
    other = action_of(PlanFactory(agency=helper, title="Theirs"))
    faith = plan.themes.get(title="Faith")

    def counted(**data):
        return look(client, lead, **data).context["overview"].found.now.in_plan

    assert counted() == 8
    assert counted(plan=plan.pk) == 7
    assert counted(plan=plan.pk, theme=faith.pk) == 2
    assert counted(agency=helper.pk) == 2
    assert counted(plan=other.plan.pk, agency=helper.pk) == 1


def test_a_closed_plan_is_no_longer_counted(client, lead, plan, a_year_of_work):
    plan.status, plan.closed_because = Plan.Status.CLOSED, "Over"
    plan.save()

    assert look(client, lead).context["overview"].found.now.in_plan == 0


def test_the_spreadsheet_holds_all_that_the_page_says(client, lead, plan, a_year_of_work):
    for place in range(14):
        action_of(plan, leads=[f"Post {place}"], status="not_started")

    rows = sheet(look(client, lead, "actions:export_overview", since="2026-02-01"))

    whole = next(row for row in rows if row["Part"] == "All" and row["As at"] == "2026-03-18")
    assert (whole["In the plan"], whole["Late"], whole["No owner"]) == ("21", "2", "1")
    posts = [row for row in rows if row["Part"] == "By lead post"]
    assert len(posts) == 16
    moved = {row["Name"]: row["What happened"] for row in rows if row["Part"] == "Moved"}
    assert moved[a_year_of_work["newly late"].text] == "Newly late"
    assert len(moved) == 3
    assert "6 more, in the download" in words(look(client, lead))


def queries(client, user, **data):
    client.force_login(user)
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse(PAGE), data)
    ends = re.compile(r"SAVEPOINT|RELEASE|SELECT set_config")
    return sum(not ends.match(query["sql"]) for query in asked)


def test_the_number_of_queries_does_not_grow(client, lead, plan, a_year_of_work):
    few = queries(client, lead)
    for place in range(30):
        other = PlanFactory(agency=AgencyFactory(), title=f"Plan {place}")
        action_of(other, leads=[f"Post {place}"], due_on=datetime.date(2026, 1, 1))

    assert queries(client, lead) == few == 12
    assert queries(client, lead) == 10
    assert queries(client, lead, on="2025-10-01") == 12
    assert queries(client, lead, plan=plan.pk) == 12
    assert queries(client, lead, plan=plan.pk) == 10


def test_the_page_stays_small(client, lead):
    title = (
        "A plan with a title that is as long as titles of plans are, years and all, and then some"
    )
    for place in range(60):
        agency = AgencyFactory(name=f"The {place}th agency with a name of the usual length")
        other = PlanFactory(agency=agency, title=f"{title} {place}")
        for number in range(2):
            action_of(
                other,
                leads=[f"Head of a service with a long name, number {place}"],
                theme=f"A theme with a heading of the usual length, {place}",
                due_on=datetime.date(2026, 1, 1 + number),
                said=[(datetime.date(2026, 2, 1), "ongoing")],
                text="Words of an action as they are, at some length, so that they are cut. " * 3,
            )

    assert len(look(client, lead).content) <= 80 * 1024


def test_the_navigation_leads_there(client, lead):
    assert f'href="{reverse(PAGE)}"' in client_home(client, lead)
    assert f'href="{reverse(PAGE)}"' not in client_home(client, UserFactory(roles=[Role.OFFICER]))


def client_home(client, user):
    client.force_login(user)
    return client.get(reverse("home")).content.decode()


def test_actions_without_outcome_are_those_of_which_nothing_says_what_should_come(plan):
    bare = action_of(plan, expected_outcome="")
    action_of(plan, expected_outcome="", success_measure="Ten a year")
    action_of(plan, expected_outcome="", impact=["Fewer gaps"])
    action_of(plan, expected_outcome="", status="complete")
    of_outcomes = PlanFactory(layout="outcomes-by-theme")
    action_of(of_outcomes, expected_outcome="")

    assert list(Action.objects.without_outcome()) == [bare]
