"""Every move a case may make, written out; all others are refused, in words."""

import pytest

from channel.models import Case
from channel.states import AFTER, CLOSED_TO_ANSWERS, ENDED, MOVES, Status
from prevent_portal.errors import Refused

#: From where, to where. Nothing here is read from the table that it checks.
ALLOWED = {
    ("received", "screening"),
    ("screening", "not_progressed"),
    ("screening", "gathering"),
    ("not_progressed", "screening"),
    ("not_progressed", "alternative"),
    ("gathering", "section_36"),
    ("section_36", "not_section_36"),
    ("section_36", "to_panel"),
    ("not_section_36", "alternative"),
    ("not_section_36", "closed"),
    ("alternative", "screening"),
    ("alternative", "closed"),
    ("to_panel", "considered"),
    ("considered", "not_adopted"),
    ("considered", "consent_sought"),
    ("not_adopted", "alternative"),
    ("not_adopted", "to_panel"),
    ("not_adopted", "closed"),
    ("consent_sought", "consent_refused"),
    ("consent_sought", "adopted"),
    ("consent_refused", "consent_sought"),
    ("consent_refused", "to_panel"),
    ("consent_refused", "police_led"),
    ("consent_refused", "closed"),
    ("adopted", "consent_withdrawn"),
    ("adopted", "transferred"),
    ("adopted", "closed"),
    ("consent_withdrawn", "consent_sought"),
    ("consent_withdrawn", "police_led"),
    ("consent_withdrawn", "closed"),
    ("police_led", "to_panel"),
    ("police_led", "closed"),
    ("transferred", "adopted"),
    ("transferred", "closed"),
    ("closed", "screening"),
    ("closed", "to_panel"),
    ("closed", "six_months"),
    ("six_months", "to_panel"),
    ("six_months", "twelve_months"),
    ("twelve_months", "to_panel"),
    ("twelve_months", "reviews_done"),
    ("reviews_done", "screening"),
    ("reviews_done", "to_panel"),
}
STATES = {
    "received", "screening", "not_progressed", "gathering", "section_36", "not_section_36",
    "alternative", "to_panel", "considered", "not_adopted", "consent_sought", "consent_refused",
    "adopted", "consent_withdrawn", "police_led", "transferred", "closed", "six_months",
    "twelve_months", "reviews_done",
}  # fmt: skip


def test_the_states_are_these():
    assert {str(status) for status in Status} == STATES


def _moves(here, there):
    """True if the move is taken; if it is not, the sentence names both states."""
    case = Case(status=here)
    try:
        case.move_to(there)
    except Refused as refusal:
        said = refusal.sentence
    else:
        assert case.status == there
        return True
    assert case.status == here
    assert f"“{Status(here).label}”" in said
    assert f"“{Status(there).label}”" in said
    return False


@pytest.mark.parametrize("here", sorted(STATES))
def test_a_case_moves_as_written_here_and_not_otherwise(here):
    moved = {(here, there) for there in STATES if _moves(here, there)}

    assert moved == {pair for pair in ALLOWED if pair[0] == here}


def test_every_state_can_be_reached_and_left():
    assert {there for _, there in ALLOWED} == STATES - {"received"}
    assert {here for here, _ in ALLOWED} == STATES == {str(here) for here in MOVES}


def test_the_kinds_of_state_are_these():
    assert set(ENDED) == {"not_progressed", "reviews_done"}
    assert set(AFTER) == {"closed", "six_months", "twelve_months"}
    assert set(CLOSED_TO_ANSWERS) == {
        "not_progressed", "closed", "six_months", "twelve_months", "reviews_done",
    }  # fmt: skip


@pytest.mark.django_db
def test_the_database_takes_answers_in_the_same_states():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s FROM unnest(%s) s WHERE NOT channel_takes_answers(s)", [sorted(STATES)]
        )
        assert {row[0] for row in cursor.fetchall()} == {
            "not_progressed", "closed", "six_months", "twelve_months", "reviews_done",
        }  # fmt: skip
