"""What one person is shown of their own training, and of the people who report to them."""

from dataclasses import dataclass

from prevent_portal.models import Person

from . import owing
from .models import Completion, Course
from .personal import standings
from .services import reminders


@dataclass(frozen=True)
class Member:
    """Somebody of a team, by initials and staff number: a mailed address opens this, so no names."""

    initials: str
    number: str
    last: object
    due_on: object
    is_late: bool


@dataclass(frozen=True)
class Duty:
    """What somebody has to take by a day: any of the courses, or all."""

    due_on: object
    is_late: bool
    needs_all: bool
    courses: list


class OwnTraining:
    """A person's deadlines under every rule, where they take the training, what they said, and their team."""

    def __init__(self, person, *, on):
        self.person, self.on = person, on
        self.settings = reminders.rule_of(person.agency, on=on)
        self.declared = list(Completion.objects.declared().filter(person=person).order_by("on"))
        asked = [each for each in standings(person, on=on) if each.next_on]
        asked.sort(key=lambda each: (each.next_on, each.rule.pk))
        self.due_on = asked[0].next_on if asked else None
        self.last = asked[0].last if asked else None
        self.courses = Course.objects.standing().filter(
            pk__in={pk for each in asked for pk in each.rule.parts["courses"]}, is_legacy=False
        )
        self.courses = self.courses.order_by("name", "pk")
        self.duties = self._duties(asked)
        self.team = self._team()

    def _duties(self, asked):
        courses = list(self.courses) if asked else []
        return [
            Duty(
                each.next_on,
                each.next_on < self.on,
                each.rule.needs_all,
                [course for course in courses if course.pk in each.rule.parts["courses"]],
            )
            for each in asked
        ]

    def _team(self):
        team = list(Person.objects.filter(manager=self.person).order_by("number", "pk"))
        if not team:
            return []
        rules = owing.rules_for(self.person.agency, on=self.on)
        keys = [each.pk for each in team]
        found = owing.deadlines(rules, keys, on=self.on, agency=self.person.agency)
        return [self._member(each, *found[each.pk]) for each in team if each.pk in found]

    def _member(self, person, last, due_on):
        initials = "".join(f"{word[0]}." for word in person.name.split()[:3])
        is_late = due_on is not None and due_on < self.on
        return Member(initials, person.number, last, due_on, is_late)

    @property
    def is_late(self):
        """True if the person's own deadline has passed."""
        return self.due_on is not None and self.due_on < self.on

    @property
    def late_count(self):
        """How many of the team are late."""
        return sum(each.is_late for each in self.team)


def person_of(user):
    """The person that somebody who signs in is: said so, or by their email address; else None."""
    if user.person_id:
        return user.person
    return Person.objects.filter(agency=user.agency_id, email__iexact=user.email).first()
