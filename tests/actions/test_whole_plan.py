"""What each filter of a plan says that it holds is what it leaves when it is chosen."""

import datetime
import random
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from actions.filters import ActionFilter, plan_rows
from actions.models import Action
from tests.factories import ActionFactory, ObjectiveFactory, ThemeFactory, UserFactory

ON = datetime.date(2026, 3, 18)


@pytest.mark.parametrize("seed", range(3))
def test_each_choice_leaves_as_many_as_it_says(seed):
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

    whole = ActionFilter({}, rows, user=user, on=ON, plan=theme.plan)

    assert whole.total == 12
    for name in ("status", "gap", "lead", "theme"):
        for value, count in whole.fields[name].widget.counts.items():
            data = QueryDict(urlencode({name: value}))
            narrowed = ActionFilter(data, rows, user=user, on=ON, plan=theme.plan)
            assert narrowed.total == count, (name, value)
