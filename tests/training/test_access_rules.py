"""Who may open the pages of people, groups, absences, exemptions, versions, and of trying a rule."""

import copy
import datetime
import io

import pytest

from prevent_portal.acting import acting_for
from prevent_portal.models import Person
from tests.matrix import row
from tests.registers import about_one, seven
from tests.training import test_access as table
from tests.training.test_access import (  # noqa: F401 - fixtures
    READERS,
    kept_readers,
    kept_world,
    readers,
)
from training.models import (
    Absence,
    Course,
    CourseVersion,
    Exemption,
    GroupMember,
    Level,
    Rule,
    StaffGroup,
)
from training.services import people

ON = datetime.date(2026, 3, 1)

_NAMES = {
    "lists": table._IMPORTS,
    "sees": table._OWN_IMPORTS,
    "adds": table._IMPORTS,
    "keeps": table._OWN_IMPORTS,
    "reopens": table._OWN_DECIDES,
}
PAGES = {
    **seven("courseversion", app="training", **table._EVERYBODYS),
    **seven(
        "staffgroup",
        app="training",
        lists=table._LISTS,
        sees=table._OWN_SEES,
        adds=table._OWN_ADDS,
        keeps=table._OWN_KEEPS,
        reopens=table._OWN_REOPENS,
    ),
    **seven("absence", app="training", **_NAMES),
    **seven("exemption", app="training", **_NAMES),
    "training:try_rule": table._SEES,
    "training:group_members": table._OWN_KEEPS,
    "training:end_membership": table._OWN_IMPORTS,
    "training:person_list": table._IMPORTS,
    "training:add_person": table._IMPORTS,
    "training:person_detail": table._OWN_IMPORTS,
    "training:change_person": table._OWN_IMPORTS,
    "training:start_post": table._OWN_IMPORTS,
    "training:end_post": table._OWN_IMPORTS,
    "training:add_completion": table._OWN_IMPORTS,
    "training:verify_completion": table._OWN_DECIDES,
    "training:withdraw_completion": table._OWN_IMPORTS,
    "training:download_certificate": table._OWN_IMPORTS,
}
#: Which of the things a page is about, where its name does not say.
_ABOUT = {
    "try_rule": "rule",
    "group_members": "staffgroup",
    "end_membership": "member",
    "person_detail": "person",
    "change_person": "person",
    "start_post": "person",
    "end_post": "person",
    "add_completion": "person",
    "verify_completion": "completion",
    "withdraw_completion": "completion",
    "download_certificate": "completion",
}


@pytest.fixture(scope="module")
def kept_things(kept_readers, kept_world):  # noqa: F811
    agency, course = kept_readers["keeper"].agency, kept_world["course"]
    with acting_for(None):
        return kept_world | a_person_and_more(agency, course, kept_world["unit"])


@pytest.fixture
def things(kept_things):
    return copy.deepcopy(kept_things)


def a_person_and_more(agency, course, unit):
    """One of each thing that has to do with a person of an agency."""
    person = people.add_person(
        by=None,
        agency=agency,
        name="Una Marrable",
        kind=Person.Kind.VOLUNTEER,
        unit=unit,
        level=Level.objects.get(name="Manager"),
        works_with_people_at_risk=False,
        starts_on=ON,
    )
    file = io.BytesIO(b"%PDF-1.4\n%%EOF\n")
    file.name = "certificate.pdf"
    group = _saved(StaffGroup(agency=agency, name="Listed", made="list"))
    return {
        "person": person,
        "completion": people.add_completion(
            person, by=None, course=course, on=ON, route="declared", file=file
        ),
        "staffgroup": group,
        "member": _saved(GroupMember(group=group, person=person, from_on=ON)),
        "absence": _saved(Absence(person=person, from_on=ON)),
        "exemption": _saved(
            Exemption(
                person=person,
                rule=Rule.objects.get(),
                reason="Abroad",
                approved_by="HR",
                from_on=ON,
            )
        ),
        "courseversion": _saved(
            CourseVersion(course=Course.objects.get(code="WRAP"), name="3", from_on=ON)
        ),
    }


def _saved(thing):
    thing.save()
    return thing


def args(page, things):
    """What stands in the address of a page."""
    name = page.rpartition(":")[2]
    if name in _ABOUT:
        return [things[_ABOUT[name]].pk]
    if not about_one(page):
        return []
    return [things[name.removesuffix("_detail").split("_")[-1]].pk]


@pytest.mark.parametrize("page", PAGES)
def test_page(client, readers, things, page):  # noqa: F811
    met = row(client, page, args(page, things), readers)

    assert met == dict(zip(READERS, PAGES[page], strict=True))
