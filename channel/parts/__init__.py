"""The parts of a case's page, in the order in which the panel reads them.

Each part is a module with a function `part(case, user, on)`, which gives a Part, or None where there is
nothing to show and nothing to do.
"""

from dataclasses import dataclass, field

from ..whole import read_whole


@dataclass(frozen=True)
class Step:
    """Something that can be done with the case now: words, where, and whether it is the likeliest."""

    words: str
    href: str
    is_first: bool = False


@dataclass(frozen=True)
class Part:
    """A part of the page: its heading, its template with what it shows, and what can be done from it."""

    heading: str
    template: str
    context: dict = field(default_factory=dict)
    steps: tuple[Step, ...] = ()


def parts_of(case, user, on):
    """All parts of a case's page that have something to show; the case is read whole for them."""
    from . import (
        after,
        assessment,
        attachments,
        case_actions,
        chronology,
        consent,
        decisions,
        disclosures,
        documents,
        earlier,
        feedback,
        glass,
        objections,
        observers,
        pathway,
        person,
        plan,
        records,
        referral,
        requests,
        rights,
        screening,
        seats,
        section_36,
        sharing,
    )

    order = (
        objections,
        sharing,
        after,
        referral,
        person,
        earlier,
        decisions,
        consent,
        assessment,
        plan,
        case_actions,
        screening,
        requests,
        section_36,
        pathway,
        documents,
        attachments,
        feedback,
        disclosures,
        rights,
        records,
        glass,
        observers,
        seats,
        chronology,
    )
    read_whole(case)
    found = (module.part(case, user, on) for module in order)
    return [part for part in found if part]
