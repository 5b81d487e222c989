"""The invented county's training: whole, the same every time, and with something to put right."""

import pytest
from django.http import QueryDict
from django.test import override_settings

from prevent_portal import demo as partnership
from prevent_portal.acting import acting_for
from prevent_portal.models import Agency, Person, User
from tests.conftest import TODAY
from training import demo
from training.belonging import set_apart
from training.coverage import Coverage
from training.figures import standing
from training.models import (
    Accreditation,
    AuditReturn,
    Booking,
    Evaluation,
    Reminder,
    Rule,
    Session,
    Setting,
    TrainingImport,
    Unit,
)


@pytest.fixture(scope="module")
def kept_county(once, tmp_path_factory):
    with override_settings(VAR=tmp_path_factory.mktemp("var")), acting_for(None):
        partnership.load(TODAY)
        demo.load(TODAY)


@pytest.fixture
def county(kept_county):
    """The county's council, as everything was loaded once for all these tests."""
    return Agency.objects.get(is_lead=True)


def test_the_headline_is_about_that_of_a_board_paper(county, today):
    _, found = standing(county, on=today, by="unit")

    assert found.whole.in_post == 2005  # three are away for long
    assert 82 <= found.whole.percent <= 84
    assert found.whole.in_date < found.whole.trained
    assert 0 < found.whole.deadline_passed < found.whole.in_post
    assert len(found.groups) == 12


def test_every_unit_has_its_directorate(county):
    units = Unit.objects.filter(agency=county)

    assert units.exclude(directorate="").count() == units.count() == 12


def test_the_next_extract_waits_with_rows_to_put_right(county):
    waiting = TrainingImport.objects.get(state="read")

    assert waiting.counts["verdicts"]["rejected"] == 5
    assert set(waiting.counts["codes"]) == {
        "invalid_employee_number",
        "unknown_business_unit",
        "invalid_date",
        "invalid_flag",
        "formula_in_cell",
        "invalid_email",
        "role_matched_loosely",
    }


def test_nobody_can_be_written_to(county):
    people = Person.objects.exclude(number="")

    assert not people.exclude(email__endswith="@wrenshire.example").exists()


def test_rules_stand_side_by_side_and_one_is_to_come(county, today):
    rules = Rule.objects.standing()

    assert rules.count() >= 7
    assert rules.filter(starts_on__gt=today).exists()
    assert {person.kind for person in Person.objects.all()} >= {"volunteer", "panel_member"}
    assert set_apart(Rule.objects.get(is_headline=True), on=today, agency=county) == (3, 0)


def test_some_settings_are_covered_some_not_and_some_left_out(county, today):
    lead = User.objects.get(email=partnership.address("prevent.lead"))

    found = Coverage(QueryDict(), user=lead, today=today)

    assert 0 < found.covered.count < found.covered.out_of
    assert found.left_out_count == 3
    assert found.mop_up.filter(has_declined=True).exists()
    assert not Setting.objects.exclude(contact_email="").exclude(contact_email__endswith=".example")
    assert AuditReturn.objects.filter(accepted_at=None).count() == 4


def test_sessions_were_held_and_evaluated_and_one_to_come_is_full(county, today):
    assert Session.objects.held().count() == 5
    assert Session.objects.before(today).filter(state="planned").count() == 1
    waiting = Booking.objects.filter(state="waiting")
    assert {each.session.starts_at.date() > today for each in waiting} == {True}
    assert Evaluation.objects.filter(moment="after").exclude(comment="").exists()


def test_one_trainer_has_run_out_and_one_is_about_to(county, today):
    rows = Accreditation.objects.order_by("expires_on")

    assert [(each.expires_on - today).days for each in rows] == [-12, 38, 410, 700]


def test_reminders_were_sent_and_some_are_of_the_day(county, today):
    states = Reminder.objects.values_list("state", "on")

    assert {state for state, _ in states} >= {"sent", "failed", "unreachable", "waiting"}
    assert {on for state, on in states if state == "waiting"} == {today}
    assert not Reminder.objects.filter(state="sent", on=today).exists()


def test_every_kind_of_person_is_there(county):
    kinds = {kind for (kind,) in Person.objects.values_list("kind").distinct()}

    assert kinds == {choice for choice, _ in Person.Kind.choices}
