"""Two people at one action in the same moment, on connections of their own."""

import threading

import pytest
from django.db import connection

from actions.services import evidence, progress
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from tests.factories import ActionFactory, UserFactory

PEOPLE = 4


@pytest.fixture(autouse=True)
def _database(own_database):
    """Each person sees what the others do only once it is committed."""


def at_once(*calls):
    """What the calls, started together, each come to: "done", or the sentence of a refusal."""
    answers, together = [], threading.Barrier(len(calls))

    def run(by, call):
        together.wait()
        try:
            with acting_for(by):
                call(by)
            answers.append("done")
        except Refused as refusal:
            answers.append(refusal.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def test_of_those_who_read_the_same_page_one_saves_and_the_rest_look_again(today):
    action = ActionFactory()

    def log(by):
        progress.log_progress(action, by=by, on=today, text=by.name, status="ongoing", version=1)

    answers = at_once(*[(UserFactory(), log) for _ in range(PEOPLE)])

    assert answers.count("done") == 1
    assert sum("changed while you were writing" in answer for answer in answers) == PEOPLE - 1
    action.refresh_from_db()
    assert (action.version, action.updates.count()) == (2, 1)


def test_without_a_page_to_have_read_everybodys_words_are_kept(today):
    action = ActionFactory()

    def log(by):
        progress.log_progress(action, by=by, on=today, text=by.name, status="ongoing")

    answers = at_once(*[(UserFactory(), log) for _ in range(PEOPLE)])

    action.refresh_from_db()
    assert answers == ["done"] * PEOPLE
    assert (action.version, action.updates.count()) == (1 + PEOPLE, PEOPLE)


def test_pressing_undo_twice_takes_back_once(today):
    officer = UserFactory()
    update = progress.log_progress(
        ActionFactory(), by=officer, on=today, text="Met.", status="ongoing"
    )

    answers = at_once(*[(officer, lambda by: progress.undo_progress(update, by=by))] * 2)

    assert answers == ["This was taken back or corrected already.", "done"]
    assert update.corrections.count() == 1


def test_verifying_and_withdrawing_what_shows_it_come_one_after_the_other(today):
    """Withdrawn first, it cannot be verified; verified first, it stays so, and shows as a gap."""
    officer, lead = UserFactory(), UserFactory(roles=[Role.PREVENT_LEAD])
    for _ in range(PEOPLE):
        action = ActionFactory(status="proposed")
        shown = evidence.add_evidence(action, by=officer, url="https://minutes.example/")

        answers = at_once(
            (lead, lambda by, a=action: progress.verify_action(a, by=by)),
            (officer, lambda by, e=shown: evidence.withdraw_evidence(e, by=by, reason="Wrong.")),
        )

        action.refresh_from_db()
        shown.refresh_from_db()
        refused = "Nothing attached shows that this was done. Add evidence before you go on."
        assert (answers, action.status) in (
            (["done", "done"], "complete"),
            ([refused, "done"], "proposed"),
        )
        assert shown.withdrawn_at is not None
