"""What is done with cases and panels: one verb a function."""

from . import held  # noqa: F401 - says what it holds
from .care import consider_care
from .cases import add_note, move_case, record
from .closing import close_case, reopen_case
from .disclosures import record_disclosure
from .intake import take_in
from .later import extend_reviews, record_review
from .seats import (
    confirm_membership,
    declare_conflict,
    end_membership,
    end_seat,
    give_seat,
    propose_membership,
)
from .transfers import confirm_arrival, record_receipt, take_back, transfer_case

__all__ = [
    "add_note",
    "close_case",
    "confirm_arrival",
    "confirm_membership",
    "consider_care",
    "declare_conflict",
    "end_membership",
    "end_seat",
    "extend_reviews",
    "give_seat",
    "move_case",
    "propose_membership",
    "record",
    "record_disclosure",
    "record_receipt",
    "record_review",
    "reopen_case",
    "take_back",
    "take_in",
    "transfer_case",
]
