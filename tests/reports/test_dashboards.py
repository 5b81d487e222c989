"""Dashboards: the catalogue's values, on several days at once, through the guard."""

import copy
import datetime

import pytest
from django.urls import reverse

from actions.figures import positions, positions_through
from prevent_portal.figures import Value, catalogue
from prevent_portal.roles import Role
from reports import dashboards
from reports.dashboards import DASHBOARDS, Shown, quarter_ends
from reports.series import names, plan_of, series
from tests.asked import asked
from tests.factories import AgencyFactory, PlanFactory, UserFactory

from .places import action_of, due_by, noon, update

pytestmark = pytest.mark.django_db

Day = datetime.date


@pytest.fixture(scope="module")
def kept_plan(once):
    """A plan of which each action stood otherwise on other days."""
    plan = PlanFactory(agency=AgencyFactory(name="Marrowby Council"), period_start="2024-01-01")
    done = action_of(plan, when="March 2025")
    update(done, on=Day(2025, 2, 1), status="in_progress", recorded_at=noon(2025, 2, 2))
    update(done, on=Day(2025, 10, 1), status="complete", recorded_at=noon(2025, 10, 2))
    late = action_of(plan, when="September 2025")
    due_by(late, "January 2026", set_at=noon(2025, 12, 1))
    old = action_of(plan, when="Quarterly")
    update(old, on=Day(2025, 6, 1), status="blocked", kind="imported", recorded_at=noon(2025, 1, 3))
    wrong = update(old, on=Day(2025, 7, 1), status="complete", recorded_at=noon(2025, 7, 2))
    update(
        old,
        on=Day(2025, 7, 1),
        status="in_progress",
        recorded_at=noon(2025, 7, 3),
        kind="correction",
        corrects=wrong,
    )
    return plan


@pytest.fixture
def plan(kept_plan):
    return copy.deepcopy(kept_plan)


@pytest.fixture
def lead(plan):
    return UserFactory(agency=plan.agency, roles=[Role.PREVENT_LEAD])


DAYS = [Day(2024, 12, 31), Day(2025, 3, 31), Day(2025, 6, 30), Day(2025, 9, 30), Day(2026, 1, 31)]


def test_actions_stand_on_several_days_as_on_each_by_itself(plan):
    found = positions_through(plan, days=DAYS)

    assert found == {day: positions(plan, on=day) for day in DAYS}
    assert len({tuple(p.status for p in each.values()) for each in found.values()}) > 2


def test_each_figure_has_the_value_that_the_catalogue_gives(plan):
    known = catalogue()
    own = [name for name in names() if not name.startswith("channel.")]

    found = series(own, agency=plan.agency, days=[DAYS[2], DAYS[4]])

    for name in own:
        if name.startswith("actions."):
            expected = known[name].at(plan_of(plan.agency, on=DAYS[4]), on=DAYS[2])
            assert found[name][DAYS[2]] == expected, name
        elif name.startswith(("premises_", "bookings_")):
            assert found[name][DAYS[4]] == known[name].at(plan.agency, on=DAYS[4]), name


def test_every_dashboard_has_at_most_six_figures_that_the_catalogue_knows():
    for each in DASHBOARDS.values():
        assert 0 < len(each.figures) <= 6
        assert set(each.figures) <= set(names()), each.name


def test_quarters_end_on_their_last_days():
    assert quarter_ends(Day(2026, 3, 30), 3) == [
        Day(2025, 6, 30),
        Day(2025, 9, 30),
        Day(2025, 12, 31),
    ]
    assert quarter_ends(Day(2026, 3, 31), 2) == [Day(2025, 12, 31), Day(2026, 3, 31)]


def _of_channel(monkeypatch, numbers):
    """The dashboard for Channel where each day counts what is given by its place."""
    monkeypatch.setattr(
        dashboards,
        "series",
        lambda asked, agency, days: {
            name: {day: Value(n) for day, n in zip(days, numbers, strict=True)} for name in asked
        },
    )
    on = Day(2026, 3, 31)
    return Shown(DASHBOARDS["channel"], agency=None, on=on, since=Day(2025, 11, 30))


def test_no_small_number_of_cases_stands_on_a_page(monkeypatch):
    shown = _of_channel(monkeypatch, [3, 9, 12, 0, 14, 15, 16, 2, 4])
    told = shown.figures[0]

    said = [count for _, count, *_ in told.all_lines]
    assert said == [
        "fewer than 5",
        "9",
        "12",
        "fewer than 5",
        "14",
        "15",
        "16",
        "fewer than 5",
        "fewer than 5",
    ]
    assert told.value == "fewer than 5"
    assert told.change == "No change can be given since 30 November 2025"
    assert len(told.points.split()) == 4


def test_a_change_is_given_where_both_numbers_are(monkeypatch):
    told = _of_channel(monkeypatch, [8, 9, 12, 11, 14, 15, 16, 20, 30]).figures[0]

    assert told.value == "30"
    assert told.change == "Up 14 since 30 November 2025"


def test_the_page_speaks_of_its_day_and_lets_one_choose_another(client, lead, plan):
    client.force_login(lead)
    address = reverse("reports:dashboard", args=["prevent-lead"])

    page = client.get(f"{address}?on=2026-01-31&since=2025-06-30").content.decode()

    assert "figures on 31 January 2026" in page
    assert "Compared with 30 June 2025" in page
    assert "of 3 actions in the plan" in page
    assert page.count("<polyline") >= 3
    wrong = client.get(f"{address}?on=2026-01-31&since=2026-02-28").content.decode()
    assert "The day to compare with is not before the other." in wrong
    assert "Compared with 31 October 2025" in wrong


def test_the_file_has_each_figure_on_each_day(client, lead):
    client.force_login(lead)
    address = reverse("reports:dashboard", args=["prevent-lead"])

    lines = b"".join(client.get(f"{address}?on=2026-01-31&format=csv").streaming_content)

    rows = lines.decode().strip().splitlines()
    assert len(rows) == 1 + 6 * 10
    assert any(row.startswith("Late,2026-01-31,") for row in rows)


@pytest.mark.parametrize(
    ("name", "most"), {"executives": 22, "prevent-lead": 32, "training": 7, "premises": 20}.items()
)
def test_the_page_asks_no_more_than_it_needs_and_is_small(client, lead, plan, name, most):
    client.force_login(lead)
    address = reverse("reports:dashboard", args=[name])
    client.get(address)  # counts over the register of training are kept from then on
    before = asked(client, address)
    for _ in range(10):
        action_of(plan, when="September 2025", status="in_progress")

    assert asked(client, address) == before
    assert before <= most
    assert len(client.get(address).content) < 80_000
