"""Counts over the register, kept until something that they are counted from has changed."""

from prevent_portal.kept import Area

from .standing import LARGE_JOINS, USUAL_JOINS

#: What figures are counted from. A migration gives each of these its trigger.
WATCHED = (
    "prevent_portal_agency",
    "prevent_portal_person",
    "training_absence",
    "training_completion",
    "training_course_counts_as",
    "training_exemption",
    "training_groupmember",
    "training_historicalabsence",
    "training_historicalcourse",
    "training_historicalcourse_counts_as",
    "training_historicalexemption",
    "training_historicalgroupmember",
    "training_level",
    "training_posting",
    "training_unit",
)
_REGISTER = Area("training", WATCHED, under=LARGE_JOINS, after=USUAL_JOINS)
#: True if the register is known to say now what it said at a moment.
unchanged_since = _REGISTER.unchanged_since


def kept(sql, about):
    """The rows of a statement that counts, as lists: from what was kept, or asked and kept."""
    return _REGISTER.kept(sql, about)
