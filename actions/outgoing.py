"""What the pages show of a plan on its way out: to the public, and into its next period."""

from django.core.paginator import Paginator

from .models import RollAnswer, RollForward
from .models.public import HIDEABLE, undecided
from .services import publishing, rolling

#: Rows on a page of decisions, and on a page of answers.
DECISIONS, ANSWERS = 25, 50


def edition_page(plan, data):
    """The decision on each row of a page, the editions that are out, and what is left to do."""
    rows, only = publishing.rows(plan), data.get("show") == "undecided"
    if only:
        rows = rows.filter(pk__in=undecided().values("pk"))
    page = Paginator(rows, DECISIONS).get_page(data.get("page"))
    edition = publishing.in_the_making(plan)
    editions = plan.public_editions.published().select_related("published_by")
    return {
        "counts": publishing.tally(plan),
        "page": page,
        "rows": [(each, publishing.standing(each), publishing.overtaken(each)) for each in page],
        "only_undecided": only,
        "hidden": [HIDEABLE[role] for role in edition.hidden],
        "editions": editions.prefetch_related("files__file"),
    }


def check_page(plan):
    """What the public would read of a plan, and the token that says what was checked."""
    edition = publishing.in_the_making(plan)
    return {
        "edition": edition,
        "counts": publishing.tally(plan),
        "sections": publishing.preview(edition),
        "hidden": [HIDEABLE[role] for role in edition.hidden],
        "marking": publishing.MARKING,
        "expects": publishing.fingerprint(plan),
    }


def roll_page(plan, data):
    """The roll-forward of a plan, if there is one, and a page of answers while owners are asked."""
    roll = rolling.under_way(plan)
    if roll is None or roll.state != RollForward.State.ASKING:
        return {"roll": roll}
    rows, left = rolling.unfinished(plan), rolling.unanswered(plan)
    only = data.get("show") == "unanswered"
    page = Paginator(left if only else rows, ANSWERS).get_page(data.get("page"))
    labels = dict(RollAnswer.Choice.choices)
    return {
        "roll": roll,
        "page": page,
        "rows": [(action, labels.get(action.answer)) for action in page],
        "left": left.count(),
        "total": rows.count(),
        "only_unanswered": only,
    }
