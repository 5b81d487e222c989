"""Days that stay on one line of a printed table, and columns wide enough for them."""

from reports.blocks import cell, table
from reports.fitting import fitted

DAY = "22 September 2026"
HELD = DAY.replace(" ", "\N{NO-BREAK SPACE}")


def laid(widths, *cells, is_wide=False):
    kinds = ["ref", *["text"] * (len(widths) - 1)]
    columns = [(str(place), width, kinds[place]) for place, width in enumerate(widths)]
    found = fitted(table("", columns, [[cell(each) for each in cells]]), is_wide=is_wide)
    said = ["".join(run["text"] for run in c["runs"]) if "runs" in c else c["text"]
            for c in found["groups"][0]["rows"][0]["cells"]]  # fmt: skip
    return [column["width"] for column in found["columns"]], said


def test_a_column_is_made_as_wide_as_its_longest_day_by_those_that_can_spare_it():
    widths, said = laid([60, 25, 15], "A long risk", "Prevent lead", f"{DAY}, passed")

    assert said[2] == f"{HELD}, passed"
    assert widths[2] > 18
    assert round(sum(widths), 1) == 100
    assert widths[0] < 60


def test_a_day_that_has_room_takes_nothing():
    assert laid([50, 50], "A risk", DAY) == ([50, 50], ["A risk", HELD])
    assert laid([85, 15], "A risk", DAY, is_wide=True) == ([85, 15], ["A risk", HELD])


def test_where_no_column_can_spare_anything_days_break_as_before():
    widths = [15, 15, 14, 14, 14, 14, 14]

    assert laid(widths, "A", "B", *[DAY] * 5) == (widths, ["A", "B", *[DAY] * 5])


def test_numbers_that_are_withheld_stay_on_one_line_and_other_words_break_anywhere():
    assert laid([50, 50], "Fewer people came in May 2026", "fewer than 5")[1] == [
        "Fewer people came in May 2026",
        "fewer\N{NO-BREAK SPACE}than\N{NO-BREAK SPACE}5",
    ]


def test_a_word_stays_whole_before_a_day_does_and_numbers_give_what_they_do_not_need():
    columns = [
        ("A", 15, "text"),
        ("Of them", 40, "number"),
        ("Changes", 5, "number"),
        ("B", 40, "text"),
    ]
    row = [cell(each) for each in ("A", "12", "3", DAY)]
    found = fitted(table("", columns, [row]), is_wide=False)
    widths = [column["width"] for column in found["columns"]]

    assert widths[2] > 8  # "Changes" stands on one line
    assert widths[1] < 40
    assert round(sum(widths)) == 100
