"""What is done with cases and panels: one verb a function."""

from .actions import add_case_action, finish_case_action, owners, set_lives_in, unfinished
from .appointing import add_panel, keep_clearance, set_quorum
from .cases import add_note, move_case, record
from .intake import take_in
from .meetings import (
    add_to_agenda,
    agree_visitor,
    build_agenda,
    chairs,
    change_meeting,
    due_cases,
    end_business,
    finish_meeting,
    move_item,
    note_item,
    open_meeting,
    plan_meeting,
    remove_from_agenda,
    take_attendance,
    withdraw_visitor,
)
from .minutes import decide, save_minute
from .seats import (
    confirm_membership,
    declare_conflict,
    end_membership,
    end_seat,
    give_seat,
    propose_membership,
)

__all__ = [
    "add_panel",
    "set_lives_in",
    "add_case_action",
    "add_note",
    "add_to_agenda",
    "agree_visitor",
    "build_agenda",
    "chairs",
    "change_meeting",
    "confirm_membership",
    "decide",
    "declare_conflict",
    "due_cases",
    "end_business",
    "end_membership",
    "end_seat",
    "finish_case_action",
    "finish_meeting",
    "give_seat",
    "keep_clearance",
    "move_case",
    "move_item",
    "note_item",
    "open_meeting",
    "owners",
    "plan_meeting",
    "propose_membership",
    "record",
    "remove_from_agenda",
    "save_minute",
    "set_quorum",
    "take_attendance",
    "take_in",
    "unfinished",
    "withdraw_visitor",
]
