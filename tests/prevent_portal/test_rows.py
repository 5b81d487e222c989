"""Many rows at once are what Django would have written of them, and so is their history."""

import datetime

import pytest
from simple_history.utils import bulk_create_with_history

from actions.models import Action, Objective, ProgressUpdate, SavedLayout, Timescale
from prevent_portal.acting import acting_for
from prevent_portal.models import Agency
from prevent_portal.rows import insert
from prevent_portal.tracked import _recording, create_tracked
from tests.factories import (
    ActionFactory,
    AgencyFactory,
    ObjectiveFactory,
    ThemeFactory,
    UserFactory,
)

DAYS = [datetime.date(2025, 6, 30), datetime.date(2026, 1, 31)]


def timescales(action):
    return [
        Timescale(action=action, kind="dates", raw="June, “then” 'Jan'\\", dates=DAYS),
        Timescale(action=action, kind="recurring", every_months=3, precision=""),
        Timescale(action=action, kind=Timescale.Kind.TBC, set_by=UserFactory()),
    ]


def actions(objective, first):
    day = {"due_on": DAYS[0], "timescale_kind": "date"}
    return [
        Action(objective=objective, position=first, text="One", leads=["A, B", 'C "d"', "{}"]),
        Action(objective=objective, position=first + 1, text="Two", status="complete", **day),
    ]


def values(rows, *but):
    """The rows as the database gives them back."""
    fields = [f.attname for f in rows[0]._meta.concrete_fields if f.name not in but]
    found = type(rows[0]).objects.filter(pk__in=[row.pk for row in rows]).order_by("pk")
    return list(found.values_list(*fields))


@pytest.mark.parametrize("batch_size", [2000, 2])
def test_rows_are_written_as_django_writes_them(batch_size):
    action = ActionFactory()
    by_django = Timescale.objects.bulk_create(timescales(action))

    ours = insert(Timescale, timescales(action), batch_size=batch_size)

    left_out = ("id", "set_at", "set_by")
    assert values(ours, *left_out) == values(by_django, *left_out)
    assert len({row.pk for row in ours}) == 3
    assert all(row.set_at == Timescale.objects.get(pk=row.pk).set_at for row in ours)
    assert not any(row._state.adding for row in ours)
    assert ours[2].set_by_id == Timescale.objects.get(pk=ours[2].pk).set_by_id


def test_words_and_plain_values_of_any_kind_stay_as_they_are():
    shapes = [{"said": "“é” \\n\n{}", "rows": [1, None, 2.5]}]
    layout = SavedLayout(name="Layout", agency=AgencyFactory(), shapes=shapes)

    create_tracked(SavedLayout, [layout])

    assert SavedLayout.objects.get(pk=layout.pk).shapes == shapes


def test_a_row_may_hang_from_one_that_was_written_a_moment_before():
    objective = Objective(theme=ThemeFactory(), position=1, text="An outcome")
    hanging = actions(objective, 1)
    create_tracked(Objective, [objective])

    create_tracked(Action, hanging)

    assert {row.objective_id for row in hanging} == {objective.pk}


def test_one_that_hangs_from_nothing_is_refused():
    with pytest.raises(ValueError, match="points at a row that has not been written"):
        insert(Timescale, timescales(Action(text="Not written")))


def test_rows_with_keys_or_some_defaults_take_the_longer_road():
    action, day = ActionFactory(), datetime.datetime(2025, 5, 1, tzinfo=datetime.UTC)
    said = [
        ProgressUpdate(action=action, on=DAYS[0], text="Said", status="ongoing") for _ in range(2)
    ]
    said[0].recorded_at = day

    insert(ProgressUpdate, said)

    assert ProgressUpdate.objects.get(pk=said[0].pk).recorded_at == day
    assert ProgressUpdate.objects.get(pk=said[1].pk).recorded_at > day
    assert insert(ProgressUpdate, []) == []


def test_a_model_that_keeps_history_refuses():
    with pytest.raises(TypeError, match="keeps history"):
        insert(Agency, [Agency(name="First")])

    assert not Agency.objects.filter(name="First").exists()


def test_the_first_history_row_is_what_the_library_writes():
    objective, user = ObjectiveFactory(), UserFactory()
    with acting_for(user):
        with _recording():
            by_library = bulk_create_with_history(actions(objective, 1), Action)
        ours = create_tracked(Action, actions(objective, 11))

    def past(rows):
        names = [f.attname for f in Action._meta.concrete_fields]
        names = [name for name in names if name not in ("id", "position", "added_at")]
        return [
            each.history.values(*names, "history_type", "history_user", "history_change_reason")[0]
            for each in rows
        ]

    assert past(ours) == past(by_library)
    assert [each.history.count() for each in ours] == [1, 1]
    assert [each.history.get().added_at for each in ours] == [each.added_at for each in ours]
