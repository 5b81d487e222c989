"""What the parts of Channel tell of one case: what is still open, which documents they hold, what they count."""

import datetime

from django.db import connection
from django.utils.formats import date_format

from ..closing import care_considered, still_open
from ..counting import also_counts
from ..documents import Document, Held, document
from ..measures import Measure
from ..models import Decision
from .actions import unfinished


@still_open
def actions(case):
    """What the panel gave somebody to do."""
    return unfinished(case)


@still_open
def support(case):
    """Support that goes on, and what the plan still asks of somebody."""
    for each in case.interventions.open().select_related("kind"):
        yield f"{each.kind} is still arranged, since {date_format(each.commissioned_on)}"
    for each in case.plan_items.open():
        yield f"the plan asks for “{each.words[:80]}”"


@still_open
def pathways(case):
    """Other pathways whose outcome is not known."""
    for each in case.pathways.open():
        yield f"the outcome of an alternative pathway begun on {date_format(each.began_on)}"


@care_considered
def by_the_panel(case, since):
    """Where the panel did not adopt a case, its minute says that care was considered (s36(6))."""
    moment = since - datetime.timedelta(minutes=1)  # the panel decides, then the case moves
    without = (Decision.NOT_ADOPT, Decision.REFER)
    decided = [each.decided_at for each in case.minutes.all() if each.decision in without]
    corrected = [each.at for each in case.corrections.all() if each.decision in without]
    return any(at and at >= moment for at in decided + corrected)


@document(Document.ASSESSMENTS)
def assessments(case):
    """The newest assessment."""
    return _newest(case.assessments, "Assessment")


@document(Document.PLAN)
def plan(case):
    """The newest version of the plan."""
    return _newest(case.support_plans, "Version")


@document(Document.PLAN_REVIEWS)
def plan_reviews(case):
    """The newest review of the plan."""
    row = case.plan_reviews.first()
    return row and Held(row.on, row.plan.get_absolute_url(), "Review of the plan")


@document(Document.RECORD)
def record(case):
    """The panel's newest decision; it stands on the case's page with what was to be done."""
    row = next((minute for minute in case.minutes.all() if minute.decided_on), None)
    return row and Held(row.decided_on, case.get_absolute_url(), row.get_decision_display())


def _newest(rows, words):
    row = max(rows.all(), key=lambda each: (each.on, each.pk), default=None)
    return row and Held(row.on, row.get_absolute_url(), f"{words} {row.number}")


#: What the gate counts beside, in the order of its columns.
_BESIDE = (
    Measure.MEETINGS,
    Measure.QUORATE,
    Measure.REPEAT,
    Measure.GLASS,
    Measure.GLASS_REVIEWED,
    Measure.GLASS_LATE,
)


@also_counts
def beside(start, end, panel):
    """Meetings held and quorate, persons referred before, emergency access: counts by the gate."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM channel_counts_beside(%s, %s, %s)", [start, end, panel and panel.pk]
        )
        return dict(zip(_BESIDE, cursor.fetchone(), strict=True))
