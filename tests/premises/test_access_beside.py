"""Who may open the pages of audits, networks, schools, booking staff, letters to managers and policies."""

import copy
import io

import pytest
from PIL import Image

from premises.models import (
    AcceptableUse,
    AuditFinding,
    BookingStaff,
    Checklist,
    ChecklistItem,
    FilterCategory,
    FilterTest,
    ItIncident,
    ManagerLetter,
    Network,
    PolicyReview,
    PremisesAudit,
    SchoolFilter,
    UnblockRequest,
)
from premises.services import audits
from prevent_portal.models import Person
from tests.conftest import TODAY
from tests.matrix import BUTTON, FORBIDDEN, OK, SIGN_IN, UNSEEN, row
from tests.premises.test_access import (
    READERS,
    a_venue,
    kept_readers,  # noqa: F401 - fixtures
    readers,  # noqa: F401
    saved,
)
from tests.registers import about_one, seven
from training.models import Setting, SettingKind

NO = FORBIDDEN

# lead, keeper, manager, auditor, it_lead, executive,   manager_beside, neighbour, administrator, anonymous
# fmt: off
_LISTS = (OK, OK, OK, OK, OK, NO,   OK, OK, NO, SIGN_IN)
_SEES = (OK, OK, OK, OK, OK, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_ADDS = (OK, OK, NO, NO, NO, NO,   NO, OK, NO, SIGN_IN)
_KEEPS = (OK, OK, NO, NO, NO, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_PRESSES = (BUTTON, BUTTON, NO, NO, NO, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_GOES = (OK, OK, OK, NO, NO, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_GOES_ADDS = (OK, OK, OK, NO, NO, NO,   OK, OK, NO, SIGN_IN)
_GOES_PRESSES = (BUTTON, BUTTON, BUTTON, NO, NO, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_ALL_SEE = (OK, OK, OK, OK, OK, UNSEEN,   OK, OK, UNSEEN, SIGN_IN)
_LEADS = (OK, NO, NO, NO, NO, NO,   NO, NO, NO, SIGN_IN)
_LEAD_KEEPS = (OK, NO, NO, NO, NO, UNSEEN,   NO, NO, UNSEEN, SIGN_IN)
_LEAD_PRESSES = (BUTTON, NO, NO, NO, NO, UNSEEN,   NO, NO, UNSEEN, SIGN_IN)
_IT_LISTS = (OK, OK, NO, OK, OK, NO,   NO, OK, NO, SIGN_IN)
_IT_SEES = (OK, OK, UNSEEN, OK, OK, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_IT_ADDS = (OK, NO, NO, NO, OK, NO,   NO, NO, NO, SIGN_IN)
_IT_KEEPS = (OK, NO, UNSEEN, NO, OK, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_IT_PRESSES = (BUTTON, NO, UNSEEN, NO, BUTTON, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_CATEGORY = (OK, OK, UNSEEN, OK, OK, UNSEEN,   UNSEEN, OK, UNSEEN, SIGN_IN)
_CATEGORY_KEEPS = (OK, NO, UNSEEN, NO, OK, UNSEEN,   UNSEEN, NO, UNSEEN, SIGN_IN)
_CATEGORY_PRESSES = (BUTTON, NO, UNSEEN, NO, BUTTON, UNSEEN,   UNSEEN, NO, UNSEEN, SIGN_IN)
_REVIEW = (OK, OK, OK, OK, OK, UNSEEN,   OK, UNSEEN, UNSEEN, SIGN_IN)
_REVIEW_ADDS = (OK, OK, NO, NO, OK, NO,   NO, OK, NO, SIGN_IN)
_REVIEW_KEEPS = (OK, OK, NO, NO, OK, UNSEEN,   NO, UNSEEN, UNSEEN, SIGN_IN)
_REVIEW_PRESSES = (BUTTON, BUTTON, NO, NO, BUTTON, UNSEEN,   NO, UNSEEN, UNSEEN, SIGN_IN)


def _seven(name, lists, sees, adds, keeps, presses):
    return seven(name, lists=lists, sees=sees, adds=adds, keeps=keeps, reopens=presses, app="premises")


PAGES = {
    **_seven("premisesaudit", _LISTS, _SEES, _GOES_ADDS, _GOES, _GOES_PRESSES),
    "premises:take_audit": _GOES,
    "premises:send_answers": _GOES_PRESSES,
    "premises:add_photo": _GOES,
    "premises:send_photo": _GOES_PRESSES,
    "premises:audit_photo": _SEES,
    "premises:finish_audit": _GOES,
    **_seven("auditfinding", _LISTS, _SEES, _GOES_ADDS, _GOES, _GOES_PRESSES),
    "premises:raise_auditfinding": _GOES,
    **_seven("checklist", _LISTS, _ALL_SEE, _LEADS, _LEAD_KEEPS, _LEAD_PRESSES),
    "premises:new_version": _LEAD_PRESSES,
    **_seven("checklistitem", _LISTS, _ALL_SEE, _LEADS, _LEAD_KEEPS, _LEAD_PRESSES),
    **_seven("bookingstaff", _LISTS, _SEES, _ADDS, _KEEPS, _PRESSES),
    **_seven("managerletter", _LISTS, _SEES, _ADDS, _KEEPS, _PRESSES),
    "premises:write_to_managers": _ADDS,
    "premises:send_letter_again": _KEEPS,
    "premises:answer_letter": (UNSEEN,) * len(READERS),
    **_seven("policyreview", _LISTS, _REVIEW, _REVIEW_ADDS, _REVIEW_KEEPS, _REVIEW_PRESSES),
    **_seven("network", _IT_LISTS, _IT_SEES, _IT_ADDS, _IT_KEEPS, _IT_PRESSES),
    **_seven("filtertest", _IT_LISTS, _IT_SEES, _IT_ADDS, _IT_KEEPS, _IT_PRESSES),
    **_seven("unblockrequest", _IT_LISTS, _IT_SEES, _IT_ADDS, _IT_KEEPS, _IT_PRESSES),
    **_seven("itincident", _IT_LISTS, _IT_SEES, _IT_ADDS, _IT_KEEPS, _IT_PRESSES),
    **_seven("acceptableuse", _IT_LISTS, _IT_SEES, _IT_ADDS, _IT_KEEPS, _IT_PRESSES),
    **_seven("filtercategory", _IT_LISTS, _CATEGORY, _IT_ADDS, _CATEGORY_KEEPS, _CATEGORY_PRESSES),
    **_seven("schoolfilter", _IT_LISTS, _IT_SEES, _IT_ADDS, _IT_KEEPS, _IT_PRESSES),
}
# fmt: on

#: What the address of a page is about, where its name does not end in that.
_ABOUT = {
    "take_audit": "premisesaudit",
    "send_answers": "premisesaudit",
    "add_photo": "premisesaudit",
    "send_photo": "premisesaudit",
    "audit_photo": "photo",
    "finish_audit": "premisesaudit",
    "raise_auditfinding": "auditfinding",
    "new_version": "checklist",
    "send_letter_again": "managerletter",
}


def a_picture():
    """A small photograph, as a phone sends it."""
    made = io.BytesIO()
    Image.new("RGB", (4, 4)).save(made, "JPEG")
    made.name = "hall.jpg"
    return made


@pytest.fixture(scope="module")
def kept_world(kept_readers):  # noqa: F811
    return a_world_of(kept_readers)


def a_world_of(who):
    """One of each thing that a page may be about, of the keeper's agency; the outsiders have audits of their own."""
    keeper = who["keeper"]
    venue = a_venue(keeper.agency, "Elm Library", who["manager"])
    checklist = Checklist.objects.get(is_spot_check=False)
    about = {"checklist": checklist, "on": TODAY}
    for beside in ("manager_beside", "neighbour"):
        theirs = a_venue(who[beside].agency, f"Venue of {beside}", who[beside])
        audits.keep_audit(
            PremisesAudit(), by=who[beside], premises=theirs, who=who[beside], **about
        )
    audit = audits.keep_audit(PremisesAudit(), by=keeper, premises=venue, who=keeper, **about)
    own = {"agency": keeper.agency}
    network = saved(Network(name="Wifi", kind="wifi", **own))
    of = {"network": network, "on": TODAY}
    school = Setting(name="Elm School", kind=SettingKind.objects.get(name="Academy"), **own)
    person = saved(Person(name="A Clerk", number="7", **own))
    return {
        "premisesaudit": audit,
        "photo": audits.add_photo(audit, by=keeper, file=a_picture(), words="The board"),
        "auditfinding": saved(AuditFinding(audit=audit, words="Old posters")),
        "checklist": checklist,
        "checklistitem": ChecklistItem.objects.filter(checklist=checklist).first(),
        "bookingstaff": saved(BookingStaff(premises=venue, person=person, from_on=TODAY)),
        "managerletter": saved(ManagerLetter(premises=venue, kind="yearly", sent_on=TODAY)),
        "policyreview": saved(PolicyReview(subject="hire", title="Hire", next_on=TODAY, **own)),
        "network": network,
        "filtertest": saved(FilterTest(who="IT", result="passed", **of)),
        "unblockrequest": saved(UnblockRequest(reference="A-1", reason="Homework", **of)),
        "itincident": saved(ItIncident(kind="blocked", words="Twice.", **of)),
        "acceptableuse": saved(AcceptableUse(name="Use", review_on=TODAY, **own)),
        "filtercategory": FilterCategory.objects.order_by("pk").first(),
        "schoolfilter": saved(SchoolFilter(setting=saved(school), **own)),
    }


@pytest.fixture
def world(kept_world):
    return copy.deepcopy(kept_world)


def args(page, world):
    """What stands in the address of a page."""
    name = page.rpartition(":")[2]
    if name == "answer_letter":
        return ["never-made"]
    if name in _ABOUT:
        return [world[_ABOUT[name]].pk]
    return [world[name.removesuffix("_detail").split("_")[-1]].pk] if about_one(page) else []


@pytest.mark.parametrize("page", PAGES)
def test_page(client, readers, world, page):  # noqa: F811
    met = row(client, page, args(page, world), readers)

    assert met == dict(zip(READERS, PAGES[page], strict=True))
