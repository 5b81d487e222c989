"""The support plan: drafted in versions, looked at again, and what people are to do by when under it."""

from django.db import transaction

from prevent_portal.errors import Refused

from ..models import CaseEvent, Clock, PlanItem, PlanReview, SupportPlan
from ..states import AFTER, ENDED, Status
from .cases import locked, record, set_next_step

Kind = CaseEvent.Kind
S = Status

#: Where a plan may be drafted: before consent is asked for, and while there is support.
DRAFTED_AT = (
    S.CONSIDERED,
    S.CONSENT_SOUGHT,
    S.CONSENT_REFUSED,
    S.CONSENT_WITHDRAWN,
    S.ADOPTED,
)


def latest_plan(case):
    """The newest version of a case's plan, or None."""
    return case.support_plans.first()


@transaction.atomic
def draft_plan(case, *, by, on, after=None, changed="", **contents):
    """Write a new version of the plan (section 36(4)(a)): all that section 36(5) asks for must be said.

    `after` is the number of the version that was read, to refuse where somebody wrote another meanwhile.
    """
    case = locked(case)
    case.refuse_unless(*DRAFTED_AT, to="draft a support plan")
    refuse_before(case, on)
    last = latest_plan(case)
    number = last.number if last else 0
    if after is not None and after != number:
        raise Refused(case, "Somebody drafted another version meanwhile. See it, then save yours.")
    for name in SupportPlan.CONTENTS:
        if not contents.get(name, "").strip():
            field = SupportPlan._meta.get_field(name)
            raise Refused(case, f"Say {field.verbose_name}: section 36(5) asks for it.", field=name)
    if last and not changed.strip():
        raise Refused(case, "Say what changed since the last version, and why.", field="changed")
    plan = SupportPlan.objects.create(
        case=case, number=number + 1, on=on, by=by, changed=changed, **contents
    )
    record(case, Kind.PLANNED, by=by, on=on, words=f"Support plan, version {plan.number}")
    return plan


@transaction.atomic
def review_plan(case, *, by, on, words, next_on):
    """Write down that the plan was looked at; the next review becomes the next step of the case."""
    case = locked(case)
    case.refuse_unless(S.ADOPTED, to="review the plan")
    refuse_before(case, on)
    if next_on <= on:
        raise Refused(case, "The next review must come after this one.", field="next_on")
    review = PlanReview.objects.create(
        case=case, plan=latest_plan(case), on=on, words=words, next_on=next_on, by=by
    )
    set_next_step(case, on=on, step=Clock.Step.REVIEW, due_on=next_on)
    case.save()
    record(case, Kind.REVIEWED, by=by, on=on, words=f"The support plan was reviewed. {words}")
    return review


@transaction.atomic
def add_plan_item(
    case, *, by, on, words, due_on, owner=None, owner_words="", assessment=None, factor=None
):
    """Say what somebody is to do by when: a person with an account, or somebody in words."""
    case = locked(case)
    if case.status in (*ENDED, *AFTER):
        raise Refused(case, "This case is closed: nothing more can be planned for it.")
    if not (owner or owner_words.strip()):
        raise Refused(case, "Say who does it.", field="owner")
    if due_on < on:
        raise Refused(case, "It must be due today or later.", field="due_on")
    item = PlanItem.objects.create(
        case=case,
        words=words,
        owner=owner,
        owner_words="" if owner else owner_words,
        due_on=due_on,
        assessment=assessment,
        factor=factor if assessment else None,
    )
    record(case, Kind.PLANNED, by=by, on=on, words=f"To be done: {words}")
    return item


@transaction.atomic
def finish_plan_item(item, *, by, on, outcome, was_dropped=False):
    """Say that something was done, and what came of it; or that it will not be done, and why."""
    case, item = _locked_item(item)
    if not outcome.strip():
        raise Refused(case, "Say what came of it.", field="outcome")
    item.done_on, item.outcome, item.was_dropped = on, outcome, was_dropped
    item.save()
    said = "Will not be done" if was_dropped else "Done"
    record(case, Kind.SUPPORTED, by=by, on=on, words=f"{said}: {item.words} {outcome}")
    return item


@transaction.atomic
def move_plan_item(item, *, by, on, due_on, because, owner=None, owner_words=""):
    """Give something another day or another owner, and say why."""
    case, item = _locked_item(item)
    if due_on < on:
        raise Refused(case, "It must be due today or later.", field="due_on")
    if not (owner or owner_words.strip()):
        raise Refused(case, "Say who does it.", field="owner")
    item.due_on, item.owner = due_on, owner
    item.owner_words = "" if owner else owner_words
    item.save()
    record(case, Kind.CHANGED, by=by, on=on, words=f"Another day or owner: {item.words} {because}")
    return item


def _locked_item(item):
    case = locked(item.case)
    item = PlanItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    item.case = case
    if item.done_on:
        raise Refused(case, "This is settled already.")
    return case, item


def refuse_before(case, on):
    """Raise Refused for a day before the case was received."""
    if on < case.received_on:
        raise Refused(case, "The day cannot be before the case was received.", field="on")
