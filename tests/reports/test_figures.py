"""What plans say about themselves on a day, whatever has been recorded since."""

import datetime

import pytest
from django.db.models import F
from hypothesis import given
from hypothesis import strategies as some

from actions import figures, timescale
from actions.models import Action
from prevent_portal.figures import catalogue
from tests.factories import ObjectiveFactory, PlanFactory, ThemeFactory, UserFactory

from .places import action_of, due_by, link, noon, position, update

Status = Action.Status
MARCH, JULY, SEPTEMBER = (datetime.date(2025, m, d) for m, d in ((3, 31), (7, 31), (9, 30)))
LATER = noon(2026, 3, 1)


@pytest.fixture
def plan():
    return PlanFactory(period_start="2025-04-01", period_end="2026-03-31")


def standing(action, on, known_at=LATER):
    return figures.positions(Action.objects.filter(pk=action.pk), on=on, known_at=known_at)[
        action.pk
    ]


def values(plan, on, known_at=LATER):
    return {
        name: (value.count, value.out_of)
        for name, value in figures.read(figures.positions(plan, on=on, known_at=known_at)).items()
    }


# Status


def test_an_action_stands_as_the_last_entry_about_the_day_or_before_says(plan):
    action = action_of(plan)
    update(action, on=datetime.date(2025, 5, 1), status=Status.IN_PROGRESS)
    update(action, on=datetime.date(2025, 8, 1), status=Status.BLOCKED)

    assert standing(action, datetime.date(2025, 4, 30)).status == Status.NOT_STARTED
    assert standing(action, JULY).status == Status.IN_PROGRESS
    assert standing(action, SEPTEMBER).status == Status.BLOCKED


def test_of_one_day_the_entry_written_last_counts(plan):
    action = action_of(plan)
    update(action, on=JULY, status=Status.IN_PROGRESS)
    update(action, on=JULY, status=Status.BLOCKED)

    assert standing(action, JULY).status == Status.BLOCKED


def test_what_was_recorded_later_changes_the_day_only_for_those_who_know_it(plan):
    action = action_of(plan)
    first = update(action, on=JULY, status=Status.COMPLETE, text="All done.")
    update(
        action,
        on=JULY,
        status=Status.IN_PROGRESS,
        recorded_at=noon(2025, 11, 1),
        kind="correction",
        corrects=first,
        text="It was the other one that was done.",
    )

    then = standing(action, SEPTEMBER, known_at=noon(2025, 10, 1))
    now = standing(action, SEPTEMBER, known_at=noon(2025, 11, 2))

    assert (then.status, then.words) == (Status.COMPLETE, "All done.")
    assert (now.status, now.words) == (Status.IN_PROGRESS, "It was the other one that was done.")


def test_a_correction_may_move_an_entry_to_another_day(plan):
    action = action_of(plan)
    first = update(action, on=JULY, status=Status.BLOCKED)
    moved = datetime.date(2025, 9, 1)
    update(action, on=moved, status=Status.BLOCKED, kind="correction", corrects=first)

    assert standing(action, JULY).status == Status.NOT_STARTED
    assert standing(action, SEPTEMBER).updated_on == moved


def test_what_was_taken_back_is_silent(plan):
    action = action_of(plan)
    update(action, on=MARCH, status=Status.IN_PROGRESS)
    slip = update(action, on=JULY, status=Status.BLOCKED)
    update(action, on=JULY, status=Status.IN_PROGRESS, kind="undone", corrects=slip, text="")

    stands = standing(action, SEPTEMBER)

    assert (stands.status, stands.updated_on) == (Status.IN_PROGRESS, MARCH)


def test_an_imported_status_holds_for_days_before_the_import_and_is_no_progress(plan):
    action = action_of(plan)
    update(action, on=datetime.date(2026, 2, 1), status=Status.COMPLETE, kind="imported", text="")

    stands = standing(action, JULY)

    assert (stands.status, stands.updated_on, stands.words) == (Status.COMPLETE, None, "")


def test_what_was_reported_before_the_import_counts_for_its_day(plan):
    action = action_of(plan)
    update(action, on=datetime.date(2026, 2, 1), status=Status.COMPLETE, kind="imported", text="")
    update(action, on=MARCH, status=Status.IN_PROGRESS)

    assert standing(action, JULY).status == Status.IN_PROGRESS


# Lateness


@pytest.mark.parametrize(
    ("when", "late"),
    [
        ("30 September 2025", False),
        ("29 September 2025", True),
        ("September 2025", False),
        ("July and Nov 2025", False),
        ("June and July 2025", True),
        ("Quarterly", True),
        ("Annual", False),
        ("Ongoing", False),
        ("To be agreed", False),
        ("", False),
    ],
)
def test_an_action_is_late_from_the_day_after_the_last_that_its_words_name(plan, when, late):
    assert standing(action_of(plan, when=when), SEPTEMBER).is_late is late


def test_what_recurs_is_due_an_interval_after_the_last_report_as_on_the_day(plan):
    action = action_of(plan, when="Quarterly")
    update(action, on=datetime.date(2025, 8, 15), status=Status.ONGOING)

    assert standing(action, JULY).due_on == datetime.date(2025, 7, 1)
    assert standing(action, SEPTEMBER).due_on == datetime.date(2025, 11, 15)


def test_a_date_moved_later_leaves_the_earlier_day_late(plan):
    action = action_of(plan, when="June 2025")
    due_by(action, "December 2025", set_at=noon(2025, 8, 1))

    assert standing(action, JULY).is_late
    assert not standing(action, SEPTEMBER).is_late


def test_a_day_before_any_timescale_was_set_takes_the_newest(plan):
    action = action_of(plan, when="sometime soon", set_at=noon(2026, 1, 1))
    due_by(action, "June 2025", set_at=noon(2026, 1, 2))

    assert standing(action, SEPTEMBER).is_late
    assert standing(action, SEPTEMBER, known_at=noon(2026, 1, 1)).due_on is None


@pytest.mark.parametrize("status", [Status.COMPLETE, Status.WITHDRAWN, Status.REPLACED])
def test_what_is_done_with_is_never_late(plan, status):
    action = action_of(plan, when="April 2025", status=status)

    assert not standing(action, SEPTEMBER).is_late


@given(
    meaning=some.sampled_from(
        [
            timescale.parse(w)
            for w in ("May 2025", "Jun, Nov 2025", "Monthly", "Annual", "Ongoing", "")
        ]
    ),
    on=some.dates(datetime.date(2025, 4, 1), datetime.date(2026, 3, 31)),
    reported=some.none() | some.dates(datetime.date(2025, 4, 1), datetime.date(2025, 6, 30)),
)
def test_lateness_is_what_the_timescale_says(meaning, on, reported):
    start = datetime.date(2025, 4, 1)
    stands = position(
        on=on, due_on=figures._due_on(meaning, start, reported, on), due_kind=meaning.kind
    )

    assert stands.is_late == timescale.is_late(meaning, start=start, last_update_on=reported, on=on)


@pytest.mark.parametrize(
    ("days", "band"),
    [
        (0, None),
        (1, "Up to 30 days late"),
        (30, "Up to 30 days late"),
        (31, "31 to 90 days late"),
        (90, "31 to 90 days late"),
        (180, "91 to 180 days late"),
        (181, "More than 180 days late"),
    ],
)
def test_lateness_has_an_age(days, band):
    stands = position(due_on=position().on - datetime.timedelta(days=days))

    assert (stands.days_late, stands.age_band) == (days, band)


def test_every_band_of_age_is_named_even_when_it_is_empty():
    found = figures.late_by_age({1: position(due_on=position().on - datetime.timedelta(days=40))})

    assert found == {
        "Up to 30 days late": 0,
        "31 to 90 days late": 1,
        "91 to 180 days late": 0,
        "More than 180 days late": 0,
    }


# Gaps


def test_an_owner_is_a_person_a_post_or_the_lead_of_the_outcome(plan):
    nobody = action_of(plan, leads=())
    person = action_of(plan, leads=(), lead=UserFactory())
    theme = ThemeFactory(plan=plan)
    outcome = ObjectiveFactory(theme=theme, leads=["Head of libraries"])
    owned = Action.objects.create(objective=outcome, position=1, text="Visit each library")

    assert standing(nobody, JULY).has_no_owner
    assert not standing(person, JULY).has_no_owner
    assert not standing(owned, JULY).has_no_owner


@pytest.mark.parametrize(
    ("when", "missing"),
    [
        ("", True),
        ("tbc", True),
        ("soonish", True),
        ("Monthly", False),
        ("Ongoing", False),
        ("When published", False),
    ],
)
def test_a_date_is_missing_where_no_day_rhythm_or_occasion_is_understood(plan, when, missing):
    assert standing(action_of(plan, when=when), JULY).has_no_date is missing


def test_evidence_counts_once_it_is_known_and_until_it_is_withdrawn(plan):
    action = action_of(plan, status=Status.COMPLETE)
    link(
        action,
        added_at=noon(2025, 10, 5),
        withdrawn_at=noon(2025, 12, 1),
        withdrawn_because="The wrong minutes",
    )

    assert standing(action, SEPTEMBER, known_at=noon(2025, 10, 1)).has_no_evidence
    assert not standing(action, SEPTEMBER, known_at=noon(2025, 10, 6)).has_no_evidence
    assert standing(action, SEPTEMBER, known_at=noon(2025, 12, 2)).has_no_evidence


def test_progress_is_recent_for_three_months(plan):
    action = action_of(plan)
    update(action, on=datetime.date(2025, 6, 30), status=Status.IN_PROGRESS)

    assert standing(action, datetime.date(2025, 9, 29)).was_updated_lately
    assert not standing(action, SEPTEMBER).was_updated_lately


# The catalogue


def test_figures_say_out_of_how_many(plan):
    link(action_of(plan, status=Status.COMPLETE))
    action_of(plan, status=Status.COMPLETE)
    action_of(plan, status=Status.BLOCKED, when="May 2025")
    action_of(plan, status=Status.WITHDRAWN)
    action_of(plan, when="December 2025")
    action_of(plan, leads=(), when="May 2025")

    assert values(plan, SEPTEMBER) == {
        "in_plan": (5, 5),
        "complete": (2, 5),
        "on_track": (1, 5),
        "late": (2, 5),
        "blocked": (1, 5),
        "late_or_blocked": (2, 5),
        "no_owner": (1, 3),
        "no_date": (0, 3),
        "no_outcome": (0, 3),
        "no_evidence": (1, 2),
        "updated_lately": (0, 3),
    }


def test_another_plan_does_not_count(plan):
    action_of(plan)
    action_of(PlanFactory())

    assert values(plan, JULY)["in_plan"] == (1, 1)


def test_a_plan_without_actions_has_figures_of_nothing(plan):
    assert set(values(plan, JULY).values()) == {(0, 0)}


def test_every_figure_is_in_the_catalogue_with_its_meaning_in_words(plan):
    action = action_of(plan, status=Status.BLOCKED)
    ours = {name: f for name, f in catalogue().items() if name.startswith("actions.")}

    assert set(ours) == {f"actions.{name}" for name in figures.TABLE}
    assert all(f.title and f.definition.endswith(".") and f.denominator for f in ours.values())
    blocked = ours["actions.blocked"]
    assert blocked.at(plan, on=JULY).count == 1
    assert list(blocked.rows(plan, on=JULY)) == [action]


@pytest.mark.parametrize("size", [1, 25])
def test_figures_take_as_many_queries_whatever_the_size_of_the_plan(
    plan, size, django_assert_num_queries
):
    for number in range(size):
        link(action_of(plan, status=Status.BLOCKED, when="May 2025", position=number + 1))

    with django_assert_num_queries(5):
        figures.read(figures.positions(plan, on=SEPTEMBER, known_at=LATER))


def test_a_set_of_actions_may_come_from_any_query(plan):
    action = action_of(plan)
    ordered = Action.objects.filter(objective__theme__plan__agency=plan.agency).order_by(
        F("due_on")
    )

    assert list(figures.positions(ordered, on=JULY)) == [action.pk]
