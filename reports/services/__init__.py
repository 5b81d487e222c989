"""What can be done with reports, as verbs."""

from .again import lay_out_again
from .answering import give_answer, keep_question, prepare_answer
from .approving import (
    approve,
    authors_of,
    give_up_issuing,
    issue,
    revise,
    says_otherwise,
    send_back,
    submit,
    withdraw,
)
from .asking import produce_report, request_report, try_again
from .disclosing import end_decision, release, withhold
from .kinds import drop_section, keep_section, move_section, take_back
from .look import change_look
from .making import file_name, give_up, make_report, send_report, word_edition
from .scheduling import assemble_due
from .writing import (
    accept_offer,
    add_reader,
    ask_reviewer,
    ask_writer,
    ask_writers,
    comment,
    end_reader,
    end_review,
    keep_words,
    redraw,
    settle,
)

__all__ = [
    "accept_offer",
    "add_reader",
    "approve",
    "assemble_due",
    "change_look",
    "ask_reviewer",
    "ask_writer",
    "ask_writers",
    "drop_section",
    "authors_of",
    "comment",
    "end_decision",
    "end_reader",
    "end_review",
    "file_name",
    "give_answer",
    "give_up",
    "give_up_issuing",
    "issue",
    "keep_section",
    "keep_words",
    "lay_out_again",
    "make_report",
    "move_section",
    "keep_question",
    "keep_words",
    "make_report",
    "prepare_answer",
    "produce_report",
    "redraw",
    "release",
    "request_report",
    "revise",
    "says_otherwise",
    "send_back",
    "send_report",
    "settle",
    "submit",
    "take_back",
    "try_again",
    "withdraw",
    "withhold",
    "word_edition",
]
