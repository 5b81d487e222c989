"""What the public is never told, whichever sections a council puts in a kind of report."""

import datetime
import json

import pytest

from prevent_portal.acting import acting_for
from reports.assembly import Paper, Section, assemble
from reports.sources import catalogue
from tests.factories import AgencyFactory, PlanFactory, UserFactory

from .places import action_of, commission, noon, update

pytestmark = pytest.mark.django_db

ACTION = "Paint the boathouse before the regatta"
NOTE = "The varnish has not come"


def test_no_source_tells_the_public_of_an_action_that_was_not_published():
    """Elected members read in private what officers do (domain 5.14 b), and the paper says so on its cover."""
    plan = PlanFactory(agency=AgencyFactory(name="Marrowby Council"), period_start="2025-04-01")
    owner = UserFactory(agency=plan.agency, name="Ottoline Quennell")
    for when, status in (("January 2026", None), ("", "blocked"), ("", "complete")):
        action = action_of(plan, text=ACTION, when=when, status=status, leads=[owner.name])
        update(action, on=noon(2026, 3, 1).date(), status=status or "in_progress", text=NOTE)

    def paper(audience):
        asked = commission(
            audience=audience,
            organisation=plan.agency.name,
            since=datetime.date(2025, 9, 30),
        )
        sections = [Section(f"s-{n}", name, name) for n, name in enumerate(sorted(catalogue()))]
        return assemble(Paper(asked, plan_row=plan, agency=plan.agency), sections)

    with acting_for(None):
        ours, members, theirs = paper("officer"), paper("member"), paper("public")

    assert _telling(ours)
    assert _telling(members) == _telling(ours)
    assert _telling(theirs) == []
    made_for = [
        next(f["value"] for f in p["facts"] if f["name"] == "For") for p in (members, theirs)
    ]
    assert made_for == ["Elected members; not for publication", "Anybody"]


def _telling(paper):
    """The sections, or the cover, in whose words the action, what was noted of it or its owner stands."""
    said = {section["title"]: section for section in paper["sections"]}
    said["cover"] = {name: value for name, value in paper.items() if name != "sections"}
    words = (ACTION, NOTE, "Quennell")
    return sorted(name for name, part in said.items() if any(w in json.dumps(part) for w in words))
