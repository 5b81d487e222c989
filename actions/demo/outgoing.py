"""One plan with a published public edition, and one on its way into its next period."""

from prevent_portal import demo as partnership
from prevent_portal.models import User

from ..models import Plan
from ..services import publishing, rolling


def load(words):
    """Publish an edition of the schools' plan, and ask the owners of the trust's what goes on."""
    _publish(_plan("schools"), _keeper("schools/prevent.spoc"), words["public"])
    _roll(_plan("trust"), _keeper("trust/prevent.spoc"), words["rolling"])


def _plan(agency):
    name = partnership.AGENCIES[agency][0]
    return Plan.objects.filter(agency__name=name).order_by("pk").first()


def _keeper(key):
    return User.objects.get(email=partnership.address(key))


def _publish(plan, keeper, words):
    for number, action in enumerate(publishing.rows(plan), start=1):
        choice, wording = "as_is", words["reworded"].get(str(number), "")
        if number in words["left_out"]:
            choice = "left_out"
        elif wording:
            choice = "reworded"
        publishing.decide(action, by=keeper, choice=choice, wording=wording)
    publishing.hide_columns(
        plan, by=keeper, hidden=["lead", "timescale", "status", "rag", "progress", "evidence"]
    )
    publishing.publish(plan, by=keeper)


def _roll(plan, keeper, words):
    rolling.begin_roll(plan, by=keeper, **rolling.next_period(plan))
    first, second, third, *_ = rolling.unfinished(plan)
    rolling.answer(first, by=keeper, choice="carry")
    rolling.answer(second, by=keeper, choice="change", text=words["words"])
    rolling.answer(third, by=keeper, choice="stop", reason=words["reason"])
