"""A plan goes on into its next period: owners answer for what is unfinished, then the plan is made.

Nothing is carried silently: each unfinished action needs an answer, and what it became can be
followed both ways.
"""

import calendar
import datetime
import re

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from prevent_portal.errors import Refused
from prevent_portal.tracked import create_tracked

from .. import timescale
from ..models import (
    Action,
    Objective,
    Plan,
    PreviousAction,
    ProgressUpdate,
    RollAnswer,
    RollForward,
    Theme,
    Timescale,
)
from .hold import hold_action, plain_words
from .plans import move_plan, refuse_unless_keeper

State, Choice, Status = RollForward.State, RollAnswer.Choice, Action.Status

#: What a theme, an objective and an action take with them into the next period.
OF_THEME = ("position", "ref", "title", "heading_raw", "is_implicit")
OF_OBJECTIVE = ("position", "ref", "ref_is_typed", "text", "leads", "impact", "requirements")
OF_ACTION = ("ref", "lead_id", "leads", "impact", "expected_outcome", "success_measure")
#: What a proposal of completion, which nobody verified, comes to in the next period.
GOES_ON_AS = {Status.PROPOSED: Status.IN_PROGRESS}


def under_way(plan):
    """The roll-forward of a plan that is not stopped, or None."""
    return plan.roll_forwards.exclude(state=State.STOPPED).select_related("next_plan").first()


def unfinished(plan):
    """The actions of a plan that need an answer, in its order, each with its `answer_*`."""
    answers = RollAnswer.objects.filter(action=OuterRef("pk"), roll__state=State.ASKING)
    named = {name: Subquery(answers.values(name)[:1]) for name in ("choice", "reason", "by__name")}
    rows = Action.objects.open().filter(objective__theme__plan=plan)
    rows = rows.annotate(
        answer=named["choice"], answer_reason=named["reason"], answer_by=named["by__name"],
        answer_text=Subquery(answers.values("text")[:1]),
        answer_when=Subquery(answers.values("timescale_raw")[:1]),
    )  # fmt: skip
    return rows.select_related("objective__theme", "lead").order_by(
        "objective__theme__position", "objective__position", "position"
    )


def unanswered(plan):
    """The unfinished actions of a plan for which nobody has answered yet."""
    return unfinished(plan).filter(answer__isnull=True)


def next_period(plan):
    """The period a year on: its days, and its words and the plan's title with their years moved."""
    if plan.period_end is None:
        return {"title": plan.title}
    start = plan.period_end + datetime.timedelta(days=1)
    end = plan.period_end.replace(day=1, year=plan.period_end.year + 1)
    end = end.replace(day=calendar.monthrange(end.year, end.month)[1])
    return {
        "title": a_year_on(plan.title),
        "period_start": start,
        "period_end": end,
        "period_raw": a_year_on(plan.period_raw) or f"{start:%Y}/{end:%y}",
    }


def a_year_on(words):
    """Words with every year in them moved on by one: "2025/26" becomes "2026/27"."""
    moved = re.sub(r"(?<!\d)20\d{2}(?!\d)", lambda year: str(int(year[0]) + 1), words)
    return re.sub(
        r"(?<=20\d{2}[/–-])\d{2}(?!\d)", lambda year: f"{(int(year[0]) + 1) % 100:02}", moved
    )


def as_answered(action):
    """What the form of an answer starts with: the action's own words, or those given before."""
    start = {"version": action.version, "text": action.text}
    start |= {"timescale_raw": action.timescale_raw}
    before = RollAnswer.objects.filter(action=action, roll__state=State.ASKING).first()
    if before:
        start |= {"choice": before.choice, "reason": before.reason}
        start |= {"text": before.text or action.text}
        start |= {"timescale_raw": before.timescale_raw or action.timescale_raw}
    return start


@transaction.atomic
def begin_roll(plan, *, by, title, period_start, period_end, period_raw):
    """Begin a plan's way into its next period: from now on the owners are asked.

    Raises Refused if the plan is closed, has begun it or been through it, or if the next period
    does not come after this one.
    """
    plan = _hold_plan(plan)
    refuse_unless_keeper(plan, by)
    before = under_way(plan)
    if before and before.state == State.COMPLETED:
        raise Refused(
            plan,
            f"This plan has been rolled forward already, into “{before.next_plan.title}”. "
            "Open that plan.",
        )
    if before:
        raise Refused(plan, "The roll-forward of this plan has begun already. Complete that one.")
    if not plan.is_open:
        raise Refused(plan, "This plan is closed. Open it again before it is rolled forward.")
    if plan.period_start is not None and period_start <= plan.period_start:
        raise Refused(
            plan, "The next period must begin after this one began.", field="period_start"
        )
    same = Plan.objects.filter(agency=plan.agency_id, title=title, period_start=period_start)
    if same.exists():
        raise Refused(
            plan, "This agency already has a plan of this title and period.", field="title"
        )
    roll = RollForward(
        plan=plan, title=title, period_start=period_start, period_end=period_end,
        period_raw=period_raw, begun_by=by,
    )  # fmt: skip
    roll.full_clean(exclude=["plan", "begun_by"])
    return _save(roll, by)


@transaction.atomic
def stop_roll(plan, *, by, reason):
    """Let a roll-forward go, with a reason; its answers stay in the record."""
    roll = _hold_roll(plan)
    refuse_unless_keeper(roll.plan, by)
    _move(roll, State.STOPPED)
    roll.stopped_because = plain_words(plan, reason, otherwise="Say why.", field="reason")
    roll.ended_by, roll.ended_at = by, timezone.now()
    return _save(roll, by)


@transaction.atomic
def answer(action, *, by, choice, text="", timescale_raw="", reason="", version=None):
    """Say whether an unfinished action is carried into the next period.

    Raises Refused if nobody asks (any more), if the action is finished or changed since it was
    read, or if the answer lacks what it needs.
    """
    action = hold_action(action)
    roll = _hold_roll(action.plan)
    if not action.is_open:
        now = action.get_status_display().lower()
        raise Refused(action, f"This action is {now}, so there is nothing to carry on.")
    if version is not None and version != action.version:
        raise Refused(action, "This action changed meanwhile. Read it again, then answer.")
    said = _said(action, choice, text.strip(), timescale_raw.strip(), reason)
    _keep(roll, [action], by=by, choice=choice, **said)
    return roll.answers.get(action=action)


@transaction.atomic
def carry_many(plan, *, by, ticked):
    """Carry on, as they are, the ticked actions of a plan; for its keeper.

    Returns how many were answered for, and how many were passed over because they were answered
    for, finished or changed meanwhile.
    """
    roll = _hold_roll(plan)
    refuse_unless_keeper(roll.plan, by)
    rows = unanswered(roll.plan).filter(pk__in=ticked)
    fresh = [each for each in rows if each.version == ticked[each.pk]]
    _keep(roll, fresh, by=by, choice=Choice.CARRY, text="", timescale_raw="", reason="")
    return len(fresh), len(ticked) - len(fresh)


def _said(action, choice, text, when, reason):
    """What an answer holds, by its choice; words that only repeat the action's change nothing."""
    text = "" if text == action.text else text
    when = "" if when == action.timescale_raw else when
    if choice == Choice.CHANGE and not (text or when):
        raise Refused(action, "Change its words or by when; or carry it on as it is.", field="text")
    if choice == Choice.STOP:
        reason = plain_words(action, reason, otherwise="Say why it stops.", field="reason")
    is_changed, is_stopped = choice == Choice.CHANGE, choice == Choice.STOP
    return {
        "text": text * is_changed,
        "timescale_raw": when * is_changed,
        "reason": reason * is_stopped,
    }


def _keep(roll, actions, *, by, **said):
    before = {each.action_id: each for each in roll.answers.filter(action__in=actions)}
    made = []
    for action in actions:
        row = before.get(action.pk) or RollAnswer(roll=roll, action=action)
        for name, value in (said | {"by": by, "at": timezone.now()}).items():
            setattr(row, name, value)
        if row.pk:
            _save(row, by)
        else:
            made.append(row)
    if made:
        create_tracked(RollAnswer, made, by=by)


# Completion


@transaction.atomic
def complete_roll(plan, *, by, on=None):
    """Make the next plan of what was answered, close this one, and return the next.

    Raises Refused while anything unfinished lacks an answer, or if it was completed before.
    """
    roll = _hold_roll(plan)
    refuse_unless_keeper(roll.plan, by)
    left = unanswered(roll.plan).count()
    if left:
        rest = "action has" if left == 1 else "actions have"
        raise Refused(roll, f"{left} unfinished {rest} no answer yet. Nothing is carried silently.")
    making = _Making(roll, by, on or timezone.localdate())
    roll.next_plan = making.make()
    _move(roll, State.COMPLETED)
    roll.ended_by, roll.ended_at = by, timezone.now()
    _save(roll, by)
    reason = f"Rolled forward into {roll.period_raw}."
    move_plan(roll.plan, to=Plan.Status.CLOSED, by=by, reason=reason)
    return roll.next_plan


class _Making:
    """Gathers the rows of the next plan, then writes each table at once."""

    def __init__(self, roll, by, on):
        self.roll, self.old, self.by, self.on = roll, roll.plan, by, on
        self.answers = {each.action_id: each for each in roll.answers.all()}
        self.actions, self.previous, self.timescales, self.updates = [], [], [], []

    def make(self):
        """Write the plan and all that stands in it; return it."""
        plan = self._plan()
        create_tracked(Plan, [plan], by=self.by)
        themes = {
            each.pk: Theme(plan=plan, **_values(each, OF_THEME)) for each in self.old.themes.all()
        }
        rows = list(Objective.objects.filter(theme__plan=self.old))
        objectives = {
            each.pk: Objective(theme=themes[each.theme_id], **_values(each, OF_OBJECTIVE))
            for each in rows
        }
        for action in self._finished_and_not():
            self._action(action, objectives[action.objective_id], plan)
        for model, made in (
            (Theme, list(themes.values())),
            (Objective, list(objectives.values())),
            (PreviousAction, self.previous),
            (Action, self.actions),
        ):
            create_tracked(model, made, by=self.by)
        Timescale.objects.bulk_create(self.timescales, batch_size=2000)
        ProgressUpdate.objects.bulk_create(self.updates, batch_size=2000)
        self._agencies()
        return plan

    def _plan(self):
        plan = Plan(
            title=self.roll.title,
            period_start=self.roll.period_start,
            period_end=self.roll.period_end,
            period_raw=self.roll.period_raw,
            **_values(self.old, ("agency", "kind", "marking", "governing_body", "layout")),
        )
        plan.full_clean(exclude=["agency"])
        return plan

    def _finished_and_not(self):
        said = ProgressUpdate.objects.filter(
            ~Exists(ProgressUpdate.objects.filter(corrects=OuterRef("pk"))), action=OuterRef("pk")
        )
        said = said.exclude(kind=ProgressUpdate.Kind.UNDONE).exclude(text="").order_by("-on", "-pk")
        rows = Action.objects.filter(objective__theme__plan=self.old)
        rows = rows.annotate(last_words=Subquery(said.values("text")[:1]))
        return rows.order_by(
            "objective__theme__position", "objective__position", "position"
        ).prefetch_related("timescales")

    def _action(self, action, objective, plan):
        if action.status == Status.COMPLETE:
            self._done(action, objective)
        answer = self.answers.get(action.pk)
        if answer is None or not action.is_open or answer.choice == Choice.STOP:
            return
        row = Action(
            objective=objective,
            position=action.position,
            text=answer.text or action.text,
            status=GOES_ON_AS.get(action.status, action.status),
            rag=action.rag,
            rolled_from=action,
            **_values(action, OF_ACTION),
        )
        self._when(row, action, answer, plan)
        self.actions.append(row)
        self.updates.append(
            ProgressUpdate(
                action=row,
                kind=ProgressUpdate.Kind.IMPORTED,
                on=self.on,
                status=row.status,
                rag=row.rag,
                by=self.by,
            )
        )

    def _done(self, action, objective):
        """Finished work stands in the column of what was done, with the last words said of it."""
        words = action.text
        if action.last_words and action.last_words != action.text:
            words = f"{action.text.rstrip('.')}: {action.last_words}"
        self.previous.append(
            PreviousAction(
                objective=objective,
                position=1 + sum(1 for each in self.previous if each.objective is objective),
                text=words,
                period_raw=self.old.period_raw,
                status=Status.COMPLETE,
                status_basis="column",
            )
        )

    def _when(self, row, action, answer, plan):
        """By when it is due: the words as they were, unless the answer gives others."""
        newest = max(action.timescales.all(), key=lambda each: each.pk, default=None)
        if answer.timescale_raw or newest is None or newest.raw:
            raw = answer.timescale_raw or (newest.raw if newest else "")
            meaning = timescale.parse(raw or None)
        else:
            meaning = newest
        row.timescale_raw, row.timescale_kind = meaning.raw or "", meaning.kind
        row.due_on = timescale.due_on(
            meaning, start=plan.period_start, last_update_on=None, on=self.on
        )
        if meaning.kind == "none" and not meaning.raw:
            return
        self.timescales.append(
            Timescale(
                action=row,
                raw=meaning.raw or "",
                kind=meaning.kind,
                dates=list(meaning.dates),
                every_months=meaning.every_months,
                every_days=meaning.every_days,
                precision=meaning.precision or "",
                set_by=self.by,
            )
        )

    def _agencies(self):
        through = Action.agencies.through
        made = {each.rolled_from_id: each.pk for each in self.actions}
        named = through.objects.filter(action__in=made)
        through.objects.bulk_create(
            through(action_id=made[each.action_id], agency_id=each.agency_id) for each in named
        )


# What all of them do


def _values(thing, names):
    return {name: getattr(thing, name) for name in names}


def _hold_plan(plan):
    return Plan.objects.select_for_update(of=("self",)).select_related("agency").get(pk=plan.pk)


def _hold_roll(plan):
    """Lock the roll-forward of a plan. Raises Refused where there is none under way."""
    plan = _hold_plan(plan)
    roll = plan.roll_forwards.exclude(state=State.STOPPED).select_for_update().first()
    if roll is None:
        raise Refused(plan, "The roll-forward of this plan has not begun.")
    if roll.state == State.COMPLETED:
        raise Refused(plan, "This plan has been rolled forward already. Open the next plan.")
    roll.plan = plan
    return roll


def _move(roll, state):
    if state not in RollForward.MOVES[roll.state]:
        raise Refused(roll, "This roll-forward has ended already.")
    roll.state = state


def _save(thing, by):
    thing._history_user = by
    thing.save()
    return thing
