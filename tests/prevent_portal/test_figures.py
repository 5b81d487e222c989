"""The catalogue of figures."""

from prevent_portal import figures
from prevent_portal.figures import Value, catalogue, figure


def test_a_figure_speaks_of_a_day_and_of_what_was_known(monkeypatch, today):
    catalogue()  # the apps fill it once a process: not this test's
    monkeypatch.setattr(figures, "_catalogue", {})

    @figure("late", title="Late", definition="Actions that are late", denominator="open actions")
    def late(plan, *, on, known_at):
        return Value(len(plan), 8)

    found = catalogue()["late"]

    assert found.at(["a", "b", "c"], on=today) == Value(3, 8)
    assert found.at([], on=today).percent == 0.0
    assert (found.title, found.denominator, found.rows) == ("Late", "open actions", None)


def test_a_percentage_is_to_one_place_and_never_of_nothing():
    assert Value(1, 3).percent == 33.3
    assert Value(15272, 18400).percent == 83.0
    assert Value(0, 0).percent is None
    assert Value(3).percent is None


def test_every_app_fills_the_catalogue():
    assert all(found.definition and found.title for found in catalogue().values())
