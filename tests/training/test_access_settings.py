"""Who may open each page of settings, audit rounds and the training strategy.

The agency is a partner with a training lead of its own, the keeper; the nearest outsider, `neighbour`,
is another agency's training lead with settings of their own.
"""

import copy
import datetime

import pytest

from tests.conftest import TODAY
from tests.matrix import BUTTON, FORBIDDEN, OK, SIGN_IN, UNSEEN, row
from tests.registers import about_one, seven
from tests.training.test_access import READERS, kept_readers, readers  # noqa: F401 - fixtures
from training.models import (
    AuditQuestion,
    Course,
    Level,
    MatrixRow,
    Setting,
    SettingExclusion,
    SettingKind,
    SettingTraining,
)
from training.services import audits

NO = FORBIDDEN

# fmt: off
_LISTS = (OK, OK, OK, OK, NO, NO,   OK, NO, SIGN_IN)
_SEES = (OK, OK, OK, OK, UNSEEN, UNSEEN,   OK, UNSEEN, SIGN_IN)
_LEADS = (OK, NO, NO, NO, NO, NO,   NO, NO, SIGN_IN)
_LEAD_KEEPS = (OK, NO, NO, NO, UNSEEN, UNSEEN,   NO, UNSEEN, SIGN_IN)
_LEAD_REOPENS = (BUTTON, NO, NO, NO, UNSEEN, UNSEEN,   NO, UNSEEN, SIGN_IN)
_OWN_SEES = (OK, OK, OK, OK, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, SIGN_IN)
_OWN_ADDS = (OK, OK, NO, NO, NO, NO,   OK, NO, SIGN_IN)
_OWN_KEEPS = (OK, OK, NO, NO, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, SIGN_IN)
_OWN_PRESSES = (BUTTON, BUTTON, NO, NO, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, SIGN_IN)
_S_LISTS = (OK, OK, OK, OK, OK, OK,   OK, NO, SIGN_IN)
_S_SEES = (OK, OK, OK, OK, OK, OK,   OK, UNSEEN, SIGN_IN)
_S_KEEPS = (OK, NO, NO, NO, NO, NO,   NO, UNSEEN, SIGN_IN)
_S_REOPENS = (BUTTON, NO, NO, NO, NO, NO,   NO, UNSEEN, SIGN_IN)
_WHOEVER_HAS_NO_LINK = (UNSEEN,) * len(READERS)
# fmt: on

_OWN = {
    "lists": _LISTS,
    "sees": _OWN_SEES,
    "adds": _OWN_ADDS,
    "keeps": _OWN_KEEPS,
    "reopens": _OWN_PRESSES,
    "app": "training",
}
PAGES = {
    "training:settings_coverage": _LISTS,
    "training:import_settings": _OWN_ADDS,
    **seven("setting", **_OWN),
    **seven(
        "settingkind",
        lists=_LISTS,
        sees=_SEES,
        adds=_LEADS,
        keeps=_LEAD_KEEPS,
        reopens=_LEAD_REOPENS,
        app="training",
    ),
    **seven("settingtraining", **_OWN),
    **seven("settingexclusion", **_OWN),
    **seven("auditround", **_OWN),
    **seven("auditquestion", **_OWN),
    "training:send_audit": _OWN_KEEPS,
    "training:remind_audit": _OWN_PRESSES,
    "training:audit_answers": _OWN_SEES,
    "training:accept_audit": _OWN_PRESSES,
    "training:set_aside": _OWN_KEEPS,
    "training:take_up_again": _OWN_PRESSES,
    "training:reissue_link": _OWN_PRESSES,
    "training:revoke_link": _OWN_PRESSES,
    "training:answer_audit": _WHOEVER_HAS_NO_LINK,
    "training:matrix": _S_LISTS,
    **seven(
        "matrixrow",
        lists=_S_LISTS,
        sees=_S_SEES,
        adds=_LEADS,
        keeps=_S_KEEPS,
        reopens=_S_REOPENS,
        app="training",
    ),
}

#: What the address of a page is about, where its name does not end in that.
_ABOUT = {
    "send_audit": "auditround",
    "remind_audit": "auditround",
    "audit_answers": "auditround",
    "accept_audit": "auditround",
    "set_aside": "answer",
    "take_up_again": "answer",
    "reissue_link": "link",
    "revoke_link": "link",
}


def saved(thing):
    thing.save()
    return thing


@pytest.fixture(scope="module")
def kept_world(kept_readers):  # noqa: F811
    """One of each thing that a page may be about, of the keeper's agency."""
    return a_world_of(kept_readers["keeper"], TODAY)


@pytest.fixture
def world(kept_world):
    return copy.deepcopy(kept_world)


def a_world_of(keeper, today):
    kind = SettingKind.objects.get(name="Maintained school")
    about = {"agency": keeper.agency, "kind": kind, "contact_email": "office@school.example"}
    setting = saved(Setting(name="Elm Primary", **about))
    wrap = Course.objects.get(code="WRAP")
    audit = audits.keep_round(
        audits.AuditRound(),
        by=keeper,
        agency=keeper.agency,
        title="Autumn return",
        course=wrap,
        closes_on=today + datetime.timedelta(days=30),
    )
    another = saved(Setting(name="Oak Primary", **about))
    audits.send_links(audit, settings=[setting, another], by=keeper, on=today)
    answered = audit.invites.get(setting=another)
    level = Level.objects.get(name="Manager")
    words = {
        "activities": "Ask in supervision",
        "competency": "Know whom to ask",
        "outcome": "Calm",
    }
    return {
        "setting": setting,
        "settingkind": kind,
        "settingtraining": saved(
            SettingTraining(setting=setting, who="A Lead", is_lead=True, course=wrap, on=today)
        ),
        "settingexclusion": saved(
            SettingExclusion(setting=setting, reason="It is being merged", from_on=today)
        ),
        "auditround": audit,
        "auditquestion": AuditQuestion.objects.filter(round=audit).first(),
        "link": audit.invites.get(setting=setting),
        "answer": audits.receive_return(answered, answers={}, on=today),
        "matrixrow": saved(MatrixRow(level=level, from_on=today, **words)),
    }


def args(page, world):
    """What stands in the address of a page."""
    name = page.rpartition(":")[2]
    if name == "answer_audit":
        return ["never-made"]
    if name in _ABOUT:
        return [world[_ABOUT[name]].pk]
    return [world[name.removesuffix("_detail").split("_")[-1]].pk] if about_one(page) else []


@pytest.mark.parametrize("page", PAGES)
def test_page(client, readers, world, page):  # noqa: F811
    met = row(client, page, args(page, world), readers)

    assert met == dict(zip(READERS, PAGES[page], strict=True))
