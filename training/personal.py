"""What the portal knows of one person's training, for whoever may see it."""

from dataclasses import dataclass

from django.db import connection

from . import standing, who
from .models import Absence, Completion, Exemption, GroupMember, Posting, Rule
from .states import State, state_of

_ONE = f"""
    SELECT %(who_rule)s, s.last, s.due_on, s.expires_on,
           (SELECT why FROM {who.APART} AS apart WHERE apart.person_id = s.person_id LIMIT 1)
    FROM standing s
"""  # noqa: S608 - fixed parts


@dataclass(frozen=True)
class Standing:
    """How somebody stands under one rule."""

    rule: Rule
    state: State
    last: object = None
    due_on: object = None
    expires_on: object = None

    @property
    def next_on(self):
        """The day by which they are to be trained next; None where nothing is due."""
        if self.state in (State.NOT_REQUIRED, State.LEFT, State.EXEMPT, State.AWAY):
            return None
        return self.expires_on if self.last else self.due_on


def standings(person, *, on):
    """How somebody stands on a day under each rule of their agency, by one statement."""
    rules = Rule.objects.standing().in_force(on=on).of_agency(person.agency_id)
    rules = list(rules.with_parts())
    found = _found(rules, person, on) if rules else {}
    is_in_post = Posting.objects.known().in_post(on=on).filter(person=person).exists()
    otherwise = State.NOT_REQUIRED if is_in_post else State.LEFT
    return [found.get(rule.pk, Standing(rule, otherwise)) for rule in rules]


def _found(rules, person, on):
    """The Standing under each rule that is for the person, by the key of the rule."""

    def whose(rule):
        clause, about = who.whom(rule)
        return f"{clause} AND p.person_id = %(person)s", about | {"person": person.pk}

    with connection.cursor() as cursor:
        parts = []
        for rule in rules:
            sql, about = standing.standing(rule, on=on, whose=whose)
            parts.append(cursor.mogrify(sql + _ONE, about).decode())
        cursor.execute(" UNION ALL ".join(f"({part})" for part in parts))
        rows = cursor.fetchall()
    by_key = {rule.pk: rule for rule in rules}
    return {pk: _standing(by_key[pk], on, *days, why) for pk, *days, why in rows}


def _standing(rule, on, last, due_on, expires_on, why):
    state = state_of(on=on, last=last, due_on=due_on, expires_on=expires_on, apart=why)
    return Standing(rule, state, last, due_on, expires_on)


def told(completion):
    """Sentences about a completion that whoever writes it down should know."""
    course, on = completion.course, completion.on
    first = min((each.from_on for each in course.versions.standing()), default=None)
    if first and on < first:
        yield f"{course} has been given since {first.day} {first:%B %Y}: this is earlier."
    taken = set(
        Completion.objects.known()
        .filter(person=completion.person_id, on__lte=on)
        .exclude(route=Completion.Route.DECLARED)
        .values_list("course", flat=True)
    )
    for before in course.prerequisites.prefetch_related("counted_by"):
        if not taken & {before.pk, *(each.pk for each in before.counted_by.all())}:
            yield f"{before} comes before {course}, and is not known to have been taken by then."


def about(person, *, on):
    """All that a person's page shows, under the names that its template uses."""
    completions = Completion.objects.filter(person=person).select_related("course", "file", "by")
    return {
        "standings": standings(person, on=on),
        "postings": Posting.objects.known()
        .filter(person=person)
        .select_related("unit__agency", "level", "setting")
        .order_by("-starts_on"),
        "completions": completions.known().order_by("-on", "-pk"),
        "withdrawn": completions.filter(withdrawn_at__isnull=False)
        .select_related("withdrawn_by")
        .order_by("-withdrawn_at", "-pk"),
        "absences": Absence.objects.standing().filter(person=person),
        "exemptions": Exemption.objects.standing()
        .filter(person=person)
        .select_related("rule", "course"),
        "memberships": GroupMember.objects.filter(person=person)
        .current(on=on)
        .select_related("group"),
    }


def with_posts(people, *, on):
    """Pairs of a person and the post that they hold on a day, None if they hold none; in one query more."""
    people = list(people)
    held = Posting.objects.known().in_post(on=on).filter(person__in=people)
    posts = {post.person_id: post for post in held.select_related("unit", "level")}
    return [(person, posts.get(person.pk)) for person in people]
