"""Who may open schedules, the papers that are coming, dashboards, usual questions and their answers.

The schedule and the answer are the lead authority's; the neighbour is the next council's executive.
The training lead is the nearest outsider of all but the dashboard for training.
"""

import copy

import pytest
from django.urls import reverse
from django.utils import timezone

from prevent_portal.roles import Role
from prevent_portal.services import close_record
from reports import services
from reports.models import Question, ReportTemplate, Schedule
from tests.factories import AgencyFactory, UserFactory
from tests.matrix import BUTTON, FORBIDDEN, OK, SIGN_IN, UNSEEN, row, signed_in
from tests.registers import about_one, seven

NO = FORBIDDEN

# fmt: off
READERS = ("lead", "executive", "auditor", "neighbour", "training", "administrator", "anonymous")
_LISTS = (OK, OK, OK, OK, NO, NO, SIGN_IN)
_OWN_SEES = (OK, OK, OK, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_SEES = (OK, OK, OK, OK, UNSEEN, UNSEEN, SIGN_IN)
_KEEPS = (OK, NO, NO, NO, UNSEEN, UNSEEN, SIGN_IN)
PAGES = {
    **seven(
        "schedule",
        app="reports",
        lists=_LISTS,
        sees=_OWN_SEES,
        adds=(OK, OK, NO, OK, NO, NO, SIGN_IN),
        keeps=(OK, OK, NO, UNSEEN, UNSEEN, UNSEEN, SIGN_IN),
        reopens=(BUTTON, BUTTON, NO, UNSEEN, UNSEEN, UNSEEN, SIGN_IN),
    ),
    "reports:paper_calendar": _LISTS,
    **seven(
        "question",
        app="reports",
        lists=_LISTS,
        sees=_SEES,
        adds=(OK, NO, NO, NO, NO, NO, SIGN_IN),
        keeps=_KEEPS,
        reopens=(BUTTON, NO, NO, NO, UNSEEN, UNSEEN, SIGN_IN),
    ),
    "reports:answer_question": _SEES,
    "reports:give_answer": _KEEPS,
    "reports:given_answer": _OWN_SEES,
    "reports:dashboard_list": (OK, OK, OK, OK, OK, NO, SIGN_IN),
    "reports:dashboard": (OK, OK, OK, OK, OK, NO, SIGN_IN),
    "reports:dashboard_figure": (OK, OK, NO, OK, NO, NO, SIGN_IN),
}
DASHBOARDS = {
    "executives": (OK, OK, OK, OK, NO, NO, SIGN_IN),
    "prevent-lead": (OK, OK, NO, OK, NO, NO, SIGN_IN),
    "training": (OK, OK, OK, OK, OK, NO, SIGN_IN),
    "premises": (OK, OK, OK, OK, NO, NO, SIGN_IN),
    "channel": (OK, NO, NO, NO, NO, NO, SIGN_IN),
}
# fmt: on


def schedule_of(agency, **changes):
    """A schedule of the six-monthly report."""
    values = {
        "kind": ReportTemplate.objects.get(name="six-monthly"),
        "agency": agency,
        "first_on": timezone.localdate(),
    }
    return Schedule.objects.create(**values | changes)


def answer_of(question, agency, by, reference="FOI 2026/0142", on=None):
    """An answer that was given to a request."""
    on = on or timezone.localdate()
    read = services.prepare_answer(question, agency=agency, on=on).sha256
    return services.give_answer(
        question, by=by, agency=agency, reference=reference, on=on, given_on=on, read=read
    )


@pytest.fixture(scope="module")
def kept_world(once):
    council = AgencyFactory(name="Marrowby Council")

    def somebody(role, agency=council):
        return UserFactory(agency=agency, roles=[role])

    readers = signed_in(
        {
            "lead": somebody(Role.PREVENT_LEAD),
            "executive": somebody(Role.EXECUTIVE),
            "auditor": somebody(Role.AUDITOR, AgencyFactory()),
            "neighbour": somebody(Role.EXECUTIVE, AgencyFactory()),
            "training": somebody(Role.TRAINING_LEAD),
            "administrator": somebody(Role.ADMINISTRATOR),
            "anonymous": None,
        }
    )
    question = Question.objects.order_by("pk").first()
    answer = answer_of(question, council, readers["lead"])
    return readers, {"schedule": schedule_of(council), "question": question, "answer": answer}


@pytest.fixture
def world(kept_world):
    return copy.deepcopy(kept_world)


def args(page, things):
    """What the address of a page takes."""
    if page == "reports:dashboard":
        return ["training"]
    if page == "reports:dashboard_figure":
        return ["prevent-lead", "engagement.groups"]
    if page == "reports:given_answer":
        return [things["answer"].pk]
    if page in ("reports:answer_question", "reports:give_answer"):
        return [things["question"].pk]
    return [things[page.rpartition("_")[2] if "detail" not in page else page[8:-7]].pk]


@pytest.mark.parametrize("page", PAGES)
def test_page(client, world, page):
    readers, things = world
    takes = about_one(page) or "answer" in page or page.startswith("reports:dashboard")
    takes = takes and page != "reports:dashboard_list"
    if page.startswith("reports:reopen_"):
        thing = things[page.rpartition("_")[2]]
        closed(thing, readers["lead"])

    met = row(client, page, args(page, things) if takes else [], readers)

    assert met == dict(zip(READERS, PAGES[page], strict=True))


def closed(thing, by):
    """Close a record, so that it can be opened again."""
    close_record(thing, by=by, on=timezone.localdate(), reason="No longer needed.")


@pytest.mark.parametrize("name", DASHBOARDS)
def test_a_dashboard_is_for_those_who_may_see_its_figures(client, world, name):
    readers, _ = world

    met = row(client, "reports:dashboard", [name], readers)

    assert met == dict(zip(READERS, DASHBOARDS[name], strict=True))


def test_there_is_no_dashboard_of_another_name(client, world):
    client.force_login(world[0]["lead"])

    assert client.get(reverse("reports:dashboard", args=["everything"])).status_code == 404


def test_the_list_of_dashboards_names_those_that_open(client, world):
    client.force_login(world[0]["training"])

    page = client.get(reverse("reports:dashboard_list")).content.decode()

    assert "For training" in page
    assert "For executives" not in page
    assert "For Channel" not in page


def test_the_neighbour_finds_no_word_of_the_schedule_or_the_answer(client, world):
    readers, things = world
    client.force_login(readers["neighbour"])

    lists = [reverse("reports:paper_calendar"), reverse("reports:schedule_list")]
    pages = [
        client.get(page).content.decode()
        for page in (*lists, things["question"].get_absolute_url())
    ]

    assert not any("Marrowby" in page or "2026/0142" in page for page in pages)
