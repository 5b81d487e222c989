"""Dates, ages, sizes and statuses in words; lists drawn as pages, tags and bars."""

import datetime
import re
from types import SimpleNamespace

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template

from prevent_portal.forms import FilterForm, TimeField
from prevent_portal.templatetags import govuk

TODAY = datetime.date(2026, 3, 18)  # a Wednesday


def ago(days):
    return TODAY - datetime.timedelta(days=days)


def drawn(source, query="", **context):
    request = SimpleNamespace(GET=QueryDict(query), path="/list/")
    html = Template("{% load govuk %}" + source).render(Context({"request": request, **context}))
    return " ".join(html.split())


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (datetime.date(2019, 3, 31), "31 March 2019"),
        (datetime.datetime(2019, 3, 31, 23, 30, tzinfo=datetime.UTC), "1 April 2019"),
        (datetime.datetime(2019, 3, 31, 23, 30), "31 March 2019"),  # noqa: DTZ001
        (None, ""),
    ],
)
def test_days_are_written_out_in_local_time(value, words):
    assert govuk.day(value) == words


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (0, "1 December 2025 at 12:05am"),
        (9, "1 December 2025 at 9:05am"),
        (12, "1 December 2025 at 12:05pm"),
        (14, "1 December 2025 at 2:05pm"),
    ],
)
def test_moments_are_written_out(hour, words):
    assert govuk.moment(datetime.datetime(2025, 12, 1, hour, 5, tzinfo=datetime.UTC)) == words


def test_no_moment_is_nothing():
    assert govuk.moment(None) == ""


@pytest.mark.parametrize(
    ("days_ago", "words", "is_late"),
    [
        (2701, "7 years late", True),
        (400, "400 days late", True),
        (3, "3 days late", True),
        (1, "1 day late", True),
        (0, "due today", False),
        (-1, "due tomorrow", False),
        (-2, "due Friday", False),
        (-6, "due Tuesday", False),
        (-7, "due 25 March 2026", False),
    ],
)
def test_due_days_are_said_as_seen_from_today(days_ago, words, is_late):
    assert govuk.due_in_words(ago(days_ago), TODAY) == words
    assert govuk.is_late(ago(days_ago), TODAY) is is_late


def test_a_thing_without_a_date_says_so_and_is_not_late():
    assert govuk.due_in_words(None, TODAY) == "no date"
    assert govuk.is_late(None, TODAY) is False


def test_late_rows_are_those_due_before_today():
    late, due, open_ended = (SimpleNamespace(due_on=day) for day in (ago(1), TODAY, None))

    assert govuk.late_rows([due, late, open_ended], TODAY) == [late]


@pytest.mark.parametrize(
    ("days_ago", "words"),
    [
        (-1, "today"),
        (0, "today"),
        (1, "yesterday"),
        (27, "27 days ago"),
        (28, "4 weeks ago"),
        (60, "8 weeks ago"),
        (61, "2 months ago"),
        (729, "23 months ago"),
        (731, "2 years ago"),
    ],
)
def test_ages_are_said_in_the_unit_that_fits(days_ago, words):
    assert govuk.age_in_words(ago(days_ago), TODAY) == words


def test_what_never_happened_says_never():
    assert govuk.age_in_words(None, TODAY) == "never"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (45_200, "45 KB"),
        (999_499, "999 KB"),
        (999_500, "1.0 MB"),
        (2_440_000, "2.4 MB"),
    ],
)
def test_sizes_are_said_in_the_unit_that_fits(count, words):
    assert govuk.size_in_words(count) == words


def test_red_is_only_for_late_or_at_risk():
    reds = {status for status, colour in govuk.TAG_COLOURS.items() if colour == "red"}

    late = {"late", "overdue", "overdue_initial", "expired", "review_overdue"}
    at_risk = {"at_risk", "red", "failed", "risk_high", "action_needed"}
    assert reds == late | at_risk
    assert govuk.tag_colour("in_progress") == "blue"
    assert govuk.tag_colour("a word nobody knows") == "grey"
    assert govuk.tag_colour(None) == "grey"


def test_a_status_is_a_word_in_a_colour():
    tag = drawn('{% status_tag "In progress" "in_progress" %}')

    assert tag == '<strong class="govuk-tag govuk-tag--blue">In progress</strong>'


def test_breadcrumbs_lead_from_home():
    trail = drawn('{% breadcrumbs "Plans" "/plans/" plan "/plans/1/" %}', plan="A & B")

    assert '<a class="govuk-breadcrumbs__link" href="/">Home</a>' in trail
    assert '<a class="govuk-breadcrumbs__link" href="/plans/1/">A &amp; B</a>' in trail


def test_pages_keep_the_rest_of_the_address():
    page = Paginator(range(500), 25).page(10)

    links = drawn("{% pagination page %}", "status=late&page=10&lead=%26", page=page)

    assert 'href="?status=late&amp;page=9&amp;lead=%26" rel="prev"' in links
    assert 'href="?status=late&amp;page=11&amp;lead=%26" rel="next"' in links
    assert 'aria-label="Page 10" aria-current="page"' in links
    assert links.count("ellipsis") == 2
    assert "Showing 226 to 250 of 500" in links


def test_one_page_has_no_links_and_an_empty_list_no_count():
    page = Paginator(range(3), 25).page(1)

    assert "<nav" not in drawn("{% pagination page %}", page=page)
    assert "Showing 1 to 3 of 3" in drawn("{% pagination page %}", page=page)
    assert "Showing" not in drawn("{% pagination page %}", page=Paginator([], 25).page(1))


@pytest.mark.parametrize(
    ("query", "href", "direction"),
    [
        ("", "?sort=-due", 'aria-sort="ascending"'),
        ("sort=due&page=4&q=x", "?sort=-due&amp;q=x", 'aria-sort="ascending"'),
        ("sort=-due", "?sort=due", 'aria-sort="descending"'),
        ("sort=lead", "?sort=due", "govuk-table__header"),
    ],
)
def test_a_column_head_sorts_and_turns_round(query, href, direction):
    head = drawn('{% sort_head "Due" "due" default="due" %}', query)

    assert f'href="{href}"' in head
    assert direction in head
    assert ("aria-sort" in head) == ("aria-sort" in direction)


class Filter(FilterForm):
    status = forms.MultipleChoiceField(
        choices=[("Open", [("new", "New"), ("late", "Late")]), ("done", "Done")]
    )
    q = forms.CharField(label="Words")


def test_each_chosen_filter_can_be_taken_away():
    form = Filter(QueryDict("status=new&status=late&q=%3Cb%3E"))

    tags = drawn("{% chosen_filters form %}", "status=new&status=late&q=%3Cb%3E&page=3", form=form)

    assert 'href="?status=late&amp;q=%3Cb%3E"><span class="govuk-visually-hidden">Remove' in tags
    assert "Status: New" in tags
    assert "Words: &lt;b&gt;" in tags
    assert '<a class="govuk-link" href="/list/">Clear filters</a>' in tags


def test_no_chosen_filter_draws_nothing():
    assert drawn("{% chosen_filters form %}", "q=+", form=Filter(QueryDict())) == ""


def test_a_status_bar_has_its_words_and_needs_no_style():
    counts = [("complete", 3, "complete"), ("late", 1, "late"), ("blocked", 0, "blocked")]

    bar = drawn("{% status_bar counts %}", counts=counts)

    assert 'aria-label="Actions by status: 3 complete, 1 late"' in bar
    assert '<rect class="portal-fill-green" x="0.00" width="75.00"' in bar
    assert '<rect class="portal-fill-red" x="75.00" width="25.00"' in bar
    assert "style=" not in bar
    assert drawn("{% status_bar counts %}", counts=[]) == ""


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("10:00am", datetime.time(10)),
        ("2pm", datetime.time(14)),
        ("2.30 pm", datetime.time(14, 30)),
        ("12:05 AM", datetime.time(0, 5)),
        ("14:30", datetime.time(14, 30)),
    ],
)
def test_times_are_understood_as_people_type_them_and_read_in_one_way(typed, time):
    field = TimeField(label="Starts at")

    assert field.clean(typed) == time
    shown = field.widget.format_value(time)
    assert field.clean(shown) == time
    assert re.fullmatch(r"1?\d:\d\d(am|pm)", shown)


def test_what_is_no_time_is_said_so_and_stays_as_typed():
    field = TimeField(label="Starts at")

    with pytest.raises(ValidationError, match="Enter the time like 2:30pm"):
        field.clean("after lunch")
    assert field.widget.format_value("after lunch") == "after lunch"
    assert govuk.clock(None) == ""


def test_a_long_code_goes_on_after_its_underscores_and_stays_text():
    assert govuk.breakable("ELEARN_REFERRALS") == "ELEARN_<wbr>REFERRALS"
    assert govuk.breakable("<b>_x") == "&lt;b&gt;_<wbr>x"
