"""What the register of training says on a day: training's part of the catalogue of figures.

A figure's scope is an agency, or None for all of them together.
"""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from prevent_portal.figures import Sight, Value, figure

from .kept import unchanged_since
from .position import LATELY_MONTHS, headline_rule, joiners, position
from .sight import may_be_named
from .who import as_known

_IN_POST = "people in post on the day, whom the headline rule is for"
_PASSED = "people whose time for their first training had run out before the day"
#: As on the page of the position.
_SIGHT = Sight(own="training.view_position", every="training.view_every_position")


def standing(agency, *, on, by="agency", known_at=None, rule=None, is_watched=False, joined=None):
    """A rule, the headline of the day where none is given, and the position under it, by group.

    With `is_watched`, what runs out soon, is late or began lately is counted as well: of new starters
    who joined from the first to the last day of `joined(usual)`, usually the twelve months whose
    deadline has passed. Raises Refused if no rule was in force.
    """
    rule = as_known(rule, known_at) if rule else headline_rule(agency, on=on, known_at=known_at)
    period = None
    if is_watched:
        usual = joiners(rule, on=on)
        period = joined(usual) if joined else usual
    about = {"on": on, "agency": agency, "by": by, "joined": period}
    if known_at and unchanged_since(known_at):
        found = position(rule, **about)  # which others have asked for, too
        if unchanged_since(known_at):  # nor did anything change meanwhile
            return rule, found
    return rule, position(rule, known_at=known_at, **about)


def _whole(agency, on, known_at, **options):
    return standing(agency, on=on, known_at=known_at, **options)[1].whole


def _people(measure):
    """Where the people behind a figure are, for those who may see their names."""

    def listed_at(user, agency, *, on, known_at=None):
        if not may_be_named(user, agency):
            return ""
        asked = {"figure": measure, "on": on.isoformat()}
        if agency is not None and user.has_perm("training.view_every_position"):
            asked["agency"] = agency.pk
        if known_at is not None:
            asked["known"] = timezone.localdate(known_at).isoformat()
        return f"{reverse('training:position_people')}?{urlencode(asked)}"

    return listed_at


@figure(
    "people_trained",
    title="Have had Prevent training",
    definition="Completed a course of the headline rule, or one that counts as it, on the day or before.",
    denominator=_IN_POST,
    sight=_SIGHT,
    counts="people",
    listed_at=_people("trained"),
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
    counts="people",
    listed_at=_people("in_date"),
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
    counts="people",
    listed_at=_people("deadline_passed_trained"),
)
def deadline_passed(agency, *, on, known_at=None):
    """People in post whose deadline had passed, who had been trained."""
    found = _whole(agency, on, known_at)
    return Value(found.deadline_passed_trained, found.deadline_passed)


@figure(
    "people_overdue",
    title="Overdue for their first training",
    definition="Not trained, though the time for their first training had run out before the day.",
    denominator=_PASSED,
    counts="people",
    listed_at=_people("overdue"),
)
def overdue(agency, *, on, known_at=None):
    """People in post whose deadline had passed, who had not been trained."""
    found = _whole(agency, on, known_at)
    return Value(found.count("overdue"), found.deadline_passed)


@figure(
    "people_run_out",
    title="Training that has run out",
    definition="Trained, but longer ago than the headline rule asks for it again.",
    denominator=_IN_POST,
    counts="people",
    listed_at=_people("run_out"),
)
def run_out(agency, *, on, known_at=None):
    """People in post who were trained, not in date."""
    found = _whole(agency, on, known_at)
    return Value(found.count("run_out"), found.in_post)


@figure(
    "people_expiring",
    title="Training that runs out within 90 days",
    definition="In date on the day, and not any more 90 days later unless they take it again.",
    denominator=_IN_POST,
    counts="people",
    listed_at=_people("expiring_90"),
)
def expiring(agency, *, on, known_at=None):
    """People in post whose training runs out within 90 days."""
    found = _whole(agency, on, known_at, is_watched=True)
    return Value(found.count("expiring_90"), found.in_post)


@figure(
    "starters_on_time",
    title="New starters trained on time",
    definition="Had their first training by the day on which it was due.",
    denominator=(
        f"people in post on the day who joined in the {LATELY_MONTHS} months whose deadline has passed"
    ),
    counts="people",
    listed_at=_people("starters_on_time"),
)
def starters_on_time(agency, *, on, known_at=None):
    """New starters whose first training came in time."""
    found = _whole(agency, on, known_at, is_watched=True)
    return Value(found.count("starters_on_time"), found.count("starters"))


from . import figures_of_sessions, figures_of_settings  # noqa: E402, F401 - into the same catalogue
