"""What is done with cases and panels: one verb a function."""

from .cases import add_note, move_case, record
from .intake import take_in
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
    "confirm_membership",
    "declare_conflict",
    "end_membership",
    "end_seat",
    "give_seat",
    "move_case",
    "propose_membership",
    "record",
    "take_in",
]
