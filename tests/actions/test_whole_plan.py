"""What a whole plan holds is summed from its objectives: the same as counted filter by filter."""

import datetime
import random
from unittest import mock

import pytest

from actions.filters import ActionFilter, plan_rows
from actions.models import Action
from tests.factories import ActionFactory, ObjectiveFactory, ThemeFactory, UserFactory

ON = datetime.date(2026, 3, 18)


@pytest.mark.parametrize("seed", range(3))
def test_a_whole_plan_is_counted_as_any_choice_of_it_is(seed):
    any_of = random.Random(seed)  # noqa: S311 - invented, not secret
    theme = ThemeFactory()
    objectives = [ObjectiveFactory(theme=theme) for _ in range(3)]
    for _ in range(12):
        status = any_of.choice([s for s in Action.Status if s != Action.Status.REPLACED])
        day = ON + datetime.timedelta(days=any_of.randrange(-40, 40))
        ActionFactory(
            objective=any_of.choice(objectives), status=status, due_on=day, timescale_kind="date"
        )
    rows, user = plan_rows(theme.plan), UserFactory()

    summed = ActionFilter({}, rows, user=user, on=ON, plan=theme.plan)
    with mock.patch.object(ActionFilter, "_is_whole", False):
        counted = ActionFilter({}, rows, user=user, on=ON, plan=theme.plan)

    assert (summed.total, summed.late) == (counted.total, counted.late)
    assert summed.total == 12
    assert summed.by_objective == counted.by_objective
    for name in ("status", "gap", "lead", "theme"):
        assert summed.fields[name].widget.counts == counted.fields[name].widget.counts
