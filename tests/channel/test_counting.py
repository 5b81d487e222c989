"""What is counted, against the same cases counted one by one; and what of it is told to whom."""

import datetime
import statistics
from collections import Counter

import pytest
import time_machine
from django.urls import reverse

from channel import counting, guarding, services, telling
from channel.measures import Measure as M
from channel.models import AgeBand, NationalSeries, PostClosureReview, Subject, Term
from channel.states import Status as S
from prevent_portal.acting import acting_for
from prevent_portal.figures import catalogue

from .walking import TO_PANEL, closed, walk

START = datetime.date(2025, 4, 1)
END = datetime.date(2026, 3, 18)
ADOPTS = (S.CONSIDERED, S.CONSENT_SOUGHT, S.ADOPTED)

#: Day of referral, sector, birth, and the moves with the days after the referral on which each was made.
CASES = (
    (
        "2025-04-01",
        "Education",
        "2010-05-01",
        [(s, 3) for s in TO_PANEL] + [(s, 20) for s in ADOPTS],
    ),
    ("2025-05-02", "Education", "2012-01-31", [(S.SCREENING, 1), (S.NOT_PROGRESSED, 4)]),
    ("2025-05-03", "Health", None, [(S.SCREENING, 1), (S.NOT_PROGRESSED, 9)]),
    ("2025-06-10", "Police", "1990-06-11", [(S.SCREENING, 2)]),
    (
        "2024-12-01",
        "Community",
        "2001-12-01",
        [(s, 5) for s in TO_PANEL]
        + [(S.CONSIDERED, 150), (S.NOT_ADOPTED, 150), (S.ALTERNATIVE, 160)],
    ),
    (
        "2025-07-01",
        "Education",
        "2008-07-02",
        [(s, 7) for s in TO_PANEL]
        + [(S.CONSIDERED, 30), (S.CONSENT_SOUGHT, 31), (S.CONSENT_REFUSED, 40)],
    ),
    (
        "2025-04-20",
        "Friends and family",
        "1970-01-01",
        [(s, 10) for s in TO_PANEL] + [(s, 40) for s in ADOPTS] + [(S.CLOSED, 120)],
    ),
    (
        "2025-04-25",
        "Education",
        "2009-01-01",
        [(s, 4) for s in TO_PANEL] + [(s, 30) for s in ADOPTS] + [(S.CONSENT_WITHDRAWN, 60)],
    ),
    ("2026-03-19", "Education", None, []),
)


def day(words):
    return datetime.date.fromisoformat(words)


@pytest.fixture
def walked(world):
    """The cases, as the services walk them; nothing is counted yet."""
    for on, sector, birth, moves in CASES:
        case = world.refer(
            on=day(on),
            subject={"date_of_birth": birth and day(birth)},
            referral={"sector": Term.objects.get(list="sector", words=sector)},
        )
        with acting_for(world.chair):
            for status, after in moves:
                then = day(on) + datetime.timedelta(days=after)
                if status == S.CLOSED:
                    closed(case, by=world.chair, on=then)
                else:
                    walk(case, status, by=world.chair, on=then, consent_on=then, adopted_on=then)
    return world


def one_by_one(start, end):
    """The same numbers, from the list above."""
    found = Counter()
    stages = {}
    for on, _, _, moves in CASES:
        found[M.RECEIVED] += start <= day(on) <= end
        before, stood = S.RECEIVED, S.RECEIVED if day(on) <= end else None
        for status, after in moves:
            then = day(on) + datetime.timedelta(days=after)
            if then <= end:
                stood = status
            if start <= then <= end:
                found[before, status] += 1
                stages.setdefault(status, []).append(after)
            before = status
        found[M.LIVE] += stood not in (None, S.NOT_PROGRESSED, S.CLOSED)
    return found, stages


def test_the_numbers_are_those_of_the_cases_counted_one_by_one(walked):
    expected, stages = one_by_one(START, END)
    found = counting.counts(walked.panel, start=START, end=END)
    assert {
        M.RECEIVED: expected[M.RECEIVED],
        M.LIVE: expected[M.LIVE],
        M.NOT_PROGRESSED: expected[S.SCREENING, S.NOT_PROGRESSED],
        M.SCREENED: expected[S.SCREENING, S.NOT_PROGRESSED] + expected[S.SCREENING, S.GATHERING],
        M.TO_PANEL: expected[S.SECTION_36, S.TO_PANEL],
        M.CONSIDERED: expected[S.TO_PANEL, S.CONSIDERED],
        M.ADOPTED: expected[S.CONSENT_SOUGHT, S.ADOPTED],
        M.NOT_ADOPTED: expected[S.CONSIDERED, S.NOT_ADOPTED],
        M.CONSENT_SOUGHT: expected[S.CONSIDERED, S.CONSENT_SOUGHT],
        M.CONSENT_GIVEN: expected[S.CONSENT_SOUGHT, S.ADOPTED],
        M.CONSENT_REFUSED: expected[S.CONSENT_SOUGHT, S.CONSENT_REFUSED],
        M.CONSENT_WITHDRAWN: expected[S.ADOPTED, S.CONSENT_WITHDRAWN],
        M.ALTERNATIVE: expected[S.NOT_ADOPTED, S.ALTERNATIVE],
        M.CLOSED: expected[S.ADOPTED, S.CLOSED],
        M.REOPENED: 0,
        M.REVIEWS_DUE: 1,
        M.REVIEWS_DONE: 0,
        M.REVIEWS_ON_TIME: 0,
        M.REVIEWS_LATE: 1,
        M.TRANSFERS_OPEN: 0,
        M.MEETINGS: 0,
        M.QUORATE: 0,
        M.REPEAT: 0,
        M.GLASS: 0,
        M.GLASS_REVIEWED: 0,
        M.GLASS_LATE: 0,
    } == found.numbers
    middle = {each.stage: (each.count, each.middle) for each in found.days}
    assert middle["Adopted"] == (3, statistics.median(stages[S.ADOPTED]))
    assert middle["First considered by the panel"] == (5, statistics.median(stages[S.CONSIDERED]))


def test_no_number_is_zero_only_because_nothing_was_walked(walked):
    found = counting.counts(walked.panel, start=START, end=END).numbers
    zero = {measure for measure, number in found.items() if not number}
    by_others = {M.MEETINGS, M.QUORATE, M.REPEAT}  # test_beside.py
    by_others |= {M.GLASS, M.GLASS_REVIEWED, M.GLASS_LATE}  # test_glass.py
    assert zero - by_others == {M.REOPENED, M.REVIEWS_DONE, M.REVIEWS_ON_TIME, M.TRANSFERS_OPEN}


def test_tables_add_up_to_what_was_received_with_what_is_known(walked):
    found = counting.counts(walked.panel, start=START, end=END)
    expected = Counter(row[1] for row in CASES if START <= day(row[0]) <= END)
    assert dict(found.tables[M.SECTOR]) == expected
    assert sum(dict(found.tables[M.AGE]).values()) == found.numbers[M.RECEIVED]
    assert dict(found.tables[M.AGE]) == _ages()
    assert found.known(M.AGE) == found.numbers[M.RECEIVED] - 1
    assert dict(found.tables[M.CLOSED_BY]) == {"Risk much reduced": 1}


def _ages():
    """Each age by counting years, and the band by its ends."""
    found = Counter()
    for on, _, birth, _ in CASES:
        if not START <= day(on) <= END:
            continue
        if birth is None:
            found[counting.UNKNOWN] += 1
            continue
        years = sum(
            1
            for year in range(day(birth).year + 1, day(on).year + 1)
            if day(birth).replace(year=year) <= day(on)
        )
        found[AgeBand.objects.get(youngest__lte=years, oldest__gte=years).words] += 1
    return dict(found)


def test_as_at_a_day_in_between_later_moves_do_not_count(walked):
    end = day("2025-07-20")
    expected, _ = one_by_one(START, end)
    found = counting.counts(walked.panel, start=START, end=end).numbers
    assert found[M.LIVE] == expected[M.LIVE]
    assert found[M.CONSENT_REFUSED] == 0
    assert found[M.CLOSED] == 0


def test_the_panel_next_door_has_numbers_of_its_own(walked):
    walked.refer(panel=walked.next_door, on=START)
    here = counting.counts(walked.panel, start=START, end=END).numbers[M.RECEIVED]
    there = counting.counts(walked.next_door, start=START, end=END).numbers[M.RECEIVED]
    both = counting.counts(None, start=START, end=END).numbers[M.RECEIVED]
    assert (there, both) == (1, here + 1)


def test_reviews_are_due_done_on_time_or_late(world):
    case = world.refer(on=day("2025-04-01"))
    with acting_for(world.chair):
        walk(
            case,
            *TO_PANEL,
            *ADOPTS,
            by=world.chair,
            on=day("2025-05-01"),
            consent_on=day("2025-05-01"),
            adopted_on=day("2025-05-01"),
        )
        closed(case, by=world.chair, on=day("2025-06-01"), told_on=None, not_told_because="Moved")
        review = PostClosureReview.objects.get(kind="six")
        services.record_review(
            review, by=world.chair, on=day("2025-12-02"), finding="none", words="Well"
        )

    def told(end):
        numbers = counting.counts(world.panel, start=day("2025-12-01"), end=day(end)).numbers
        return [numbers[each] for each in dict(telling.HEADS)["After support"][2:6]]

    assert told("2025-12-01") == [1, 0, 0, 0]
    assert told("2025-12-02") == [1, 1, 0, 0]
    assert told("2026-06-30") == [2, 1, 0, 1]


def test_numbers_are_all_that_leaves(walked):
    """Whoever may ask gets counts: no name, reference or day of a case is among them."""
    with acting_for(walked.prevent_lead):
        found = counting.counts(walked.panel, start=START, end=END)
    assert "Quillfeather" not in repr(found)
    assert all(isinstance(number, int) for number in found.numbers.values())


def test_other_parts_count_beside_it(world, monkeypatch):
    monkeypatch.setattr(counting, "_sources", [])
    counting.also_counts(lambda start, end, panel: {M.MEETINGS: 7, M.QUORATE: 6})
    found = counting.counts(world.panel, start=START, end=END)
    assert found.numbers[M.QUORATE] == 6
    assert found.out_of(M.QUORATE) == 7


# Small numbers


@pytest.mark.parametrize(
    ("number", "small"), [(0, False), (1, True), (4, True), (5, False), (None, False)]
)
def test_a_small_number_is_from_one_to_four(number, small):
    assert guarding.is_small(number) is small


def test_a_hidden_part_cannot_be_had_by_taking_the_rest_from_the_whole():
    assert guarding.words_of({"a": 3, "b": 9, "c": 30}) == {
        "a": "fewer than 5",
        "b": "not shown",
        "c": "30",
    }
    assert guarding.words_of({"a": 3, "b": 2, "c": 30})["c"] == "30"
    assert guarding.words_of({"a": 0, "b": 9}) == {"a": "0", "b": "9"}


def test_percentages_of_few_are_hidden():
    assert guarding.percent_of(5, 19, is_guarded=True) is None
    assert guarding.percent_of(5, 20, is_guarded=True) == 25.0
    assert guarding.percent_of(4, 20, is_guarded=True) is None
    assert guarding.percent_of(4, 19, is_guarded=False) == 21.1


# The page


def _page(client, user, **asked):
    client.force_login(user)
    answer = client.get(reverse("channel:statistics"), asked)
    return answer.status_code, answer.content.decode()


def test_the_prevent_lead_sees_fewer_than_five_where_the_chair_sees_the_number(client, walked):
    period = {"period": "2025", "panel": walked.panel.pk}
    with time_machine.travel("2026-04-02T12:00:00Z"):
        _, lead = _page(client, walked.prevent_lead, **period)
    _, chair = _page(client, walked.chair, **period)
    assert "fewer than 5" in lead
    assert "fewer than 5" not in chair.replace("“fewer than 5”", "")
    assert "Quillfeather" not in lead + chair
    assert "C25-" not in lead + chair


def test_who_is_told_no_small_numbers_is_told_no_two_periods_one_inside_the_other(client, walked):
    """A year less three of its quarters is the fourth; a year up to today less up to yesterday is a day."""
    over = [f"Year from April {year} to March {year + 1}, as at 31 March" for year in (2024, 2023)]
    for asked in ({}, {"period": "2025"}, {"period": "2026-01"}, {"period": "2024"}):
        _, lead = _page(client, walked.prevent_lead, panel=walked.panel.pk, **asked)
        assert over[0] in lead
    _, lead = _page(client, walked.prevent_lead, panel=walked.panel.pk, period="2023")
    assert over[1] in lead
    assert "2025 to March 2026" not in lead
    _, chair = _page(client, walked.chair, panel=walked.panel.pk, period="2026-01")
    assert "January to March 2026, as at 18 March 2026" in chair


def test_nobody_else_sees_the_numbers(client, walked):
    for who in (walked.member, walked.teacher, walked.administrator, walked.executive):
        assert _page(client, who)[0] == 403
    _, page = _page(client, walked.other_chair)
    assert "Panel next door" in page
    assert "Panel of the county" not in page


def test_the_page_asks_no_more_of_the_database_for_more_cases(
    client, world, django_assert_num_queries
):
    client.force_login(world.chair)
    client.get(reverse("channel:statistics"))
    for times in (2, 8):
        for _ in range(times):
            world.refer(on=day("2026-03-02"))
        with django_assert_num_queries(STATISTICS_QUERIES):
            client.get(reverse("channel:statistics"))


STATISTICS_QUERIES = 17


def test_the_country_stands_beside_the_panel(client, walked):
    with acting_for(walked.prevent_lead):
        NationalSeries.objects.create(
            measure=M.ADOPTED, year=2024, value=7, is_percent=True, source="Published bulletin"
        )
    _, page = _page(client, walked.chair, period="2025")
    assert "7.0% (2024/25)" in page
    assert "Published bulletin" in page
    listed = client.get("/channel/national/", {"measure": M.ADOPTED}).content.decode()
    assert "Published bulletin" in listed
    listed = client.get("/channel/national/?measure=closed").content.decode()
    assert "Published bulletin" not in listed


# The catalogue of figures


def test_every_figure_of_channel_is_withheld_from_everybody_outside(walked):
    ours = {name: each for name, each in catalogue().items() if name.startswith("channel.")}
    assert len(ours) == 12
    for each in ours.values():
        assert each.is_withheld
        assert not each.may_be_seen_by(walked.prevent_lead)
        assert not each.may_be_seen_by(walked.executive)


def test_a_figure_of_channel_says_of_how_many(walked):
    found = counting.counts(walked.panel, start=datetime.date(2025, 3, 19), end=END).numbers
    value = catalogue()["channel.adopted"].at(walked.panel, on=END)
    assert (value.count, value.out_of) == (found[M.ADOPTED], found[M.RECEIVED])


def test_the_age_is_counted_on_the_day_of_the_referral(world):
    case = world.refer(subject={"date_of_birth": day("2010-03-03")})
    with acting_for(world.chair):
        assert Subject.objects.get(case=case.pk).age_band.words == "11 to 15"
    case = world.refer(subject={"date_of_birth": day("2010-03-02")})
    with acting_for(world.chair):
        assert Subject.objects.get(case=case.pk).age_band.words == "16 to 17"
