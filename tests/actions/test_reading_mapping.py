"""Files of a layout that nobody knew, read as a person says: proposals, shapes, rows, and every word."""

import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from actions.reading import UnknownLayout, read
from actions.reading.document import opened
from actions.reading.mapping import (
    JOINS,
    ROLES,
    SECTIONS,
    SPLITS,
    mapping_for,
    read_by,
    saved_for,
    saved_form,
)

from .reading_files import ABOVE, LEFT, across, word
from .test_reading import assert_no_word_lost, outline, tokens, unplaced, word_tables

#: A plan whose headings say nothing that a plan's usually say.
STRANGE = [
    ("Title", "Saltshire County Council Prevent plan 2025/26"),
    [
        ["Nr", "Wish", "Doings", "Until", "Hands", "So far"],
        ["1.1", "Every school knows whom to call", ["• Write to each head", "• Hold a briefing day"],
         ["June 2025", "Sept 2025"], "Education lead", "Letters have been drafted by the team"],
        ["1.2", "Halls are not hired out blindly", "Agree a policy for hiring out our halls",
         "March 2026", "Estates", "A first draft went to all of the directors"],
    ],
]  # fmt: skip


def document_of(*blocks):
    return opened(word(*blocks), name="plan.docx")


def mapped(document, mapping, **first):
    """The answer of reading a document by a mapping, the first shape changed so."""
    shapes = (replace(mapping.shapes[0], **first), *mapping.shapes[1:])
    return read_by(document, replace(mapping, shapes=shapes), name="plan.docx").as_json()


def texts_of(answer):
    return [text for rows in outline(answer).values() for text, _ in rows]


# What is proposed


def test_a_strange_layout_is_not_read_without_being_asked_about():
    with pytest.raises(UnknownLayout):
        read(word(*STRANGE), name="plan.docx")


def test_columns_are_proposed_from_what_stands_in_them():
    mapping = mapping_for(document_of(*STRANGE))

    assert mapping.is_guess
    assert mapping.shapes[0].headings == ("Nr", "Wish", "Doings", "Until", "Hands", "So far")
    assert mapping.shapes[0].roles == (
        "ref",
        "objective",
        "action",
        "timescale",
        "lead",
        "progress",
    )


def test_a_proposal_reads_the_file():
    document = document_of(*STRANGE)

    answer = read_by(document, mapping_for(document), name="plan.docx").as_json()

    assert outline(answer) == {
        (None, "Every school knows whom to call"): [
            ("Write to each head", "June 2025"),
            ("Hold a briefing day", "Sept 2025"),
        ],
        (None, "Halls are not hired out blindly"): [
            ("Agree a policy for hiring out our halls", "March 2026")
        ],
    }
    assert [o["ref"] for s in answer["sections"] for o in s["objectives"]] == ["1.1", "1.2"]
    assert answer["layout"] == "own-columns"
    assert answer["unplaced"] == []


def test_headings_that_are_known_decide_before_what_stands_below_them():
    table = [["Who", "Tasks", "Zebra"], ["June 2025", "Write letters", "Head of inclusion"]]

    assert mapping_for(document_of(table)).shapes[0].roles == ("lead", "action", "")
