"""What is done with cases and panels: one verb a function."""

from .assessments import assess_case, beside_last, latest_assessment, make_framework
from .cases import add_note, move_case, record
from .consents import adopt_case, answer_consent, last_answer, seek_consent, withdraw_consent
from .intake import take_in
from .plans import (
    add_plan_item,
    draft_plan,
    finish_plan_item,
    latest_plan,
    move_plan_item,
    review_plan,
)
from .seats import (
    confirm_membership,
    declare_conflict,
    end_membership,
    end_seat,
    give_seat,
    propose_membership,
)
from .support import commission, end_intervention, keep_provider, record_session

__all__ = [
    "add_note",
    "add_plan_item",
    "adopt_case",
    "answer_consent",
    "assess_case",
    "beside_last",
    "commission",
    "confirm_membership",
    "declare_conflict",
    "draft_plan",
    "end_intervention",
    "end_membership",
    "end_seat",
    "finish_plan_item",
    "give_seat",
    "keep_provider",
    "last_answer",
    "latest_assessment",
    "latest_plan",
    "make_framework",
    "move_case",
    "move_plan_item",
    "propose_membership",
    "record",
    "record_session",
    "review_plan",
    "seek_consent",
    "take_in",
    "withdraw_consent",
]
