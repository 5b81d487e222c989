"""A case brought to where support is planned, consented to and given: everything through the services."""

import datetime

from channel import services
from channel.models import Case, Consent, Framework, Intervention, Term
from channel.states import Status
from prevent_portal.acting import acting_for
from tests.channel.panels import DAY

CONTENTS = {
    "consent_how": "In a talk at home.",
    "consent_when": "In the week after panel.",
    "consent_by": "The youth worker.",
    "support": "A mentor and a boxing club.",
    "provided_by": "The county's mentors.",
    "how_and_when": "Every Tuesday at the club.",
}
PERSON = {"whose": Consent.Whose.PERSON, "how": "In a talk."}
PARENT = {
    "whose": Consent.Whose.PARENT,
    "capacity": Consent.Capacity.PARENT,
    "who": "Euphemia Quillfeather",
    "how": "At the kitchen table.",
}
ADULT_BORN = datetime.date(1999, 5, 4)
CHILD_BORN = datetime.date(2009, 5, 4)
_WAY = (
    Status.SCREENING,
    Status.GATHERING,
    Status.SECTION_36,
    Status.TO_PANEL,
    Status.CONSIDERED,
)


def day(number):
    """So many days after the case was received."""
    return DAY + datetime.timedelta(days=number)


def considered(world, *, born=ADULT_BORN, panel=None):
    """A case that the panel has considered."""
    case = world.refer(subject={"date_of_birth": born}, panel=panel)
    with acting_for(world.chair):
        for status in _WAY:
            case = services.move_case(case, status, by=world.chair, on=DAY)
    return case


def planned(world, **kwargs):
    """The same, with a support plan."""
    case = considered(world, **kwargs)
    with acting_for(world.chair):
        services.draft_plan(case, by=world.chair, on=DAY, **CONTENTS)
    return case


def sought(world, whose=PERSON, **kwargs):
    """The same, with consent asked for."""
    case = planned(world, **kwargs)
    with acting_for(world.chair):
        services.seek_consent(case, by=world.chair, on=day(1), **whose)
        return Case.objects.get(pk=case.pk)


def adopted(world, whose=PERSON, **kwargs):
    """The same, with consent given, and adopted."""
    case = sought(world, whose, **kwargs)
    with acting_for(world.chair):
        services.answer_consent(case, by=world.chair, on=day(2), is_given=True, **whose)
        return services.adopt_case(case, by=world.chair, on=day(3))


def provider(world, **kwargs):
    """Somebody who gives support."""
    with acting_for(world.chair):
        return services.keep_provider(by=world.chair, name="Boxing at the mill", **kwargs)


def kind(words="Mentoring"):
    """A kind of support."""
    return Term.objects.get(list=Term.List.SUPPORT, words__startswith=words)


def arranged(world, case, *, on=None) -> Intervention:
    """Support of an adopted case."""
    by = provider(world)
    with acting_for(world.chair):
        return services.commission(
            case, kind=kind(), provider=by, purpose="Company.", by=world.chair, on=on or day(4)
        )


def framework():
    """The framework with 22 factors, as it is shipped."""
    return Framework.objects.get(name="Vulnerability assessment framework", version=1)


def assessed(world, case, *, on, conclusion="Steady.", **more):
    """An assessment of it."""
    with acting_for(world.chair):
        return services.assess_case(
            case,
            framework=framework(),
            by=world.chair,
            on=on,
            conclusion=conclusion,
            **{"findings": {}} | more,
        )
