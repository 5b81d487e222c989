"""What the register of training says on a day: training's part of the catalogue of figures.

A figure's scope is an agency, or None for all of them together.
"""

from prevent_portal.figures import Sight, Value, figure

from .position import headline_rule, position

_IN_POST = "people in post on the day, whom the headline rule is for"
_PASSED = "those of them whose time for their first training had run out before the day"
#: As on the page of the position.
_SIGHT = Sight(own="training.view_position", every="training.view_every_position")


def standing(agency, *, on, by="agency", known_at=None):
    """The headline rule of a day, and the position under it: every figure below, and by group.

    Raises Refused if no rule was in force.
    """
    rule = headline_rule(agency, on=on)
    return rule, position(rule, on=on, agency=agency, by=by, known_at=known_at)


def _whole(agency, on, known_at):
    return standing(agency, on=on, known_at=known_at)[1].whole


@figure(
    "people_trained",
    title="Have had Prevent training",
    definition="Completed a course of the headline rule, or one that counts as it, on the day or before.",
    denominator=_IN_POST,
    sight=_SIGHT,
)
def trained(agency, *, on, known_at=None):
    """People in post who had been trained by a day."""
    found = _whole(agency, on, known_at)
    return Value(found.trained, found.in_post)


@figure(
    "people_in_date",
    title="In date",
    definition="Trained, and not longer ago than the headline rule asks for it again.",
    denominator=_IN_POST,
    sight=_SIGHT,
)
def in_date(agency, *, on, known_at=None):
    """People in post whose training had not run out by a day."""
    found = _whole(agency, on, known_at)
    return Value(found.in_date, found.in_post)


@figure(
    "people_past_deadline",
    title="Trained, of those who had to be by then",
    definition="Trained, among the people whose time for their first training had run out.",
    denominator=_PASSED,
    sight=_SIGHT,
)
def deadline_passed(agency, *, on, known_at=None):
    """People in post whose deadline had passed, who had been trained."""
    found = _whole(agency, on, known_at)
    return Value(found.deadline_passed_trained, found.deadline_passed)


from . import figures_of_sessions, figures_of_settings  # noqa: E402, F401 - into the same catalogue
