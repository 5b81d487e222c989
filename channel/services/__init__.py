"""What is done with cases and panels: one verb a function."""

from .attachments import attach, take_out
from .cases import add_note, move_case, record
from .drafts import save_draft, throw_away, typed_in
from .intake import take_in
from .people import coordinates, correct_person, judge_same, search, similar, times
from .referrals import (
    give_feedback,
    is_sent_too_often,
    referred_by_me,
    referred_by_my_service,
    send,
    share_with_police,
    should_be_shared_by,
)
from .seats import (
    confirm_membership,
    declare_conflict,
    end_membership,
    end_seat,
    give_seat,
    propose_membership,
)

__all__ = [
    "add_note",
    "attach",
    "confirm_membership",
    "coordinates",
    "correct_person",
    "declare_conflict",
    "end_membership",
    "end_seat",
    "give_feedback",
    "give_seat",
    "is_sent_too_often",
    "judge_same",
    "move_case",
    "propose_membership",
    "record",
    "referred_by_me",
    "referred_by_my_service",
    "save_draft",
    "search",
    "send",
    "share_with_police",
    "should_be_shared_by",
    "similar",
    "take_in",
    "take_out",
    "throw_away",
    "times",
    "typed_in",
]
