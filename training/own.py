"""What one person is shown of their own training, and of the people who report to them."""

from dataclasses import dataclass

from prevent_portal.errors import Refused
from prevent_portal.models import Person

from . import owing
from .models import Completion
from .position import headline_rule
from .services import reminders


@dataclass(frozen=True)
class Member:
    """Somebody of a team, by initials and staff number: a mailed address opens this, so no names."""

    initials: str
    number: str
    last: object
    due_on: object
    is_late: bool


class OwnTraining:
    """A person's deadline, where they take the training, what they said, and their team."""

    def __init__(self, person, *, on):
        self.person, self.on = person, on
        self.rule = self.last = self.due_on = None
        self.courses, self.team = (), []
        self.settings = reminders.rule_of(person.agency, on=on)
        self.declared = list(Completion.objects.declared().filter(person=person).order_by("on"))
        try:
            self.rule = headline_rule(person.agency, on=on)
        except Refused:
            return
        self.courses = owing.courses(self.rule)
        team = list(Person.objects.filter(manager=person).order_by("number", "pk"))
        found = owing.deadlines(
            self.rule, [person.pk, *(each.pk for each in team)], on=on, agency=person.agency
        )
        self.last, self.due_on = found.get(person.pk, (None, None))
        self.team = [self._member(each, *found[each.pk]) for each in team if each.pk in found]

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
    """The person that somebody who signs in is: said so, or by their e-mail address; else None."""
    if user.person_id:
        return user.person
    return Person.objects.filter(agency=user.agency_id, email__iexact=user.email).first()
