"""Who may open each page of training. A row for every page, a column for every reader.

The agency is a partner with a training lead of its own, the keeper; the nearest outsider, `neighbour`,
is another agency's training lead with units of their own.
"""

import copy

import pytest

from prevent_portal.roles import Role
from tests.factories import AgencyFactory, UserFactory
from tests.matrix import BUTTON, FORBIDDEN, OK, SIGN_IN, UNSEEN, row, signed_in
from tests.registers import about_one, seven
from training.models import Course, ExtractLayout, Level, Rule, TrainingImport, Unit

NO = FORBIDDEN
READERS = (
    "lead",
    "keeper",
    "spoc",
    "auditor",
    "officer",
    "executive",
    "neighbour",
    "administrator",
    "anonymous",
)

# fmt: off
_LISTS = (OK, OK, OK, OK, NO, NO,   OK, NO, SIGN_IN)
_SEES = (OK, OK, OK, OK, UNSEEN, UNSEEN,   OK, UNSEEN, SIGN_IN)
_ADDS = (OK, NO, NO, NO, NO, NO,   NO, NO, SIGN_IN)
_KEEPS = (OK, NO, NO, NO, UNSEEN, UNSEEN,   NO, UNSEEN, SIGN_IN)
_REOPENS = (BUTTON, NO, NO, NO, UNSEEN, UNSEEN,   NO, UNSEEN, SIGN_IN)
_OWN_SEES = (OK, OK, OK, OK, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, SIGN_IN)
_OWN_ADDS = (OK, OK, NO, NO, NO, NO,   OK, NO, SIGN_IN)
_OWN_KEEPS = (OK, OK, NO, NO, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, SIGN_IN)
_IMPORTS = (OK, OK, NO, NO, NO, NO,   OK, NO, SIGN_IN)
_OWN_IMPORTS = (OK, OK, UNSEEN, UNSEEN, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, SIGN_IN)
_OWN_DECIDES = (BUTTON, BUTTON, UNSEEN, UNSEEN, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, SIGN_IN)
_OWN_REOPENS = (BUTTON, BUTTON, NO, NO, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, SIGN_IN)
# fmt: on

_EVERYBODYS = {"lists": _LISTS, "sees": _SEES, "adds": _ADDS, "keeps": _KEEPS, "reopens": _REOPENS}
PAGES = {
    "training:position": (OK, OK, OK, OK, NO, OK, OK, NO, SIGN_IN),
    "training:import_list": _IMPORTS,
    "training:add_import": _IMPORTS,
    "training:import_detail": _OWN_IMPORTS,
    "training:commit_import": _OWN_DECIDES,
    "training:cancel_import": _OWN_DECIDES,
    "training:undo_import": _OWN_DECIDES,
    "training:export_verdicts": _OWN_IMPORTS,
    "training:map_import": _OWN_IMPORTS,
    "training:layout_list": _IMPORTS,
    "training:forget_layout": _OWN_DECIDES,
    **seven("course", app="training", **_EVERYBODYS),
    **seven("level", app="training", **_EVERYBODYS),
    **seven("rule", app="training", **_EVERYBODYS),
    **seven(
        "unit",
        app="training",
        lists=_LISTS,
        sees=_OWN_SEES,
        adds=_OWN_ADDS,
        keeps=_OWN_KEEPS,
        reopens=_OWN_REOPENS,
    ),
}


@pytest.fixture(scope="module")
def kept_readers(once):
    county, partner, other = AgencyFactory.create_batch(3)

    def somebody(agency, role):
        return UserFactory(agency=agency, roles=[role])

    neighbour = somebody(other, Role.TRAINING_LEAD)
    Unit(agency=other, name="Their own").save()
    return signed_in(
        {
            "lead": somebody(county, Role.PREVENT_LEAD),
            "keeper": somebody(partner, Role.TRAINING_LEAD),
            "spoc": somebody(partner, Role.SPOC),
            "auditor": somebody(county, Role.AUDITOR),
            "officer": somebody(partner, Role.OFFICER),
            "executive": somebody(partner, Role.EXECUTIVE),
            "neighbour": neighbour,
            "administrator": somebody(partner, Role.ADMINISTRATOR),
            "anonymous": None,
        }
    )


@pytest.fixture
def readers(kept_readers):
    return copy.deepcopy(kept_readers)


@pytest.fixture(scope="module")
def kept_world(kept_readers):
    return a_world_of(kept_readers["keeper"].agency)


@pytest.fixture
def world(kept_world):
    return copy.deepcopy(kept_world)


def a_world_of(agency):
    """One of each thing that a page may be about, of an agency."""
    unit = Unit(agency=agency, name="Housing")
    unit.save()
    return {
        "course": Course.objects.get(code="WRAP"),
        "level": Level.objects.get(name="Manager"),
        "rule": Rule.objects.get(),
        "unit": unit,
        "import": _extract_of(agency),
        "layout": ExtractLayout.objects.create(
            agency=agency, signature="0" * 64, head=["Who", "What", "When"], meanings=["", "", ""]
        ),
    }


def _extract_of(agency):
    """An extract that was read, with a row that is not plain."""
    of_import = TrainingImport.objects.create(
        agency=agency,
        name="staff.csv",
        sha256="0" * 64,
        on="2026-03-18",
        state="read",
        counts={"rows": 1, "verdicts": {"rejected": 1}, "codes": {"invalid_flag": 1}},
    )
    of_import.rows.create(record=2, line=2, verdict="rejected", codes=["invalid_flag"])
    return of_import


def _is_about_one(page):
    if page == "training:forget_layout":
        return True
    if page.rpartition("_")[2] in ("import", "verdicts"):
        return page != "training:add_import"
    return page != "training:position" and about_one(page)


def args(page, world):
    """What stands in the address of a page."""
    name = page.rpartition(":")[2].removesuffix("_detail").removesuffix("_list").split("_")[-1]
    return [world.get(name, world["import"]).pk] if _is_about_one(page) else []


@pytest.mark.parametrize("page", PAGES)
def test_page(client, readers, world, page):
    met = row(client, page, args(page, world), readers)

    assert met == dict(zip(READERS, PAGES[page], strict=True))
