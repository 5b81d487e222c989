"""A meeting that was held and minuted, and the next one with its agenda; who does what about which case."""

import datetime

from .. import decisions, services
from ..models import Attendance, Case, Decision, Membership

CHAIR, COORDINATOR = "channel.chair", "channel.coordinator"
#: The last meeting and the next, in days before the demonstration's.
HELD, NEXT, REVIEW = 6, -8, -22
STARTS_AT, PLACE = datetime.time(14), "Committee room 3, and by video"
AWAY = ("adults",)
RISK = "Low to medium. What drew them in has less hold than it had."
SAID = {
    Decision.ASK: {
        "summary": "The panel heard what was referred and what agencies know. Health has yet to answer.",
        "asked": "The mental health trust: what support was offered last year, and why it ended.",
    },
    Decision.KEEP: {
        "summary": "The mentor is seen each week, and school or work goes on.",
        "changed": "Has been to every meeting since the last panel. Talks of other things now.",
        "how": "majority",
        "dissent": "Probation would have met sooner, because a date in court comes first.",
    },
    Decision.NO_CONCERN: {
        "summary": "Nothing was heard since the case was closed. All is as it was."
    },
}
TO_DO = "Ask the trust for the letter that closed its support, and bring it to the next panel."


def load(world):
    """Hold a meeting on what was due by its day, let its minutes stand, and plan the next one."""
    held = world.ago(HELD)
    with world.as_(COORDINATOR):
        _where_they_live(world, held)
        meeting = _plan(world, held)
    with world.as_(CHAIR):
        _hold(world, meeting, world.users[CHAIR], held)
    with world.as_(COORDINATOR):
        _plan(world, world.ago(NEXT))


def _plan(world, on):
    by = world.users[COORDINATOR]
    return services.plan_meeting(world.panel, by=by, on=on, starts_at=STARTS_AT, place=PLACE)


def _where_they_live(world, on):
    by = world.users[COORDINATOR]
    for case in Case.objects.visible_to(by).filter(panel=world.panel, lives_in=None):
        services.set_lives_in(case, by=by, on=on, lives_in=world.panel.police)


def _hold(world, meeting, by, on):
    meeting = services.open_meeting(meeting, by=by, on=on)
    away = {world.users[key].pk for key in AWAY}
    state = Attendance.State
    seats = Membership.objects.in_force().filter(panel=world.panel).select_related("user__agency")
    services.take_attendance(
        meeting,
        by=by,
        sitting=[(s, state.APOLOGIES if s.user_id in away else state.PRESENT) for s in seats],
    )
    services.agree_visitor(
        meeting,
        by=by,
        on=on,
        name="Hesper Lyle",
        organisation="A neighbouring council",
        purpose="To learn how a panel works before chairing one",
        signed_on=on,
    )
    for item in meeting.items.standing().select_related("minute", "case"):
        if item.case_id is None:
            words = "An earlier case: ask the college at once, not after the first panel."
            services.note_item(item, by=by, notes=words, is_done=True)
        else:
            _decide(world, item, by, on)
    services.finish_meeting(meeting, by=by)


def _decide(world, item, by, on):
    order = (Decision.KEEP, Decision.NO_CONCERN, Decision.ASK)
    decision = next(each for each in order if decisions.choice(item.case, each))
    facts = {"how": "unanimous", "risk": RISK, "next_review_on": world.ago(REVIEW)}
    if decision == Decision.ASK:
        facts["next_review_on"] = world.ago(NEXT)
        services.add_case_action(
            item.case, by=by, on=on, words=TO_DO, owner=world.users["trust/panel.member"],
            due_on=world.ago(NEXT + 3), minute=item.minute,
        )  # fmt: skip
    services.save_minute(item.minute, by=by, decision=decision, **(facts | SAID[decision]))
    services.decide(item.minute, by=by, on=on)
