"""Courses and rules kept, with what may not be said of them."""

from django.db import transaction

from prevent_portal.errors import Refused
from prevent_portal.services import keep_record

from ..models import Course


@transaction.atomic
def keep_course(course, *, by, version=None, prerequisites=(), **values):
    """Save a course. Raises Refused if it would have to be taken before itself."""
    if course.pk:
        # whoever changes what comes before what waits for others who do
        list(Course.objects.select_for_update(of=("self",)).order_by("pk").values("pk"))
        refuse_circle(course, prerequisites)
    return keep_record(course, by=by, version=version, prerequisites=prerequisites, **values)


def refuse_circle(course, prerequisites):
    """Raise Refused if one of the courses is taken after the course, or is it."""
    links = Course.prerequisites.through.objects.exclude(from_course=course.pk)
    before = {}
    for later, earlier in links.values_list("from_course", "to_course"):
        before.setdefault(later, []).append(earlier)
    for first in prerequisites:
        waiting, seen = [first.pk], set()
        while waiting:
            key = waiting.pop()
            if key == course.pk:
                raise Refused(
                    course,
                    f"{first} cannot come before {course}: {course} comes before it.",
                    field="prerequisites",
                )
            if key not in seen:
                seen.add(key)
                waiting += before.get(key, [])


@transaction.atomic
def keep_rule(rule, *, by, version=None, courses=(), **values):
    """Save a rule. Raises Refused if it asks for no course."""
    if not courses:
        raise Refused(rule, "Choose the courses that the rule asks for.", field="courses")
    return keep_record(rule, by=by, version=version, courses=courses, **values)
