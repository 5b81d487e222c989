"""Who may open each page of funding, tension, engagement and briefings.

Each record is the partner's own, kept by its single point of contact; the nearest outsider,
`neighbour`, is another agency's. Of tension nobody else reads a word, the auditor neither: what
they and the management team may open is the page of counts.
"""

import io

import pytest

from prevent_portal import files
from tests import factories as make
from tests.actions.test_access import READERS
from tests.matrix import BUTTON, FORBIDDEN, OK, SIGN_IN, UNSEEN, row
from tests.registers import seven
from tests.routes import routes

NO, NOT = FORBIDDEN, UNSEEN

# fmt: off
# lead, keeper, colleague, helper, auditor, executive,   neighbour, stranger, member, panel, administrator, anonymous
_LISTS = (OK, OK, OK, OK, OK, OK,   OK, OK, NO, NO, NO, SIGN_IN)
_SEES = (OK, OK, OK, OK, OK, OK,   OK, OK, NOT, NOT, NOT, SIGN_IN)
_LEAD_ADDS = (OK, NO, NO, NO, NO, NO,   NO, NO, NO, NO, NO, SIGN_IN)
_LEAD_KEEPS = (OK, NO, NO, NO, NO, NO,   NO, NO, NOT, NOT, NOT, SIGN_IN)

_MEMBER_LISTS = (OK, OK, OK, OK, OK, OK,   OK, OK, OK, NO, NO, SIGN_IN)
_MEMBER_SEES = (OK, OK, OK, OK, OK, OK,   OK, OK, OK, NOT, NOT, SIGN_IN)
_MEMBER_KEEPS = (OK, NO, NO, NO, NO, NO,   NO, NO, NO, NOT, NOT, SIGN_IN)

_OWN_SEES = (OK, OK, OK, NOT, OK, OK,   NOT, NOT, NOT, NOT, NOT, SIGN_IN)
_OWN_ADDS = (OK, OK, NO, NO, NO, NO,   OK, NO, NO, NO, NO, SIGN_IN)
_OWN_KEEPS = (OK, OK, NO, NOT, NO, NO,   NOT, NOT, NOT, NOT, NOT, SIGN_IN)

_SECRET_LISTS = (OK, OK, NO, NO, NO, NO,   OK, NO, NO, NO, NO, SIGN_IN)
_SECRET_SEES = (OK, OK, NOT, NOT, NOT, NOT,   NOT, NOT, NOT, NOT, NOT, SIGN_IN)
_SECRET_LEAD_KEEPS = (OK, NO, NOT, NOT, NOT, NOT,   NOT, NOT, NOT, NOT, NOT, SIGN_IN)

_SCALE_LISTS = (OK, OK, NO, NO, OK, OK,   OK, NO, NO, NO, NO, SIGN_IN)
_SCALE_SEES = (OK, OK, NOT, NOT, OK, OK,   OK, NOT, NOT, NOT, NOT, SIGN_IN)
_SCALE_KEEPS = (OK, NO, NOT, NOT, NO, NO,   NO, NOT, NOT, NOT, NOT, SIGN_IN)
_COUNTS = (OK, NO, NO, NO, OK, OK,   NO, NO, NO, NO, NO, SIGN_IN)

_ENGAGES = (OK, OK, OK, OK, NO, NO,   OK, OK, NO, NO, NO, SIGN_IN)
_KEEPS_GROUPS = (OK, OK, OK, OK, NO, NO,   OK, OK, NOT, NOT, NOT, SIGN_IN)
_KEEPS_EVENTS = (OK, OK, OK, NO, NO, NO,   NO, NO, NOT, NOT, NOT, SIGN_IN)
_GIVES = (OK, NO, OK, NO, NO, NO,   NO, NO, NOT, NOT, NOT, SIGN_IN)
# fmt: on


def _register(name, lists, sees, adds, keeps):
    pressed = tuple(BUTTON if met == OK else met for met in keeps)
    return seven(name, lists=lists, sees=sees, adds=adds, keeps=keeps, reopens=pressed)


PAGES = {
    **_register("fundingstatus", _MEMBER_LISTS, _MEMBER_SEES, _LEAD_ADDS, _MEMBER_KEEPS),
    **_register("grant", _LISTS, _OWN_SEES, _OWN_ADDS, _OWN_KEEPS),
    **_register("grantcondition", _LISTS, _OWN_SEES, _OWN_ADDS, _OWN_KEEPS),
    **_register("payment", _LISTS, _OWN_SEES, _OWN_ADDS, _OWN_KEEPS),
    **_register("project", _LISTS, _OWN_SEES, _OWN_ADDS, _OWN_KEEPS),
    **_register("tension", _SECRET_LISTS, _SECRET_SEES, _OWN_ADDS, _SECRET_SEES),
    **_register("tensionarea", _SCALE_LISTS, _SCALE_SEES, _LEAD_ADDS, _SCALE_KEEPS),
    **_register("tensionlevel", _SCALE_LISTS, _SCALE_SEES, _LEAD_ADDS, _SCALE_KEEPS),
    **_register("tensionmeeting", _SECRET_LISTS, _SECRET_SEES, _LEAD_ADDS, _SECRET_LEAD_KEEPS),
    **_register("tensionagreement", _SECRET_LISTS, _SECRET_SEES, _LEAD_ADDS, _SECRET_LEAD_KEEPS),
    "actions:raise_tensionagreement": _SECRET_LEAD_KEEPS,
    "actions:tension_summary": _COUNTS,
    **_register("incident", _SECRET_LISTS, _SECRET_SEES, _OWN_ADDS, _SECRET_SEES),
    "actions:log_incident": _SECRET_SEES,
    **_register("incidentlearning", _SECRET_LISTS, _SECRET_SEES, _OWN_ADDS, _SECRET_SEES),
    "actions:raise_incidentlearning": _SECRET_SEES,
    **_register("incidentprocess", _LISTS, _SEES, _LEAD_ADDS, _LEAD_KEEPS),
    **_register("communitygroup", _LISTS, _SEES, _ENGAGES, _KEEPS_GROUPS),
    **_register("engagement", _LISTS, _SEES, _ENGAGES, _KEEPS_EVENTS),
    "actions:engagement_summary": _LISTS,
    "actions:download_engagement": _SEES,
    **_register("briefing", _LISTS, _SEES, _LEAD_ADDS, _LEAD_KEEPS),
    "actions:give_briefing": _GIVES,
    **_register("briefinggiven", _LISTS, _SEES, _LEAD_ADDS, _LEAD_KEEPS),
}


def _with_file(agency):
    kept = files.keep(io.BytesIO(b"A flyer"), name="flyer.txt")
    return make.EngagementFactory(agency=agency, file=kept)


#: The partner's own record that a page is about, by the last word of the page's name.
MADE = {
    "fundingstatus": lambda agency, _: make.FundingStatusFactory(),
    "grant": lambda agency, _: make.GrantFactory(agency=agency),
    "grantcondition": lambda agency, _: make.GrantConditionFactory(grant__agency=agency),
    "payment": lambda agency, _: make.PaymentFactory(grant__agency=agency),
    "project": lambda agency, _: make.ProjectFactory(agency=agency),
    "tension": lambda agency, _: make.TensionFactory(agency=agency),
    "tensionarea": lambda agency, _: make.TensionAreaFactory(),
    "tensionlevel": lambda agency, _: make.TensionLevelFactory(),
    "tensionmeeting": lambda agency, _: _attended(make.TensionMeetingFactory(), agency),
    "tensionagreement": lambda agency, _: make.TensionAgreementFactory(
        meeting=_attended(make.TensionMeetingFactory(), agency)
    ),
    "incident": lambda agency, _: make.IncidentFactory(agency=agency),
    "incidentlearning": lambda agency, _: make.IncidentLearningFactory(incident__agency=agency),
    "incidentprocess": lambda agency, _: make.IncidentProcessFactory(),
    "communitygroup": lambda agency, _: make.CommunityGroupFactory(),
    "engagement": lambda agency, _: _with_file(agency),
    "briefing": lambda agency, owner: make.BriefingFactory(owner=owner),
    "briefinggiven": lambda agency, _: make.BriefingGivenFactory(),
}


def _attended(meeting, agency):
    meeting.attended.add(agency)
    return meeting


def _about(page):
    """The kind of record that a page is about; none for lists and forms of new ones."""
    route = next(route for route in routes() if route.name == page)
    if not route.takes:
        return None
    words = page.partition(":")[2].split("_")
    return next(word for word in words if word in MADE)


@pytest.mark.parametrize("page", PAGES)
def test_page(client, readers, page):
    kind = _about(page)
    made = kind and MADE[kind](readers["keeper"].agency, readers["colleague"])

    met = row(client, page, [made.pk] if made else [], readers)

    assert met == dict(zip(READERS, PAGES[page], strict=True))
