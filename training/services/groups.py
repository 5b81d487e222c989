"""Who is on the list of a staff group, put there and taken off with a day."""

from django.db import transaction

from prevent_portal.errors import Refused
from prevent_portal.models import Person
from prevent_portal.tracked import create_tracked

from ..finding import find_people, not_found
from ..models import GroupMember, StaffGroup


@transaction.atomic
def add_members(group, *, by, words, from_on):
    """Put people on a group's list by staff number or full name; return how many are new to it.

    Whoever is on it already stays. Raises Refused, and adds nobody, if a word names nobody or several.
    """
    group = StaffGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)
    if not group.is_list:
        raise Refused(group, "People belong to this group by its rule. Change the rule instead.")
    if not group.is_open:
        raise Refused(group, "This group is closed. Open it again first.")
    among = Person.objects.visible_to(by)
    if group.agency_id:
        among = among.filter(agency=group.agency_id)
    people, *others = find_people(words, among=among)
    if sentences := list(not_found(*others)):
        raise Refused(group, " ".join(sentences), field="words")
    standing = GroupMember.objects.filter(group=group, person__in=people)
    known = set(standing.filter(to_on__isnull=True).values_list("person", flat=True))
    if standing.filter(to_on__gte=from_on).exists():
        raise Refused(
            group,
            "Some of these people were on the list until a later day. Choose a day after that.",
            field="from_on",
        )
    new = [
        GroupMember(group=group, person=person, from_on=from_on)
        for person in people
        if person.pk not in known
    ]
    create_tracked(GroupMember, new, by=by)
    return len(new)


@transaction.atomic
def end_membership(member, *, by, on):
    """Take somebody off a list: the day given is their last on it."""
    member = GroupMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if member.to_on is not None:
        raise Refused(member.group, "This person is off the list already.")
    if on < member.from_on:
        raise Refused(
            member.group, "The last day must not be before the first day on the list.", field="on"
        )
    member.to_on = on
    member._history_user = by
    member.save()
    return member
