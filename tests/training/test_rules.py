"""Whom a rule counts: kinds, groups, units, those set apart; what is refused; what trying it says."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction

from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import Person
from prevent_portal.roles import Role
from tests.factories import AgencyFactory, UserFactory
from training import standing
from training.belonging import count_of, members, set_apart
from training.beside import overlapping
from training.models import (
    Absence,
    Completion,
    Course,
    Exemption,
    Level,
    Posting,
    Rule,
    StaffGroup,
    Unit,
)
from training.position import end_of, headline_rule, position, rules_known
from training.services import groups, rules
from training.trend import trend
from training.trying import Counts, try_rule

ON = datetime.date(2026, 3, 18)
LONG_AGO = datetime.date(2019, 4, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _acting():
    with acting_for(None):
        yield


def saved(thing):
    thing.save()
    return thing


@pytest.fixture
def council():
    return AgencyFactory(name="Example Council")


@pytest.fixture
def lead(council):
    return UserFactory(agency=council, roles=[Role.PREVENT_LEAD])


def somebody(agency, number, *, unit="Housing", kind="staff", at_risk=False, level="Manager"):
    unit, _ = Unit.objects.get_or_create(
        agency=agency, name=unit, defaults={"directorate": "Homes"}
    )
    person = saved(Person(agency=agency, number=number, name=f"Staff {number}", kind=kind))
    Posting.objects.create(
        person=person,
        unit=unit,
        level=Level.objects.get(name=level),
        works_with_people_at_risk=at_risk,
        joined_on=LONG_AGO,
        starts_on=LONG_AGO,
    )
    return person


def took(person, code, on):
    return Completion.objects.create(person=person, course=course(code), on=on)


def course(code):
    return Course.objects.get(code=code)


def a_rule(*codes, **about):
    rule = saved(Rule(**{"name": "Tried", "due_months": 6} | about))
    rule.courses.set([course(code) for code in codes or ("WRAP",)])
    return rule


def counted(rule, on=ON, **options):
    """The numbers of everybody a rule counts on a day."""
    rows = standing.rows(
        Rule.objects.get(pk=rule.pk),
        "SELECT p.number FROM standing s JOIN prevent_portal_person p ON p.id = s.person_id",
        on=on,
        **options,
    )
    return {number for (number,) in rows}


@pytest.fixture
def staff(council):
    other = AgencyFactory()
    return {
        "1": somebody(council, "1"),
        "2": somebody(council, "2", unit="Roads", at_risk=True),
        "3": somebody(council, "3", kind="volunteer", level="Senior manager"),
        "4": somebody(other, "4", unit="Wards"),
    }


def test_a_rule_counts_kinds_levels_units_directorates_and_its_own_agency(council, staff):
    roads = Unit.objects.get(name="Roads")
    by_unit = a_rule()
    by_unit.units.add(roads)
    by_level = a_rule()
    by_level.levels.add(Level.objects.get(name="Senior manager"))

    assert counted(a_rule()) == {"1", "2", "3", "4"}
    assert counted(a_rule(agency=council)) == {"1", "2", "3"}
    assert counted(a_rule(kinds=["volunteer", "panel_member"])) == {"3"}
    assert counted(a_rule(directorates=["homes"], agency=council)) == {"1", "2", "3"}
    assert counted(a_rule(directorates=["Elsewhere"])) == set()
    assert counted(a_rule(only_at_risk=True)) == {"2"}
    assert counted(by_unit) == {"2"}
    assert counted(by_level) == {"3"}


def test_groups_of_a_rule_add_up_and_lists_hold_from_a_day_to_a_day(council, staff, lead):
    listed = saved(StaffGroup(name="Panel", made="list"))
    made = saved(StaffGroup(name="Volunteers", made="rule", kinds=["volunteer"], agency=council))
    groups.add_members(listed, by=lead, words=["4", "staff 1"], from_on=ON)
    groups.end_membership(listed.members.get(person=staff["4"]), by=lead, on=ON)
    rule = a_rule()
    rule.groups.set([listed, made])

    assert counted(rule) == {"1", "3", "4"}
    assert counted(rule, on=ON + datetime.timedelta(1)) == {"1", "3"}
    assert counted(rule, on=ON - datetime.timedelta(1)) == {"3"}
    assert count_of(listed, on=ON) == 2
    assert count_of(listed, on=ON, agency=council) == 1
    for group, numbers in ((listed, {"1", "4"}), (made, {"3"})):
        people = Person.objects.filter(members(group, on=ON))
        assert {person.number for person in people} == numbers


def test_a_list_takes_all_or_nobody(council, staff, lead):
    listed = saved(StaffGroup(name="Panel", made="list", agency=council))

    with pytest.raises(Refused, match="Nobody whom you may see has this number or name: 4, 99"):
        groups.add_members(listed, by=lead, words=["1", "4", "99"], from_on=ON)
    assert not listed.members.exists()
    assert groups.add_members(listed, by=lead, words=["1", "1", "2 "], from_on=ON) == 2
    assert groups.add_members(listed, by=lead, words=["1", "3"], from_on=ON) == 1


def test_who_is_away_or_exempt_is_not_counted_but_told(council, staff):
    rule = a_rule("WRAP", "BRIEFING", agency=council)
    saved(Absence(person=staff["1"], from_on=ON, to_on=ON))
    saved(Exemption(person=staff["2"], rule=rule, reason="x", approved_by="y", from_on=ON))
    for code in ("WRAP", "BRIEFING"):
        saved(
            Exemption(
                person=staff["3"], course=course(code), reason="x", approved_by="y", from_on=ON
            )
        )

    assert counted(rule) == set()
    assert set_apart(rule, on=ON) == (1, 2)
    assert counted(rule, on=ON - datetime.timedelta(1)) == {"1", "2", "3"}
    assert counted(a_rule("WRAP", agency=council)) == {"2"}


def test_an_absence_that_was_wrong_is_counted_again(council, staff):
    rule = a_rule(agency=council)
    absence = saved(Absence(person=staff["1"], from_on=LONG_AGO))
    absence.closed_on, absence.closed_because = ON, "Another person"
    absence.save()

    assert counted(rule) == {"1", "2", "3"}


def test_what_was_not_known_then_sets_nobody_apart(council, staff):
    rule, then = a_rule(agency=council), datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)
    later = then + datetime.timedelta(hours=1)
    saved(Absence(person=staff["1"], from_on=ON, recorded_at=later))

    assert counted(rule) == {"2", "3"}
    assert counted(rule, known_at=later) == {"2", "3"}
    assert counted(rule, known_at=then) == {"1", "2", "3"}


def test_an_exemption_from_one_of_several_courses_is_none_from_the_rule(staff):
    rule = a_rule("WRAP", "BRIEFING")
    saved(
        Exemption(person=staff["1"], course=course("WRAP"), reason="x", approved_by="y", from_on=ON)
    )

    assert "1" in counted(rule)


def test_a_completion_counts_only_after_what_comes_before(staff):
    rule = a_rule("ELEARN_REFERRALS")
    rule.prerequisites.add(course("ELEARN_AWARENESS"))
    took(staff["1"], "ELEARN_REFERRALS", ON)
    took(staff["1"], "PREVENT_ELEARNING", ON - datetime.timedelta(1))  # counts as awareness
    took(staff["2"], "ELEARN_REFERRALS", ON)
    took(staff["2"], "ELEARN_AWARENESS", ON + datetime.timedelta(1))

    rows = standing.rows(
        rule,
        "SELECT p.number FROM standing s JOIN prevent_portal_person p ON p.id = s.person_id"
        " WHERE s.last IS NOT NULL",
        on=ON + datetime.timedelta(2),
    )

    assert rows == [("1",)]


def test_two_headlines_of_one_agency_on_one_day_are_refused(client, council, lead):
    client.force_login(lead)
    new = {
        "name": "Second",
        "agency": council.pk,
        "courses": [course("WRAP").pk],
        "trigger": "joining",
        "due_months": "6",
        "is_headline": "on",
    }
    a_rule(agency=council, is_headline=True, ends_on=ON)

    refused = client.post("/training/rules/add/", new)
    later = {"starts_on_day": "19", "starts_on_month": "3", "starts_on_year": "2026"}
    taken = client.post("/training/rules/add/", new | later)

    assert "Another headline rule of the same agency holds" in refused.content.decode()
    assert taken.status_code == 302
    with pytest.raises(IntegrityError), transaction.atomic():
        a_rule(is_headline=True)


def test_a_closed_headline_cannot_come_back_beside_another(client, council, lead):
    old = a_rule(agency=council, is_headline=True)
    old.closed_on, old.closed_because = ON, "Replaced"
    old.save()
    a_rule(agency=council, is_headline=True)
    client.force_login(lead)

    page = client.post(f"/training/rules/{old.pk}/reopen/", follow=True).content.decode()

    assert "Another has taken its place meanwhile. Close that first." in page
    assert not Rule.objects.get(pk=old.pk).is_open


def test_what_cannot_be_a_rule_is_refused(client, lead):
    client.force_login(lead)

    page = client.post(
        "/training/rules/add/",
        {
            "name": "Backwards",
            "needs_all": "on",
            "due_months": "6",
            "trigger": "joining",
            "starts_on_day": "2",
            "starts_on_month": "2",
            "starts_on_year": "2026",
            "ends_on_day": "1",
            "ends_on_month": "2",
            "ends_on_year": "2026",
        },
    ).content.decode()

    assert "The rule must end after it takes effect." in page
    assert "Select courses" in page


def test_a_circle_of_prerequisites_is_refused(lead):
    referrals, awareness = course("ELEARN_REFERRALS"), course("ELEARN_AWARENESS")

    with pytest.raises(Refused, match="cannot come before"):
        rules.keep_course(awareness, by=lead, prerequisites=[referrals])
    with pytest.raises(Refused, match="cannot come before"):
        rules.keep_course(awareness, by=lead, prerequisites=[awareness])
    rules.keep_course(course("WRAP"), by=lead, prerequisites=[referrals])

    assert list(course("WRAP").prerequisites.all()) == [referrals]


def test_a_rule_beside_another_is_told_on_its_page(client, council, lead):
    rule = a_rule(agency=council, starts_on=ON)
    saved(Absence(person=somebody(council, "1"), from_on=LONG_AGO))
    a_rule(name="The same", agency=council)
    a_rule(name="Before", agency=council, ends_on=ON - datetime.timedelta(1))
    a_rule(name="Other agency", agency=AgencyFactory())
    a_rule("BRIEFING", name="Other course")
    kinds = a_rule(name="Carers", kinds=["foster_carer"])
    client.force_login(lead)

    page = client.get(rule.get_absolute_url()).content.decode()

    assert "Not counted under this rule today: 1 away for long, 0 exempt." in page
    assert "The same" in page
    assert "Carers" in page
    assert [name for name in ("Before", "Other agency", "Other course") if name in page] == []
    assert a_rule(kinds=["staff"]) not in overlapping(kinds, among=Rule.objects.all())


@pytest.fixture
def at_risk(council, staff):
    """A rule to come: WRAP, for those who work with people at risk."""
    took(staff["1"], "PREVENT_ELEARNING", ON)
    took(staff["2"], "PREVENT_ELEARNING", ON)
    saved(Absence(person=staff["3"], from_on=ON))
    return a_rule(only_at_risk=True, trigger="rule", starts_on=datetime.date(2026, 9, 1))


def test_trying_a_rule_sets_it_beside_the_headline(council, at_risk):
    trial = try_rule(at_risk, on=ON, agency=council)

    assert trial.whole.now == Counts(asked=2, trained=2, in_date=2, overdue=0)
    assert trial.whole.tried == Counts(asked=1)
    assert (trial.whole.newly, trial.whole.no_longer) == (0, 1)
    assert [(group.name, group.now.asked, group.tried.asked) for group in trial.groups] == [
        ("Housing", 1, 0),
        ("Roads", 1, 1),
    ]
    assert try_rule(at_risk, on=datetime.date(2027, 3, 2)).whole.tried.overdue == 1
    assert try_rule(at_risk, on=ON).present == Rule.objects.get(is_headline=True)


def test_the_page_on_which_a_rule_is_tried(client, council, at_risk, django_assert_num_queries):
    client.force_login(UserFactory(agency=council, roles=[Role.TRAINING_LEAD]))
    address = f"/training/rules/{at_risk.pk}/try/?on=2026-03-18"
    with django_assert_num_queries(TRIES):
        page = " ".join(client.get(address).content.decode().split())
    for number in range(30):
        somebody(council, f"9{number}", unit=f"Unit {number:02}")

    assert "On 18 March 2026 this rule would be for 1 person in post" in page
    assert "the present one is for 2." in page
    assert "Nobody would be asked who is not asked now, and 1 would be left out" in page
    assert "Wards" not in page
    with django_assert_num_queries(TRIES):
        assert "Unit 29" in client.get(address).content.decode()


#: Door, session and log; the rule; the headline; the parts of both; both in one; who is set apart.
TRIES = 23


# As it was known on a past day

KNOWN = end_of(datetime.date(2100, 1, 31))


def at(month):
    """The tenth of a month that comes after everything that the register holds."""
    return time_machine.travel(datetime.datetime(2100, month, 10, 12, tzinfo=datetime.UTC))


def on_the(rule, **options):
    """Whom a rule counts in June, as it is known now and as it was known at the end of January."""
    on = datetime.date(2100, 6, 1)
    return [counted(rule, on=on, known_at=known, **options) for known in (None, KNOWN)]


def test_an_end_of_a_membership_written_down_later_was_not_known_before(council, staff, lead):
    with at(1):
        listed = saved(StaffGroup(name="Panel", made="list"))
        groups.add_members(listed, by=lead, words=["1", "4"], from_on=ON)
        rule = a_rule()
        rule.groups.set([listed])
    with at(2):
        groups.end_membership(listed.members.get(person=staff["4"]), by=lead, on=ON)
        groups.add_members(listed, by=lead, words=["2"], from_on=ON)

    assert on_the(rule) == [{"1", "2"}, {"1", "4"}]


def test_a_group_and_a_rule_that_were_changed_later_stand_as_they_were_known(council, staff):
    with at(1):
        made = saved(StaffGroup(name="Some", made="rule", kinds=["volunteer"]))
        rule = a_rule()
        rule.groups.set([made])
    with at(2):
        made.kinds = []
        made.save()
        made.units.set(Unit.objects.filter(name="Roads"))

    assert on_the(rule) == [{"2"}, {"3"}]
    with at(3):
        rule.groups.clear()
        rule.agency = council
        rule.save()
    assert on_the(rule) == [{"1", "2", "3"}, {"3"}]


def test_an_absence_changed_or_closed_later_stands_as_it_was_known(council, staff):
    rule = a_rule(agency=council)
    with at(1):
        first, second = (saved(Absence(person=staff[n], from_on=ON)) for n in ("1", "2"))
    with at(2):
        first.to_on = ON
        first.save()
        second.closed_on, second.closed_because = datetime.date(2100, 2, 10), "Another person"
        second.save()

    assert on_the(rule) == [{"1", "2", "3"}, {"3"}]
    assert set_apart(rule, on=datetime.date(2100, 6, 1), known_at=KNOWN) == (2, 0)


def test_what_was_closed_on_the_day_after_was_known_to_stand(council, staff):
    rule = a_rule(agency=council)
    with at(1):
        absence = saved(Absence(person=staff["1"], from_on=ON))
    with time_machine.travel(datetime.datetime(2100, 2, 1, 9, tzinfo=datetime.UTC)):
        absence.closed_on, absence.closed_because = datetime.date(2100, 2, 1), "Was wrong"
        absence.save()

    assert on_the(rule) == [{"1", "2", "3"}, {"2", "3"}]


def test_months_and_the_headline_are_those_that_were_known(council, staff):
    on = datetime.date(2100, 6, 1)
    with at(1):
        own = a_rule(agency=council, is_headline=True)
        took(staff["1"], "WRAP", datetime.date(2099, 1, 1))
        before = a_rule(agency=council, renew_months=36)
    known_then = position(before, on=on, agency=council).whole
    with at(2):
        own.is_headline = False
        own.save()
        before.renew_months = 12
        before.save()

    now, then = (
        position(before, on=on, agency=council, known_at=known).whole.in_date
        for known in (None, KNOWN)
    )
    assert (now, then, known_then.in_date) == (0, 1, 1)
    assert headline_rule(council, on=on).agency is None
    assert headline_rule(council, on=on, known_at=KNOWN) == own
    beside = {rule.pk for rule in rules_known(council, on=on, known_at=KNOWN)}
    assert {own.pk, before.pk} <= beside


def test_a_rule_that_came_with_the_portal_is_known_as_it_was_before_it_is_changed(council, staff):
    rule = Rule.objects.get(is_headline=True)
    took(staff["1"], "WRAP", ON - datetime.timedelta(1))
    with at(2):
        rule.only_at_risk = True
        rule.save()
        rule.courses.set([course("ZAK_TTT")])

    on = datetime.date(2100, 6, 1)
    then = position(rule, on=on, known_at=KNOWN).whole
    now = position(Rule.objects.get(pk=rule.pk), on=on).whole
    assert (then.in_post, then.trained) == (4, 1)
    assert (now.in_post, now.trained) == (1, 0)


def test_which_course_counts_as_which_is_as_it_was_known(council, staff):
    rule, other = Rule.objects.get(is_headline=True), course("BRIEFING")
    took(staff["1"], "WRAP", ON - datetime.timedelta(1))
    took(staff["2"], "BRIEFING", ON - datetime.timedelta(1))
    with at(2):
        other.counts_as.add(course("WRAP"))
    on = datetime.date(2100, 6, 1)

    assert position(rule, on=on, known_at=KNOWN).whole.trained == 1
    assert position(rule, on=on).whole.trained == 2
    assert trend(rule, days=[on], known_at=KNOWN)[0].figures.trained == 1


def test_groups_of_the_position_are_those_that_were_known(council, staff, lead):
    on = datetime.date(2100, 6, 1)
    with at(1):
        listed = saved(StaffGroup(name="Panel", made="list"))
        groups.add_members(listed, by=lead, words=["1", "4"], from_on=ON)
        made = saved(StaffGroup(name="Volunteers", made="rule", kinds=["volunteer"]))
    with at(2):
        groups.end_membership(listed.members.get(person=staff["4"]), by=lead, on=ON)
        made.units.set(Unit.objects.filter(name="Roads"))

    def in_groups(known_at):
        found = position(a_rule(), on=on, by="group", known_at=known_at).groups
        return {group.name: group.in_post for group in found}

    assert in_groups(KNOWN) == {"Panel": 2, "Volunteers": 1, "In no staff group": 1}
    assert in_groups(None) == {"Panel": 1, "In no staff group": 3}
