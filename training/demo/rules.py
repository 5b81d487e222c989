"""The training of the invented county: rules side by side, groups, people without an extract, who is set apart."""

import datetime

from prevent_portal import demo as partnership
from prevent_portal.models import Agency, Person, User

from ..models import (
    Absence,
    Completion,
    Course,
    CourseVersion,
    Exemption,
    Level,
    Rule,
    StaffGroup,
    Unit,
)
from ..services import groups, people

#: key of the agency, unit, name, kind, level, what they took and how it is known
_PEOPLE = (
    ("marlowick", "Members", "Cllr Ottoline Farrowby", "elected_member", "Elected member",
     ("MEMBER_SESSION", "certificate")),
    ("marlowick", "Members", "Cllr Jevan Lindrick", "elected_member", "Elected member", None),
    ("marlowick", "Members", "Cllr Maud Sallowfield", "elected_member", "Elected member",
     ("ELEARN_AWARENESS", "declared")),
    ("marlowick", "Volunteering", "Idris Quarmby", "volunteer", "Front line worker",
     ("ELEARN_AWARENESS", "declared")),
    ("marlowick", "Volunteering", "Petra Yarmside", "volunteer", "Front line worker", None),
    ("marlowick", "Housing repairs", "Femi Oakenfold", "contractor", "Front line worker",
     ("ELEARN_AWARENESS", "declared")),
    ("trust", "Mental health", "Dr Lowri Inglemoor", "panel_member", "Senior manager",
     ("ELEARN_CHANNEL", "declared")),
    ("police", "Prevent team", "Rhys Arkwold", "panel_member", "Manager",
     ("ELEARN_CHANNEL", "declared")),
    ("probation", "Delivery unit", "Sian Bellamere", "panel_member", "Manager", None),
)  # fmt: skip
#: name, courses, and what else the rule says; none of them is a headline.
_RULES = (
    ("Workshop for those who work with children or vulnerable adults", ("WRAP",),
     {"only_at_risk": True, "due_months": 12}),
    ("Relevant staff of each agency", ("WRAP", "ELEARN_AWARENESS", "PREVENT_ELEARNING"),
     {"due_months": 6, "target_percent": 90}),
    ("Panel members: Channel awareness and core training", ("ELEARN_CHANNEL", "ELEARN_AWARENESS"),
     {"due_months": 3, "renew_months": 36, "needs_all": True, "trigger": "posting"}),
    ("Members and volunteers", ("MEMBER_SESSION", "ELEARN_AWARENESS"),
     {"due_months": 6, "renew_months": 36, "kinds": ["elected_member", "volunteer"]}),
    ("Referrals course for managers", ("ELEARN_REFERRALS",), {"due_months": 12, "renew_months": 36}),
)  # fmt: skip
#: People of the county who are away for long, by staff number.
_AWAY = ("00000021", "00000022", "00000023")
_EXEMPT = "00000024"


def load(anchor):
    """Add rules, groups and people as at the day; a rule to come waits to be tried."""
    lead = User.objects.get(email=partnership.address("prevent.lead"))
    courses = {course.code: course for course in Course.objects.all()}
    ago = anchor - datetime.timedelta(days=400)
    added = [_person(row, courses, lead, ago) for row in _PEOPLE]
    relevant = _saved(StaffGroup(name="Relevant staff", made="rule", only_at_risk=True))
    panel = _saved(StaffGroup(name="Channel panel members", made="list"))
    names = [person.name for person in added if person.kind == Person.Kind.PANEL_MEMBER]
    groups.add_members(panel, by=lead, words=names, from_on=ago)
    rules = {name: _rule(name, codes, about, courses) for name, codes, about in _RULES}
    rules["Relevant staff of each agency"].groups.add(relevant)
    rules["Panel members: Channel awareness and core training"].groups.add(panel)
    managers = rules["Referrals course for managers"]
    managers.levels.add(Level.objects.get(name="Manager"))
    managers.prerequisites.add(courses["ELEARN_AWARENESS"])
    to_come = {"due_months": 6, "renew_months": 24, "starts_on": _april(anchor)}
    three = ("ELEARN_AWARENESS", "WRAP", "BRIEFING")
    _rule("Any of three courses every two years", three, to_come, courses)
    _versions(courses["ELEARN_AWARENESS"])
    _set_apart(anchor, managers)


def _person(row, courses, by, ago):
    key, unit, name, kind, level, taken = row
    agency = Agency.objects.get(name=partnership.AGENCIES[key][0])
    unit, _ = Unit.objects.get_or_create(agency=agency, name=unit)
    person = people.add_person(
        by=by,
        agency=agency,
        name=name,
        kind=kind,
        unit=unit,
        level=Level.objects.get(name=level),
        works_with_people_at_risk=kind == Person.Kind.PANEL_MEMBER,
        starts_on=ago,
    )
    if taken:
        code, route = taken
        Completion.objects.create(
            person=person, course=courses[code], on=ago + datetime.timedelta(60), route=route, by=by
        )
    return person


def _rule(name, codes, about, courses):
    rule = _saved(Rule(name=name, **about))
    rule.courses.set([courses[code] for code in codes])
    return rule


def _versions(course):
    for name, minutes, from_on, to_on in (
        ("First version", 40, datetime.date(2022, 9, 1), datetime.date(2024, 3, 31)),
        ("After the guidance of 2023", 40, datetime.date(2024, 4, 1), None),
    ):
        _saved(
            CourseVersion(
                course=course,
                name=name,
                route=course.route,
                minutes=minutes,
                from_on=from_on,
                to_on=to_on,
            )
        )


def _set_apart(anchor, rule):
    county = Agency.objects.get(name=partnership.AGENCIES["county"][0])
    staff = {person.number: person for person in county.people.filter(number__in=(*_AWAY, _EXEMPT))}
    for days, number in enumerate(_AWAY, 1):
        from_on = anchor - datetime.timedelta(days=30 * days)
        _saved(Absence(person=staff[number], from_on=from_on))
    _saved(
        Exemption(
            person=staff[_EXEMPT],
            rule=rule,
            reason="Seconded to a project without any case work until the autumn.",
            approved_by="Head of workforce development",
            from_on=anchor - datetime.timedelta(days=20),
            to_on=anchor + datetime.timedelta(days=160),
        )
    )


def _april(anchor):
    """The next first of April."""
    this_year = datetime.date(anchor.year, 4, 1)
    return this_year if this_year > anchor else this_year.replace(year=anchor.year + 1)


def _saved(thing):
    thing.save()
    return thing
