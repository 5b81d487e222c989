"""Who may open each page on which a report is written, approved and issued, and each page of its kinds.

The nearest outsiders: the executive next door with a draft of their own, and the officer who writes
and the one who reads through that draft.
"""

import copy
import datetime

import pytest

from prevent_portal.roles import Role
from reports import services
from reports.models import DisclosureDecision, Reader, ReportTemplate, Reviewer
from tests.factories import AgencyFactory, PlanFactory, UserFactory
from tests.matrix import BUTTON, FORBIDDEN, OK, SIGN_IN, UNSEEN, row, signed_in
from tests.registers import seven

from .places import action_of
from .test_access import _quick, report_on  # noqa: F401 - a fixture used by every test

NO = FORBIDDEN
# fmt: off
READERS = (
    "lead", "executive", "auditor", "writer", "reviewer",
    "next_executive", "next_writer", "next_reviewer", "administrator", "anonymous",
)
_KEEPS =   (OK, OK, NO,   UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_PRESSES = (BUTTON, BUTTON, NO,   UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_WRITES =  (OK, OK, NO,   OK, NO, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_KIND =    (OK, OK, OK,   NO, NO, OK, NO, NO, NO, SIGN_IN)
_OF_KIND = (OK, OK, OK,   UNSEEN, UNSEEN, OK, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_ADDS =    (OK, NO, NO,   NO, NO, NO, NO, NO, NO, SIGN_IN)
_CHANGES = (OK, NO, NO,   UNSEEN, UNSEEN, NO, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_ARRANGES = (BUTTON, NO, NO,   UNSEEN, UNSEEN, NO, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
PAGES = {
    "reports:ask_writers": _KEEPS,
    "reports:ask_reviewer": _KEEPS,
    "reports:add_reader": _KEEPS,
    "reports:submit_report": _KEEPS,
    "reports:send_back": _KEEPS,
    "reports:approve_report": _KEEPS,
    "reports:withdraw_report": _KEEPS,
    "reports:revise_report": _KEEPS,
    "reports:redraw_report": _PRESSES,
    "reports:end_review": (BUTTON, BUTTON, NO,   UNSEEN, NO, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN),
    "reports:end_reader": _PRESSES,
    "reports:disclosure": _KEEPS,
    "reports:withhold_number": _KEEPS,
    "reports:release_number": _KEEPS,
    "reports:end_decision": _PRESSES,
    "reports:finish_review": (NO, NO, NO,   UNSEEN, BUTTON, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN),
    "reports:section_detail": (OK, OK, OK,   OK, OK, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN),
    "reports:write_section": _WRITES,
    "reports:accept_offer": (BUTTON, BUTTON, NO,   BUTTON, NO, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN),
    "reports:add_comment": (OK, OK, NO,   NO, OK, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN),
    "reports:settle_comment": _WRITES,
    **seven("reporttemplate", app="reports", lists=_KIND, sees=_OF_KIND, adds=_ADDS, keeps=_CHANGES, reopens=_ARRANGES),
    "reports:add_template_section": _CHANGES,
    "reports:change_template_section": _CHANGES,
    "reports:move_template_section": _ARRANGES,
    "reports:drop_template_section": _ARRANGES,
    "reports:take_template_section_back": _ARRANGES,
}
# fmt: on
#: Pages whose address names no row.
OF_NOTHING = {
    "reports:reporttemplate_list",
    "reports:export_reporttemplate",
    "reports:add_reporttemplate",
}
DAY = datetime.date(2026, 4, 30)


def being_written(plan, lead):
    """A draft with a writer, a reviewer, a reader and a comment; and those three people."""
    report = report_on(plan, by=lead)
    writer, reviewer = UserFactory(agency=plan.agency), UserFactory(agency=plan.agency)
    section = report.sections.get(key="training")
    services.ask_writer(section, by=lead, writer=writer, write_by=DAY)
    services.ask_reviewer(report, by=lead, user=reviewer, speaks_for="legal")
    services.add_reader(report, by=lead, role=Role.SPOC)
    DisclosureDecision.objects.create(
        report=report, place="training/1", what="withhold", reason="Few.", by=lead
    )
    services.comment(section, by=reviewer, words="Which year is it?", speaks_for="legal")
    return report, writer, reviewer


@pytest.fixture(scope="module")
def kept_world(once):
    lead = UserFactory(roles=[Role.PREVENT_LEAD])
    plan, next_plan = PlanFactory(agency=AgencyFactory(name="Marrowby Council")), PlanFactory()
    action_of(plan)
    action_of(next_plan)
    report, writer, reviewer = being_written(plan, lead)
    _, next_writer, next_reviewer = being_written(next_plan, lead)
    readers = signed_in(
        {
            "lead": lead,
            "executive": UserFactory(agency=plan.agency, roles=[Role.EXECUTIVE]),
            "auditor": UserFactory(roles=[Role.AUDITOR]),
            "writer": writer,
            "reviewer": reviewer,
            "next_executive": UserFactory(agency=next_plan.agency, roles=[Role.EXECUTIVE]),
            "next_writer": next_writer,
            "next_reviewer": next_reviewer,
            "administrator": UserFactory(agency=plan.agency, roles=[Role.ADMINISTRATOR]),
            "anonymous": None,
        }
    )
    return report, readers


@pytest.fixture
def world(kept_world):
    return copy.deepcopy(kept_world)


def number_of(page, report):
    """The row that the address of a page names."""
    verb = page.rpartition(":")[2]
    section = report.sections.get(key="training")
    kind = ReportTemplate.objects.get(name="six-monthly")
    if verb in ("end_review", "finish_review"):
        return Reviewer.objects.get(report=report).pk
    if verb == "end_decision":
        return DisclosureDecision.objects.get(report=report).pk
    if verb == "end_reader":
        return Reader.objects.get(report=report).pk
    if verb == "settle_comment":
        return section.comments.get().pk
    if verb in ("section_detail", "write_section", "accept_offer", "add_comment"):
        return section.pk
    if verb.endswith("reporttemplate") or verb in ("reporttemplate_detail", "add_template_section"):
        return kind.pk
    if "template_section" in verb:
        return kind.sections.get(key="training").pk
    return report.pk


@pytest.mark.parametrize("page", PAGES)
def test_page(client, world, page):
    report, readers = world
    args = [] if page in OF_NOTHING else [number_of(page, report)]

    met = row(client, page, args, readers)

    assert met == dict(zip(READERS, PAGES[page], strict=True))
