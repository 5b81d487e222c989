"""Premises that are marked sensitive: what is for the public never names them, whoever wrote it."""

import copy
import json

import pytest

from actions.services import publishing
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from prevent_portal.unpublished import Unpublished
from reports.assembly import Paper, Section, assemble
from reports.checking import named
from reports.disclosure import shown
from reports.guard import guarded
from reports.guard.naming import NOTHING_LEFT
from reports.models import Question
from reports.services import answering
from tests.conftest import TODAY
from tests.factories import AgencyFactory, PlanFactory, UserFactory
from tests.premises.test_access import a_venue

from .places import action_of, commission
from .test_access import _quick, report_on  # noqa: F401 - a fixture used by every test
from .test_guard import paper, printed, table

NAME, EARLIER = "Elm Refuge", "Quarry House"
PLACES = [("Premises", 40, "ref"), ("Kind", 60, "text")]


def register(*rows):
    """A table of places, which counts nothing."""
    heads = [{"title": title, "width": width, "kind": kind} for title, width, kind in PLACES]
    lines = [{"cells": [{"text": name}, {"text": kind}]} for name, kind in rows]
    return {"type": "table", "caption": "Places", "columns": heads, "groups": [{"rows": lines}]}


def test_a_row_that_names_such_a_place_goes_and_other_words_stand_for_it():
    runs = [{"text": "They met at "}, {"text": "Elm", "bold": True}, {"text": " Refuge’s hall."}]
    counted = table([("Trained", "people", {})], [(NAME, (40,)), ("Hall", (60,))])
    frozen = paper(
        register((NAME, "Centre"), ("The Hall", "Centre")),
        register((f"Kitchen of the {NAME.upper()}", "Room")),
        counted,
        {"type": "paragraph", "text": "Three of four. Elm refuge is one."},
        {"type": "paragraph", "runs": runs},
    )

    made, withheld = guarded(frozen, audience="public", unnamed=[NAME])

    assert "refuge" not in json.dumps(made).casefold()
    assert printed(made) == [["The Hall", "Centre"]]
    assert made["sections"][0]["blocks"][1]["text"] == NOTHING_LEFT
    assert ["A place that is not named", "40"] in printed(made, 2)
    assert made["sections"][0]["blocks"][3]["text"].endswith("a place that is not named is one.")
    assert {each.kind for each in withheld} == {"place"}
    assert guarded(frozen, audience="officer", unnamed=[NAME])[0] == frozen | {
        "audience": "officer"
    }


def test_a_name_is_found_however_it_is_written_and_one_word_only_as_a_name():
    sought = Unpublished(["The Élan Centre", "Haven", "St Anne's, Unit 4"])

    found = ["elan centre", "the Elan Centre's door", "Haven", "St Annes Unit 4"]
    assert [bool(sought.spans(text)) for text in found] == [True] * 4
    left = ["a haven for birds", "The Elan valley", "St Anne's Unit 41", ""]
    assert [bool(sought.spans(text)) for text in left] == [False] * 4
    assert not Unpublished([])


@pytest.fixture(scope="module")
def kept(once):
    """A plan, its lead, and premises of the same agency that were called otherwise before."""
    plan = PlanFactory(agency=AgencyFactory(name="Marrowby Council"), period_start="2025-04-01")
    lead = UserFactory(agency=plan.agency, roles=[Role.PREVENT_LEAD])
    action = action_of(plan, text=f"Repair the roof of {NAME}")
    venue = a_venue(plan.agency, EARLIER)
    venue.name, venue.takes_requests = NAME, False
    venue.is_sensitive, venue.sensitive_because = True, "It was threatened."
    venue.save()
    a_venue(plan.agency, "Moor Hall")
    with acting_for(None):
        report = report_on(plan, by=lead, kind="public-plan", audience="public")
    return {"plan": plan, "lead": lead, "action": action, "report": report}


@pytest.fixture
def at(kept):
    return copy.deepcopy(kept)


def test_a_paper_for_the_public_lists_other_places_and_stops_at_words_that_name_one(at):
    report, plan = at["report"], at["plan"]
    asked = commission(audience="public", organisation=plan.agency.name)
    about = Paper(asked, plan_row=plan, agency=plan.agency)
    with acting_for(None):
        made = assemble(about, [Section("places", "Places", "premises.register")])["sections"]
    assert NAME in json.dumps(made)
    report.frozen["sections"] += made

    said = json.dumps(shown(report)[0])
    assert NAME not in said
    assert "Moor Hall" in said
    assert "to keep those who use them safe" in said
    assert named(report) == []

    section = report.sections.get(key="introduction")
    section.words = f"We met at {NAME}, once {EARLIER}."
    section.save()
    said = [problem.sentence for problem in named(report)]
    assert [name in sentence for name, sentence in zip((NAME, EARLIER), said, strict=True)] == [
        True
    ] * 2
    assert "name of a place that is marked sensitive" in said[0]


def test_a_published_plan_and_an_answer_stop_at_such_a_name_too(at):
    plan, lead, action = at["plan"], at["lead"], at["action"]
    publishing.decide(action, by=lead, choice="as_is")
    with pytest.raises(Refused, match=f"names “{NAME}”, a place that is marked sensitive"):
        publishing.publish(plan, by=lead)
    publishing.decide(action, by=lead, choice="reworded", wording="Repair a roof")
    publishing.publish(plan, by=lead)

    question = Question.objects.get(text__contains="had Prevent training")
    question.answer = f"We audited {NAME}."
    question.save()
    about = {"agency": plan.agency, "on": TODAY}
    read = answering.prepare_answer(question, **about).sha256
    with pytest.raises(Refused, match="marked sensitive"):
        answering.give_answer(
            question, by=lead, reference="FOI 1", given_on=TODAY, read=read, **about
        )
