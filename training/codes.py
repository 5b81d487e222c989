"""What was odd about a row of an extract, in plain words, and what to do about it."""

from dataclasses import dataclass

from .reading.cells import REJECTS


@dataclass(frozen=True)
class Code:
    """A code of the reader: what it means, and what whoever keeps the extract does about it."""

    words: str
    advice: str


_PUT_RIGHT = "Put it right where the extract comes from, then take in a new extract."
_NOTHING = "Nothing: the portal has read it as it was meant."
_LOOK = "Look whether it is right; the row is taken in as it stands."

#: Every code that the reader gives, in the order in which problems are shown.
CODES = {
    "blank_required": Code("Something that every row needs is empty", _PUT_RIGHT),
    "invalid_employee_number": Code("The staff number is not a number of eight digits", _PUT_RIGHT),
    "duplicate_employee_number": Code(
        "An earlier row has the same staff number",
        "The earlier row is taken in. Find out which of them is right, and remove the other.",
    ),
    "unknown_business_unit": Code(
        "The agency has no business unit of this name",
        "Add the unit under business units if it is new; else correct its name in the extract.",
    ),
    "unknown_role_level": Code(
        "There is no role level of this name",
        "Correct the level in the extract, or ask the Prevent lead to add it.",
    ),
    "invalid_flag": Code(
        "Whether the person works with children or vulnerable adults is neither yes nor no",
        "Write Y or N there.",
    ),
    "invalid_date": Code("A date is no day that exists, or cannot be read", _PUT_RIGHT),
    "implausible_date": Code("A date is too long ago to be true", _PUT_RIGHT),
    "future_date": Code(
        "A date is later than the day of the extract",
        "Correct the date, or the day that you gave for the extract.",
    ),
    "leaver_before_start": Code("The person left before they started", _PUT_RIGHT),
    "completed_after_leaving": Code("The training is later than the last day", _PUT_RIGHT),
    "wrong_column_count": Code(
        "The row has more or fewer columns than the first row",
        "Look for a comma that stands in a cell without quotation marks, and export it again.",
    ),
    "too_long": Code("A cell is longer than it can be", _PUT_RIGHT),
    "formula_in_cell": Code(
        "A cell holds a formula", "Paste the values instead of the formulas, and export it again."
    ),
    "control_character": Code("A cell holds a character that cannot be seen", _PUT_RIGHT),
    "malformed_quotes": Code(
        "A quotation mark is opened and never closed",
        "Remove the quotation mark where the extract comes from, and export it again.",
    ),
    "encoding_undecodable": Code(
        "Some letters cannot be read", "Save the extract as “CSV UTF-8”, and choose that."
    ),
    "unknown_employment_type": Code(
        "The employment type is none that the portal knows",
        "Write staff, volunteer, elected member, foster carer, panel member or contractor there.",
    ),
    "unknown_course": Code(
        "There is no course of this code or name",
        "Write the course as the portal has it, or ask the Prevent lead to add it.",
    ),
    "unknown_person": Code(
        "The agency has nobody of this staff number or email address",
        "Take in an extract of its staff first, or correct the number.",
    ),
    "unclear_person": Code(
        "Several people of the agency have this email address",
        "Give the staff number as well.",
    ),
    "duplicate_email": Code("An earlier row has the same email address", _LOOK),
    "missing_email": Code("There is no email address", "Reminders cannot reach this person."),
    "invalid_email": Code(
        "The email address cannot be one", "It is left out: correct it for the next extract."
    ),
    "email_domain": Code("The email address is not of the agency", _LOOK),
    "completed_before_start": Code("The training is earlier than the first day", _LOOK),
    "unknown_manager": Code(
        "The manager's staff number is nobody's of the agency, or the person's own",
        "The row is taken in without it: correct the number for the next extract.",
    ),
    "completed_before_course": Code(
        "The training is earlier than the first version of its course", _LOOK
    ),
    "leaver_date_future": Code("The last day is yet to come", _NOTHING),
    "two_digit_year": Code("A year has two figures only", _LOOK),
    "mojibake": Code(
        "Letters with accents were garbled",
        "The name is taken in as it stands: save the next extract as “CSV UTF-8”.",
    ),
    "unusual_characters": Code("A name or number holds unusual characters", _LOOK),
    "encoding_cp1252": Code("The file is not in the usual encoding", _NOTHING),
    "unit_matched_loosely": Code("The business unit is written a little differently", _NOTHING),
    "role_matched_loosely": Code("The role level is written a little differently", _NOTHING),
    "course_matched_loosely": Code("The course is written a little differently", _NOTHING),
    "flag_normalised": Code("Yes or no is written in another way than Y or N", _NOTHING),
    "date_format": Code("A date is written in another way", _NOTHING),
    "excel_serial_date": Code("A date is one of Excel's numbers", _NOTHING),
    "null_date_marker": Code("A word or a far date stands for no date", _NOTHING),
    "employee_number_padded": Code("The staff number had lost its leading noughts", _NOTHING),
    "leading_apostrophe": Code("The staff number began with an apostrophe", _NOTHING),
    "embedded_newline": Code("A cell goes over several lines", _NOTHING),
    "trimmed_spaces": Code("A cell has spaces too many", _NOTHING),
    "extra_empty_column": Code("The row has empty columns at its end", _NOTHING),
    "blank_line": Code("The line is empty", "Nothing: it is passed over."),
    "repeated_header": Code("The first row comes again", "Nothing: it is passed over."),
}


def is_refused(code):
    """True if a row with the code cannot be taken in."""
    return code in REJECTS
