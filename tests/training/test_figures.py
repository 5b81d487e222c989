"""Every figure of the position holds against the list of people behind it, and against other ways to count."""

import copy
import csv
import datetime
import io
import itertools
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from openpyxl import load_workbook

from prevent_portal.acting import acting_for
from prevent_portal.models import AccessRecord, KeptAnswer, Person
from prevent_portal.roles import Role
from tests.asked import asked
from tests.factories import AgencyFactory, UserFactory
from training.behind import Asked, People
from training.kept import WATCHED
from training.models import (
    Absence,
    Completion,
    Course,
    Exemption,
    GroupMember,
    Level,
    Posting,
    Rule,
    StaffGroup,
    Unit,
)
from training.position import (
    GROUPS,
    MEASURES,
    by_course,
    end_of,
    joiners,
    position,
    positions,
)
from training.standing import OneCourse
from training.trend import month_ends, trend

ON = datetime.date(2026, 3, 18)
PAST = datetime.date(2025, 6, 30)
#: From when the first rows were known, and the later ones.
EARLY, LATE = datetime.date(2025, 1, 10), datetime.date(2026, 2, 20)
BASE = ("in_post", "trained", "in_date", "deadline_passed", "deadline_passed_trained")
#: Door, session and log; the rule, its courses and levels; how many, which, and their names.
QUERIES = 20

pytestmark = pytest.mark.django_db


def day(text):
    return datetime.date.fromisoformat(text)


class Register:
    """People of an agency, written row by row."""

    def __init__(self, agency):
        self.agency = agency
        self.units = {}
        self.levels = list(Level.objects.all())

    def add(self, name, unit, joined, *taken, left=None, kind="staff", known=EARLY, level=1):
        """Somebody in a unit, and what they took: each a code and a day, perhaps known later."""
        if unit not in self.units:
            self.units[unit] = Unit(agency=self.agency, name=unit, directorate=unit[:1])
            self.units[unit].save()
        person = Person(agency=self.agency, name=name, number=f"0{name}", kind=kind)
        person.save()
        Posting.objects.create(
            person=person,
            unit=self.units[unit],
            level=self.levels[level],
            works_with_people_at_risk=level == 1,
            joined_on=day(joined),
            starts_on=day(joined),
            ends_on=left and day(left),
            recorded_at=end_of(known),
        )
        for code, on, *since in taken:
            Completion.objects.create(
                person=person,
                course=Course.objects.get(code=code),
                on=day(on),
                recorded_at=end_of(since[0] if since else known),
            )


@pytest.fixture(scope="module")
def _council(once):
    agency = AgencyFactory(name="Example Council", is_lead=True)
    with acting_for(None):
        people = Register(agency)
        people.add("Ada", "Housing", "2019-04-01", ("WRAP", "2019-05-01"))
        people.add("Bea", "Housing", "2019-04-01")
        people.add("Cian", "Housing", "2024-11-30", ("WRAP", "2025-05-30"))
        people.add("Delyth", "Housing", "2024-11-30", ("WRAP", "2025-06-01", LATE))
        people.add("Ewan", "Libraries", "2025-09-01", level=2)
        people.add("Femi", "Libraries", "2026-02-01", level=2, known=LATE)
        people.add("Gwen", "Libraries", "2018-01-01", ("PREVENT_ELEARNING", "2023-05-01"), level=2)
        people.add(
            "Hana", "Museums", "2018-01-01", ("WRAP", "2019-01-01"), ("WRAP", "2023-04-01", LATE)
        )
        people.add("Idris", "Museums", "2025-08-31", kind="volunteer")
        people.add("Jaya", "Museums", "2018-01-01", left="2025-07-31", kind="contractor")
        people.add("Kit", "Museums", "2018-01-01", ("BRIEFING", "2025-10-01"), kind="volunteer")
        people.add("Lowri", "Museums", "2020-02-29", ("ELEARN_AWARENESS", "2020-08-31"))
    return agency


@pytest.fixture
def council(_council):
    return copy.deepcopy(_council)


@pytest.fixture
def other():
    agency = AgencyFactory(name="Other Trust")
    with acting_for(None):
        people = Register(agency)
        people.add("Milo", "Roads", "2019-04-01")
        people.add("Nuala", "Roads", "2019-04-01", ("WRAP", "2025-04-01"))
    return agency


def headline():
    return Rule.objects.prefetch_related("courses", "levels").get(is_headline=True)


def whole(rule):
    """A rule that came with its parts, as the pages ask for it: they are not asked for each time."""
    return Rule.objects.with_parts().get(pk=rule.pk)


def changed(rule, *, courses=None, **values):
    """A rule with other values, as its page would keep them."""
    for name, value in values.items():
        setattr(rule, name, value)
    with acting_for(None):
        rule.save()
        if courses:
            rule.courses.set(Course.objects.filter(code__in=courses))
    return Rule.objects.get(pk=rule.pk)


# A figure and its list


@pytest.mark.parametrize(
    ("by", "on"), [*((by, ON) for by in GROUPS), ("unit", PAST), ("group", PAST)]
)
def test_every_figure_of_every_group_has_as_many_people_behind_it(council, other, by, on):
    rule = whole(headline())
    asked = {"on": on, "agency": council, "known_at": None}
    if on == PAST:
        asked = {"on": on, "agency": None, "known_at": end_of(PAST)}
    joined = joiners(rule, on=on)
    found = position(rule, by=by, joined=joined, **asked)
    for figure, group in itertools.product(MEASURES, (found.whole, *found.groups)):
        people = People(Asked(rule, figure=figure, by=by, key=group.key, joined=joined, **asked))
        shown = len(list(people.iterator()))
        assert (group.count(figure), shown) == (people.count(), people.count()), figure


def test_the_figures_of_a_day_are_those_that_can_be_counted_by_hand(council):
    rule = headline()
    found = position(rule, on=ON, agency=council, joined=joiners(rule, on=ON)).whole

    assert {name: found.count(name) for name in MEASURES} == {
        "in_post": 11,
        "trained": 6,
        "in_date": 4,
        "deadline_passed": 10,
        "deadline_passed_trained": 6,
        "not_trained": 5,
        "run_out": 2,
        "overdue": 4,
        "not_due": 1,
        "expiring_30": 1,
        "expiring_60": 2,
        "expiring_90": 2,
        "late_0": 2,
        "late_1": 0,
        "late_2": 0,
        "late_3": 2,
        "starters": 4,
        "starters_on_time": 1,
        "starters_late": 3,
    }


def test_what_came_in_later_is_left_out_of_what_was_known(council):
    rule = headline()
    now = position(rule, on=PAST, agency=council).whole
    then = position(rule, on=PAST, agency=council, known_at=end_of(PAST)).whole

    assert (now.in_post, now.trained, now.in_date) == (9, 6, 4)
    assert (then.in_post, then.trained, then.in_date) == (9, 5, 2)


# The list as a page


def names_on(client, **asked):
    page = client.get(
        "/training/position/people/", {"on": ON.isoformat(), **asked}
    ).content.decode()
    heads = page.partition("<tbody")[2].split('<th scope="row"')[1:]
    return [part.partition(">")[2].partition("<")[0] for part in heads], " ".join(page.split())


def test_a_list_is_sorted_searched_and_narrowed_to_a_group(client, council):
    client.force_login(UserFactory(agency=council, roles=[Role.TRAINING_LEAD]))
    museums = Unit.objects.get(name="Museums").pk

    found, page = names_on(client, figure="overdue")
    assert found == ["Kit", "Bea", "Idris", "Ewan"]
    assert "4 people in post on 18 March 2026 at <bdi>Example Council</bdi>" in page
    assert "Counted by the rule “<bdi>Prevent training for everybody</bdi>”." in page
    assert names_on(client, figure="overdue", sort="-name")[0] == ["Kit", "Idris", "Ewan", "Bea"]
    found, page = names_on(client, figure="overdue", group_key=museums)
    assert found == ["Kit", "Idris"]
    assert "not trained: <bdi>Museums</bdi>" in page
    assert names_on(client, q="0be")[0] == ["Bea"]
    assert names_on(client, q="%")[0] == []
    assert names_on(client, group_key="x", figure="shoe")[1].count("There is no such") == 2


def test_names_are_of_ones_own_agency(client, council, other):
    client.force_login(UserFactory(agency=other, roles=[Role.TRAINING_LEAD]))
    housing = Unit.objects.get(name="Housing").pk

    assert names_on(client)[0] == ["Milo", "Nuala"]
    assert names_on(client, agency=council.pk)[0] == ["Milo", "Nuala"]
    found, page = names_on(client, group_key=housing)
    assert (found, "Housing" in page) == ([], False)


def test_figures_lead_to_names_only_for_who_may_see_them(client, council, other):
    met = {}
    for role in (Role.TRAINING_LEAD, Role.PREVENT_LEAD, Role.SPOC, Role.EXECUTIVE):
        client.force_login(UserFactory(agency=council, roles=[role]))
        met[role] = b"/training/position/people/" in client.get("/training/").content

    assert met == {
        Role.TRAINING_LEAD: True,
        Role.PREVENT_LEAD: True,
        Role.SPOC: False,
        Role.EXECUTIVE: False,
    }


def test_a_list_can_be_had_as_a_file_and_the_log_says_who_saw_it(client, council):
    lead = UserFactory(agency=council, roles=[Role.TRAINING_LEAD])
    client.force_login(lead)
    asked = {"on": ON.isoformat(), "figure": "run_out"}

    sent = b"".join(client.get("/training/position/people/", asked | {"format": "csv"}))
    book = b"".join(client.get("/training/position/people/", asked | {"format": "xlsx"}))
    client.get("/training/position/people/", asked)
    client.get("/training/position/people/", asked | {"q": "ada"})

    head, *rows = csv.reader(io.StringIO(sent.decode("utf-8-sig")))
    assert [row[0] for row in rows] == ["Ada", "Lowri"]
    assert dict(zip(head, rows[0], strict=True))["In date until"] == "2022-05-01"
    sheet = load_workbook(io.BytesIO(book)).active
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["Ada", "Lowri"]
    log = AccessRecord.objects.filter(user=lead, page="training:position_people").order_by("pk")
    assert list(log.values_list("verb", flat=True)) == [
        "exported",
        "exported",
        "listed",
        "searched",
    ]


def test_a_list_asks_as_much_of_the_database_whatever_its_length(
    client, council, django_assert_num_queries
):
    client.force_login(UserFactory(agency=council, roles=[Role.TRAINING_LEAD]))
    address = f"/training/position/people/?on={ON}&figure=run_out"
    with django_assert_num_queries(QUERIES):
        client.get(address)
    with acting_for(None):
        people = Register(council)
        for number in range(30):
            people.add(f"Old {number:02}", f"Unit {number}", "2018-01-01", ("WRAP", "2019-01-01"))

    with django_assert_num_queries(QUERIES):
        assert "1 to 25 of 32" in client.get(address).content.decode()


# Other ways to count


@pytest.mark.parametrize("needs_all", [False, True])
def test_a_trend_is_the_position_of_each_of_its_days(council, other, needs_all):
    rule = headline()
    if needs_all:
        with acting_for(None):
            Completion.objects.create(
                person=Person.objects.get(name="Ada"),
                course=Course.objects.get(code="BRIEFING"),
                on=day("2021-03-01"),
            )
            Completion.objects.create(
                person=Person.objects.get(name="Ada"),
                course=Course.objects.get(code="BRIEFING"),
                on=day("2025-12-15"),
            )
            Completion.objects.create(
                person=Person.objects.get(name="Ada"),
                course=Course.objects.get(code="WRAP"),
                on=day("2025-11-30"),
            )
        rule = changed(rule, needs_all=True, courses=["WRAP", "BRIEFING"])
    rule, days = whole(rule), month_ends(ON, 90)
    met = set()
    for agency, known_at in ((council, None), (None, None), (council, end_of(PAST))):
        points = trend(rule, days=days, agency=agency, known_at=known_at)
        for point in points:
            found = position(rule, on=point.on, agency=agency, known_at=known_at).whole
            assert [getattr(point.figures, name) for name in BASE] == [
                getattr(found, name) for name in BASE
            ], point.on
            met.add(point.figures.in_date)
    assert days[-1] == day("2026-02-28")
    assert met >= {0, 1}


@pytest.mark.parametrize("needs_all", [False, True])
def test_a_trend_leaves_out_those_who_are_set_apart_while_they_are(council, needs_all):
    rule = headline()
    if needs_all:
        rule = changed(rule, needs_all=True, courses=["WRAP", "BRIEFING"])
    apart = {
        "Ada": [("2023-01-01", "2023-06-30"), ("2023-06-15", "2023-12-31"), ("2025-02-01", None)],
        "Cian": [("2020-01-01", "2024-12-30")],
        "Hana": [("2024-03-31", "2024-03-31")],
    }
    with acting_for(None):
        for name, stretches in apart.items():
            for first, last in stretches:
                person = Person.objects.get(name=name)
                Absence(person=person, from_on=day(first), to_on=last and day(last)).save()
        about = {"reason": "x", "approved_by": "y"}
        bea, gwen = Person.objects.get(name="Bea"), Person.objects.get(name="Gwen")
        Exemption(person=bea, rule=rule, from_on=day("2022-05-31"), **about).save()
        for course, first in zip(rule.courses.all(), ("2021-01-01", "2022-01-01"), strict=False):
            Exemption(person=gwen, course=course, from_on=day(first), **about).save()
        Exemption(
            person=Person.objects.get(name="Hana"),
            course=rule.courses.first(),
            from_on=day("2019-01-01"),
            to_on=day("2019-12-31"),
            **about,
        ).save()

    rule = whole(rule)
    points = trend(rule, days=month_ends(ON, 90), agency=council)

    for point in points:
        found = position(rule, on=point.on, agency=council).whole
        assert [getattr(point.figures, name) for name in BASE] == [
            getattr(found, name) for name in BASE
        ], point.on


def test_a_rule_for_whoever_is_on_a_list_has_a_trend_too(council):
    rule = headline()
    with acting_for(None):
        group = StaffGroup(name="Panel", made="list")
        group.save()
        for name, first, last in (("Ada", "2025-01-15", None), ("Bea", "2025-03-01", "2025-06-30")):
            person = Person.objects.get(name=name)
            GroupMember(
                group=group, person=person, from_on=day(first), to_on=last and day(last)
            ).save()
        rule.groups.add(group)
    rule = Rule.objects.get(pk=rule.pk)

    points = trend(rule, days=month_ends(ON, 20), agency=council)

    assert [p.figures.in_post for p in points] == [
        position(rule, on=p.on, agency=council).whole.in_post for p in points
    ]
    assert {p.figures.in_post for p in points} == {0, 1, 2}


def test_rules_stand_side_by_side(client, council, other):
    first = headline()
    with acting_for(None):
        second = Rule(
            name="Workshop for the front line",
            agency=council,
            only_at_risk=True,
            due_months=3,
            target_percent=20,
            trigger=Rule.Trigger.POSTING,
        )
        second.save()
        second.courses.set(Course.objects.filter(code="WRAP"))
        closed = Rule(name="Closed rule", due_months=1)
        closed.save()
        closed.closed_on, closed.closed_because = day("2026-01-01"), "Another took its place"
        closed.save()
    client.force_login(UserFactory(agency=council, roles=[Role.PREVENT_LEAD]))

    page = client.get("/training/position/by-rule/").content.decode()
    sent = b"".join(client.get("/training/position/by-rule/?format=csv")).decode("utf-8-sig")

    beside = {rule.name: found for rule, found in positions([first, second], on=ON)}
    assert beside[second.name] == position(second, on=ON, agency=council, by="agency").whole
    assert "Workshop for the front line" in page
    assert "20.0%, reached" in page
    assert "Closed rule" not in page
    assert "Closed rule" in client.get("/training/position/by-rule/?on=2025-06-30").content.decode()
    rows = {row[0]: row[1:5] for row in csv.reader(io.StringIO(sent))}
    assert rows[second.name] == ["Example Council", "20.0", "8", "4"]
    assert rows[first.name][2] == "13"
    assert second.name not in _said(client, other, "/training/position/by-rule/")
    assert "was not in force there" in _said(client, council, f"/training/?rule={closed.pk}")


def _said(client, agency, address):
    client.force_login(UserFactory(agency=agency, roles=[Role.TRAINING_LEAD]))
    return client.get(address).content.decode()


def test_any_rule_can_be_chosen_for_the_whole_page(client, council):
    rule = changed(
        Rule(name="Briefed lately", due_months=1, renew_months=12, target_percent=50),
        courses=["BRIEFING"],
    )

    page = " ".join(_said(client, council, f"/training/?rule={rule.pk}").split())

    assert "9.1% of 11 people in post on 18 March 2026 whom “<bdi>Briefed lately</bdi>” is" in page
    assert f"rule={rule.pk}&amp;by=unit&amp;figure=overdue" in page


@pytest.mark.parametrize("known_at", [None, end_of(PAST)])
def test_courses_are_counted_by_themselves(council, other, known_at):
    for agency, on in itertools.product((council, None), (ON, PAST)):
        found = by_course(on=on, agency=agency, known_at=known_at)
        for each in found:
            for figure, count in (("trained", each.ever), ("in_date", each.lately)):
                asked = Asked(
                    OneCourse(each.course, 12),
                    on=on,
                    figure=figure,
                    agency=agency,
                    known_at=known_at,
                )
                assert People(asked).count() == count, (each.course, figure)
    if known_at is None:
        wrap = next(each for each in by_course(on=ON, agency=council) if each.course.code == "WRAP")
        assert (wrap.in_post, wrap.ever, wrap.lately) == (11, 4, 2)


def test_a_course_leads_to_who_took_it(client, council):
    course = Course.objects.get(code="WRAP").pk
    client.force_login(UserFactory(agency=council, roles=[Role.TRAINING_LEAD]))

    assert (
        f"figure=in_date&amp;course={course}"
        in client.get("/training/position/by-course/").content.decode()
    )
    found, page = names_on(client, figure="in_date", course=course)
    assert found == ["Cian", "Delyth"]
    assert "Taken in the last 12 months" in page


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/training/position/by-rule/", 17),
        ("/training/position/by-course/", 17),
        ("/training/position/month-by-month/", 18),
    ],
)
def test_other_pages_ask_as_much_of_the_database_whatever_the_size(
    client, council, django_assert_num_queries, address, queries
):
    client.force_login(UserFactory(agency=council, roles=[Role.PREVENT_LEAD]))
    with django_assert_num_queries(queries):
        client.get(address)
    for number in range(30):
        changed(Rule(name=f"Rule {number}", due_months=number), courses=["WRAP", "BRIEFING"])
        with acting_for(None):
            Course(code=f"C{number}", name=f"Course {number}", route="other").save()
            Register(council).add(f"New {number}", f"Unit {number}", "2020-01-01")

    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("count", [2, 30])
def test_the_position_asks_as_much_of_the_database_whatever_the_size(client, council, count):
    client.force_login(UserFactory(agency=council, roles=[Role.PREVENT_LEAD]))
    address = f"/training/?agency={council.pk}"
    with acting_for(None):
        people = Register(council)
        for number in range(count):
            people.add(f"Old {number:02}", f"Unit {number}", "2018-01-01", ("WRAP", "2019-01-01"))

    assert asked(client, address) == 12
    assert asked(client, address) == 10


# What the page says of what was known, and the months


def test_the_page_says_as_when_it_is_known(client, council):
    page = " ".join(_said(client, council, f"/training/?on={PAST}&known={PAST}").split())

    assert "55.6% of 9 people in post on 30 June 2025 have had" in page
    assert "count only what had been recorded by the end of 30 June 2025." in page
    assert "known=2025-06-30&amp;by=unit" in page
    assert "everything that has been recorded so far." in _said(client, council, "/training/")


def test_new_starters_of_any_period_are_looked_at(client, council):
    page = " ".join(
        _said(client, council, "/training/?joined_from=2024-11-01&joined_to=2024-12-31").split()
    )

    assert "50.0% of those in post who joined from 1 November 2024 to 31 December 2024" in page
    assert "joined_from=2024-11-01&amp;joined_to=2024-12-31&amp;figure=starters_late" in page


def test_months_are_a_line_and_a_table_and_a_file(client, council):
    changed(headline(), target_percent=90)
    page = _said(client, council, "/training/position/month-by-month/?months=6")
    sent = b"".join(client.get("/training/position/month-by-month/?months=6&format=csv"))

    _, *rows = csv.reader(io.StringIO(sent.decode("utf-8-sig")))
    assert [row[0] for row in rows][::5] == ["2025-09-30", "2026-02-28"]
    assert rows[-1][1:4] == ["11", "6", "54.5"]
    assert page.count("<polyline") == 2
    assert 'd="M0 10.0H400"' in page
    assert "54.5% trained at the end of February 2026" in page


# What was counted once


def test_what_was_counted_is_kept_until_something_changes(council, other):
    rule = headline()
    asked = {"on": ON, "agency": council}
    first = position(rule, **asked)
    kept_at = KeptAnswer.objects.get().at

    assert position(rule, **asked) == first
    assert (KeptAnswer.objects.count(), KeptAnswer.objects.get().at) == (1, kept_at)
    ada = Posting.objects.get(person__name="Ada")
    for change, counted in (
        (lambda: Posting.objects.filter(pk=ada.pk).update(withdrawn_at=end_of(ON)), (10, 5)),
        (
            lambda: Completion.objects.filter(person__name="Lowri").update(withdrawn_at=end_of(ON)),
            (10, 4),
        ),
        (lambda: Register(council).add("Zora", "Zoo", "2026-01-01"), (11, 4)),
        (lambda: _count_briefings(rule), (11, 5)),
    ):
        with acting_for(None):
            change()
        found = position(rule, **asked).whole
        assert (found.in_post, found.trained) == counted
    assert KeptAnswer.objects.count() == 1


def _count_briefings(rule):
    rule.courses.get(code="WRAP").counted_by.add(Course.objects.get(code="BRIEFING"))


def test_nothing_is_kept_of_tables_that_nobody_watches(council, monkeypatch):
    clause = "EXISTS (SELECT FROM training_rule r WHERE r.name <> p.id::text)"
    monkeypatch.setattr("training.standing.who.who", lambda rule: (clause, {}))

    assert position(headline(), on=ON, agency=council).whole.in_post == 11
    assert not KeptAnswer.objects.exists()


def test_every_table_that_figures_are_counted_from_is_watched():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'training_note_change'"
        )
        watched = {table for (table,) in cursor.fetchall()}

    assert watched == set(WATCHED)


# The command


def printed(capsys, *options):
    call_command("training_position", "--on", PAST.isoformat(), "--json", *options)
    return json.loads(capsys.readouterr().out)


def test_the_command_prints_by_kind_by_rule_and_as_known_then(council, capsys):
    found = printed(capsys, "--agency", "example council", "--by", "kind")
    then = printed(capsys, "--known-at", PAST.isoformat())
    changed(Rule(name="Briefed lately", due_months=1), courses=["BRIEFING"])
    by_rule = printed(capsys, "--rule", "briefed lately")

    assert [(group["name"], group["in_post"]) for group in found["groups"]] == [
        ("Contractor", 1),
        ("Member of staff", 7),
        ("Volunteer", 1),
    ]
    assert (found["trained"], then["trained"]) == (6, 5)
    assert then["known_at"] == "2025-07-01T00:00:00+01:00"
    assert (by_rule["rule"], by_rule["trained"]) == ("Briefed lately", 0)
    with pytest.raises(CommandError, match="No rule called “Shoes” was in force"):
        printed(capsys, "--rule", "Shoes")


# The board's extract, counted in another way


def test_a_plain_statement_over_the_file_itself_counts_the_same(taken_in, capsys):
    for on in ("2019-03-31", "2019-09-30", "2016-03-31"):
        found = printed_on(on, capsys)
        with connection.cursor() as cursor:
            cursor.execute(_OVER_THE_FILE, {"on": on})
            rows = cursor.fetchall()

        assert [[group[name] for name in ("name", *BASE)] for group in found["groups"]] == [
            list(row) for row in rows
        ]
        whole = [found[name] for name in BASE]
        assert whole == [sum(column) for column in list(zip(*rows, strict=True))[1:]]
        if on == "2019-03-31":
            assert whole[:3] == [18400, 15272, 14445]
            assert (found["percent"], found["in_date_percent"]) == (83.0, 78.5)


def printed_on(on, capsys):
    call_command(
        "training_position", "--on", on, "--agency", "Extract Council", "--by", "unit", "--json"
    )
    return json.loads(capsys.readouterr().out)


_OVER_THE_FILE = """
    WITH typed AS (
        SELECT unit, to_date(start, 'DD/MM/YYYY') AS start,
               to_date(nullif(leaver, ''), 'DD/MM/YYYY') AS leaver,
               CASE WHEN to_date(nullif(elearning, ''), 'DD/MM/YYYY') <= %(on)s::date
                    THEN to_date(elearning, 'DD/MM/YYYY') END AS elearning,
               CASE WHEN to_date(nullif(other, ''), 'DD/MM/YYYY') <= %(on)s::date
                    THEN to_date(other, 'DD/MM/YYYY') END AS other
        FROM as_sent
    )
    SELECT unit, count(*), count(coalesce(elearning, other)),
           count(*) FILTER (
               WHERE greatest(elearning, other) + interval '3 years' >= %(on)s::date),
           count(*) FILTER (WHERE start + interval '6 months' < %(on)s::date),
           count(coalesce(elearning, other))
               FILTER (WHERE start + interval '6 months' < %(on)s::date)
    FROM typed WHERE start <= %(on)s::date AND (leaver IS NULL OR leaver >= %(on)s::date)
    GROUP BY unit ORDER BY unit
"""


@pytest.fixture
def taken_in(shared_folder, capsys):
    """The extract in the register, and as it was sent in a plain table of words."""
    file = shared_folder / "training/sap-training-extract-20000.csv"
    call_command(
        "import_training",
        str(file),
        "--agency",
        "Extract Council",
        "--new-agency",
        "--commit",
        "--json",
    )
    capsys.readouterr()
    with file.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    heads = (
        "Business Unit",
        "Start Date",
        "Leaver Date",
        "Prevent E-Learning Completed",
        "WRAP/Other Prevent Training Date",
    )
    columns = [[row[head] for row in rows] for head in heads]
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE as_sent (unit text, start text, leaver text, elearning text,"
            " other text) ON COMMIT DROP"
        )
        cursor.execute(
            "INSERT INTO as_sent SELECT * FROM unnest(%s::text[], %s::text[], %s::text[],"
            " %s::text[], %s::text[])",
            columns,
        )


def test_of_a_list_places_are_kept_and_names_are_not(client, council):
    client.force_login(UserFactory(agency=council, roles=[Role.TRAINING_LEAD]))

    assert names_on(client, figure="overdue")[0] == names_on(client, figure="overdue")[0]

    kept = str(list(KeptAnswer.objects.values_list("rows", flat=True)))
    late = Posting.objects.get(person__name="Kit")
    assert f"[{late.pk}, None" in kept
    assert "Kit" not in kept
    late.person.name = "Kitty"
    with acting_for(None):
        late.person.save()
    assert "Kitty" in names_on(client, figure="overdue")[0]


def test_words_that_somebody_looks_for_are_not_kept(client, council):
    client.force_login(UserFactory(agency=council, roles=[Role.TRAINING_LEAD]))

    assert names_on(client, q="kit")[0] == ["Kit"]
    assert not KeptAnswer.objects.exists()


def test_agencies_without_anybody_in_the_register_are_not_offered(client, council, other):
    stranger = AgencyFactory(name="Nobody in the register")
    client.force_login(UserFactory(agency=council, roles=[Role.PREVENT_LEAD]))
    option = f'<option value="{stranger.pk}"'

    page = client.get("/training/").content.decode()
    asked = client.get(f"/training/?agency={stranger.pk}").content.decode()

    assert f'<option value="{council.pk}"' in page
    assert f'<option value="{other.pk}"' in page
    assert option not in page
    assert f"{option} selected" in asked
