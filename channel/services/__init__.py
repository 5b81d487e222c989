"""What is done with cases and panels: one verb a function."""

from .cases import add_note, move_case, record
from .intake import take_in
from .process import (
    begin_pathway,
    begin_screening,
    close_below_threshold,
    decide_section_36,
    gateway_of_this_screening,
    gather_information,
    go_to_section_36,
    not_progress,
    record_deconfliction,
    record_gateway_assessment,
    record_pathway_outcome,
)
from .requests import answer_request, ask_agency, to_answer, withdraw_request
from .seats import (
    confirm_membership,
    declare_conflict,
    end_membership,
    end_seat,
    give_seat,
    propose_membership,
)
from .settings import (
    close_panel,
    keep_clock,
    keep_panel,
    kept_panels,
    reopen_panel,
    retire,
    take_up_again,
)

__all__ = [
    "add_note",
    "answer_request",
    "ask_agency",
    "begin_pathway",
    "begin_screening",
    "close_below_threshold",
    "close_panel",
    "confirm_membership",
    "decide_section_36",
    "declare_conflict",
    "end_membership",
    "end_seat",
    "gateway_of_this_screening",
    "gather_information",
    "give_seat",
    "go_to_section_36",
    "keep_clock",
    "keep_panel",
    "kept_panels",
    "move_case",
    "not_progress",
    "propose_membership",
    "record",
    "record_deconfliction",
    "record_gateway_assessment",
    "record_pathway_outcome",
    "reopen_panel",
    "retire",
    "take_in",
    "take_up_again",
    "to_answer",
    "withdraw_request",
]
