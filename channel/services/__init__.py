"""What is done with cases and panels: one verb a function."""

from .cases import add_note, move_case, record
from .glass import (
    break_glass,
    confirm_holder,
    end_holder,
    glass_counts,
    people_to_tell,
    propose_holder,
    review_glass,
)
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
    "break_glass",
    "confirm_holder",
    "confirm_membership",
    "declare_conflict",
    "end_holder",
    "end_membership",
    "end_seat",
    "give_seat",
    "glass_counts",
    "move_case",
    "people_to_tell",
    "propose_holder",
    "propose_membership",
    "record",
    "review_glass",
    "take_in",
]
