"""A plan goes on into its next period: every owner is asked, and nothing is carried silently."""

import datetime
import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from actions.home import needs
from actions.models import (
    Action,
    Plan,
    PreviousAction,
    ProgressUpdate,
    RollAnswer,
    RollForward,
)
from actions.services import rolling
from actions.services.timescales import set_timescale
from actions.timescale import Meaning
from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from tests.factories import (
    ActionFactory,
    AgencyFactory,
    ObjectiveFactory,
    PlanFactory,
    ThemeFactory,
    UserFactory,
)

Choice, Status = RollAnswer.Choice, Action.Status
NEXT = {
    "title": "Wrenshire Prevent plan 2026/27",
    "period_start": datetime.date(2026, 4, 1),
    "period_end": datetime.date(2027, 3, 31),
    "period_raw": "2026/27",
}


@pytest.fixture
def plan():
    """A plan with finished and unfinished work."""
    made = PlanFactory(
        title="Wrenshire Prevent plan 2025/26", period_raw="2025/26", governing_body="Board"
    )
    theme = ThemeFactory(plan=made, position=1, ref="1", title="Leading")
    ObjectiveFactory(theme=theme, position=1, ref="1.1", text="Officers know", leads=["Post"])
    return made


@pytest.fixture
def lead(plan):
    return UserFactory(name="Olive Fenn", roles=[Role.PREVENT_LEAD], agency=plan.agency)


@pytest.fixture
def officer(plan):
    return UserFactory(name="Sam Reed", agency=plan.agency)


def an_action(plan, text, position, today, status=Status.IN_PROGRESS, when="June 2026", **values):
    action = ActionFactory(
        objective=plan.themes.get().objectives.get(), position=position, text=text,
        status=status, **values,
    )  # fmt: skip
    if when:
        set_timescale(action, by=None, raw=when, on=today)
    return action


@pytest.fixture
def begun(plan, lead, officer, today):
    """The roll-forward of a plan with three unfinished actions, one done and one withdrawn."""
    an_action(plan, "Train staff", 1, today, lead=officer, expected_outcome="They know")
    an_action(plan, "Tell members", 2, today, leads=["Head of policy"], when="Quarterly")
    an_action(plan, "Watch halls", 3, today, status=Status.PROPOSED, when="")
    done = an_action(plan, "Set up a board.", 4, today, status=Status.COMPLETE)
    an_action(plan, "Given up", 5, today, status=Status.WITHDRAWN)
    ProgressUpdate.objects.create(
        action=done, on=today, text="It met in May", status=Status.COMPLETE, by=lead
    )
    return rolling.begin_roll(plan, by=lead, **NEXT)


def of(text, plan):
    return Action.objects.get(text=text, objective__theme__plan=plan)


@pytest.fixture
def answered(begun, lead, officer):
    """Carried as it is, carried with other words, stopped."""
    plan = begun.plan
    rolling.answer(of("Train staff", plan), by=officer, choice=Choice.CARRY)
    said = {"text": "Tell all members", "timescale_raw": "May 2026"}
    rolling.answer(of("Tell members", plan), by=lead, choice=Choice.CHANGE, **said)
    rolling.answer(of("Watch halls", plan), by=lead, choice=Choice.STOP, reason="Nobody hires")
    return begun


# Begin


def test_a_roll_forward_begins_once(begun, lead):
    with pytest.raises(Refused, match="has begun already"):
        rolling.begin_roll(begun.plan, by=lead, **NEXT | {"title": "Another"})
    twice = RollForward(plan=begun.plan, begun_by=lead, **NEXT)
    with pytest.raises(IntegrityError, match="happens_once"), transaction.atomic():
        twice.save()


def test_a_plan_is_not_rolled_forward_twice(answered, lead, today):
    rolling.complete_roll(answered.plan, by=lead, on=today)

    with pytest.raises(Refused, match=r"rolled forward already, into .*2026/27"):
        rolling.begin_roll(answered.plan, by=lead, **NEXT)
    with pytest.raises(Refused, match=r"rolled forward already\. Open the next plan"):
        rolling.complete_roll(answered.plan, by=lead, on=today)
    assert Plan.objects.count() == 2


def test_a_period_that_does_not_come_after_is_refused(plan, lead):
    plan.refresh_from_db()

    with pytest.raises(Refused, match="must begin after this one began"):
        rolling.begin_roll(plan, by=lead, **NEXT | {"period_start": plan.period_start})


def test_a_closed_plan_is_not_rolled_forward(plan, lead):
    plan.status = Plan.Status.CLOSED
    plan.save()

    with pytest.raises(Refused, match="This plan is closed"):
        rolling.begin_roll(plan, by=lead, **NEXT)


def test_a_title_that_is_taken_is_refused(plan, lead):
    PlanFactory(agency=plan.agency, title=NEXT["title"], period_start=NEXT["period_start"],
                period_end=NEXT["period_end"])  # fmt: skip

    with pytest.raises(Refused, match="already has a plan of this title"):
        rolling.begin_roll(plan, by=lead, **NEXT)


def test_a_plan_is_rolled_forward_by_its_keeper(plan):
    spoc = UserFactory(roles=[Role.SPOC], agency=plan.agency)

    with pytest.raises(Refused, match="Only the Prevent lead keeps"):
        rolling.begin_roll(plan, by=spoc, **NEXT)


def test_a_roll_forward_can_be_stopped_and_begun_again(begun, lead):
    rolling.stop_roll(begun.plan, by=lead, reason="Too early")

    begun.refresh_from_db()
    assert (begun.state, begun.stopped_because, begun.ended_by) == ("stopped", "Too early", lead)
    assert rolling.begin_roll(begun.plan, by=lead, **NEXT).pk != begun.pk
    with pytest.raises(Refused, match="Say why"):
        rolling.stop_roll(begun.plan, by=lead, reason=" ")


# Answers


def test_each_lead_is_asked_until_they_answer(begun, officer, today):
    def asked():
        return [row.text for row in needs(officer, today) if "next period" in row.text]

    assert asked() == ["Is this carried into the next period? Train staff"]
    rolling.answer(of("Train staff", begun.plan), by=officer, choice=Choice.CARRY)
    assert asked() == []


def test_nobody_is_asked_about_another_agencys_plan(begun, today):
    neighbour = UserFactory(roles=[Role.SPOC], agency=AgencyFactory())

    assert [row for row in needs(neighbour, today) if "next period" in row.text] == []


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"choice": "change"}, "Change its words or by when"),
        ({"choice": "change", "text": "Train staff"}, "Change its words or by when"),
        ({"choice": "stop"}, "Say why it stops"),
        ({"choice": "carry", "version": 999}, "changed meanwhile"),
    ],
)
def test_an_answer_that_lacks_something_is_refused(begun, officer, said, sentence):
    with pytest.raises(Refused, match=sentence):
        rolling.answer(of("Train staff", begun.plan), by=officer, **said)


def test_what_is_finished_or_not_asked_about_needs_no_answer(begun, plan, lead, today):
    with pytest.raises(Refused, match="is complete, so there is nothing to carry on"):
        rolling.answer(of("Set up a board.", plan), by=lead, choice=Choice.CARRY)
    with pytest.raises(Refused, match="has not begun"):
        rolling.answer(ActionFactory(), by=lead, choice=Choice.CARRY)


def test_an_answer_may_be_given_again(begun, officer):
    action = of("Train staff", begun.plan)
    rolling.answer(action, by=officer, choice=Choice.STOP, reason="No money")

    rolling.answer(action, by=officer, choice=Choice.CARRY)

    row = begun.answers.get()
    assert (row.choice, row.reason, row.history.count()) == ("carry", "", 2)


def test_the_keeper_carries_many_on_but_none_that_changed(begun, lead):
    ticked = {each.pk: each.version for each in Action.objects.all()}
    ticked[of("Tell members", begun.plan).pk] += 1

    assert rolling.carry_many(begun.plan, by=lead, ticked=ticked) == (2, 3)
    assert [each.text for each in rolling.unanswered(begun.plan)] == ["Tell members"]


# Completion


def test_nothing_is_carried_silently(begun, lead, officer, today):
    rolling.answer(of("Train staff", begun.plan), by=officer, choice=Choice.CARRY)

    with pytest.raises(Refused, match="2 unfinished actions have no answer yet"):
        rolling.complete_roll(begun.plan, by=lead, on=today)


def test_the_next_plan_holds_what_was_carried(answered, lead, officer, today):
    made = rolling.complete_roll(answered.plan, by=lead, on=today)

    assert (made.title, made.status, made.governing_body) == (NEXT["title"], "draft", "Board")
    (theme,) = made.themes.all()
    (under,) = theme.objectives.all()
    assert (theme.ref, theme.title, under.ref, under.leads) == ("1", "Leading", "1.1", ["Post"])
    first, second = under.actions.all()
    assert (first.text, first.lead, first.timescale_raw, first.expected_outcome) == (
        "Train staff", officer, "June 2026", "They know",
    )  # fmt: skip
    assert (second.text, second.timescale_raw, second.leads) == (
        "Tell all members", "May 2026", ["Head of policy"],
    )  # fmt: skip
    assert second.due_on == datetime.date(2026, 5, 31)
    assert [each.status for each in (first, second)] == ["in_progress", "in_progress"]
    assert [each.updates.get().status for each in (first, second)] == ["in_progress"] * 2


def test_history_is_followed_both_ways(answered, lead, today):
    made = rolling.complete_roll(answered.plan, by=lead, on=today)

    before, after = of("Train staff", answered.plan), of("Train staff", made)
    assert after.rolled_from == before
    assert before.rolled_into == after
    assert made.rolled_from.plan == answered.plan


def test_finished_work_moves_to_what_was_done_before(answered, lead, today):
    made = rolling.complete_roll(answered.plan, by=lead, on=today)

    done = PreviousAction.objects.get(objective__theme__plan=made)
    assert (done.text, done.period_raw, done.status) == (
        "Set up a board: It met in May", "2025/26", "complete",
    )  # fmt: skip


def test_the_old_plan_closes_and_says_why(answered, lead, today):
    rolling.complete_roll(answered.plan, by=lead, on=today)

    old = Plan.objects.get(pk=answered.plan.pk)
    assert (old.status, old.closed_because) == ("closed", "Rolled forward into 2026/27.")


def test_agencies_and_a_date_chosen_by_hand_go_along(begun, lead, today):
    action, helper = of("Watch halls", begun.plan), AgencyFactory(name="Fire service")
    action.agencies.add(helper)
    day = datetime.date(2026, 9, 1)
    set_timescale(
        action, by=lead, raw="", on=today, meaning=Meaning("", "date", (day,), precision="day")
    )
    ticked = {each.pk: each.version for each in Action.objects.all()}
    rolling.carry_many(begun.plan, by=lead, ticked=ticked)

    made = rolling.complete_roll(begun.plan, by=lead, on=today)

    carried = of("Watch halls", made)
    assert list(carried.agencies.all()) == [helper]
    assert (carried.due_on, carried.status) == (day, "in_progress")


@pytest.mark.parametrize("more", [0, 30])
def test_the_queries_of_a_completion_do_not_grow(
    answered, lead, today, django_assert_max_num_queries, more
):
    for number in range(more):
        an_action(answered.plan, f"Done {number}", 10 + number, today, status=Status.COMPLETE)

    with django_assert_max_num_queries(52):
        rolling.complete_roll(answered.plan, by=lead, on=today)


# Pages


def page_of(client, user, name, *args, **data):
    client.force_login(user)
    answer = client.get(reverse(f"actions:{name}", args=args), data)
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_page_shows_who_has_not_answered(client, begun, lead, officer):
    rolling.answer(of("Train staff", begun.plan), by=officer, choice=Choice.CARRY)

    whole = page_of(client, lead, "roll_forward", begun.plan.pk)
    left = page_of(client, lead, "roll_forward", begun.plan.pk, show="unanswered")

    assert "2 of 3 unfinished actions wait for an answer" in whole
    assert "Train staff" in whole
    assert "Train staff" not in left
    assert "Head of policy" in left
    assert "Complete the roll-forward" not in whole


@pytest.mark.parametrize("more", [0, 28])
def test_the_queries_of_the_page_do_not_grow(
    client, begun, lead, today, django_assert_num_queries, more
):
    for number in range(more):
        an_action(begun.plan, f"More {number}", 10 + number, today)
    client.force_login(lead)

    with django_assert_num_queries(18):
        client.get(reverse("actions:roll_forward", args=[begun.plan.pk]))


def test_a_plan_is_rolled_forward_on_its_pages(client, plan, lead, officer, today):
    an_action(plan, "Train staff", 1, today, lead=officer)
    begin = reverse("actions:begin_roll", args=[plan.pk])
    form = page_of(client, lead, "begin_roll", plan.pk)
    days = {"period_start_day": 1, "period_start_month": 4, "period_start_year": 2026}
    days |= {"period_end_day": 31, "period_end_month": 3, "period_end_year": 2027}
    client.post(begin, days | {"title": NEXT["title"], "period_raw": "2026/27"})
    action = of("Train staff", plan)
    client.force_login(officer)
    client.post(
        reverse("actions:answer_roll", args=[action.pk]),
        {"version": action.version, "choice": "carry"},
    )
    ready = page_of(client, lead, "roll_forward", plan.pk)
    client.post(reverse("actions:complete_roll", args=[plan.pk]))

    assert 'value="Wrenshire Prevent plan 2026/27"' in form
    assert "Complete the roll-forward" in ready
    made = Plan.objects.get(title=NEXT["title"])
    assert "Rolled forward into" in page_of(client, lead, "roll_forward", plan.pk)
    assert "Carried on from" in page_of(client, lead, "action_detail", of("Train staff", made).pk)
    assert "Carried on as" in page_of(client, lead, "action_detail", action.pk)


def test_a_period_that_ends_first_is_said_beside_it(client, plan, lead):
    client.force_login(lead)
    days = {"period_start_day": 1, "period_start_month": 4, "period_start_year": 2026}
    days |= {"period_end_day": 31, "period_end_month": 3, "period_end_year": 2026}

    answer = client.post(
        reverse("actions:begin_roll", args=[plan.pk]),
        days | {"title": "Next", "period_raw": "2026/27"},
    )

    assert "The last day must be after the first day" in answer.content.decode()


def test_ticked_rows_are_carried_on_from_the_page(client, begun, lead):
    client.force_login(lead)
    action = of("Train staff", begun.plan)
    address = reverse("actions:carry_many", args=[begun.plan.pk])

    done = client.post(address, {"tick": [f"{action.pk}.{action.version}", "7.1"]}, follow=True)
    nothing = client.post(address, {}, follow=True)

    assert "1 action is carried on." in done.content.decode()
    assert "1 left out: answered, finished or changed meanwhile" in done.content.decode()
    assert "Tick the actions that are carried on" in nothing.content.decode()


def test_a_roll_forward_is_stopped_on_its_page(client, begun, lead):
    client.force_login(lead)

    client.post(reverse("actions:stop_roll", args=[begun.plan.pk]), {"reason": "Too early"})

    assert RollForward.objects.get().state == "stopped"


@pytest.mark.parametrize(
    ("words", "moved"),
    [
        ("Plan 2025/26", "Plan 2026/27"),
        ("2025-2026", "2026-2027"),
        ("Plan 2099/00", "Plan 2100/00"),
        ("Plan", "Plan"),
    ],
)
def test_years_in_words_move_on_by_one(words, moved):
    assert rolling.a_year_on(words) == moved
