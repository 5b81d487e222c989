"""What "by when" means, and what it makes due. The expected answers are written out."""

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.timescale import KINDS, PRECISIONS, Meaning, due_on, is_late, parse


def day(text):
    return datetime.date.fromisoformat(text)


# fmt: off
DATES = {
    "April 2021":                           ("2021-04-30", "month"),
    "by end of Feb 2021":                   ("2021-02-28", "month"),
    "Sept. 2021":                           ("2021-09-30", "month"),
    "September, 2021":                      ("2021-09-30", "month"),
    "Sep-21":                               ("2021-09-30", "month"),
    "Sep '21":                              ("2021-09-30", "month"),
    "09/2021":                              ("2021-09-30", "month"),
    "2021-09":                              ("2021-09-30", "month"),
    "March 2021/22":                        ("2022-03-31", "month"),
    "Oct 2021/22":                          ("2021-10-31", "month"),
    "28/02/2021":                           ("2021-02-28", "day"),
    "28.2.21":                              ("2021-02-28", "day"),
    "28-02-2021":                           ("2021-02-28", "day"),
    "2021-02-28":                           ("2021-02-28", "day"),
    "29 February 2024":                     ("2024-02-29", "day"),
    "3rd of May 2021":                      ("2021-05-03", "day"),
    "May 3rd, 2021":                        ("2021-05-03", "day"),
    "3 May 21":                             ("2021-05-03", "day"),
    "w/c 3 May 2021":                       ("2021-05-09", "day"),
    "3-7 May 2021":                         ("2021-05-07", "day"),
    "May to July 2021":                     ("2021-07-31", "month"),
    "May/June 2021":                        ("2021-06-30", "month"),
    "May 2021 - Feb 2022":                  ("2022-02-28", "month"),
    "From May to July 2021":                ("2021-07-31", "month"),
    "Between May and July 2021":            ("2021-07-31", "month"),
    "Start in May 2021, finish by July 2021": ("2021-07-31", "month"),
    "July 2021 (tbc)":                      ("2021-07-31", "month"),
    "Ongoing, review in July 2021":         ("2021-07-31", "month"),
    "Annual review, July 2021":             ("2021-07-31", "month"),
    "By July 2021 and quarterly after that": ("2021-07-31", "month"),
    "2021":                                 ("2021-12-31", "year"),
    "During 2021":                          ("2021-12-31", "year"),
    "2021/22":                              ("2022-03-31", "year"),
    "2021-2022":                            ("2022-03-31", "year"),
    "FY 2021-22":                           ("2022-03-31", "year"),
    "21/22":                                ("2022-03-31", "year"),
    "2021-24":                              ("2024-03-31", "year"),
    "Q1 2021/22":                           ("2021-06-30", "quarter"),
    "Quarter 4 of 2021/22":                 ("2022-03-31", "quarter"),
    "third quarter 2021-22":                ("2021-12-31", "quarter"),
    "Autumn 2021":                          ("2021-11-30", "season"),
    "Winter 2021/22":                       ("2022-02-28", "season"),
    "Spring term 2022":                     ("2022-04-30", "term"),
    "Summer term 2021/22":                  ("2021-07-31", "term"),
}
SEVERAL = {
    "Apr and Oct 2021":                     (["2021-04-30", "2021-10-31"], "month"),
    "Apr, Aug & Dec 2021":                  (["2021-04-30", "2021-08-31", "2021-12-31"], "month"),
    "Apr 2021; Apr 2022":                   (["2021-04-30", "2022-04-30"], "month"),
    "April 2021 and 2022":                  (["2021-04-30", "2022-04-30"], "month"),
    "3rd and 17th May 2021":                (["2021-05-03", "2021-05-17"], "day"),
    "3 May 2021 and Dec 2021":              (["2021-05-03", "2021-12-31"], "month"),
    "Stage one May 2021, stage two 2022":   (["2021-05-31", "2022-12-31"], "year"),
}
RECURRING = {
    "Weekly": {"every_days": 7},             "Every fortnight": {"every_days": 14},
    "Every 6 weeks": {"every_days": 42},     "Daily": {"every_days": 1},
    "Monthly meetings": {"every_months": 1}, "Every two months": {"every_months": 2},
    "Every other month": {"every_months": 2}, "Half-termly": {"every_months": 2},
    "Each quarter": {"every_months": 3},     "3 monthly": {"every_months": 3},
    "Termly": {"every_months": 4},           "Three times a year": {"every_months": 4},
    "Six-monthly": {"every_months": 6},      "Twice a year": {"every_months": 6},
    "Every 6-8 months": {"every_months": 8}, "Annually in October": {"every_months": 12},
    "Once a year": {"every_months": 12},     "Every 3 years": {"every_months": 36},
    "Quarterly from June 2021": {"every_months": 3},
    "Ongoing, reported quarterly": {"every_months": 3},
}
OTHERWISE = {
    "Ongoing": "ongoing",            "On-going from April 2021": "ongoing", "BAU": "ongoing",
    "Continuous": "ongoing",         "Business as usual": "ongoing",
    "As and when needed": "trigger", "Once agreed by the board": "trigger", "If required": "trigger",
    "Within 3 months of appointment": "trigger", "Following the June 2021 audit": "trigger",
    "TBC": "tbc", "t.b.a.": "tbc",   "To be confirmed": "tbc",              "Date to be arranged": "tbc",
    "": "none", "  \n ": "none",     "N/A": "none", "-": "none",            "–": "none",
    "\u200b": "none",
}
NOT_UNDERSTOOD = [
    "31/02/2019", "31 February 2019", "29 Feb 2021", "31/06/2021 or 2019", "13/2021", "00/00/2021",
    "1 January 1066", "01/01/2500", "June", "By May", "June and July", "31 March", "June 19", "11/12",
    "Q2 2021", "Winter 2021", "Summer", "early 2021", "mid-2021", "bi-monthly", "Bi-weekly",
    "weekly and monthly", "every 0 months", "from May 2021", "soon", "Year 2", "6 months", "Completed",
    "the review of 2021 that several services asked for last winter", "July 2021 " * 60,
    "2022/21", "Each school writes an annual report for its governors", "²/³/2021", "٣/٤/2021",
]
# fmt: on


@pytest.mark.parametrize("raw", DATES)
def test_one_moment_is_its_last_day(raw):
    on, precision = DATES[raw]

    assert parse(raw).as_json() == {
        "raw": raw,
        "kind": "date",
        "date": on,
        "precision": precision,
    }


@pytest.mark.parametrize("raw", SEVERAL)
def test_several_moments_share_the_coarsest_precision(raw):
    days, precision = SEVERAL[raw]

    assert parse(raw).as_json() == {
        "raw": raw,
        "kind": "dates",
        "dates": days,
        "precision": precision,
    }


@pytest.mark.parametrize("raw", RECURRING)
def test_what_recurs_has_an_interval(raw):
    assert parse(raw).as_json() == {"raw": raw, "kind": "recurring", **RECURRING[raw]}


@pytest.mark.parametrize("raw", OTHERWISE)
def test_words_without_a_day_still_mean_something(raw):
    assert parse(raw).as_json() == {"raw": raw, "kind": OTHERWISE[raw]}


@pytest.mark.parametrize("raw", NOT_UNDERSTOOD)
def test_what_can_be_read_in_two_ways_is_not_guessed(raw):
    assert parse(raw).as_json() == {"raw": raw, "kind": "unknown"}


def test_no_cell_at_all_is_none():
    assert parse(None).as_json() == {"raw": None, "kind": "none"}


def test_the_timescales_of_five_councils(shared_folder):
    expected = json.loads((shared_folder / "plans/expected/timescales.json").read_text("utf-8"))

    assert [parse(each["raw"]).as_json() for each in expected["timescales"]] == expected[
        "timescales"
    ]


ONE = parse("30 June 2021")
MANY = parse("Apr, Aug and Dec 2021")
QUARTERLY = parse("Quarterly")


def due(meaning, on, *, start="2021-01-31", last_update_on=None):
    since = last_update_on and day(last_update_on)
    answer = due_on(meaning, start=start and day(start), last_update_on=since, on=day(on))
    return answer and answer.isoformat()


def late(meaning, on, *, start="2021-01-31", last_update_on=None):
    since = last_update_on and day(last_update_on)
    return is_late(meaning, start=start and day(start), last_update_on=since, on=day(on))


def test_one_date_stays_due_when_it_has_passed():
    assert due(ONE, "2021-06-01") == due(ONE, "2022-01-01") == "2021-06-30"
    assert not late(ONE, "2021-06-30")
    assert late(ONE, "2021-07-01")


def test_of_several_dates_the_next_is_due_and_only_the_last_makes_late():
    assert due(MANY, "2021-04-30") == "2021-04-30"
    assert due(MANY, "2021-05-01") == "2021-08-31"
    assert due(MANY, "2022-05-01") == "2021-12-31"
    assert not late(MANY, "2021-12-31")
    assert late(MANY, "2022-01-01")


def test_what_recurs_is_due_an_interval_after_the_last_report_or_the_start():
    assert due(QUARTERLY, "2021-02-01") == "2021-04-30"
    assert due(QUARTERLY, "2021-02-01", last_update_on="2021-11-30") == "2022-02-28"
    assert due(parse("Fortnightly"), "2021-02-01") == "2021-02-14"
    assert late(QUARTERLY, "2021-05-01")
    assert not late(QUARTERLY, "2021-05-01", last_update_on="2021-02-15")


@pytest.mark.parametrize("raw", ["Ongoing", "TBC", "When agreed", "", "soon"])
def test_without_a_day_nothing_is_due_and_nothing_is_late(raw):
    assert due(parse(raw), "2030-01-01") is None
    assert not late(parse(raw), "2030-01-01")


def test_without_a_start_or_a_report_nothing_recurring_is_due():
    assert due(QUARTERLY, "2021-02-01", start=None) is None
    assert due(Meaning("", "recurring"), "2021-02-01") is None


WORDS = (
    "31 30 29 3rd 1 0 99 2019 2020 19 2019/20 06/2019 31/02/2019 30.6.19 2019-06-31 jan Feb. march "
    "may JUNE sept Q3 quarter spring winter term and & , ; / - – to or of by from between every each "
    "two six 6-8 monthly quarterly annually weekly months year ongoing tbc when once until w/c ' ’19"
)
PIECES = st.sampled_from(WORDS.split())


@given(st.one_of(st.text(), st.lists(PIECES, max_size=12).map(" ".join)))
def test_any_words_are_kept_and_read_without_error(raw):
    meaning = parse(raw)

    assert meaning.raw == raw
    assert meaning.kind in KINDS
    assert all(2000 <= date.year <= 2100 for date in meaning.dates)
    assert (meaning.precision in PRECISIONS) == bool(meaning.dates)
    assert len(meaning.dates) == {"date": 1}.get(meaning.kind, len(meaning.dates))
    assert bool(meaning.every_months or meaning.every_days) == (meaning.kind == "recurring")
    json.dumps(meaning.as_json())


@given(
    st.lists(PIECES, max_size=8).map(" ".join),
    st.dates(min_value=day("2015-01-01"), max_value=day("2035-01-01")),
    st.none() | st.dates(min_value=day("2015-01-01"), max_value=day("2035-01-01")),
)
def test_only_what_is_due_can_be_late(raw, on, reported_on):
    meaning = parse(raw)
    asked = {"start": day("2019-04-01"), "last_update_on": reported_on, "on": on}

    if due_on(meaning, **asked) is None:
        assert not is_late(meaning, **asked)
    elif is_late(meaning, **asked):
        assert due_on(meaning, **asked) < on
