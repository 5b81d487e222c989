"""What is done with cases and panels: one verb a function."""

from .cases import add_note, move_case, record
from .intake import take_in
from .seats import (
    answer_certification,
    certify_membership,
    confirm_membership,
    declare_conflict,
    end_membership,
    end_seat,
    give_seat,
    lift_suspension,
    propose_membership,
)

__all__ = [
    "add_note",
    "answer_certification",
    "certify_membership",
    "confirm_membership",
    "declare_conflict",
    "end_membership",
    "end_seat",
    "give_seat",
    "lift_suspension",
    "move_case",
    "propose_membership",
    "record",
    "take_in",
]
